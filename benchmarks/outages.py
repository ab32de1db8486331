"""Faults of the profiles' database, each made for real: ``with fault():`` it is there, afterwards it is gone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

SLOW_S = 5.0
Fault = Callable[[Engine], AbstractContextManager[None]]


def _file(engine: Engine) -> Path:
    return Path(str(engine.url.database))


@contextmanager
def sqlite_down(engine: Engine) -> Iterator[None]:
    """The file is gone, and a folder is in its place."""
    file = _file(engine)
    engine.dispose()  # who has it open would go on with the file that is moved away
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = {path: path.with_name(path.name + ".kept") for path in file.parent.glob(file.name + "*")}
    for path, aside in kept.items():
        path.rename(aside)
    file.mkdir()
    try:
        yield
    finally:
        file.rmdir()
        for path, aside in kept.items():
            aside.rename(path)


@contextmanager
def sqlite_locked(engine: Engine) -> Iterator[None]:
    """Another writer holds the file."""
    other = sqlite3.connect(_file(engine), isolation_level=None, timeout=10)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def sqlite_full(engine: Engine) -> Iterator[None]:
    """No page can be added: every connection is told that the file is as long as it may be."""

    def bound(driver: sqlite3.Connection, *_: object) -> None:
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count={pages}")

    def filled(connection: sa.engine.Connection) -> None:
        """Not one free cell is left: what is written now needs a page."""
        if connection.get_execution_options().get("solito_write"):
            connection.exec_driver_sql("CREATE TABLE filling (bytes BLOB)")
            connection.exec_driver_sql("INSERT INTO filling VALUES (zeroblob(200000))")

    with _listening(engine, ("connect", bound), ("begin", filled)):
        yield


@contextmanager
def sqlite_read_only(engine: Engine) -> Iterator[None]:
    """Nothing may be written."""
    with _listening(engine, ("connect", lambda driver, *_: driver.execute("PRAGMA query_only=ON"))):
        yield


@contextmanager
def slow(engine: Engine) -> Iterator[None]:
    """Every statement takes five seconds (or as long as the fault lasts)."""
    over = threading.Event()

    def wait(*_: object) -> None:
        over.wait(SLOW_S)

    sa.event.listen(engine, "before_cursor_execute", wait)  # it stays, and waits for nothing then
    try:
        yield
    finally:
        over.set()


@contextmanager
def postgres_locked(engine: Engine) -> Iterator[None]:
    """Another session holds every table."""
    other = sa.create_engine(engine.url)
    with other.connect() as connection:
        names = sa.inspect(other).get_table_names()
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        try:
            yield
        finally:
            connection.exec_driver_sql("ROLLBACK")
    other.dispose()


def postgres_refusing(code: str) -> Fault:
    """The server itself refuses every write, with the error of this number."""

    @contextmanager
    def refusing(engine: Engine) -> Iterator[None]:
        other = sa.create_engine(engine.url, isolation_level="AUTOCOMMIT")
        names = sa.inspect(other).get_table_names()
        with other.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$"
            )
            for name in names:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON {name} EXECUTE FUNCTION refuse()"
                )
            try:
                yield
            finally:
                connection.exec_driver_sql("DROP FUNCTION refuse CASCADE")
        other.dispose()

    return refusing


@contextmanager
def postgres_down(engine: Engine) -> Iterator[None]:
    """Nobody can connect any more, and those who were connected are thrown out."""
    name, other = engine.url.database, _as_master(engine)
    with other.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )
        try:
            yield
        finally:
            connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    other.dispose()


def _as_master(engine: Engine) -> Engine:
    return sa.create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")


@contextmanager
def _listening(engine: Engine, *listeners: tuple[str, Callable[..., object]]) -> Iterator[None]:
    engine.dispose()  # new connections hear of it
    for name, listener in listeners:
        sa.event.listen(engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners:
            sa.event.remove(engine, name, listener)
        engine.dispose()


SQLITE: dict[str, Fault] = {
    "down": sqlite_down,
    "slow": slow,
    "locked": sqlite_locked,
    "full": sqlite_full,
    "read-only": sqlite_read_only,
}
POSTGRES: dict[str, Fault] = {
    "down": postgres_down,
    "slow": slow,
    "locked": postgres_locked,
    "full": postgres_refusing("53100"),  # disk_full
    "read-only": postgres_refusing("25006"),  # read_only_sql_transaction
}
