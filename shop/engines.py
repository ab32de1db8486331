"""Opening the shop's database, and the two ways to talk to it: reading and writing.

SQLite runs in WAL mode, overwrites what it deletes, and takes its write lock at BEGIN: so a write transaction never
starts on a stale view and two buyers of the last one are served in turn. PostgreSQL gets a 2 s statement timeout.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

from shop.model import ShopError
from shop.rows import metadata

BUSY_TIMEOUT_MS = 2_000
FORGET_TRIES = 5


class FileInUse(ShopError):
    """Deleted bytes may still lie in the database's file, because another process kept it in use. Try again."""


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///FILE`` or ``postgresql://…``. Raises ShopError for any other address."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise ShopError(f"not a database address: {url!r}") from None
    if address.get_backend_name() == "sqlite":
        if address.database in (None, "", ":memory:"):
            raise ShopError(f"{url}: the shop needs a database file, memory forgets everything")
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
        # Connections are kept: opening one costs more than most questions. Errors name no values: they go to a log.
        engine = create_engine(address, future=True, poolclass=QueuePool, connect_args=arguments, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        options = {"options": f"-c statement_timeout={BUSY_TIMEOUT_MS}", "connect_timeout": 2}
        return create_engine(address, future=True, pool_pre_ping=True, connect_args=options, hide_parameters=True)
    raise ShopError(f"the shop keeps its books in SQLite or PostgreSQL, not in {address.get_backend_name()}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent read transaction."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any error."""
    with engine.connect() as connection:
        connection = connection.execution_options(shop_writes=True)
        with connection.begin():
            yield connection


def unhurried(connection: Connection) -> None:
    """Make ready for a load, which is no question of a customer's: its statements may take their time on PostgreSQL, and
    its pages more memory on SQLite (bytes below zero are KiB), so that few are written twice."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    else:
        connection.exec_driver_sql("PRAGMA cache_size = -65536")


def forget_freed_pages(engine: Engine) -> None:
    """After a physical erasure: write the file anew, and cut its log, so that no old bytes stay on disk.

    ``secure_delete`` alone is not enough: a page that SQLite rebuilds keeps stale copies in its slack. On PostgreSQL the
    tables are vacuumed. Raises FileInUse when somebody held the file all the while: the rows are gone, erase again.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM " + ", ".join(table.name for table in metadata.sorted_tables))
            connection.exec_driver_sql(f"SET statement_timeout = {BUSY_TIMEOUT_MS}")
        return
    for attempt in range(FORGET_TRIES):
        time.sleep(0.05 * attempt)
        if _written_anew(engine):
            return
    raise FileInUse(f"the shop's database file was in use {FORGET_TRIES} times running")


def _written_anew(engine: Engine) -> bool:
    driver = engine.raw_connection()  # below SQLAlchemy, for VACUUM must not run inside a transaction
    try:
        driver.execute("VACUUM")
        busy, _frames, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        driver.close()


def _prepare_sqlite(driver: Any, _record: Any) -> None:
    driver.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    _write_ahead(driver)
    for pragma in ("secure_delete=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")


# A new file's journal is changed by its first connection; whoever does the same beside it is told "locked" at once, unwaited.
@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_TIMEOUT_MS / 1000),
    wait=wait_random(0.005, 0.05),
    reraise=True,
)
def _write_ahead(driver: Any) -> None:
    driver.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("shop_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
