"""Rectification: what the customer says is wrong is put right, and stays right."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import facts, observing, rows
from profiles.checks import check_recipient
from profiles.holding import in_use
from profiles.learning import DIALS, checked, dial_of
from profiles.model import Fact
from profiles.visits import Presence

YOURSELF = "you put it right yourself"
_MANNERS = {"address", "keep_short", "emoji", "jokes", "register", "personal", "no_personalise", "title"}
FACTS = frozenset(_MANNERS | {"name", "size", "milk", "allergy", "diet", "usual", "usual_declined"})
ABOUT_OTHERS = frozenset({"size", "milk", "likes"})


def correct(
    connection: Connection,
    presence: Presence,
    name: str,
    value: float | str | None,
    at: datetime,
    gap_s: float,
    recipient: str | None = None,
) -> None:
    """Put one fact or estimate right, inside the caller's transaction. None forgets it and what it was learnt from.

    ``recipient``: the fact is about somebody else. Raises ValueError for a name we keep nothing under, or a value that
    it cannot have.
    """
    check_recipient("recipient", recipient)
    if not name.isprintable() or len(name) > 64:  # not even looked for: a database may choke on it
        raise ValueError(f"nothing is kept under the name {name[:80]!r}")
    if recipient is not None:
        if name not in ABOUT_OTHERS and not facts.holds(connection, presence, name, recipient):
            raise ValueError(f"nothing is kept about {recipient[:40]!r} under the name {name[:80]!r}")
        _correct_fact(connection, presence, name, value, at, recipient)
    elif name in DIALS or _observed(connection, presence, name):
        number = None if value is None else _number(name, value)
        observing.put_right(connection, presence, name, number, at, gap_s)
    elif name in FACTS or facts.holds(connection, presence, name):
        _correct_fact(connection, presence, name, value, at)
    else:
        raise ValueError(f"nothing is kept under the name {name[:80]!r}")


def _observed(connection: Connection, presence: Presence, name: str) -> bool:
    log = rows.observations
    folded = log.c.kind.in_(observing.FOLDED)
    mine = (log.c.customer.in_(presence.members), log.c.name == name, folded, in_use(log))
    return connection.execute(sa.select(log.c.name).where(*mine).limit(1)).first() is not None


def _number(name: str, value: float | str) -> float:
    dial = dial_of(name)
    if isinstance(value, bool):
        raise ValueError(f"{name} must be a number, got {value!r}")
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a number, got {str(value)[:80]!r}") from error
    within = checked(name, number)
    if not dial.low <= number <= dial.high:
        raise ValueError(f"{name} must be between {dial.low:g} and {dial.high:g}, got {number:g}")
    return within


def _correct_fact(
    connection: Connection,
    presence: Presence,
    name: str,
    value: float | str | None,
    at: datetime,
    recipient: str | None = None,
) -> None:
    whose = recipient or ""
    known = [row.at for row in facts.stated(connection, presence) if row.name == name and row.recipient == whose]
    when = max([at, *(before + observing.TICK for before in known)])  # counts even if the clock was set back
    facts.drop_fact(connection, presence, name, when, recipient=whose)
    if value is not None:
        right = Fact(name, str(value), when, evidence=YOURSELF, recipient=recipient)
        facts.put_fact(connection, presence, right, observing.CORRECTION)
