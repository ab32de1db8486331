"""When the shop is open. Times of day are the shop's local ones; instants are aware datetimes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True)
class Opening:
    """One stretch of a day. ``opens_min`` and ``closes_min`` are minutes from that day's midnight;
    ``closes_min`` may pass 1,440 where the shop closes after midnight."""

    opens_min: int
    closes_min: int

    @property
    def opens(self) -> time:
        return _clock_time(self.opens_min)

    @property
    def closes(self) -> time:
        return _clock_time(self.closes_min)


@dataclass(frozen=True)
class Hours:
    """The week, the days off, and the shop's time zone. A day without openings is a closed day."""

    timezone: ZoneInfo
    week: Mapping[str, tuple[Opening, ...]] = field(default_factory=dict)
    closed_on: tuple[date, ...] = ()

    def on(self, day: date) -> tuple[Opening, ...]:
        """The openings of a local date, earliest first."""
        return () if day in self.closed_on else self.week.get(DAYS[day.weekday()], ())

    def is_open(self, at: datetime) -> bool:
        """Is the shop open at this instant (aware)?"""
        return self.closes_at(at) is not None

    def closes_at(self, at: datetime) -> datetime | None:
        """When the opening that we are in ends (local), or None when closed now."""
        local = at.astimezone(self.timezone)
        for day in (local.date() - timedelta(days=1), local.date()):
            for opening in self.on(day):
                start, end = self._instants(day, opening)
                if start <= local < end:
                    return end
        return None

    def next_opening(self, at: datetime, days: int = 14) -> datetime | None:
        """The next time at which the shop opens after ``at`` (local), or None within ``days``."""
        local = at.astimezone(self.timezone)
        for ahead in range(days + 1):
            day = local.date() + timedelta(days=ahead)
            for opening in self.on(day):
                start, _ = self._instants(day, opening)
                if start > local:
                    return start
        return None

    def _instants(self, day: date, opening: Opening) -> tuple[datetime, datetime]:
        # Wall-clock arithmetic on purpose: 07:30 is 07:30 on the day that the clocks change, too.
        midnight = datetime.combine(day, time(0), tzinfo=self.timezone)
        return midnight + timedelta(minutes=opening.opens_min), midnight + timedelta(minutes=opening.closes_min)


def read_opening(text: str) -> Opening | None:
    """``07:30-19:00``, ``18:00-02:00``, ``00:00-24:00``; None when it is not such a span."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        return None
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in found.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if from_minute > 59 or to_minute > 59 or opens >= 1440 or closes > 1440 or opens == closes:
        return None
    return Opening(opens, closes if closes > opens else closes + 1440)


def _clock_time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
