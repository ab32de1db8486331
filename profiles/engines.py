"""Engines that are safe for a shop: SQLite files that forget what is deleted, PostgreSQL that never hangs a turn.

pysqlite begins transactions by itself, late and only before writes, so two writers can each read first and then
collide. It is told to leave that alone, and we begin: ``BEGIN IMMEDIATE`` for writing, plain ``BEGIN`` (one snapshot)
for reading.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.pool import QueuePool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

from profiles import rows

BUSY_MS = 2000
LOG_PAGES = 16_000  # 64 MB: whoever fills the log moves it into the file and waits for it; `move_log` comes before that
SCRUB_TRIES = 5
QUICK_BYTES = 256_000_000  # a file that large is written anew in about half a second
_WRITE = "solito_write"


class NotScrubbed(RuntimeError):
    """Deleted bytes may still lie in the database's files, because another process kept them in use. Try again."""


def open_engine(url: str) -> Engine:
    """An engine on ``sqlite:///file`` or ``postgresql://…``; opens no connection yet.

    SQLite: WAL, ``secure_delete``, waits at most 2 s for a lock, file readable by its owner only.
    PostgreSQL: a statement is cut off after 2 s, a dead connection is noticed before it is used.
    Raises ValueError for another database, or for SQLite in memory (every connection would see its own).
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _open_sqlite(parsed)
    if backend == "postgresql":
        options = f"-c statement_timeout={BUSY_MS} -c idle_in_transaction_session_timeout=30000"
        args = {"options": options, "connect_timeout": 2}
        return sa.create_engine(
            parsed, future=True, pool_pre_ping=True, pool_timeout=2, connect_args=args, hide_parameters=True
        )
    raise ValueError(f"profiles live in SQLite or PostgreSQL, got url with {backend!r}")


def _open_sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError(f"profiles need a file, got {str(url)!r}")
    _make_private(Path(url.database))
    engine = sa.create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=8,
        pool_timeout=2,
        hide_parameters=True,  # an error goes to a log, and the values are what a customer said
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )
    sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    return engine


def _make_private(path: Path) -> None:
    """Make the file, for its owner only. One that is there is not opened.

    Closing any descriptor of a file drops all locks that this process holds on it (POSIX), under the feet of its open
    connections; another process then takes itself for the last, and deletes the log that they go on writing to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _on_connect(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # hands off: see the module's docstring
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    cursor.close()


# A new file's journal is changed by its first connection; whoever does the same beside it is told "locked" at once, unwaited.
@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_MS / 1000),
    wait=wait_random(0.005, 0.05),
    reraise=True,
)
def _write_ahead(cursor: Any) -> None:
    cursor.execute("PRAGMA journal_mode=WAL")


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction:

    All of it or nothing. On SQLite it holds the file's only write lock from its first moment.
    """
    with engine.connect() as connection:
        connection.execution_options(**{_WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def giving_way(engine: Engine) -> Iterator[Connection]:
    """One write transaction of many in a row: afterwards as long a pause, so that a message finds its turn.

    On SQLite whoever waits for the lock looks every now and then, and would mostly find it taken again.
    """
    began = time.monotonic()
    with writing(engine) as connection:
        yield connection
    time.sleep(time.monotonic() - began)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: all its queries see the same moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def upsert(connection: Connection, table: sa.Table, *update: str) -> Any:
    """An INSERT that overwrites the ``update`` columns where the key exists; without any it then does nothing.

    It is for rows that name every column but those that may be null.
    """
    return _upsert(connection.dialect, table, update)


@lru_cache(maxsize=64)
def _upsert(dialect: Dialect, table: sa.Table, update: tuple[str, ...]) -> Any:
    """Compiled here, once: SQLAlchemy compiles an ON CONFLICT anew each time."""
    statement = (sqlite.insert if dialect.name == "sqlite" else postgresql.insert)(table)
    statement = statement.values({column.name: _bound(column) for column in table.columns})
    key = [column.name for column in table.primary_key]
    if update:
        excluded = {name: statement.excluded[name] for name in update}
        return statement.on_conflict_do_update(index_elements=key, set_=excluded).compile(dialect=dialect)
    return statement.on_conflict_do_nothing(index_elements=key).compile(dialect=dialect)


def _bound(column: sa.Column) -> Any:
    if column.nullable:
        return sa.bindparam(column.name, None, type_=column.type)
    return sa.bindparam(column.name, type_=column.type, required=True)


def move_log(engine: Engine) -> None:
    """Move SQLite's write-ahead log into the file, as far as that hinders nobody; nothing to do elsewhere.

    A process that does it every second keeps the log short, and no message waits for it. PASSIVE: neither readers nor
    writers are stopped, and what a reader still needs is left for the next time.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:  # below SQLAlchemy, for it would begin a transaction first
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def scrubs_quickly(engine: Engine) -> bool:
    """Does ``scrub`` keep nobody waiting for longer than a shopper would notice? PostgreSQL's never does."""
    if engine.dialect.name != "sqlite":
        return True
    path = Path(engine.url.database or "")
    return not path.exists() or path.stat().st_size <= QUICK_BYTES


def scrub(engine: Engine) -> None:
    """Take the bytes of deleted rows out of the database's files.

    ``secure_delete`` zeroes freed cells, yet a page that SQLite rebuilds while balancing keeps stale copies in its
    slack (measured: 18 of 60 erased ids were still found in the file), so the file is vacuumed as well, then the log
    is emptied. PostgreSQL: VACUUM; what its own archives and backups hold is the operator's to expire. Raises
    NotScrubbed when somebody held a lock for too long.
    """
    if engine.dialect.name == "sqlite":
        _scrub_sqlite(engine)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM " + ", ".join(table.name for table in rows.METADATA.sorted_tables))
            connection.exec_driver_sql(f"SET statement_timeout = {BUSY_MS}")


def _scrub_sqlite(engine: Engine) -> None:
    for attempt in range(SCRUB_TRIES):
        time.sleep(0.05 * attempt)
        try:
            if _vacuumed(engine):
                return
        except sa.exc.OperationalError as error:
            if "locked" not in str(error):
                raise
    raise NotScrubbed(f"the database file was in use {SCRUB_TRIES} times running")


def _vacuumed(engine: Engine) -> bool:
    raw = engine.raw_connection()  # below SQLAlchemy, for it would begin a transaction first
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        raw.close()
    return not busy
