"""Rectification: what the customer says is wrong is put right, and stays right."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import facts, observing, rows
from profiles.learning import DIALS, checked, dial_of
from profiles.model import Fact
from profiles.visits import Presence

YOURSELF = "you put it right yourself"
_MANNERS = {"address", "keep_short", "emoji", "personal", "no_personalise", "title"}
FACTS = frozenset(_MANNERS | {"name", "size", "milk", "allergy", "usual", "usual_declined"})


def correct(
    connection: Connection, presence: Presence, name: str, value: float | str | None, at: datetime, gap_s: float
) -> None:
    """Put one fact or estimate right, inside the caller's transaction. None forgets it and what it was learnt from.

    Raises ValueError for a name we keep nothing under, or a value that it cannot have.
    """
    if name in DIALS or _observed(connection, presence, name):
        number = None if value is None else _number(name, value)
        observing.put_right(connection, presence, name, number, at, gap_s)
    elif name in FACTS or facts.holds(connection, presence, name):
        _correct_fact(connection, presence, name, value, at)
    else:
        raise ValueError(f"nothing is kept under the name {name[:80]!r}")


def _observed(connection: Connection, presence: Presence, name: str) -> bool:
    log = rows.observations
    mine = (log.c.customer.in_(presence.members), log.c.name == name, log.c.kind.in_(observing.FOLDED))
    return connection.execute(sa.select(log.c.name).where(*mine).limit(1)).first() is not None


def _number(name: str, value: float | str) -> float:
    dial = dial_of(name)
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a number, got {str(value)[:80]!r}") from error
    checked(name, number)
    if not dial.low <= number <= dial.high:
        raise ValueError(f"{name} must be between {dial.low:g} and {dial.high:g}, got {number:g}")
    return number


def _correct_fact(
    connection: Connection, presence: Presence, name: str, value: float | str | None, at: datetime
) -> None:
    known = [row.at for row in facts.stated(connection, presence) if row.name == name and not row.recipient]
    when = max([at, *(before + observing.TICK for before in known)])  # counts even if the clock was set back
    facts.drop_fact(connection, presence, name, when)
    if value is not None:
        facts.put_fact(connection, presence, Fact(name, str(value), when, evidence=YOURSELF), observing.CORRECTION)
