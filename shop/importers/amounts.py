"""Amounts as people write them: 1299.00, 1.299,00, 1,299.00, € 12,50, CHF 1'299.-. Pure.

What a single mark means in "1.299" or "1,299" cannot be told from the cell alone; the other cells of its column tell.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

Mark = Literal[".", ","]

_MOST = 15  # letters of the number itself
_SIGN = "[€$£¥₺₽₹₴₪₩₫฿]"
_CURRENCY = rf"(?:[A-Z]{{2,3}}{_SIGN}?|{_SIGN}|kr\.?|Fr\.?|zł|Kč|Ft|lei)"
_WRITTEN = re.compile(rf"([-−–]?)\s*{_CURRENCY}?\s*([-−–+]?)\s*(\d[\d.,\s'’]*?)(?:,-|\.-)?\s*{_CURRENCY}?")
_PLAIN = re.compile(r"\d+(?:\.\d\d?)?")
_SPACED = re.compile(r"\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?")


class NotAnAmount(ValueError):
    """A text is no amount, or one below zero, or may be two."""


def evidence(text: str) -> str:
    """The decimal mark that this cell gives away; "" when it tells nothing."""
    try:
        number = _number(text)
    except NotAnAmount:
        return ""
    marks = [letter for letter in number if letter in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    return "" if _may_be_two(number, marks[0]) else marks[0]


def parse(text: str, mark: str | None = None) -> Decimal:
    """The amount, at least 0. ``mark``: the decimal mark of the column, if known. Raises NotAnAmount with the reason."""
    if _PLAIN.fullmatch(text) and len(text) <= _MOST:
        return Decimal(text)
    number = _number(text)
    own = evidence(text)
    single = next((letter for letter in number if letter in ".,"), "")
    if single and not own:
        if mark not in (".", ","):
            raise NotAnAmount(
                f"{text[:40]!r} may be two amounts, and no other cell of the column tells which: --decimal"
            )
        own = mark
    point = own or "."
    whole, _, part = number.partition(point) if point in number else (number, "", "")
    group = "," if point == "." else "."
    if group in whole and not re.fullmatch(rf"\d{{1,3}}(?:[{group}]\d{{3}})+", whole):
        raise NotAnAmount(f"{text[:40]!r} is not an amount")
    if group in part or point in part:
        raise NotAnAmount(f"{text[:40]!r} is not an amount")
    return Decimal(whole.replace(group, "") + (f".{part}" if part else ""))


def _number(text: str) -> str:
    """The digits and marks of an amount, its currency and its spaces taken off."""
    found = _WRITTEN.fullmatch(text)
    if not found or len(found.group(3)) > _MOST:
        raise NotAnAmount(f"{text[:40]!r} is not an amount")
    if found.group(1) or found.group(2) not in ("", "+"):
        raise NotAnAmount(f"{text[:40]!r} is below zero")
    number = found.group(3).strip()
    if re.search(r"[\s'’]", number):
        if not _SPACED.fullmatch(number):
            raise NotAnAmount(f"{text[:40]!r} is not an amount")
        number = re.sub(r"[\s'’]", "", number)
    return number


def _may_be_two(number: str, mark: str) -> bool:
    """One mark with three digits behind it and one to three before: 1.299, but not 0.299 and not 1299.000."""
    whole, _, part = number.partition(mark)
    return len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
