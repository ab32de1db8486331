"""Days and times of day in words, and if the shop is open then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from actions.answer import Answer, tell
from actions.desk import LOCALES, Desk
from actions.heard import Wish

_PARTS: Mapping[str, tuple[str, str]] = {  # parts of the day as they are read (bot/components/moments.py)
    "06:00/12:00": ("in the morning", "di mattina"),
    "12:00/18:00": ("in the afternoon", "di pomeriggio"),
    "18:00/23:00": ("in the evening", "di sera"),
}
_LONG = {"en": "EEEE d MMMM", "it": "EEEE d MMMM"}
NEAR_DAYS = 7  # a weekday alone names a day that is no further away


def today(desk: Desk) -> date:
    """The shop's own date."""
    return desk.at.astimezone(desk.terms.timezone).date()


def day_of(wish: Wish) -> date | None:
    """The date that the wish names."""
    said = wish.entity("date")
    return date.fromisoformat(said) if said else None


def day_words(desk: Desk, day: date, *, always_dated: bool = False) -> str:
    """ "Friday", "Thursday 24 December": dated when it is a week away, or may be read another day."""
    far = always_dated or not timedelta(0) <= day - today(desk) < timedelta(days=NEAR_DAYS)
    return format_date(day, _LONG[desk.lang] if far else "EEEE", locale=LOCALES[desk.lang])


def time_words(desk: Desk, said: str) -> str:
    """ "at 08:00", "in the morning"; in Italian "alle 08:00", "di mattina"."""
    if said in _PARTS:
        return _PARTS[said][desk.lang == "it"]
    clock = desk.clock_time(time.fromisoformat(said))
    return f"alle {clock}" if desk.lang == "it" else f"at {clock}"


def open_on(desk: Desk, day: date, said: str = "") -> bool:
    """Is the shop open on that day; at that time, or in some of that part of it, if one was said?"""
    openings = desk.terms.hours_on(day)
    if not said or not openings:
        return bool(openings)
    start, _, end = said.partition("/")
    first, last = _minutes(start), _minutes(end or start)
    return any(o.opens_min < max(last, first + 1) and first < o.closes_min for o in openings)


def hours_then(desk: Desk, day: date, said: str = "") -> Answer:
    """The hours of that day; with a time, if the shop is open then."""
    name, openings = day_words(desk, day), desk.terms.hours_on(day)
    if not openings:
        return tell("hours_day_closed", day=name)
    spans = desk.listing([f"{desk.clock_time(o.opens)}–{desk.clock_time(o.closes)}" for o in openings])
    if not said:
        return tell("hours_day", day=name, list=spans)
    act = "open_then" if open_on(desk, day, said) else "shut_then"
    return tell(act, day=name, list=spans, then=time_words(desk, said))


def instant(desk: Desk, day: date, said: str) -> datetime:
    """When that is (aware): of a part of the day its end, of a day without a time the day's end."""
    clock = time.fromisoformat(said.partition("/")[2] or said) if said else time(23, 59)
    return datetime.combine(day, clock, tzinfo=desk.terms.timezone)


def _minutes(said: str) -> int:
    clock = time.fromisoformat(said)
    return clock.hour * 60 + clock.minute
