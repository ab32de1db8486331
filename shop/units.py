"""Units as they are said with figures, of what they are and how much of it: one table for sizes and for comparing. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """``said``: how it is written, as a pattern; ``sort``: what it measures; ``times``: how many of the sort's least unit."""

    said: str
    sort: str
    times: float


# In which things are sold and ordered ("2.5 l", "8 m").
OF_SIZES: Mapping[str, Unit] = {
    "mm": Unit(r"mm|millimet(?:er|re)s?|millimetr[io]", "length", 1.0),
    "cm": Unit(r"cm|centimet(?:er|re)s?|centimetr[io]", "length", 10.0),
    "m": Unit(r"m|met(?:er|re)s?|metr[io]", "length", 1000.0),
    "inch": Unit(r"inch(?:es)?|in|\"|″|pollic[ei]", "length", 25.4),
    "ft": Unit(r"ft|foot|feet", "length", 304.8),
    "ml": Unit(r"ml|millilit(?:er|re)s?|millilitr[io]", "volume", 1.0),
    "cl": Unit(r"cl|centilit(?:er|re)s?", "volume", 10.0),
    "l": Unit(r"l|lt|ltr|lit(?:er|re)s?|litr[io]", "volume", 1000.0),
    "g": Unit(r"g|gr|gm|grams?|gramm[io]", "mass", 1.0),
    "kg": Unit(r"kg|kilos?|kilograms?|chil[io]", "mass", 1000.0),
    "oz": Unit(r"oz|ounces?", "mass", 28.35),
    "v": Unit(r"v|volts?", "voltage", 1.0),
    "w": Unit(r"w|watts?", "power", 1.0),
    "mb": Unit(r"mb|megabytes?", "memory", 0.001),
    "gb": Unit(r"gb|gigs?|gigabytes?", "memory", 1.0),
    "tb": Unit(r"tb|terabytes?", "memory", 1000.0),
    "mah": Unit(r"mah", "charge", 1.0),
}
# In which things are described, besides.
OF_FIGURES: Mapping[str, Unit] = {
    **OF_SIZES,
    "lb": Unit(r"lbs?|pounds", "mass", 453.6),
    "minute": Unit(r"min|minutes?", "time", 1.0),
    "hour": Unit(r"h|hrs|hours?", "time", 60.0),
    "day": Unit(r"days?", "time", 1440.0),
    "week": Unit(r"weeks?", "time", 10080.0),
    "month": Unit(r"months?", "time", 43800.0),
    "year": Unit(r"years?", "time", 525600.0),
    "kw": Unit(r"kw", "power", 1000.0),
    "ah": Unit(r"ah", "charge", 1000.0),
    "lm": Unit(r"lm|lumens?", "light", 1.0),
    "db": Unit(r"db", "noise", 1.0),
    "%": Unit(r"%", "share", 1.0),
}


@lru_cache(maxsize=1_000)
def unit_said(word: str) -> Unit | None:
    """The unit that a word is, in any letter case; None for any other word."""
    return next((unit for unit in OF_FIGURES.values() if re.fullmatch(unit.said, word, re.IGNORECASE)), None)
