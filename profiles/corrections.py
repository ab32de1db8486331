"""Rectification: what the customer says is wrong is put right, and stays right."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import memory, rows
from profiles.engines import upsert
from profiles.learning import CORRECTED_WEIGHT, DIALS, checked, dial_of
from profiles.model import Fact
from profiles.visits import Presence

_MANNERS = {"address", "keep_short", "emoji", "personal", "no_personalise", "title"}
FACTS = frozenset(_MANNERS | {"name", "size", "milk", "allergy", "usual", "usual_declined"})


def correct(connection: Connection, presence: Presence, name: str, value: float | str | None, at: datetime) -> None:
    """Put one fact or estimate right, inside the caller's transaction. None forgets it and what it was learnt from.

    Raises ValueError for a name we keep nothing under, or a value that it cannot have.
    """
    if name in DIALS or _holds(connection, rows.estimates, presence.id, name):
        _correct_estimate(connection, presence, name, value, at)
    elif name in FACTS or _holds(connection, rows.facts, presence.id, name):
        _correct_fact(connection, presence, name, value, at)
    else:
        raise ValueError(f"nothing is kept under the name {name[:80]!r}")


def _holds(connection: Connection, table: sa.Table, customer: str, name: str) -> bool:
    query = sa.select(table.c.name).where(table.c.customer == customer, table.c.name == name).limit(1)
    return connection.execute(query).first() is not None


def _correct_estimate(
    connection: Connection, presence: Presence, name: str, value: float | str | None, at: datetime
) -> None:
    if value is None:
        for table in (rows.estimates, rows.observations):
            connection.execute(sa.delete(table).where(table.c.customer == presence.id, table.c.name == name))
        return
    number, dial = _number(name, value), dial_of(name)
    if not dial.low <= number <= dial.high:
        raise ValueError(f"{name} must be between {dial.low:g} and {dial.high:g}, got {number:g}")
    row = {"customer": presence.id, "scope": "stated", "name": name, "weight": CORRECTED_WEIGHT, "total": number}
    row |= {"at": at, "turn": presence.visit_turns, "visit": presence.visit}
    connection.execute(upsert(connection, rows.estimates, "weight", "total", "at", "turn", "visit"), row)


def _number(name: str, value: float | str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a number, got {str(value)[:80]!r}") from error
    checked(name, number)
    return number


def _correct_fact(
    connection: Connection, presence: Presence, name: str, value: float | str | None, at: datetime
) -> None:
    memory.drop_fact(connection, presence.id, name)  # the new statement counts even if the clock was set back
    if value is not None:
        memory.put_fact(connection, presence, Fact(name, str(value), at, evidence="you put it right yourself"))
