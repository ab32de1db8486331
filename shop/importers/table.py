"""Reading a CSV file row by row, so that every complaint can name file, line and column."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path

from shop.importers.report import ImportFailed

_MOST_DIGITS = 12
_TRUE, _FALSE = frozenset({"true", "1", "yes", "y"}), frozenset({"false", "0", "no", "n"})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True)
class Row:
    """One data row. Cells are asked for by column name, in any case; an absent column is an empty cell."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column.lower(), "")

    def failed(self, column: str, problem: str) -> ImportFailed:
        return ImportFailed(self.path, self.line, column, problem)

    def needed(self, column: str) -> str:
        """The cell; ImportFailed when it is empty."""
        value = self.get(column)
        if not value:
            raise self.failed(column, "is empty")
        return value

    def decimal(self, column: str) -> Decimal | None:
        """A number ≥ 0 with a point, None for an empty cell."""
        text = self.get(column)
        if not text:
            return None
        hint = "; write 1299.00, without thousands separator and with a point" if "," in text else ""
        if not _NUMBER.fullmatch(text) or len(text) > _MOST_DIGITS:
            raise self.failed(column, f"{text[:40]!r} is not an amount{hint}")
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.failed(column, f"{text[:40]!r} is not an amount") from None
        if value < 0:
            raise self.failed(column, f"{text!r} is below zero")
        return value

    def whole(self, column: str) -> int | None:
        """A whole number, None for an empty cell."""
        text = self.get(column)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,9}(\.0+)?", text):
            raise self.failed(column, f"{text[:40]!r} is not a whole number")
        return int(text.split(".")[0])

    def flag(self, column: str) -> bool | None:
        """true/false, 1/0, yes/no; None for an empty cell."""
        text = self.get(column).lower()
        if not text:
            return None
        if text not in _TRUE | _FALSE:
            raise self.failed(column, f"{text[:40]!r} is neither true nor false")
        return text in _TRUE

    def day(self, column: str) -> date | None:
        """An ISO date or time, or a date with the month in words; a date like 03/04/2025 is refused: it may be two."""
        text = self.get(column)
        if not text:
            return None
        for pattern in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"):
            try:
                return datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        try:
            return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
        except ValueError:
            raise self.failed(column, f"{text[:40]!r} is not a date like 2025-04-03") from None

    def moment(self, column: str) -> datetime:
        """An ISO 8601 instant; without an offset it is UTC."""
        text = self.needed(column)
        try:
            found = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
        except ValueError:
            raise self.failed(column, f"{text[:40]!r} is not a time like 2025-04-03T08:15:00Z") from None
        return found.replace(tzinfo=timezone.utc) if found.tzinfo is None else found.astimezone(timezone.utc)


def read_header(path: Path) -> tuple[str, ...]:
    """The column names, as written. ImportFailed when the file is missing, empty or not text."""
    for cells in _records(path):
        return tuple(cell.strip() for cell in cells[1])
    raise ImportFailed(path, 0, "", "the file is empty")


def read_rows(path: Path, needed: Iterable[str]) -> Iterator[Row]:
    """The data rows, cells stripped, wholly empty rows left out. ImportFailed when a needed column is missing."""
    records = _records(path)
    first = next(records, None)
    if first is None:
        raise ImportFailed(path, 0, "", "the file is empty")
    header = [cell.strip().lower() for cell in first[1]]
    for column in needed:
        if column.lower() not in header:
            raise ImportFailed(path, 1, column, f"there is no such column; found {', '.join(first[1])[:300]}")
    doubled = next((name for name in header if name and header.count(name) > 1), None)
    if doubled:
        raise ImportFailed(path, 1, doubled, "the column comes twice")
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            problem = f"{len(cells)} cells, but the header names {len(header)} columns"
            raise ImportFailed(path, line, f"number {len(header) + 1}", problem)
        yield Row(path, line, {name: cell.strip() for name, cell in zip(header, cells, strict=False)})


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    reader = csv.reader(_lines(path), strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise ImportFailed(path, before + 1, "", f"not CSV: {problem}") from None
        yield before + 1, cells
        before = reader.line_num


def _lines(path: Path) -> Iterator[str]:
    """The file's lines: UTF-8 with or without mark, or UTF-16 with one."""
    try:
        with path.open("rb") as file:
            mark = file.read(2)
            file.seek(0)
            if mark in _UTF16:
                yield from codecs.getreader("utf-16")(file)
                return
            for number, raw in enumerate(file, start=1):
                if b"\0" in raw:
                    raise ImportFailed(path, number, "", "holds a NUL: this is no CSV file")
                yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as problem:
        # Only the utf-8 branch counts lines; a broken UTF-16 file has none to name.
        line = locals().get("number", 0)
        text = f"not UTF-8 text (byte {problem.object[problem.start]:#04x}); save the file as CSV UTF-8"
        raise ImportFailed(path, line, "", text) from None
    except OSError as problem:
        raise ImportFailed(path, 0, "", problem.strerror or str(problem)) from None
