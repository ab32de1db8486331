"""An export as a zip of tables, one CSV for each, to open in a spreadsheet. Pure.

UTF-8 with a byte order mark, so that spreadsheets read accents. A text that a spreadsheet would run as a formula (it
begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end, after any blanks) gets a ``'`` in front; so does one that
begins with ``'``, which makes it exact: whoever reads the file with a program takes one leading ``'`` away.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same export gives the same bytes


def zipped(exported: Mapping[str, Any]) -> bytes:
    """What ``House.export`` gave (holder → tables), as the bytes of a zip: ``<holder>/<table>.csv``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in _tables(exported):
            archive.writestr(
                zipfile.ZipInfo(f"{name}.csv", _WHEN), csv_of(table).encode("utf-8-sig"), zipfile.ZIP_DEFLATED
            )
    return made.getvalue()


def csv_of(table: Sequence[Mapping[str, Any]]) -> str:
    """The rows under the union of their keys, in the order in which these appear; "" where a row has none."""
    columns = list(dict.fromkeys(key for row in table for key in row))
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(row.get(name)) for name in columns] for row in table)
    return made.getvalue()


def cell(value: Any) -> Any:
    """A value as it stands in a cell: numbers as they are, what is nested as JSON, texts with no formula among them."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def _tables(exported: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    for name, held in exported.items():
        place = f"{path}/{name}" if path else name
        if isinstance(held, Mapping):
            yield from _tables(held, place)
        elif isinstance(held, (list, tuple)) and all(isinstance(row, Mapping) for row in held):
            yield from _with_lines(place, held)
        else:
            yield place, [{name: held}]


def _with_lines(place: str, table: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Lines within rows that have an id (those of an order) are a table of their own, which names that id."""
    lines = [{"id": row["id"], **line} for row in table if "id" in row for line in row.get("lines") or ()]
    yield place, [{key: value for key, value in row.items() if not lines or key != "lines"} for row in table]
    if lines:
        yield f"{place}_lines", lines
