"""Rows of one id, and what is said under another id of the same person. Inside the caller's transaction.

Every row stays under the id that it was said under. Whether it stays at all is for that id's own consents to say;
whether it is used, for the person's. Where the two differ the row is held:

lent   its own id allows nothing, the person does: kept for as long as they are one person
aside  its own id allows it, but under another one it was forbidden or forgotten: out of the profile at once, given
       back if the ids part, deleted for good after the transcript's days (``profiles.retention``)

So ids that part are, to the byte, what they would be had they never been one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import rows, visits
from profiles.consent import OBJECTION, Consents, allows
from profiles.visits import Presence

LENT, ASIDE = "lent", "aside"
TABLES = (rows.observations, rows.facts, rows.health_facts)
LEARNT = ("remember", "personalise")  # both are needed for a profile that outlives the visit
_FREE = {"held": None, "held_by": None, "held_at": None}


def in_use(table: sa.Table) -> sa.sql.ColumnElement:
    """The rows that the person's profile is made of."""
    return table.c.held.is_distinct_from(ASIDE)


def own(table: sa.Table) -> sa.sql.ColumnElement:
    """The rows that an id would have if it were alone."""
    return table.c.held.is_distinct_from(LENT)


@dataclass(frozen=True)
class Ending:
    """The end of a visit of ``presence``, found at ``at``: ``own`` was said under this id, ``granted`` by the person."""

    connection: Connection
    presence: Presence
    own: Consents
    granted: Consents
    at: datetime
    gap_s: int

    def settle(self, table: sa.Table, purposes: Sequence[str], *where: sa.sql.ColumnElement) -> bool:
        """Delete or hold the id's rows that need these purposes; True when the person's profile may have changed."""
        own, granted = (all(allows(said, p) for p in purposes) for said in (self.own, self.granted))
        if own and granted:
            return False
        mine = (table.c.customer == self.presence.id, *where)
        if self.presence.alone:  # nobody else's word, nobody else's rows
            self.connection.execute(sa.delete(table).where(*mine))
            return False
        if own == granted:
            gone = mine
        else:
            gone = (*mine, table.c.held == (LENT if own else ASIDE))
        self.connection.execute(sa.delete(table).where(*gone))
        if own != granted:
            held = {"held": ASIDE if own else LENT, "held_by": self._decider(purposes), "held_at": self.at}
            self.connection.execute(sa.update(table).where(*mine, table.c.held.is_(None)).values(**held))
        if not granted:
            self._obey(table, purposes, *where)
        return True

    def _obey(self, table: sa.Table, purposes: Sequence[str], *where: sa.sql.ColumnElement) -> None:
        """A no is the person's, under whichever id: what the others have kept from visits of before goes aside, too.

        Whoever is in the middle of a visit keeps it until its end, which settles it.
        """
        away = [sibling.id for sibling in self.presence.siblings if sibling.over(self.at, self.gap_s)]
        theirs = (table.c.customer.in_(away), *where)
        self.connection.execute(sa.delete(table).where(*theirs, table.c.held == LENT))
        held = {"held": ASIDE, "held_by": self._refuser(purposes), "held_at": self.at}
        self.connection.execute(sa.update(table).where(*theirs, table.c.held.is_(None)).values(**held))

    def _refuser(self, purposes: Sequence[str]) -> str | None:
        said = visits.deciders(self.connection, self.presence)
        return next((said[p] for p in purposes if p in said and not allows(self.granted, p)), None)

    def _decider(self, purposes: Sequence[str]) -> str | None:
        """Under which id the yes or no was said that makes the difference."""
        differing = [p for p in purposes if allows(self.own, p) != allows(self.granted, p)]
        said = visits.deciders(self.connection, self.presence)
        return next((said[p] for p in differing if p in said), None)


def set_aside(
    connection: Connection, table: sa.Table, presence: Presence, at: datetime, *where: sa.sql.ColumnElement
) -> None:
    """Take rows of the person's other ids out of the profile, by what was said under this one at ``at``."""
    others = [sibling.id for sibling in presence.siblings]
    if not others:
        return
    theirs = (table.c.customer.in_(others), *where)
    connection.execute(sa.delete(table).where(*theirs, table.c.held == LENT))
    held = {"held": ASIDE, "held_by": presence.id, "held_at": at}
    connection.execute(sa.update(table).where(*theirs, table.c.held.is_(None)).values(**held))


def give_back(connection: Connection, customer: str) -> None:
    """An id is alone again: what was lent to it goes, what was set aside is its own again."""
    for table in TABLES:
        mine = table.c.customer == customer
        connection.execute(sa.delete(table).where(mine, table.c.held == LENT))
        connection.execute(sa.update(table).where(mine, table.c.held.is_not(None)).values(**_FREE))


def release(connection: Connection, presence: Presence, gone: str) -> None:
    """``gone`` is no id of this person any more: what was set aside by its word comes back, what it lent goes, unless
    the others' consents keep it."""
    granted = visits.read_consents(connection, presence)
    for table in TABLES:
        theirs = (table.c.customer.in_(presence.members), table.c.held_by == gone)
        connection.execute(sa.update(table).where(*theirs, table.c.held == ASIDE).values(**_FREE))
        for purposes, rest in _needs(table):
            lent = (*theirs, table.c.held == LENT, *rest)
            if not all(allows(granted, purpose) for purpose in purposes):
                connection.execute(sa.delete(table).where(*lent))
        connection.execute(sa.update(table).where(*theirs).values(held_by=None))


def _needs(table: sa.Table) -> Iterable[tuple[Sequence[str], tuple[sa.sql.ColumnElement, ...]]]:
    """Which purposes which rows of a table need to outlive their visit."""
    if table is rows.observations:
        stated = table.c.kind.in_(("fact", "fact forgotten"))
        return ((LEARNT, (~stated,)), (("remember",), (stated,)))
    return ((("health",) if table is rows.health_facts else ("remember",), ()),)


def expire(connection: Connection, before: datetime) -> int:
    """Delete what was set aside before then; how many rows. "Don't personalise" alone stays: it must be obeyed."""
    gone = 0
    for table in TABLES:
        old = (table.c.held == ASIDE, table.c.held_at < before, table.c.name != OBJECTION)
        gone += connection.execute(sa.delete(table).where(*old)).rowcount
    return gone
