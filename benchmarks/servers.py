"""Server processes of the benchmark: started on free ports, timed until they answer, weighed, ended by their pid."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

LOOK_EVERY_S = 0.1
READY_WITHIN_S = 300.0
PATIENCE_S = 15.0
LAST_WORDS = 2000  # characters of a log


class NotReady(Exception):
    """A server of the benchmark did not open; its last words are in the message."""


def free_port() -> int:
    """A port of the loopback address that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A started process; ``ready_s``: from its start to its first healthy answer."""

    process: subprocess.Popen[bytes]
    ready_s: float

    def stop(self) -> None:
        """Ask it to end, as Ctrl-C does; then make it, with all that it started."""
        family = _family(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for left in family:
            with suppress(psutil.NoSuchProcess):
                left.kill()


def start(command: Sequence[str], env: Mapping[str, str], cwd: Path, log: Path, health: str) -> Server:
    """Start ``command`` and wait until ``health`` answers 200. Raises NotReady; then nothing is left running."""
    with open(log, "ab") as out:
        began = time.monotonic()
        process = subprocess.Popen(
            list(command),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait(process, health, log, began)
    except BaseException:
        Server(process, 0.0).stop()
        raise
    return Server(process, time.monotonic() - began)


def _wait(process: subprocess.Popen[bytes], health: str, log: Path, began: float) -> None:
    with httpx.Client(timeout=5) as client:  # made once: making it takes more of the processor than asking does
        while not _healthy(client, health):
            if process.poll() is not None or time.monotonic() - began > READY_WITHIN_S:
                raise NotReady(f"{health} did not open:\n{_last_words(log.parent)}")
            time.sleep(LOOK_EVERY_S)


def _last_words(folder: Path) -> str:
    """The end of every log in and below ``folder``, which is gone a moment later."""
    logs = sorted(folder.rglob("*.log"))
    return "\n".join(f"== {log.name}\n{log.read_text(errors='replace')[-LAST_WORDS:]}" for log in logs)


def _healthy(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def _family(pid: int) -> list[psutil.Process]:
    """A process and everything below it; empty when it has ended."""
    try:
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def families(pids: Mapping[str, int]) -> dict[str, list[psutil.Process]]:
    """Each named process with its children. A child with a name of its own (a supervisor's ward) is counted there only."""
    counted, named = set(pids.values()), {}
    for name, pid in pids.items():
        own = [p for p in _family(pid) if p.pid == pid or p.pid not in counted]
        counted |= {p.pid for p in own}
        named[name] = own
    return named


def resident_bytes(pids: Mapping[str, int]) -> dict[str, int]:
    """Resident memory (RSS) by name. Pages that processes share are counted in each: the total is an upper bound."""
    return {name: sum(p.memory_info().rss for p in family) for name, family in families(pids).items()}


def cpu_seconds(pids: Mapping[str, int]) -> dict[str, float]:
    """Processor time used so far, user and system, by name."""
    return {name: sum(sum(p.cpu_times()[:2]) for p in family) for name, family in families(pids).items()}


def clean_environment(own: Mapping[str, str], base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """``base`` without its SOLITO_* settings, then ``own``: the benchmark never touches the shop's own data."""
    return {**{key: value for key, value in base.items() if not key.startswith("SOLITO_")}, **own}
