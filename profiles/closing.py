"""Where one visit ends and the next begins: what the customer has not allowed us to keep goes in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import observing, rows, visits
from profiles.consent import OBJECTION, Consents, allows
from profiles.visits import Presence

_FOLDED = list(observing.FOLDED)


def enter(connection: Connection, customer: str, at: datetime, gap_s: int) -> Presence:
    """Lock the customer's row for this transaction, and begin a visit if one is due.

    The visit before it is closed first.
    """
    return current(connection, visits.lock(connection, customer, at), at, gap_s)


def current(connection: Connection, presence: Presence, at: datetime, gap_s: int) -> Presence:
    """The visit that an event at ``at`` belongs to: the one in progress, or a new one."""
    return _next(connection, presence, at, gap_s) if presence.over(at, gap_s) else presence


def _next(connection: Connection, old: Presence, at: datetime, gap_s: int) -> Presence:
    granted = visits.read_consents(connection, old)
    close(connection, old, granted, gap_s)
    counted = allows(granted, "remember")
    new = replace(
        old,
        lang=old.lang if counted else None,
        last_at=max(at, old.last_at),
        visit=old.visit + 1,
        number=old.number + 1 if counted else 1,
        started_at=at,
        visit_turns=0,
        previous_at=old.last_at if counted else None,
        open=True,
    )
    visits.save(connection, new)
    return new


def close(connection: Connection, presence: Presence, granted: Consents, gap_s: int) -> None:
    """End a visit: what the customer has not allowed us to keep is deleted, and of moods everything."""
    remember = allows(granted, "remember")
    log = rows.observations
    if remember and allows(granted, "personalise"):
        observing.end_visit(connection, presence, gap_s)
    else:
        _drop(connection, log, presence, log.c.kind.in_(_FOLDED))
        _drop(connection, rows.folds, presence)
    if not remember:
        _drop(connection, log, presence, log.c.kind.not_in(_FOLDED), log.c.name != OBJECTION)
        _drop(connection, rows.facts, presence, rows.facts.c.name != OBJECTION)
    health = rows.health_facts
    _drop(connection, health, presence, *((health.c.recipient != "",) if allows(granted, "health") else ()))
    if not allows(granted, "measure"):
        _drop(connection, rows.outcomes, presence)


def _drop(connection: Connection, table: sa.Table, presence: Presence, *where: sa.sql.ColumnElement) -> None:
    """Of a person with several ids all of them: the no was theirs."""
    connection.execute(sa.delete(table).where(table.c.customer.in_(presence.members), *where))
