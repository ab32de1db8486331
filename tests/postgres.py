"""A PostgreSQL server of our own on a loopback port, for tests that need one."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import warnings
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

BINARIES = Path("/usr/lib/postgresql/15/bin")


def _as_postgres() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a throw-away server: 'postgresql://postgres@127.0.0.1:PORT'."""
    if not (BINARIES / "postgres").exists():
        warnings.warn(
            "POSTGRESQL IS NOT INSTALLED: HALF OF THE STORE'S TESTS ARE SKIPPED (apt install postgresql-15)",
            stacklevel=1,
        )
        pytest.skip(f"NO POSTGRESQL in {BINARIES}: install Debian's postgresql-15 to run these tests")
    folder, port, who = Path(tempfile.mkdtemp(prefix="solito-pg-")), _free_port(), _as_postgres()
    if "user" in who:
        os.chown(folder, who["user"], who["group"])
    run = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, **who}
    make = [BINARIES / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "--no-sync"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=60"
    control = [BINARIES / "pg_ctl", "-D", folder / "data", "-w"]
    try:
        subprocess.run(make, **run)
        subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **run)
        yield f"postgresql://postgres@127.0.0.1:{port}"
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgres_url(postgres_server):
    """Makes an empty database and gives its address."""
    numbers = count()

    def make() -> str:
        name = f"shop{next(numbers)}"
        engine = sa.create_engine(f"{postgres_server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return f"{postgres_server}/{name}"

    return make
