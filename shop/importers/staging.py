"""Lines of orders, put in order on disk: an order's lines may stand anywhere in a file that is larger than the memory."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from shop.importers.order_lines import FileLine

_BATCH = 1_000


def grouped(lines: Iterable[FileLine]) -> Iterator[list[FileLine]]:
    """Each order's lines together, orders in the order in which they begin. All lines are read before the first comes.

    They lie in a nameless file of SQLite's meanwhile, which goes with its connection.
    """
    staged = sqlite3.connect("", isolation_level=None)
    try:
        staged.execute("PRAGMA journal_mode=OFF")
        staged.execute("CREATE TABLE line (seq INTEGER PRIMARY KEY, order_id TEXT, body BLOB)")
        staged.execute("BEGIN")
        lines = iter(lines)
        while batch := list(islice(lines, _BATCH)):
            rows = [(line.order_id, pickle.dumps(tuple(line), pickle.HIGHEST_PROTOCOL)) for line in batch]
            staged.executemany("INSERT INTO line (order_id, body) VALUES (?, ?)", rows)
        staged.execute("CREATE INDEX by_order ON line (order_id)")
        firsts = "SELECT order_id, MIN(seq) AS first FROM line GROUP BY order_id"
        found = staged.execute(
            f"SELECT first, body FROM ({firsts}) CROSS JOIN line USING (order_id) ORDER BY first, seq"
        )
        for _, rows_of in groupby(found, key=lambda row: row[0]):
            yield [FileLine(*pickle.loads(body)) for _, body in rows_of]
    finally:
        staged.close()
