"""Who is there: for the staff's list, and for the erasure ledger, which must find again whom it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from profiles import rows
from profiles.engines import reading

PAGE = 5000


@dataclass(frozen=True)
class Summary:
    """One line of the staff page: who, when last, how many messages ever, in which language, waiting for a person?"""

    id: str
    last_at: datetime
    turns: int
    lang: str | None
    waiting: bool


def latest(engine: Engine, limit: int) -> list[Summary]:
    """The customers seen last, newest first."""
    table, waits = rows.customers, rows.handovers
    waiting = sa.exists().where(waits.c.customer == table.c.id, waits.c.state == "waiting").label("waiting")
    query = sa.select(table.c.id, table.c.last_at, table.c.turns, table.c.lang, waiting)
    with reading(engine) as connection:
        found = connection.execute(query.order_by(table.c.last_at.desc()).limit(limit)).all()
    return [Summary(row.id, row.last_at, row.turns, row.lang, bool(row.waiting)) for row in found]


def first_seen(engine: Engine) -> Iterator[tuple[str, datetime | None]]:
    """Every customer of whom a row is held, and when they were met: None where rows lie about without a meeting

    (a claim whose turn failed), and then perhaps more than once.
    """
    met = rows.customers
    queries = [sa.select(met.c.id, met.c.first_at)]
    for table in rows.HOLDING:
        unmet = ~sa.exists().where(met.c.id == table.c.customer)
        queries.append(sa.select(table.c.customer, sa.null()).where(unmet).distinct())
    with reading(engine) as connection:
        for query in queries:
            for row in connection.execution_options(yield_per=PAGE).execute(query):
                yield row[0], row[1]
