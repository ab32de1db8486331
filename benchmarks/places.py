"""Where a benchmark's databases are made: SQLite files in a folder of their own, or a PostgreSQL server of ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from benchmarks import postgres
from profiles.migrate import upgrade


@dataclass(frozen=True)
class Place:
    """Where databases are made: files in ``folder``, or a server whose data lie there."""

    engine: str
    folder: Path
    server: str | None = None

    def database(self, name: str) -> str:
        """The address of a new database with our tables."""
        url = postgres.new_database(self.server, name) if self.server else f"sqlite:///{self.folder / name}.db"
        upgrade(url)
        return url

    def size(self) -> int:
        """All bytes of it, in bytes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


@contextmanager
def opened(engine: str, folder: Path | None) -> Iterator[Place]:
    """A place inside ``folder`` (default: the system's for temporary files); it is gone with the block."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="solito-bench-", dir=folder) as scratch:
            yield Place(engine, Path(scratch))
        return
    with postgres.serving(folder, max_wal_size="4GB") as server:
        asking = sa.create_engine(f"{server}/{postgres.SUPERUSER}")
        with asking.connect() as connection:
            data = Path(connection.exec_driver_sql("SHOW data_directory").scalar())
        asking.dispose()
        yield Place(engine, data, server)
