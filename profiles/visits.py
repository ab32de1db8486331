"""Who came, and the visit in progress: a customer's row, ours alone while it is locked.

A visit begins with the first event after ``gap_s`` of silence. Time may run backwards (a message that arrives late):
such an event belongs to the visit in progress.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.consent import Consents, allows
from profiles.engines import upsert
from profiles.mapping import consents_of, in_order
from profiles.model import Consent, Visit
from profiles.told import NOTHING, Told, plain, told_of

_ERASING = sa.exists().where(rows.erasures.c.customer == rows.customers.c.id)
_FOUND = sa.select(rows.customers, _ERASING.label("erasing")).where(rows.customers.c.id == sa.bindparam("key"))
_LOCKED = sa.select(rows.customers).where(rows.customers.c.id == sa.bindparam("key")).with_for_update()
_ALONE = _LOCKED.where(  # it never waits: who waits may find that the row is one of several, locked in the wrong order
    sa.or_(rows.customers.c.person.is_(None), rows.customers.c.person == rows.customers.c.id)
).with_for_update(skip_locked=True)
_PLAIN = sa.select(rows.customers.c.person).where(rows.customers.c.id == sa.bindparam("key"))
_SAVE = sa.update(rows.customers).where(rows.customers.c.id == sa.bindparam("key"))
_CONSENTS = sa.select(rows.consents).where(rows.consents.c.customer.in_(sa.bindparam("keys", expanding=True)))
_PERSON = sa.select(rows.customers).where(rows.customers.c.person == sa.bindparam("key"))


@dataclass(frozen=True)
class Sibling:
    """Another id of the same person: its counted visits, when it was last heard, in which language, and whether its
    latest visit is still to be closed (also where it is over)."""

    id: str
    counted: int
    last_at: datetime
    lang: str | None
    open: bool
    told: Told = NOTHING

    def over(self, at: datetime, gap_s: int) -> bool:
        """Has its latest visit ended by ``at``?"""
        return not self.open or (at - self.last_at).total_seconds() >= gap_s


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
    siblings: tuple[Sibling, ...] = ()  # all members but this one
    shared_number: int | None = None  # ``number`` and ``previous_at`` as the person's consents let us count
    shared_previous_at: datetime | None = None
    told: Told = NOTHING

    @property
    def alone(self) -> bool:
        """Is this the person's only id?"""
        return not self.siblings

    @property
    def counted(self) -> int:
        """Visits of this id, as the person's consents let us count them."""
        return self.number if self.shared_number is None else self.shared_number

    def spoken(self) -> str | None:
        """The language they wrote in last; where this id has none, that of another one."""
        others = sorted((s.last_at, s.id, s.lang) for s in self.siblings if s.lang)
        return self.lang or (others[-1][2] if others else None)

    def over(self, at: datetime, gap_s: int) -> bool:
        """Has this visit ended by ``at``?"""
        return not self.open or (at - self.last_at).total_seconds() >= gap_s


def find(connection: Connection, customer: str) -> Presence | None:
    """The customer's row; None for somebody we have never met, or who has asked to be forgotten."""
    row = connection.execute(_FOUND, {"key": customer}).first()
    return None if row is None or row.erasing else presence_of(connection, row)


def read_consents(connection: Connection, presence: Presence) -> dict[str, Consent]:
    """The customer's consents by purpose; a person with several ids has said them all, the latest counts."""
    return consents_of(connection.execute(_CONSENTS, {"keys": list(presence.members)}).all())


def own_consents(connection: Connection, presence: Presence) -> dict[str, Consent]:
    """What was said under this id alone: it decides what of its rows stays if the person's ids part."""
    return consents_of(connection.execute(_CONSENTS, {"keys": [presence.id]}).all())


def deciders(connection: Connection, presence: Presence) -> dict[str, str]:
    """By purpose, under which of the person's ids that was said which counts."""
    found = connection.execute(_CONSENTS, {"keys": list(presence.members)}).all()
    return {row.purpose: row.customer for row in in_order(found)}


