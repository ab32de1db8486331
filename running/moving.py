"""``solito move``: a backup of SQLite files into empty PostgreSQL databases, row by row.

The dialogue in progress stays behind: it holds nothing that must last. Ledger and keys are in VAR, which stays as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url

from console.migrate import upgrade as upgrade_console
from console.rows import metadata as console_tables
from house import open_house
from profiles.engines import open_engine
from profiles.migrate import upgrade as upgrade_profiles
from profiles.model import AT_KEYBOARD
from profiles.rows import METADATA as PROFILE_TABLES
from running import manifest, restoring, sqlite_copies
from running.databases import FUNCTIONS, TABLES, known_revisions
from running.forgetting import AFTER_RESTORE, erase_again
from running.manifest import BadManifest, Manifest
from running.restoring import MARK, RestoreRefused
from running.upgrading import upgrade
from settings import Settings
from shop.migrate import upgrade as upgrade_shop
from shop.rows import metadata as shop_tables

AT_ONCE = 1_000  # rows
MOVED = {  # in this order: the shop's books first, so that no profile remembers an order that they do not hold
    "shop": (shop_tables, upgrade_shop),
    "profiles": (PROFILE_TABLES, upgrade_profiles),
    "console": (console_tables, upgrade_console),
}


@dataclass(frozen=True)
class Moved:
    """``made``: the backup; ``rows`` that were moved; ``again``: customers who had been erased since it was made."""

    made: Manifest
    rows: int
    again: int


def move(settings: Settings, folder: Path, say: Callable[[str], None]) -> Moved:
    """Put the rows of the backup in ``folder`` into the databases of the settings.

    Raises RestoreRefused, before anything is changed, for a shop that is open, a backup that is none of SQLite files or is
    newer than this version, or databases that are not PostgreSQL, or hold something. Cut off, it is run again.
    """
    with restoring.alone(settings):
        restoring.check_closed(settings)
        made = _checked(settings, folder)
        settings.erasure_secret()
        _emptied(settings)
        restoring.mark(settings)
        upgrade(settings)
        with tempfile.TemporaryDirectory(dir=settings.var_dir) as scratch:
            rows = 0
            for name in MOVED:
                moved = _moved(settings, name, folder, made, Path(scratch))
                say(f"{name}: {moved:,} rows")
                rows += moved
        house = open_house(settings)
        house.profiles.log.note_all(house.profiles.engine, AT_KEYBOARD, "restored")
        again = erase_again(house, AFTER_RESTORE)
        (settings.var_dir / MARK).unlink()
    return Moved(made, rows, again)


def _checked(settings: Settings, folder: Path) -> Manifest:
    try:
        made = manifest.read(folder)
    except BadManifest as error:
        raise RestoreRefused(str(error)) from error
    for name in manifest.NAMES:
        if make_url(settings.url(name)).get_backend_name() != "postgresql":
            raise RestoreRefused(
                f"SOLITO_{name.upper()}_URL is no PostgreSQL: set all four to where the rows shall go."
            )
    for name in MOVED:
        copy = made.databases[name]
        if copy.kind != "sqlite":
            raise RestoreRefused(f"the backup's {name} lay in PostgreSQL already: `solito restore` puts it back.")
        if copy.revision is not None and copy.revision not in known_revisions(name):
            raise RestoreRefused(
                f"{name} is at revision {copy.revision}, of a newer Solito ({made.solito}): update first."
            )
    return made


def _emptied(settings: Settings) -> None:
    """Nothing in the way: what a move that was cut off has left goes; anything else is refused."""
    cut_off = (settings.var_dir / MARK).exists()
    for name, (tables, _upgrade) in MOVED.items():
        engine = open_engine(settings.url(name))
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                if cut_off:
                    for table in TABLES[name]:
                        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table} CASCADE")
                    for function in FUNCTIONS.get(name, ()):
                        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function} CASCADE")
                elif held := _holding(connection, tables):
                    raise RestoreRefused(f"the PostgreSQL database of {name} is not empty: there are rows in {held}.")
        finally:
            engine.dispose()


def _holding(connection: Connection, tables: sa.MetaData) -> str:
    """The first table that holds anything, "" for none."""
    there = set(sa.inspect(connection).get_table_names())
    for table in tables.sorted_tables:
        if table.name in there and _first(connection, table):
            return table.name
    return ""


def _moved(settings: Settings, name: str, folder: Path, made: Manifest, scratch: Path) -> int:
    """One database's rows, in one transaction; how many."""
    file = made.databases[name].file
    if file is None:
        return 0
    tables, upgrade_copy = MOVED[name]
    own = sqlite_copies.stage(folder / file, scratch / file)  # the backup itself stays as it is
    upgrade_copy(f"sqlite:///{own}")
    source, target = sa.create_engine(f"sqlite:///{own}"), open_engine(settings.url(name))
    try:
        with source.connect() as old, target.begin() as new:
            new.exec_driver_sql("SET LOCAL statement_timeout = 0")
            new.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            return sum(_table(old, new, table) for table in tables.sorted_tables)
    finally:
        _dispose(source, target)


def _table(old: Connection, new: Connection, table: sa.Table) -> int:
    """All rows of a table. What the migrations have put into the new one gives way to what stood in the old."""
    if _first(new, table):
        new.execute(sa.delete(table))
    rows = 0
    for some in old.execute(sa.select(table)).partitions(AT_ONCE):
        new.execute(sa.insert(table), [dict(row._mapping) for row in some])
        rows += len(some)
    for number in (column for column in table.primary_key if rows and isinstance(column.type, sa.Integer)):
        sequence = sa.func.pg_get_serial_sequence(table.name, number.name)
        if new.execute(sa.select(sequence)).scalar():  # the next row of its own gets a number that is free
            new.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(number)).scalar_subquery())))
    return rows


def _first(connection: Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _dispose(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()
