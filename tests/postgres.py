"""A PostgreSQL server of our own on a loopback port, for tests that need one."""

from __future__ import annotations

import warnings
from itertools import count

import pytest

from benchmarks import postgres


@pytest.fixture(scope="session")
def postgres_installed():
    """Skips, with a clear word, where the server is missing."""
    if not postgres.installed():
        warnings.warn(
            "POSTGRESQL IS NOT INSTALLED: HALF OF THE STORE'S TESTS ARE SKIPPED (apt install postgresql-15)",
            stacklevel=1,
        )
        pytest.skip(f"{postgres.MISSING}: install it to run these tests")


@pytest.fixture(scope="session")
def postgres_server(postgres_installed):
    """The address of a throw-away server: 'postgresql://postgres@127.0.0.1:PORT'."""
    with postgres.serving(fsync="off", max_connections="60") as server:
        yield server


@pytest.fixture(scope="session")
def new_postgres_url(postgres_server):
    """Makes an empty database and gives its address."""
    numbers = count()

    return lambda: postgres.new_database(postgres_server, f"shop{next(numbers)}")
