"""Make the console's tables where they are missing: ``upgrade(url)``. Safe to call from several processes at once."""

from __future__ import annotations

from sqlalchemy import text

from console.rows import metadata
from profiles.engines import open_engine, writing

_POSTGRES_LOCK = 7_305_003  # any number that nobody else locks


def upgrade(url: str) -> None:
    """Bring the database up to date; running it twice changes nothing, and a second caller waits for the first."""
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
            metadata.create_all(connection)
    finally:
        engine.dispose()
