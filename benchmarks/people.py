"""A database full of customers: a thousand made by the store itself, then copied under other ids.

Of a thousand customers ten have come for a year (26 visits of three messages), the others once (see ``SHAPES``). All
have said that they may be remembered and served their way, have stated a few facts (one in ten an allergy), and all
were last heard at ``NOW``, in a visit in progress. Each message brings seventeen observations.

A copy is every row of a customer in every table that has a column ``customer``, and the row in ``customers``; the
state of a fold names nobody, so it is the copy's own. What is numbered by the database is numbered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from profiles import rows
from profiles.learning import DIALS
from profiles.model import Consent, Fact, Observation, Turn
from profiles.store import ProfileStore

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
CUES = tuple(DIALS)[:17]
TEMPLATES = 1_000
CHUNK = 20  # copies of all templates in one transaction
COPIES = 1_000  # a copy's number is told in four digits
VISIT_DAYS, MESSAGE_S = 14, 60


@dataclass(frozen=True)
class Shape:
    """So many in a thousand customers have come so often, and said so much each time."""

    in_thousand: int
    visits: int
    messages: int


SHAPES = (Shape(10, 26, 3), Shape(40, 1, 5), Shape(200, 1, 2), Shape(750, 1, 1))


def templates(count: int = TEMPLATES) -> Iterator[tuple[str, Shape]]:
    """The customers that the store makes, with their shapes spread evenly."""
    for number in range(count):
        place = number * 7919 % 1000  # a prime step: a few customers show all shapes
        for shape in SHAPES:
            place -= shape.in_thousand
            if place < 0:
                yield f"c{number:06}", shape
                break


def settle(store: ProfileStore, count: int = TEMPLATES) -> int:
    """Let ``count`` customers come and talk; returns how many messages that were."""
    told = 0
    for customer, shape in templates(count):
        rng = Random(customer)
        for number, at in enumerate(moments(shape)):
            told += 1
            speak(store, rng, customer, f"{customer}-{number}", at, first=number == 0)
    return told


def moments(shape: Shape) -> Iterator[datetime]:
    """When a customer of this shape writes; the last time is ``NOW``."""
    for visit in reversed(range(shape.visits)):
        for message in reversed(range(shape.messages)):
            yield NOW - timedelta(days=VISIT_DAYS * visit, seconds=MESSAGE_S * message)


def speak(
    store: ProfileStore,
    rng: Random,
    customer: str,
    message_id: str,
    at: datetime,
    first: bool = False,
    fact: bool = False,
) -> None:
    """One message, recorded as a turn records it; at the ``first`` they say yes and what they like."""
    said = a_turn(rng, customer, message_id, at)
    facts = [Fact("milk", rng.choice(("oat", "soya", "cow's")), at, message_id, said.said)] if fact or first else []
    consents: list[Consent] = []
    if first:
        consents = [Consent(purpose, True, at, "chip") for purpose in ("remember", "personalise", "recommend")]
        facts += [Fact("name", f"Customer {rng.randrange(10_000)}", at, message_id)]
        if rng.random() < 0.1:
            consents += [Consent("health", True, at, "said")]
            facts += [Fact("allergy", "nuts", at, message_id, "no nuts, please")]
    store.record(said, observations=observed(rng, said), facts=facts, consents=consents)


def observed(rng: Random, turn: Turn) -> list[Observation]:
    """Seventeen cues, each within its dial's range."""
    evidence = turn.said[:14]
    return [
        Observation(
            turn.customer, turn.channel, turn.message_id, turn.at, name, _value(rng, name), evidence, spans=((0, 14),)
        )
        for name in CUES
    ]


def _value(rng: Random, name: str) -> float:
    return round(rng.uniform(DIALS[name].low, DIALS[name].high), 3)


def a_turn(rng: Random, customer: str, message_id: str, at: datetime) -> Turn:
    """A turn as large as the shop's own usually are."""
    said = f"a flat white and {rng.randrange(2, 9)} brownies to take away please"
    products = [{"id": f"p{n}", "title": f"Brownie {n}", "price": "3.20", "currency": "EUR"} for n in range(2)]
    reply = {
        "kind": "reply",
        "text": "One flat white and the brownies. Anything else?",
        "choices": [],
        "products": products,
    }
    heard: dict[str, Any] = {"wishes": [{"intent": "order", "confidence": 0.97}], "cues": {name: 0.5 for name in CUES}}
    plan = {"tone": "casual", "length": "short", "pitch": "usual"}
    return Turn(
        customer, "shop", message_id, at, "text", said, (reply,), heard=heard, plan=plan, reasons=("heard", "known")
    )


def multiply(engine: Engine, times: int, tell: Callable[[str], None] = lambda line: None) -> None:
    """Copy every customer until there are ``times`` as many. The copies' ids: "1001-c000001", "1002-…".

    The database is not in use meanwhile; what a crash would leave is of no use.
    """
    raw = engine.raw_connection()  # below SQLAlchemy, for SQLite takes these settings outside a transaction only
    try:
        cursor = raw.cursor()
        for statement in _HURRY[engine.dialect.name]:
            cursor.execute(statement)
        for table in _copied():
            cursor.execute(f"CREATE TEMPORARY TABLE template_{table.name} AS SELECT * FROM {table.name}")
        for first in range(1, times, CHUNK):
            last = min(first + CHUNK, times) - 1
            for table in _copied():
                cursor.execute(_copy(table, first, last, engine))
            raw.commit()
            tell(f"{last + 1:,} of {times:,} …")
        for statement in _SETTLE[engine.dialect.name]:
            cursor.execute(statement)
        cursor.close()
    finally:
        raw.invalidate()  # those settings go with the connection


_HURRY = {
    "sqlite": (
        "PRAGMA journal_mode=DELETE",
        "PRAGMA journal_mode=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA cache_size=-400000",
    ),
    "postgresql": ("SET statement_timeout = 0", "SET synchronous_commit = off", "SET temp_buffers = '256MB'"),
}
_SETTLE = {
    "sqlite": ("PRAGMA journal_mode=WAL",),
    "postgresql": ("COMMIT", "VACUUM ANALYZE", "CHECKPOINT"),
}


def _copied() -> list[sa.Table]:
    return [table for table in rows.METADATA.sorted_tables if table is rows.customers or "customer" in table.c]


def _copy(table: sa.Table, first: int, last: int, engine: Engine) -> str:
    """The INSERT that adds copies number ``first`` to ``last`` of every template's rows."""
    quote = engine.dialect.identifier_preparer.quote
    key = "id" if table is rows.customers else "customer"
    numbered = {column.name for column in table.primary_key if isinstance(column.type, sa.Integer)} - {"seq", "number"}
    columns = [column.name for column in table.columns if column.name not in numbered]
    values = [f"({COPIES} + n) || '-' || {key}" if name == key else quote(name) for name in columns]
    return (
        f"WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
        f" INSERT INTO {table.name} ({', '.join(map(quote, columns))})"
        f" SELECT {', '.join(values)} FROM numbers CROSS JOIN template_{table.name}"
    )


def some(rng: Random, times: int, count: int, size: int = TEMPLATES) -> list[str]:
    """``count`` different customers of ``size`` × ``times``, by chance."""
    chosen = rng.sample(range(size * times), count)
    ids = [customer for customer, _shape in islice(templates(size), size)]
    return [ids[n % size] if n < size else f"{COPIES + n // size}-{ids[n % size]}" for n in chosen]
