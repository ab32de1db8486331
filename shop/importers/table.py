"""A CSV file, read row by row as often as one likes, so that every complaint can name file, line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timezone, tzinfo
from pathlib import Path

from shop.importers import amounts, dates
from shop.importers.broken import broken
from shop.importers.encoding import find_encoding
from shop.importers.report import ImportFailed, Notes
from shop.importers.row import Row

_DELIMITERS = ",;\t|"
_TELL_EVERY = 2_000  # rows
PASSES = 2  # every format is read twice: first for what only the whole column tells
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # a first line that Excel writes for itself


@dataclass(frozen=True)
class Reading:
    """How a file is to be read. ``zone``: of times without an offset; ``told``: hears how much was read, 0 … 1.

    dates    "dmy" or "mdy" for dates like 03/11/2026 · decimal  "," or "." for amounts like 1.299: both only where the
             column itself does not tell
    customer  the column that names the customer, instead of the usual one
    """

    encoding: str | None = None
    dates: str | None = None
    decimal: str | None = None
    zone: tzinfo = timezone.utc
    customer: str | None = None
    told: Callable[[float], None] | None = None


class Table:
    """``index``: column, in small letters and as it is written → its place. ``marks`` and ``orders`` are what a first pass has found out."""

    def __init__(self, path: str | Path, reading: Reading = Reading()) -> None:
        self.path, self.reading, self.notes = Path(path), reading, Notes()
        self.encoding = find_encoding(self.path, reading.encoding)
        if self.encoding.guess:
            self.notes.add("the encoding is guessed", self.encoding.line, self.encoding.guess)
        self._delimiter, self._first_line = self._look_at_first_line()
        self.header: tuple[str, ...] = ()
        self._size, self._pass = max(self.path.stat().st_size, 1), 0
        header = next(self._records(), None)
        if header is None:
            raise ImportFailed(self.path, 0, "", "the file is empty")
        self.header = tuple(cell.strip() for cell in header[1])
        names = [name.lower() for name in self.header]
        self.doubled = {name for name in names if name and names.count(name) > 1}
        known = [(place, name) for place, name in enumerate(names) if name and name not in self.doubled]
        self.index = {name: place for place, name in known}
        self.index |= {self.header[place]: place for place, _ in known}  # as it is mostly asked for
        self.marks: dict[str, str | None] = {}
        self.orders: dict[str, str | None] = {}
        self.count = 0  # rows of data in the last pass

    def has(self, column: str) -> bool:
        """Is there such a column, in any case?"""
        return column.lower() in self.index or column.lower() in self.doubled

    def first_of(self, columns: Iterable[str]) -> str | None:
        """The first of these columns that the file has, as the file writes it."""
        found = next((name.lower() for name in columns if self.has(name)), None)
        return None if found is None else next(name for name in self.header if name.lower() == found)

    def needs(self, *columns: str) -> None:
        """ImportFailed when one of these columns is missing."""
        for column in columns:
            if not self.has(column):
                raise self.failed(1, column, f"there is no such column; found {', '.join(self.header)[:300]}")

    def failed(self, line: int, column: str, problem: str) -> ImportFailed:
        return ImportFailed(self.path, line, column, problem)

    def first_pass(self, amount_columns: Iterable[str] = (), date_columns: Iterable[str] = ()) -> Iterator[Row]:
        """All rows; once the last has come, it is known how these columns write amounts and dates."""
        marks: dict[str, set[str]] = {name: set() for name in amount_columns if self.has(name)}
        orders: dict[str, str] = {}
        timed = [name for name in date_columns if self.has(name)]
        for row in self.rows():
            for column, found in marks.items():
                text = row.get(column)
                if text and len(found) < 2 and not text.isdigit():
                    found |= {amounts.evidence(text)} - {""}
            for column in timed:
                order = dates.evidence(row.get(column))
                if order and orders.setdefault(column, order) != order:
                    other = "day" if order == "mdy" else "month"
                    raise row.failed(column, f"{row.get(column)[:40]!r}: in dates before it the {other} comes first")
            yield row
        stated = self.reading
        self.marks = {c.lower(): next(iter(f)) if len(f) == 1 else stated.decimal for c, f in marks.items()}
        self.orders = {column.lower(): orders.get(column, stated.dates) for column in timed}

    def rows(self) -> Iterator[Row]:
        """The data rows, cells stripped, wholly empty rows left out."""
        width, self.count, self._pass = len(self.header), 0, self._pass + 1
        records = self._records()
        next(records)
        for line, raw in records:
            cells = [cell.strip() for cell in raw]
            if len(cells) > width:
                if any(cells[width:]):
                    problem = f"{len(cells)} cells, but the header names {width} columns; a text with {self._delimiter!r} in it wants quotation marks around it"
                    raise self.failed(line, f"number {width + 1}", problem)
                del cells[width:]
            if any(cells):
                self.count += 1
                yield Row(self, line, cells)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Each record with the line on which it begins."""
        pending: list[str] = []  # the lines of the record in hand, to find the column in which it breaks
        reader = csv.reader(self._lines(pending), delimiter=self._delimiter, strict=True)
        before = self._first_line - 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                place, why = broken("".join(pending), self._delimiter, str(problem))
                column = self.header[place] if place < len(self.header) else ""
                raise self.failed(before + 1, column, why) from None
            yield before + 1, cells
            before = self._first_line - 1 + reader.line_num
            pending.clear()

    def _lines(self, pending: list[str]) -> Iterator[str]:
        """The file's lines, each kept in ``pending`` as well; tells on the way how far it is."""
        with self.path.open("r", encoding=self.encoding.name, newline="") as file:
            for number, line in enumerate(file, start=1):
                if number < self._first_line:
                    continue
                pending.append(line)
                yield line
                if self.reading.told and number % _TELL_EVERY == 0:
                    share = file.buffer.raw.tell() / self._size  # type: ignore[attr-defined]
                    self.reading.told(min((self._pass - 1 + share) / PASSES, 1))

    def _look_at_first_line(self) -> tuple[str, int]:
        """The delimiter of the heading, and the line on which it stands."""
        with self.path.open("r", encoding=self.encoding.name, newline="") as file:
            first = file.readline(1 << 20)
            stated = _SEPARATOR.fullmatch(first)
            if stated:
                return stated.group(1), 2
        bare = re.sub(r'"[^"]*"', "", first)
        return max(_DELIMITERS, key=bare.count), 1
