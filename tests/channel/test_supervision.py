"""One child process under supervision: it comes back when it dies, and nothing outlives the supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from stack import ROOT
from talking import eventually

from running.children import PAUSE_FIRST_S, Child

SLEEPS = [sys.executable, "-c", "import time; time.sleep(120)"]


def child_of(folder: Path, command: list[str]) -> Child:
    return Child("part", command, dict(os.environ), folder, folder / "part.pid", folder / "part.log")


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_it_comes_back_ever_more_slowly(tmp_path: Path) -> None:
    """A child that dies at once is started again, each time after twice the pause."""
    child, pids, pauses = child_of(tmp_path, [sys.executable, "-c", "raise SystemExit(3)"]), [], []
    for _ in range(3):
        child.start_again_at = 0
        child.look_after()
        assert child.process is not None
        child.process.wait(20)
        pids.append(int(child.pid_file.read_text()))
        child.look_after()
        assert child.process is None, "it must wait before it starts again"
        child.look_after()
        assert child.process is None
        pauses.append(child.pause_s)
    assert len(set(pids)) == 3
    assert pauses == [PAUSE_FIRST_S * 2, PAUSE_FIRST_S * 4, PAUSE_FIRST_S * 8]


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    """Stopping a child stops its own children too, and takes its pid file away."""
    started = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(120)'])"
    child = child_of(tmp_path, [sys.executable, "-c", f"{started}; time.sleep(120)"])
    child.start()
    assert child.process is not None
    parent = psutil.Process(child.process.pid)
    (grandchild,) = eventually(parent.children)
    child.stop()
    eventually(lambda: gone(grandchild.pid) and gone(parent.pid), 10)
    assert not child.pid_file.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_supervisor_leaves_no_orphan(tmp_path: Path) -> None:
    """Even kill -9 of the supervisor ends what it had started."""
    script = (
        "import os, time; from pathlib import Path; from running.children import Child;"
        f"folder = Path({str(tmp_path)!r});"
        f"Child('part', {SLEEPS!r}, dict(os.environ), folder, folder / 'part.pid', folder / 'part.log').start();"
        "time.sleep(120)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    pid = int(eventually(lambda: (tmp_path / "part.pid").read_text()))
    assert not gone(pid)
    supervisor.send_signal(signal.SIGKILL)
    supervisor.wait(10)
    eventually(lambda: gone(pid), 10)
