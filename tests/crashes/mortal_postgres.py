"""A PostgreSQL server of our own on a loopback port, that can be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

BINARIES = Path("/usr/lib/postgresql/15/bin")
BACK_WITHIN_S = 60.0


def installed() -> bool:
    return (BINARIES / "postgres").exists()


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Postgres:
    """``address``: 'postgresql://postgres@127.0.0.1:PORT'. ``stop`` also takes its files away."""

    def __init__(self) -> None:
        self.folder, self.port, self._who = Path(tempfile.mkdtemp(prefix="solito-pg-")), _free_port(), _as_postgres()
        if "user" in self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        self._call("initdb", "-U", "postgres", "-A", "trust", "--no-sync")

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off -c max_connections=100"
        self._call("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def start_again(self) -> None:
        """After a kill: its orphans may hold the shared memory for a moment."""
        until = time.monotonic() + BACK_WITHIN_S
        while True:
            try:
                return self.start()
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def stop_at_once(self) -> None:
        """As in a fall of the machine: no checkpoint, every connection cut."""
        self._call("pg_ctl", "-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """kill -9 of the server's first process."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        try:
            self.stop_at_once()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self, name: str) -> str:
        """Makes an empty database and gives its address."""
        engine = sa.create_engine(f"{self.address}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return f"{self.address}/{name}"

    def _call(self, program: str, *how: str) -> None:
        command = [BINARIES / program, "-D", self.folder / "data", *how]
        subprocess.run(
            command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._who
        )
