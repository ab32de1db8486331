"""The console's own database is opened as the profiles' is: private file, deleted words overwritten."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from console.rows import metadata
from profiles import engines


def scrub(engine: Engine) -> None:
    """Take the bytes of deleted rows out of the files; raises ``profiles.engines.NotScrubbed`` if locked."""
    if engine.dialect.name == "sqlite":
        engines.scrub(engine)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM " + ", ".join(table.name for table in metadata.sorted_tables))
