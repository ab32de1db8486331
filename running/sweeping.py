"""When a running shop sweeps: visits end within a minute, the rest goes every hour, a large file is rewritten at night."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

import clock as shop_clock
from house import House
from profiles.engines import move_log

log = structlog.get_logger()
MOVE_LOG_EVERY_S, END_VISITS_EVERY_S, SWEEP_EVERY_S = 1.0, 60.0, 3600.0
NIGHT = range(3, 5)  # hours of the shop's own day
A_NIGHT, AT_LATEST = timedelta(hours=20), timedelta(hours=44)
MARK = "rewritten"


def rewrite_due(now: datetime, last: datetime) -> bool:
    """Is it time to write a large SQLite file anew (``last``: when it was), so that no byte of what went stays in it?

    Once a night; at any hour where two nights were missed, by a shop that is closed at night. ``now`` in the shop's zone.
    """
    return now - last >= (A_NIGHT if now.hour in NIGHT else AT_LATEST)


class Sweeping:
    """Sweeps a house when it is due. Asked often, it does nothing most of the time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._mark = house.settings.var_dir / "run" / MARK
        self._ended = self._moved = monotonic()
        self._swept: float | None = None  # a shop that has been closed has much to do

    def look(self) -> None:
        """Do what is due; a database that is down is swept a minute later."""
        now = monotonic()
        if now - self._moved > MOVE_LOG_EVERY_S:
            self._moved = now
            with suppress(SQLAlchemyError):  # who writes moves it then, and waits
                move_log(self._house.profiles.engine)
        if now - self._ended <= END_VISITS_EVERY_S:
            return
        self._ended = now
        try:
            self._house.end_visits()
            if self._swept is None or now - self._swept > SWEEP_EVERY_S:
                self._sweep()
                self._swept = now
        except Exception as error:
            log.warning("sweep_postponed", error=type(error).__name__)

    def _sweep(self) -> None:
        now = shop_clock.real_now().astimezone(self._house.terms.timezone)
        rewrite = rewrite_due(now, _last(self._mark, now))
        self._house.sweep(rewrite=rewrite)
        if rewrite:
            self._mark.touch()


def _last(mark: Path, now: datetime) -> datetime:
    """When the file was last rewritten.

    Where nobody knows, one night counts as missed: the next one is due, and a day from now any hour. The mark keeps that
    also for a shop that is closed every night.
    """
    try:
        return datetime.fromtimestamp(mark.stat().st_mtime).astimezone()
    except FileNotFoundError:
        last = now - A_NIGHT
        mark.touch()
        os.utime(mark, (last.timestamp(), last.timestamp()))
        return last
