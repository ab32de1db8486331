"""Bring a profile database to the newest shape, under a lock: several processes may start at once."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy.engine.url import make_url

from profiles.engines import open_engine, writing

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_S = 60
_ADVISORY = 7_310_611  # any number that nobody else locks


def upgrade(url: str, revision: str = "head") -> None:
    """Create or upgrade the tables at ``url``. All of it happens in one transaction, on either database.

    ``revision``: how far, the newest shape by default.

    Raises filelock.Timeout when another process has been upgrading the same SQLite file for a minute.
    """
    engine = open_engine(url)
    try:
        with _alone(url), writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY})")
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def _alone(url: str) -> FileLock | nullcontext[None]:
    database = make_url(url)
    if database.get_backend_name() != "sqlite":
        return nullcontext()
    return FileLock(f"{database.database}.migrate.lock", timeout=LOCK_S)
