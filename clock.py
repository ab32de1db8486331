"""The one clock. Shells read the time here; everything pure is given ``at``.

In demo mode the shop's clock can be put forward for all processes at once ("come back tomorrow"): the offset is a
number of seconds in a small file. Tokens expire on real time all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from settings import settings

_FILE = "demo_clock_s"


def real_now() -> datetime:
    """The real time, aware, UTC."""
    return datetime.now(timezone.utc)


def now() -> datetime:
    """The shop's time, aware, UTC: the real time, put forward in demo mode."""
    return real_now() + timedelta(seconds=_offset_s()) if settings().demo else real_now()


def advance(seconds: float) -> datetime:
    """Put the demo clock forward (never back) and return the shop's new time.

    Raises ValueError for a negative or unreasonable step, or outside of demo mode.
    """
    if not settings().demo:
        raise ValueError("the clock can be moved in demo mode only")
    if not 0 <= seconds <= 10 * 365 * 86_400:
        raise ValueError(f"advance_s must be 0 … ten years, not {seconds}")
    path, step = _path(), _offset_s() + seconds
    new = path.with_suffix(".new")
    new.write_text(str(step))
    new.replace(path)  # readers see the old number or the new one, never half of it
    return now()


def _path() -> Path:
    return settings().var_dir / _FILE


def _offset_s() -> float:
    try:
        return float(_path().read_text())
    except FileNotFoundError:
        return 0.0
