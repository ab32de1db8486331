"""Starts the writers as a test needs them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from points import Point
from stack import ROOT
from writing import DEATHS, ORDERS

HERE = Path(__file__).parent
WITHIN_S = 600.0


@contextmanager
def writers(folder: Path, url: str, count: int, messages: int) -> Iterator[subprocess.Popen[bytes]]:
    """``count`` processes that write ``messages`` messages of one customer; at the end all of them must have succeeded."""
    folder.mkdir()
    command = [sys.executable, str(HERE / "writing.py"), str(folder), url, str(count), str(messages)]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log)
    try:
        yield process
        process.wait(WITHIN_S)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, (folder / "log").read_text()[-2000:]


def kill_at(folder: Path, point: Point, process: subprocess.Popen[bytes], within_s: float = WITHIN_S) -> None:
    """Let one of the writers die there, and wait until it has."""
    before, until = deaths(folder), time.monotonic() + within_s
    point.arm(folder / ORDERS)
    while deaths(folder) == before:
        assert process.poll() is None, f"the writers ended before one died {point}"
        assert time.monotonic() < until, f"nobody died {point}"
        time.sleep(0.005)


def deaths(folder: Path) -> int:
    """How many have been killed so far."""
    try:
        return len((folder / DEATHS).read_text().splitlines())
    except FileNotFoundError:
        return 0
