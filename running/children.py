"""One child process: started, watched, restarted with growing pauses, ended with everything it started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import structlog

log = structlog.get_logger()
PAUSE_FIRST_S, PAUSE_MAX_S = 0.5, 30.0
HEALTHY_AFTER_S = 60.0  # up this long, its earlier deaths no longer count
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """``command`` runs in ``home``; its output goes to ``log_file``; its pid is kept in ``pid_file``."""

    name: str
    command: list[str]
    env: dict[str, str]
    home: Path
    pid_file: Path
    log_file: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause_s: float = field(default=PAUSE_FIRST_S)

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        with open(self.log_file, "ab") as out:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.home,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        self.started_at = monotonic()
        self._tell_pid(self.process.pid)
        log.info("child_started", child=self.name, pid=self.process.pid)

    def _tell_pid(self, pid: int) -> None:
        """Whoever reads the file finds the old pid or the new one, never half of it."""
        new = self.pid_file.with_suffix(".new")
        new.write_text(str(pid))
        new.replace(self.pid_file)

    def look_after(self) -> None:
        """Restart it when it died, after a pause that doubles with each quick death."""
        if self.process is None:
            if monotonic() >= self.start_again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        lived_s = monotonic() - self.started_at
        self.pause_s = PAUSE_FIRST_S if lived_s > HEALTHY_AFTER_S else min(self.pause_s * 2, PAUSE_MAX_S)
        self._end_group(signal.SIGKILL)  # what it had started goes with it
        self.process, self.start_again_at = None, monotonic() + self.pause_s
        log.warning("child_died", child=self.name, code=code, again_in_s=self.pause_s)

    def stop(self, patience_s: float = 8.0) -> None:
        """Ask it to end, then make it end; nothing of its group is left."""
        if self.process is not None:
            self._end_group(signal.SIGTERM)
            try:
                self.process.wait(patience_s)
            except subprocess.TimeoutExpired:
                log.warning("child_killed", child=self.name)
            self._end_group(signal.SIGKILL)
            self.process.wait()
        self.pid_file.unlink(missing_ok=True)

    def _end_group(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):  # already gone
            os.killpg(self.process.pid, how)


def _die_with_parent() -> None:
    """Linux: even a supervisor that was killed leaves no orphan."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
