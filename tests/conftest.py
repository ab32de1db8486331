"""What all tests share: one running shop, one PostgreSQL server, and which exams run only when they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "conversations"), str(HERE / "crashes")]
from postgres import new_postgres_url, postgres_installed, postgres_server  # noqa: E402, F401 - fixtures

pytest.register_assert_rewrite("telling", "serving_through", "markers")
from stack import Stack  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="the exams at full size, and nothing else")


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked ``nightly`` takes hours: it runs when it is asked for, alone."""
    for item in items:
        if item.path.is_relative_to(HERE / "browser"):
            item.add_marker("browser")
    wanted = config.getoption("--nightly")
    kept = [item for item in items if (item.get_closest_marker("nightly") is not None) is wanted]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    # The browser's library keeps an event loop running until the session ends, in which no asynchronous test can run.
    items[:] = sorted(kept, key=lambda item: item.path.is_relative_to(HERE / "browser"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo shop, open."""
    shop = Stack(tmp_path_factory.mktemp("var"))
    shop.prepare()
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="session")
def shop_url(stack: Stack) -> str:
    """The address of the page."""
    return f"{stack.base}/"
