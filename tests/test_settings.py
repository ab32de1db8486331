"""A setting that cannot be read is told by the name under which it was set."""

from __future__ import annotations

import pytest

from settings import SettingsError, settings


@pytest.mark.parametrize(("name", "value"), [("SOLITO_PORT", "abc"), ("SOLITO_DEMO", "perhaps")])
def test_the_variable_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Whoever set it finds it again: neither a field of ours nor a traceback."""
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    try:
        with pytest.raises(SettingsError, match=f"{name}.*{value}"):
            settings()
    finally:
        settings.cache_clear()
