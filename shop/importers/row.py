"""One data row of a table. Cells are asked for by column name, in any case; an absent column is an empty cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timezone, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING

from shop.importers import amounts, dates
from shop.importers.report import FORMULA, ImportFailed

if TYPE_CHECKING:
    from shop.importers.table import Table

NAME_MAX = 255  # letters of whatever is kept as an id, a kind or a number of the shop's
_TRUE, _FALSE = frozenset({"true", "1", "yes", "y"}), frozenset({"false", "0", "no", "n"})
_FORMULA = ("=", "+", "@")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    table: Table
    line: int
    cells: list[str]

    def get(self, column: str) -> str:
        """The cell. ImportFailed where the file has two columns of this name."""
        place = self.table.index.get(column)
        if place is None:
            place = self.table.index.get(column.lower())
        if place is None:
            if column.lower() in self.table.doubled:
                raise self.table.failed(1, column.lower(), "the column comes twice: which of them counts?")
            return ""
        return self.cells[place] if place < len(self.cells) else ""

    def aside(self, column: str) -> str:
        """The cell of a column that the import can do without; "" where the file has two of this name."""
        return "" if column.lower() in self.table.doubled else self.text(column)

    def text(self, column: str) -> str:
        """A cell that people will read; one that a spreadsheet would run is taken as it stands, and remarked on."""
        text = self.get(column)
        if text.startswith(_FORMULA):
            self.table.notes.add(FORMULA, self.line, f"{column}: {text[:40]!r}")
        return text

    def name(self, column: str) -> str:
        """A text of at most 255 letters."""
        text = self.text(column)
        if len(text) > NAME_MAX:
            raise self.failed(column, f"longer than {NAME_MAX} characters")
        return text

    def failed(self, column: str, problem: str) -> ImportFailed:
        return self.table.failed(self.line, column, problem)

    def note(self, sort: str, text: str) -> None:
        """A warning of this sort about this line."""
        self.table.notes.add(sort, self.line, text)

    def needed(self, column: str) -> str:
        """The cell; ImportFailed when it is empty."""
        value = self.get(column)
        if not value:
            raise self.failed(column, "is empty")
        return value

    def decimal(self, column: str) -> Decimal | None:
        """An amount of at least 0 in any usual writing, None for an empty cell."""
        text = self.get(column)
        if not text:
            return None
        try:
            return amounts.parse(text, self.table.marks.get(column.lower(), self.table.reading.decimal))
        except amounts.NotAnAmount as problem:
            raise self.failed(column, str(problem)) from None

    def whole(self, column: str) -> int | None:
        """A whole number, None for an empty cell."""
        text = self.get(column)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,9}([.,]0+)?", text):
            raise self.failed(column, f"{text[:40]!r} is not a whole number")
        return int(re.split("[.,]", text)[0])

    def flag(self, column: str) -> bool | None:
        """true/false, 1/0, yes/no; None for an empty cell."""
        text = self.get(column).lower()
        if not text:
            return None
        if text not in _TRUE and text not in _FALSE:
            raise self.failed(column, f"{text[:40]!r} is neither true nor false")
        return text in _TRUE

    def day(self, column: str) -> date | None:
        """A date in any usual writing; None for an empty cell."""
        return self._moment(column, self.get(column), timezone.utc).date() if self.get(column) else None

    def moment(self, column: str, time_column: str | None = None, zone: tzinfo = timezone.utc) -> datetime:
        """An instant in UTC; without an offset it is in ``zone``. The time of day may stand in a column of its own."""
        time = self.get(time_column) if time_column else ""
        return self._moment(column, f"{self.needed(column)} {time}".strip(), zone)

    def _moment(self, column: str, text: str, zone: tzinfo) -> datetime:
        try:
            return dates.parse(text, self.table.orders.get(column.lower(), self.table.reading.dates), zone)
        except dates.NotADate as problem:
            raise self.failed(column, str(problem)) from None
