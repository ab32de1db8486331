"""A PostgreSQL server of our own: on a loopback port, in a folder that goes with it. For tests and benchmarks."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

BINARIES = Path("/usr/lib/postgresql/15/bin")
SUPERUSER = "postgres"
MISSING = f"no PostgreSQL in {BINARIES} (apt install postgresql-15)"


def installed() -> bool:
    """Is Debian's server there?"""
    return (BINARIES / "postgres").exists()


@contextmanager
def serving(folder: Path | None = None, **settings: str) -> Iterator[str]:
    """Start a throw-away server and give its address, 'postgresql://postgres@127.0.0.1:PORT'; it ends with the block.

    ``folder``: where its files go (a temporary folder inside it); ``settings`` as in postgresql.conf.
    Raises subprocess.CalledProcessError when it does not start.
    """
    home, port, who = Path(tempfile.mkdtemp(prefix="solito-pg-", dir=folder)), _free_port(), _as_postgres()
    if who:
        os.chown(home, who["user"], who["group"])
    run: dict[str, Any] = {"cwd": home, "check": True, "stdout": subprocess.DEVNULL, **who}
    control = [BINARIES / "pg_ctl", "-D", home / "data", "-w"]
    try:
        subprocess.run([BINARIES / "initdb", "-D", home / "data", "-U", SUPERUSER, "-A", "trust", "--no-sync"], **run)
        subprocess.run([*control, "-o", _options(port, home, settings), "-l", home / "log", "start"], **run)
        try:
            yield f"postgresql://{SUPERUSER}@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """Make an empty database and give its address."""
    engine = sa.create_engine(f"{server}/{SUPERUSER}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{server}/{name}"


def _options(port: int, home: Path, settings: Mapping[str, str]) -> str:
    told = "".join(f" -c {name}={value}" for name, value in settings.items())
    return f"-p {port} -c listen_addresses=127.0.0.1 -k {home}{told}"


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam(SUPERUSER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
