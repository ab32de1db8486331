"""Facts about the machine, printed beside every figure: a time means nothing without them."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

LOAD_QUIET = 0.5  # above this before the start, somebody else is using the machine
GB = 1e9


@dataclass(frozen=True)
class Machine:
    """``load_before``: the one-minute load average before anything was started."""

    cpu: str
    cores: int
    memory_gb: float
    load_before: float
    python: str
    rasa: str
    system: str

    @property
    def busy(self) -> bool:
        return self.load_before > LOAD_QUIET


def look_at_machine() -> Machine:
    """To be called first, while nothing of ours runs."""
    return Machine(
        _cpu_model(),
        psutil.cpu_count() or 1,
        round(psutil.virtual_memory().total / GB, 1),
        round(os.getloadavg()[0], 2),
        platform.python_version(),
        version("rasa"),
        f"{platform.system()} {platform.release()}",
    )


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
