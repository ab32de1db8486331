"""What all tests share: one running shop, one PostgreSQL server, and which exams run only when they are asked for."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "conversations"), str(HERE / "crashes")]
from postgres import new_postgres_url, postgres_installed, postgres_server  # noqa: E402, F401 - fixtures

pytest.register_assert_rewrite("telling", "serving_through", "markers")
from postgres import BINARIES, Postgres, installed  # noqa: E402
from stack import Stack  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="the exams at full size, and nothing else")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked ``nightly`` takes hours: it runs when it is asked for, alone."""
    wanted = config.getoption("--nightly")
    kept = [item for item in items if (item.get_closest_marker("nightly") is not None) is wanted]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


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


@pytest.fixture(scope="session")
def postgres_installed() -> None:
    """Skips, with a clear word, where the server is missing."""
    if not installed():
        warnings.warn(
            "POSTGRESQL IS NOT INSTALLED: HALF OF THE STORE'S TESTS ARE SKIPPED (apt install postgresql-15)",
            stacklevel=1,
        )
        pytest.skip(f"NO POSTGRESQL in {BINARIES}: install Debian's postgresql-15 to run these tests")


@pytest.fixture(scope="session")
def postgres_server(postgres_installed: None) -> Iterator[Postgres]:
    """A throw-away server."""
    server = Postgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def new_postgres_url(postgres_server: Postgres) -> Callable[[], str]:
    """Makes an empty database and gives its address."""
    numbers = count()
    return lambda: postgres_server.new_database(f"shop{next(numbers)}")
