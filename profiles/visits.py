"""Who came, and the visit in progress: a customer's row, ours alone while it is locked.

A visit begins with the first event after ``gap_s`` of silence. Time may run backwards (a message that arrives late):
such an event belongs to the visit in progress.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.consent import Consents, allows
from profiles.engines import upsert
from profiles.mapping import consents_of
from profiles.model import Consent, Visit

_ERASING = sa.exists().where(rows.erasures.c.customer == rows.customers.c.id)
_FOUND = sa.select(rows.customers, _ERASING.label("erasing")).where(rows.customers.c.id == sa.bindparam("key"))
_LOCKED = sa.select(rows.customers).where(rows.customers.c.id == sa.bindparam("key")).with_for_update()
_PLAIN = sa.select(rows.customers.c.person).where(rows.customers.c.id == sa.bindparam("key"))
_SAVE = sa.update(rows.customers).where(rows.customers.c.id == sa.bindparam("key"))
_CONSENTS = sa.select(rows.consents).where(rows.consents.c.customer.in_(sa.bindparam("keys", expanding=True)))
_MEMBERS = sa.select(rows.customers.c.id).where(rows.customers.c.person == sa.bindparam("key"))


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
    person: str  # whose profile this is part of: their own, or that of the one they were found to be
    members: tuple[str, ...]  # every id of that person

    def over(self, at: datetime, gap_s: int) -> bool:
        """Has this visit ended by ``at``?"""
        return not self.open or (at - self.last_at).total_seconds() >= gap_s


def find(connection: Connection, customer: str) -> Presence | None:
    """The customer's row; None for somebody we have never met, or who has asked to be forgotten."""
    row = connection.execute(_FOUND, {"key": customer}).first()
    return None if row is None or row.erasing else _presence(connection, row)


def read_consents(connection: Connection, presence: Presence) -> dict[str, Consent]:
    """The customer's consents by purpose; a person with several ids has said them all, the latest counts."""
    return consents_of(connection.execute(_CONSENTS, {"keys": list(presence.members)}).all())


def lock(connection: Connection, customer: str, at: datetime) -> Presence:
    """The customer's row, ours alone until the transaction ends; somebody new gets one.

    Of a person with several ids the first one's row is locked before: so two ids of one person wait for each other.
    """
    row = connection.execute(_PLAIN, {"key": customer}).first()
    if row is None:
        connection.execute(upsert(connection, rows.customers), _row(_first(customer, at)))
    elif row.person not in (None, customer):
        connection.execute(_LOCKED, {"key": row.person}).first()
    row = connection.execute(_LOCKED, {"key": customer}).one()
    return _presence(connection, row)


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


def _first(customer: str, at: datetime) -> Presence:
    return Presence(customer, None, at, at, 0, 0, 1, 1, at, 0, None, True, customer, (customer,))


def _presence(connection: Connection, row: Row) -> Presence:
    members: tuple[str, ...] = (row.id,)
    if row.person is not None:
        members = tuple(sorted(connection.execute(_MEMBERS, {"key": row.person}).scalars()))
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
        person=row.person or row.id,
        members=members,
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
