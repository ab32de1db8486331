"""What a catalogue states of a thing in columns of its own: material, weight, care, origin. Pure.

Only columns with a heading of ``wordlists/attributes.txt`` are read: an export holds costs and suppliers, too, and what is read
may be told to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shop.importers.details import plain_text, unescaped
from shop.importers.row import Row
from shop.text import fold, word_list

Attributes = tuple[tuple[str, str], ...]
VALUE_MAX = 300  # letters; a longer text is a description
_UNIT = re.compile(r"^(?P<name>.+?)\s*\((?P<unit>kg|g|lbs?|oz|cm|mm|m|in)\)$", re.IGNORECASE)


def heading(name: str) -> str:
    """A heading as it is said ("Care instructions"), "" where such a column is not read."""
    plain = " ".join(re.split(r"[\s_-]+", name.strip()))
    return plain[:1].upper() + plain[1:] if fold(plain) in word_list("attributes") else ""


def attributes(row: Row, columns: Mapping[str, str]) -> Attributes:
    """(heading, value) for each column (heading → column) that has a value in this row."""
    found = ((name, plain_text(row.aside(column))) for name, column in columns.items() if row.aside(column))
    return stated(found)


def stated(pairs: Iterable[tuple[str, str]]) -> Attributes:
    """Each heading once; without what is empty, zero, or too long to be said in a sentence."""
    known: dict[str, str] = {}
    for name, value in pairs:
        if value and len(value) <= VALUE_MAX and not re.fullmatch(r"0(?:\.0+)?(?: \w+)?", value):
            known.setdefault(unescaped(name), value)
    return tuple(known.items())


def measure_columns(header: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Column → (heading, unit) for "Weight (kg)", "Length (cm)" and their kin."""
    found = {name: _UNIT.match(name) for name in header}
    return {name: (heading(m["name"]), m["unit"]) for name, m in found.items() if m and heading(m["name"])}
