"""Where and why a record is no CSV, in a shopkeeper's words. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

CELL_MAX = csv.field_size_limit()
_ODD_QUOTE = re.compile(r'\s*"(?:[^"]|"")*"[^"]')  # a quoted cell that goes on behind its quote


def broken(text: str, delimiter: str, problem: str) -> tuple[int, str]:
    """The place of the cell in which a record breaks, from 0, and what is wrong there.

    ``text``: the record's lines as far as they were read; ``problem``: what the standard library says of it.
    """
    cells = _cells(text, delimiter)
    if "NUL" in problem:
        return _first(cells, lambda cell: "\0" in cell), "holds a NUL: this is no CSV file, or a damaged one"
    if "field larger" in problem:
        why = f"a cell of more than {CELL_MAX:,} characters; is there a quote that is not closed?"
        return _first(cells, lambda cell: len(cell) > CELL_MAX), why
    if "unexpected end" in problem:
        return len(cells) - 1, "a quote is opened here and never closed"
    return _first(cells, _ODD_QUOTE.match), f"not CSV: {problem}; a quote inside a cell is written twice"


def _cells(text: str, delimiter: str) -> list[str]:
    """The cells as written; a delimiter between quotes is none."""
    cuts, quoted = [-1], False
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == delimiter and not quoted:
            cuts.append(place)
    return [text[start + 1 : end] for start, end in pairwise([*cuts, len(text)])]


def _first(cells: list[str], is_it: Callable[[str], Any]) -> int:
    return next((place for place, cell in enumerate(cells) if is_it(cell)), 0)
