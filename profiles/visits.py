"""Where a visit begins and what is left of it when it is over.

A visit begins with the first event after ``gap_s`` of silence. Time may run backwards (a message that arrives late):
such an event belongs to the visit in progress.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.consent import HEALTH_FACTS, OBJECTION, Consents, allows
from profiles.engines import upsert
from profiles.mapping import consents_of
from profiles.model import Consent, Visit

_ERASING = sa.exists().where(rows.erasures.c.customer == rows.customers.c.id)
_FOUND = sa.select(rows.customers, _ERASING.label("erasing")).where(rows.customers.c.id == sa.bindparam("key"))
_LOCKED = sa.select(rows.customers).where(rows.customers.c.id == sa.bindparam("key")).with_for_update()
_SAVE = sa.update(rows.customers).where(rows.customers.c.id == sa.bindparam("key"))
_CONSENTS = sa.select(rows.consents).where(rows.consents.c.customer == sa.bindparam("key"))


@dataclass(frozen=True)
class Presence:
    """A customer's row: how often they came, and the visit in progress.

    ``visit`` is its serial number, ``number`` the counted one.
    """

    id: str
    lang: str | None
    first_at: datetime
    last_at: datetime
    seq: int
    turns: int
    visit: int
    number: int
    started_at: datetime
    visit_turns: int
    previous_at: datetime | None
    open: bool

    def over(self, at: datetime, gap_s: int) -> bool:
        """Has this visit ended by ``at``?"""
        return not self.open or (at - self.last_at).total_seconds() >= gap_s


def find(connection: Connection, customer: str) -> Presence | None:
    """The customer's row; None for somebody we have never met, or who has asked to be forgotten."""
    row = connection.execute(_FOUND, {"key": customer}).first()
    return None if row is None or row.erasing else _presence(row)


def read_consents(connection: Connection, customer: str) -> dict[str, Consent]:
    """The customer's consents by purpose."""
    return consents_of(connection.execute(_CONSENTS, {"key": customer}).all())


def enter(connection: Connection, customer: str, at: datetime, gap_s: int) -> Presence:
    """Lock the customer's row for this transaction, and begin a visit if one is due.

    The visit before it is closed first.
    """
    return current(connection, lock(connection, customer, at), at, gap_s)


def lock(connection: Connection, customer: str, at: datetime) -> Presence:
    """The customer's row, ours alone until the transaction ends; somebody new gets one."""
    row = connection.execute(_LOCKED, {"key": customer}).first()
    if row is None:
        connection.execute(upsert(connection, rows.customers), _row(_first(customer, at)))
        row = connection.execute(_LOCKED, {"key": customer}).one()
    return _presence(row)


def current(connection: Connection, presence: Presence, at: datetime, gap_s: int) -> Presence:
    """The visit that an event at ``at`` belongs to: the one in progress, or a new one."""
    return _next(connection, presence, at) if presence.over(at, gap_s) else presence


def seen(presence: Presence, at: datetime, gap_s: int, granted: Consents) -> Visit:
    """The visit as the customer allows us to count it: without consent to remember every visit is the first."""
    counted = allows(granted, "remember")
    if presence.over(at, gap_s):
        return Visit(presence.number + 1 if counted else 1, at, 0, presence.last_at if counted else None)
    number, previous_at = (presence.number, presence.previous_at) if counted else (1, None)
    return Visit(number, presence.started_at, presence.visit_turns, previous_at)


def save(connection: Connection, presence: Presence) -> None:
    """Write the row back."""
    connection.execute(_SAVE, {"key": presence.id, **_row(presence)})


def _next(connection: Connection, old: Presence, at: datetime) -> Presence:
    granted = read_consents(connection, old.id)
    close(connection, old.id, granted)
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
    save(connection, new)
    return new


def close(connection: Connection, customer: str, granted: Consents) -> None:
    """End a visit: what the customer has not allowed us to keep is deleted."""
    remember, personalise = allows(granted, "remember"), allows(granted, "personalise")
    scopes = ["visit"] if remember and personalise else ["visit", "profile", "stated"]
    _drop(connection, rows.estimates, customer, rows.estimates.c.scope.in_(scopes))
    if not (remember and personalise):
        _drop(connection, rows.observations, customer)
    if not remember:
        _drop(connection, rows.facts, customer, rows.facts.c.name.not_in([OBJECTION, *HEALTH_FACTS]))
    if not allows(granted, "health"):
        _drop(connection, rows.facts, customer, rows.facts.c.name.in_(HEALTH_FACTS))
    if not allows(granted, "measure"):
        _drop(connection, rows.outcomes, customer)


def _drop(connection: Connection, table: sa.Table, customer: str, *where: sa.sql.ColumnElement) -> None:
    connection.execute(sa.delete(table).where(table.c.customer == customer, *where))


def _first(customer: str, at: datetime) -> Presence:
    return Presence(customer, None, at, at, 0, 0, 1, 1, at, 0, None, True)


def _presence(row: Row) -> Presence:
    return Presence(
        id=row.id,
        lang=row.lang,
        first_at=row.first_at,
        last_at=row.last_at,
        seq=row.seq,
        turns=row.turns,
        visit=row.visit,
        number=row.visit_number,
        started_at=row.visit_started_at,
        visit_turns=row.visit_turns,
        previous_at=row.previous_at,
        open=row.visit_open,
    )


def _row(presence: Presence) -> dict[str, object]:
    return {
        "id": presence.id,
        "lang": presence.lang,
        "first_at": presence.first_at,
        "last_at": presence.last_at,
        "seq": presence.seq,
        "turns": presence.turns,
        "visit": presence.visit,
        "visit_number": presence.number,
        "visit_started_at": presence.started_at,
        "visit_turns": presence.visit_turns,
        "previous_at": presence.previous_at,
        "visit_open": presence.open,
    }
