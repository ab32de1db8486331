"""Who is there: for the staff's list, and for the erasure ledger, which must find again whom it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

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
    return _summaries(engine, sa.true(), limit)


def _summaries(engine: Engine, which: sa.sql.ColumnElement, limit: int) -> list[Summary]:
    table, waits = rows.customers, rows.handovers
    waiting = sa.exists().where(waits.c.customer == table.c.id, waits.c.state == "waiting").label("waiting")
    query = sa.select(table.c.id, table.c.last_at, table.c.turns, table.c.lang, waiting).where(which)
    with reading(engine) as connection:
        found = connection.execute(query.order_by(table.c.last_at.desc()).limit(limit)).all()
    return [Summary(row.id, row.last_at, row.turns, row.lang, bool(row.waiting)) for row in found]


def among(engine: Engine, customers: Collection[str]) -> list[Summary]:
    """The same of these alone."""
    return _summaries(engine, rows.customers.c.id.in_(list(customers)), len(customers))


def named(engine: Engine, part: str, limit: int) -> list[str]:
    """Who has ever told a name of which this is a part, whatever its case. Whether it may be shown is for the caller."""
    fact, wanted = rows.facts.c, part.casefold()  # SQLite's own lower() knows no letter beyond ASCII
    told = sa.select(fact.customer, fact.value).where(
        fact.name == "name", fact.recipient == "", fact.value.is_not(None)
    )
    with reading(engine) as connection:
        found = connection.execution_options(yield_per=PAGE).execute(told)
        return list(islice((row.customer for row in found if wanted in row.value.casefold()), limit))


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
