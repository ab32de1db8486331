"""Messages that were heard with little confidence, from the transcripts of who lets it be measured: for labelling.

Nothing is kept for this: what is not in the transcript any more (its days are over, its customer erased) is in no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import rows
from profiles.consent import OBJECTION
from profiles.engines import reading
from profiles.outcomes import agreeing

# Questions whose answers are free words for a person, a card, or about health: nobody else reads them.
PRIVATE = frozenset({"contact", "card", "complaint", "allergy", "name", "confirm_you"})
SORE = ("distress", "grief", "child")
SORE_FROM = 0.3


@dataclass(frozen=True)
class Unsure:
    """One wish of a message: its words, how it was heard, with which confidence 0 … 1, and what else it might have been."""

    customer: str
    at: datetime
    lang: str
    text: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def unsure(engine: Engine, below: float, since: datetime | None = None) -> Iterator[Unsure]:
    """Wishes with a confidence under ``below``, by customer and time. Left out: who did not agree to be measured or has
    objected, answers to questions of PRIVATE, and messages in which distress or grief was heard.

    Raises ValueError for a ``below`` that is no share.
    """
    if not 0 < below <= 1:
        raise ValueError(f"below must be above 0 and at most 1, got {below:g}")
    table = rows.turns
    query = sa.select(table).where(table.c.kind == "text").order_by(table.c.customer, table.c.seq)
    with reading(engine) as connection:
        allowed = agreeing(connection) - _objecting(connection)
        for customer in sorted(allowed):
            asked: Any = None
            for row in connection.execute(query.where(table.c.customer == customer)):
                private = (asked or {}).get("act") in PRIVATE
                asked = row.asked
                if private or _sore(row.heard) or (since is not None and row.at < since):
                    continue
                yield from _of(row, below)


def _of(row: Any, below: float) -> Iterator[Unsure]:
    for wish in row.heard.get("wishes") or ():
        if wish["confidence"] < below:
            ranking = tuple((name, float(share)) for name, share in wish.get("ranking") or ())
            yield Unsure(row.customer, row.at, row.lang, wish["text"], wish["intent"], wish["confidence"], ranking)


def _sore(heard: Any) -> bool:
    cues = heard.get("cues") or {}
    return any((cues.get(name) or {}).get("value", 0.0) >= SORE_FROM for name in SORE) or bool(heard.get("mourning"))


def _objecting(connection: Connection) -> set[str]:
    """Every id of a person who has said "don't personalise" under one of them."""
    facts, who = rows.facts, rows.customers
    query = sa.select(who.c.id, who.c.person).join(facts, facts.c.customer == who.c.id)
    said = {row.person or row.id for row in connection.execute(query.where(facts.c.name == OBJECTION))}
    return {row.id for row in connection.execute(sa.select(who.c.id, who.c.person)) if (row.person or row.id) in said}
