"""Where one visit ends and the next begins: what the customer has not allowed us to keep goes in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import observing, rows, visits
from profiles.consent import OBJECTION, Consents, allows
from profiles.holding import LEARNT, Ending
from profiles.visits import Presence

_FOLDED = list(observing.FOLDED)
_HEALTH = rows.health_facts


def enter(connection: Connection, customer: str, at: datetime, gap_s: int) -> Presence:
    """Lock the customer's row for this transaction, and begin a visit if one is due.

    The visit before it is closed first.
    """
    presence = visits.lock(connection, customer, at)
    entered = current(connection, presence, at, gap_s)
    if entered is not presence:
        visits.save(connection, entered)
    return entered


def current(connection: Connection, presence: Presence, at: datetime, gap_s: int) -> Presence:
    """The visit that an event at ``at`` belongs to: the one in progress, or a new one, which the caller saves."""
    return _next(connection, presence, at, gap_s) if presence.over(at, gap_s) else presence


def _next(connection: Connection, old: Presence, at: datetime, gap_s: int) -> Presence:
    granted = visits.read_consents(connection, old)
    own = granted if old.alone else visits.own_consents(connection, old)
    if old.open or not old.alone:  # else a sweep has done it, and nobody could have written since
        close(connection, old, own, granted, gap_s, at)
    counted = allows(own, "remember")
    if old.shared_number is not None:
        together = allows(granted, "remember")
        number, previous_at = (old.shared_number + 1, old.last_at) if together else (1, None)
        old = replace(old, shared_number=number, shared_previous_at=previous_at)
    return replace(
        old,
        lang=old.lang if counted else None,
        last_at=max(at, old.last_at),
        visit=old.visit + 1,
        number=old.number + 1 if counted else 1,
        started_at=at,
        visit_turns=0,
        previous_at=old.last_at if counted else None,
        open=True,
        told=old.told.ended(counted and allows(granted, "remember")),
    )


def close(
    connection: Connection, presence: Presence, own: Consents, granted: Consents, gap_s: int, at: datetime
) -> None:
    """End a visit: what the customer has not allowed us to keep is deleted, and of moods everything.

    ``own`` is what was said under this id, ``granted`` what the person has said under any; see ``profiles.holding``
    for rows on which the two differ.
    """
    log = rows.observations
    learnt = all(allows(own, purpose) for purpose in LEARNT)
    if presence.alone and not learnt:
        _drop(connection, rows.folds, presence.members)
    else:
        observing.end_visit(connection, presence, gap_s)
    ending = Ending(connection, presence, own, granted, at, gap_s)
    if ending.settle(log, LEARNT, log.c.kind.in_(_FOLDED)):
        observing.refold(connection, presence, gap_s)
    ending.settle(log, ("remember",), log.c.kind.not_in(_FOLDED), log.c.name != OBJECTION)
    ending.settle(rows.facts, ("remember",), rows.facts.c.name != OBJECTION)
    ending.settle(_HEALTH, ("health",))
    if allows(own, "health") or not presence.alone:  # else nothing is there any more
        _drop(connection, _HEALTH, (presence.id,), _HEALTH.c.recipient != "")  # somebody else's: not theirs to allow
    if not allows(granted, "measure"):
        _drop(connection, rows.outcomes, presence.members)  # the no was theirs, under whichever id
    if not allows(granted, "remember"):
        _forget_told(connection, [sibling.id for sibling in presence.siblings if sibling.over(at, gap_s)])


def _forget_told(connection: Connection, ids: Sequence[str]) -> None:
    """What the person's other ids were told in visits of before; whoever is in the middle of one keeps it until its end."""
    told = rows.customers.c.told
    if ids:
        connection.execute(
            sa.update(rows.customers).where(rows.customers.c.id.in_(ids), told.is_not(None)).values(told=None)
        )


def _drop(connection: Connection, table: sa.Table, ids: Sequence[str], *where: sa.sql.ColumnElement) -> None:
    connection.execute(sa.delete(table).where(table.c.customer.in_(ids), *where))
