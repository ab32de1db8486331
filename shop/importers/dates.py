"""Dates and times as files write them. Pure.

2026-11-03, 2026/11/3, 20261103, 03.11.2026, 3 Nov 2026, Nov 3, 2026 and 03/11/2026; behind each a time of day, with
AM or PM, an offset, or none. Whether 03/11/2026 is in November or in March, another date of its column tells.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from babel.dates import get_month_names

_LANGUAGES = ("en", "it", "de", "fr", "es")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)")
_EITHER = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]+)\.?,?[ -](\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2}),? (\d{4})(?!\d)")
_TIME = re.compile(
    r"(?:[T ,]|\sat\s)\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp])?(?:\.?[Mm]\.?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)


class NotADate(ValueError):
    """A text is no date, or may be two."""


def evidence(text: str) -> str:
    """Which comes first in a date like 25/11/2026, "dmy" or "mdy"; "" when this one does not tell."""
    found = _EITHER.match(text)
    if not found:
        return ""
    first, second = int(found.group(1)), int(found.group(3))
    return "dmy" if first > 12 else "mdy" if second > 12 else ""


@lru_cache(maxsize=10_000)
def parse(text: str, order: str | None = None, zone: tzinfo = timezone.utc) -> datetime:
    """The aware instant in UTC; without a time of day it is midnight, without an offset it is in ``zone``.

    ``order``: "dmy" or "mdy", where the column tells. Raises NotADate with the reason.
    """
    year, month, day, end = _date(text, order)
    if year < 100:
        year += 2000
    hour, minute, second, offset = _time(text, end)
    try:
        zone = _offset(offset) if offset else zone
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise NotADate(f"{text[:40]!r} is not a date like 2026-11-03") from None


def _date(text: str, order: str | None) -> tuple[int, int, int, int]:
    """Year, month, day, and where the date ends."""
    if found := _YEAR_FIRST.match(text):
        return int(found.group(1)), int(found.group(3)), int(found.group(4)), found.end()
    if found := _DAY_FIRST.match(text):
        return int(found.group(3)), int(found.group(2)), int(found.group(1)), found.end()
    if found := _EITHER.match(text):
        first, second, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        order = evidence(text) or (order if first != second else "dmy")
        if not order:
            raise NotADate(
                f"{text[:40]!r} may be two dates, and no other of its column tells which: --dates dmy or mdy"
            )
        return (year, second, first, found.end()) if order == "dmy" else (year, first, second, found.end())
    if found := _DAY_MONTH.match(text):
        return int(found.group(3)), _month(found.group(2), text), int(found.group(1)), found.end()
    if found := _MONTH_DAY.match(text):
        return int(found.group(3)), _month(found.group(1), text), int(found.group(2)), found.end()
    raise NotADate(f"{text[:40]!r} is not a date like 2026-11-03")


def _time(text: str, start: int) -> tuple[int, int, int, str]:
    """Hour, minute, second, and the offset as it is written; "" for none."""
    if start == len(text):
        return 0, 0, 0, ""
    found = _TIME.fullmatch(text, start)
    if not found:
        raise NotADate(f"{text[:40]!r} is not a time like 2026-11-03 08:15")
    hour, half = int(found.group(1)), (found.group(4) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise NotADate(f"{text[:40]!r} is not a time like 08:15 PM")
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found.group(2)), int(found.group(3) or 0), found.group(5) or ""


def _offset(text: str) -> timezone:
    if text[0] not in "+-":
        return timezone.utc
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-ahead if text[0] == "-" else ahead)


def _month(word: str, text: str) -> int:
    number = _months().get(word.casefold())
    if number is None:
        raise NotADate(f"{text[:40]!r} is not a date like 3 Nov 2026")
    return number


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names.setdefault(name.casefold().rstrip("."), number)
    return names
