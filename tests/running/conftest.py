"""A shop on files of this test, or in a PostgreSQL database of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import Settings


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An empty shop: SQLite files in VAR, or all four in one PostgreSQL database."""
    urls = {}
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgres_url")()
        urls = {f"{name}_url": url for name in ("profiles", "shop", "tracker", "console")}
    return Settings(var=tmp_path / "var", token_secret="s" * 40, **urls)


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path / "var", token_secret="s" * 40)
