"""The same tests on both databases: a SQLite file, and a PostgreSQL server of our own (tests/conftest.py)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from profiles.engines import open_engine
from profiles.migrate import upgrade
from profiles.rows import METADATA
from profiles.store import ProfileStore


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """An empty database on either engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgres_url")()
    return f"sqlite:///{tmp_path / 'profiles.db'}"


@pytest.fixture(scope="session")
def postgres_url(new_postgres_url):
    """One database with our tables; a database for each test would be half a minute of copying."""
    url = new_postgres_url()
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database with our tables and no rows, on either engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'profiles.db'}"
        upgrade(url)
        return url
    url = request.getfixturevalue("postgres_url")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        # the access log refuses to be emptied, save to a superuser who puts its triggers aside
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("TRUNCATE " + ", ".join(table.name for table in METADATA.sorted_tables))
    engine.dispose()
    return url


@pytest.fixture
def engine(url):
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    return ProfileStore(engine)


@pytest.fixture
def sqlite_file(tmp_path):
    return tmp_path / "profiles.db"


@pytest.fixture
def sqlite_engine(sqlite_file):
    """For what only SQLite does, and for tests that need one engine only."""
    upgrade(f"sqlite:///{sqlite_file}")
    engine = open_engine(f"sqlite:///{sqlite_file}")
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_store(sqlite_engine):
    return ProfileStore(sqlite_engine)
