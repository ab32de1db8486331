"""PostgreSQL databases copied and put back with PostgreSQL's own tools, where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.url import make_url

from profiles.engines import open_engine, reading


class ToolsFailed(Exception):
    """One of PostgreSQL's tools is missing, or says no."""


def copy(url: str, target: Path) -> None:
    """Dump the whole database as of one moment to ``target``, in the custom format. Raises ToolsFailed."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    _run("pg_dump", url, "--format=custom", f"--file={target}")


def revision(url: str, version_table: str) -> str | None:
    """Which revision the tables have; None where nothing keeps count."""
    engine = open_engine(url)
    try:
        if not sa.inspect(engine).has_table(version_table):
            return None
        with reading(engine) as connection:
            return connection.exec_driver_sql(f"SELECT version_num FROM {version_table}").scalar()
    finally:
        engine.dispose()


def put_back(url: str, dump: Path, tables: Iterable[str], functions: Iterable[str], scratch: Path) -> None:
    """Let the dump's content be the database's, in one transaction. Raises ToolsFailed; then nothing has changed.

    ``tables`` and ``functions`` of ours are dropped first, also those that the dump does not know yet. ``scratch`` is
    an empty private folder.
    """
    drops, script = scratch / "drops.sql", scratch / "restore.sql"
    drops.write_text(
        "".join(f"DROP TABLE IF EXISTS {name} CASCADE;\n" for name in tables)
        + "".join(f"DROP FUNCTION IF EXISTS {name} CASCADE;\n" for name in functions)
    )
    # By way of a file: were it piped, a reader that breaks off would look like the end, and half would be committed.
    _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", f"--file={script}", str(dump), connects=False)
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", url, *once, f"--file={drops}", f"--file={script}")


def check_tools(*tools: str) -> None:
    """Raises ToolsFailed for the first that is not installed."""
    for tool in tools:
        if shutil.which(tool) is None:
            raise ToolsFailed(f"{tool} is not installed, and PostgreSQL is copied with its own tools.")


def _run(tool: str, url: str, *arguments: str, connects: bool = True) -> None:
    """The address goes in by the environment: a command line can be read by every user of the machine."""
    check_tools(tool)
    environment = {**os.environ, **(_address(url) if connects else {})}
    done = subprocess.run([tool, *arguments], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ToolsFailed(f"{tool} failed: {said[0] if said else f'exit code {done.returncode}'}")


def _address(url: str) -> dict[str, str]:
    parsed = make_url(url)
    known = {
        "PGHOST": parsed.host,
        "PGPORT": parsed.port,
        "PGUSER": parsed.username,
        "PGPASSWORD": parsed.password,
        "PGDATABASE": parsed.database,
        "PGSSLMODE": parsed.query.get("sslmode"),
        "PGOPTIONS": parsed.query.get("options"),
    }
    return {name: str(value) for name, value in known.items() if value is not None}
