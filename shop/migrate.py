"""Bringing the shop's database up to date: ``upgrade(url)``. Safe to call from several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from shop.counter_rows import recount_if_none
from shop.engines import open_engine, writing

VERSION_TABLE = "shop_alembic_version"  # its own, so that other packages may migrate the same database
_POSTGRES_LOCK = 7_305_001  # any number that nobody else locks


def upgrade(url: str, revision: str = "head") -> None:
    """Create or migrate the shop's tables. One transaction: all or nothing; a second caller waits for the first."""
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if revision == "head":
                recount_if_none(connection)
    finally:
        engine.dispose()