def lock(connection: Connection, customer: str, at: datetime) -> Presence:
    """The customer's row, ours alone until the transaction ends; somebody new gets one.

    Of a person with several ids the first one's row is locked before: so two ids of one person wait for each other.
    Most customers are their own person, and nobody else writes about them: for them one statement does.
    """
    mine = connection.execute(_ALONE, {"key": customer}).first()
    if mine is not None:
        return presence_of(connection, mine)
    while True:
        attempt = connection.begin_nested()
        person = _person(connection, customer, at)
        if person != customer:
            connection.execute(_LOCKED, {"key": person}).first()
        row = connection.execute(_LOCKED, {"key": customer}).one()
        if person == (row.person or customer):
            attempt.commit()
            return presence_of(connection, row)
        attempt.rollback()  # linked or parted while we waited: let go, for the locks were taken in the wrong order


def lock_all(connection: Connection, customers: Iterable[str], at: datetime) -> list[Presence]:
    """The rows of these customers and of every id of their persons, ours alone: the persons' first, each in order.

    Returns the presences of ``customers``, in their order; somebody new gets a row.
    """
    asked = list(customers)
    while True:
        attempt = connection.begin_nested()
        persons = {customer: _person(connection, customer, at) for customer in asked}
        for person in sorted(set(persons.values())):
            connection.execute(_LOCKED, {"key": person}).first()
        members = {row.id for p in set(persons.values()) for row in connection.execute(_PERSON, {"key": p})}
        for member in sorted((members | set(asked)) - set(persons.values())):
            connection.execute(_LOCKED, {"key": member}).first()
        found = [connection.execute(_LOCKED, {"key": customer}).one() for customer in asked]
        if all((row.person or row.id) == persons[row.id] for row in found):
            attempt.commit()
            return [presence_of(connection, row) for row in found]
        attempt.rollback()


def _person(connection: Connection, customer: str, at: datetime) -> str:
    """Whose profile this id is part of now; somebody new gets a row, and is their own."""
    row = connection.execute(_PLAIN, {"key": customer}).first()
    if row is None:
        connection.execute(upsert(connection, rows.customers), _row(_first(customer, at)))
        row = connection.execute(_PLAIN, {"key": customer}).one()
    return str(row.person or customer)


def seen(presence: Presence, at: datetime, gap_s: int, granted: Consents) -> Visit:
    """The visit as the customer allows us to count it: without consent to remember every visit is the first."""
    counted = allows(granted, "remember")
    others = sum(sibling.counted for sibling in presence.siblings)
    if presence.over(at, gap_s):
        last_at = max([presence.last_at, *(sibling.last_at for sibling in presence.siblings)])
        return Visit(presence.counted + others + 1 if counted else 1, at, 0, last_at if counted else None)
    number, previous_at = (presence.counted + others, _previous(presence)) if counted else (1, None)
    return Visit(number, presence.started_at, presence.visit_turns, previous_at)


def _previous(presence: Presence) -> datetime | None:
    """The last event before this visit, under whichever id."""
    own = presence.previous_at if presence.shared_number is None else presence.shared_previous_at
    before = [sibling.last_at for sibling in presence.siblings if sibling.last_at < presence.started_at]
    return max([*before, *([own] if own else [])], default=None)


def save(connection: Connection, presence: Presence) -> None:
    """Write the row back."""
    connection.execute(_SAVE, {"key": presence.id, **_row(presence)})


def _first(customer: str, at: datetime) -> Presence:
    return Presence(customer, None, at, at, 0, 0, 1, 1, at, 0, None, True, customer, (customer,))


def presence_of(connection: Connection, row: Row) -> Presence:
    """What a row of ``customers`` and those of the person's other ids tell."""
    others: list[Row] = []
    if row.person is not None:
        others = [other for other in connection.execute(_PERSON, {"key": row.person}) if other.id != row.id]
    siblings = tuple(sorted((_sibling(other) for other in others), key=lambda sibling: sibling.id))
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
        members=tuple(sorted((row.id, *(sibling.id for sibling in siblings)))),
        siblings=siblings,
        shared_number=row.shared_number,
        shared_previous_at=row.shared_previous_at,
        told=told_of(row.told),
    )


def _sibling(row: Row) -> Sibling:
    counted = row.visit_number if row.shared_number is None else row.shared_number
    return Sibling(row.id, counted, row.last_at, row.lang, row.visit_open, told_of(row.told))


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
        "shared_number": presence.shared_number,
        "shared_previous_at": presence.shared_previous_at,
        "told": plain(presence.told),
    }
