"""One person, several identities: which ids are one, made so and undone. Rows never move; only who is folded together.

Linking sets ``customers.person`` and folds the union anew; parting unsets it and folds each anew, so that both are, to
the byte, what they would be had they never been linked, with what was said under each in between.

Four things do not come back by parting, for they were never written down or may not be: what was not learnt while the
person objected ("don't personalise"), what was set aside longer ago than the transcript's days, what was erased, and the
marks of what was told in a visit that ended with a no under any of the ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import holding, observing, rows, visits
from profiles.access_log import AccessLog
from profiles.engines import reading, writing
from profiles.identity import check_customer, is_anonymous
from profiles.model import ON_PAGE, Actor
from profiles.visits import Presence

VISIT_GAP_S = 14_400.0
_CUSTOMERS, _LINKS = rows.customers, rows.links


class Kept(Protocol):
    """Anything with the profiles' database: a ProfileStore, or an engine, which has no access log to write to."""

    @property
    def engine(self) -> Engine: ...


class BeingErased(ValueError):
    """One of the two has asked to be forgotten: there is nobody left to link."""


@dataclass(frozen=True)
class Link:
    """An id of a person: since when and how it came to be one of theirs."""

    identity: str
    at: datetime
    how: str


def members(engine: Engine, customer: str) -> tuple[str, ...]:
    """Every id of the person whose id this is, sorted; only this one for somebody alone or unknown."""
    with reading(engine) as connection:
        return members_within(connection, customer)


def members_within(connection: Connection, customer: str) -> tuple[str, ...]:
    """``members`` inside the caller's transaction."""
    person = sa.select(_CUSTOMERS.c.person).where(_CUSTOMERS.c.id == customer).scalar_subquery()
    found = connection.execute(sa.select(_CUSTOMERS.c.id).where(_CUSTOMERS.c.person == person)).scalars()
    return tuple(sorted({customer, *found}))


def links(engine: Engine, customer: str) -> tuple[Link, ...]:
    """The links that stand, of all the person's ids, oldest first; none for somebody alone."""
    with reading(engine) as connection:
        mine = _LINKS.c.customer.in_(members_within(connection, customer))
        query = sa.select(_LINKS).where(mine, _LINKS.c.ended_at.is_(None)).order_by(_LINKS.c.at, _LINKS.c.id)
        return tuple(Link(row.customer, row.at, row.how) for row in connection.execute(query))


def merge(
    kept: Kept, a: str, b: str, at: datetime, how: str, *, by: Actor = ON_PAGE, gap_s: float = VISIT_GAP_S
) -> bool:
    """Make these two, and all that each is one with, one person. False when they are one already.

    Whether they may be is for the caller to know (see ``profiles.proof``, and ``previewing.merge_preview`` for what it
    would do). ``how`` has 1 to 64 characters: "token", "code", "command line". Somebody new is written down. The access
    log says of each id that ``by`` did it.

    Raises BeingErased, or ValueError for an id or a ``how`` that cannot be one.
    """
    with writing(kept.engine) as connection:
        ids = merge_within(connection, a, b, at, how, gap_s=gap_s)
        if log := log_of(kept):
            log.write(connection, by, "merged", *ids)
    return bool(ids)


def merge_within(
    connection: Connection, a: str, b: str, at: datetime, how: str, *, gap_s: float = VISIT_GAP_S
) -> tuple[str, ...]:
    """``merge`` inside the caller's transaction, who writes the access log. All ids of the new person; () if they were one."""
    if not 1 <= len(how) <= 64:
        raise ValueError(f"how must have 1 to 64 characters, got {how[:80]!r}")
    at = rows.as_utc("at", at)
    asked = dict.fromkeys((check_customer(a), check_customer(b)))
    first, *rest = visits.lock_all(connection, asked, at)
    if not rest or rest[0].person == first.person:
        return ()
    ids = sorted({*first.members, *rest[0].members})
    _refuse_erasing(connection, ids)
    for person in (first.person, rest[0].person):
        _drop_folds(connection, person)
    _gather(connection, ids, at, how)
    _refold(connection, ids[0], gap_s)
    return tuple(ids)


def unmerge(kept: Kept, customer: str, at: datetime, *, by: Actor = ON_PAGE, gap_s: float = VISIT_GAP_S) -> bool:
    """Take this id out of its person: it is alone again, the others stay together. False when it was alone.

    The access log says of each id that ``by`` did it.
    """
    at = rows.as_utc("at", at)
    with writing(kept.engine) as connection:
        if visits.find(connection, check_customer(customer)) is None:
            return False
        (presence,) = visits.lock_all(connection, [customer], at)
        parted = part_within(connection, presence, at, gap_s)
        if parted and (log := log_of(kept)):
            log.write(connection, by, "unmerged", *presence.members)
        return parted


def log_of(kept: Kept) -> AccessLog | None:
    """Where acts are written down; an engine has none."""
    return getattr(kept, "log", None)


def part_within(connection: Connection, presence: Presence, at: datetime, gap_s: float) -> bool:
    """``unmerge`` inside the caller's transaction, with all rows of the person locked (``visits.lock_all``)."""
    if presence.alone:
        return False
    rest = [sibling.id for sibling in presence.siblings]
    _drop_folds(connection, presence.person)
    _set_alone(connection, presence.id, at)
    _refold(connection, presence.id, gap_s)
    if len(rest) == 1:
        _set_alone(connection, rest[0], at)
    else:
        _gather(connection, rest, at, "stayed")
        holding.release(connection, _present(connection, rest[0]), presence.id)
    _refold(connection, rest[0], gap_s)
    return True


def _gather(connection: Connection, ids: Sequence[str], at: datetime, how: str) -> None:
    """Let these be one person, under the id that tells most of who they are."""
    mine = _CUSTOMERS.c.id.in_(ids)
    found = connection.execute(sa.select(_CUSTOMERS).where(mine)).all()
    head = min(found, key=lambda row: (is_anonymous(row.id), row.first_at, row.id)).id
    for row in found:
        if row.person != head:
            _end_link(connection, row.id, at)
            line = {"customer": row.id, "person": head, "at": at, "how": how, "ended_at": None}
            connection.execute(sa.insert(_LINKS), line)
    connection.execute(sa.update(_CUSTOMERS).where(mine).values(person=head))
    begun = {"shared_number": _CUSTOMERS.c.visit_number, "shared_previous_at": _CUSTOMERS.c.previous_at}
    connection.execute(sa.update(_CUSTOMERS).where(mine, _CUSTOMERS.c.shared_number.is_(None)).values(**begun))


def _set_alone(connection: Connection, customer: str, at: datetime) -> None:
    alone = {"person": None, "shared_number": None, "shared_previous_at": None}
    connection.execute(sa.update(_CUSTOMERS).where(_CUSTOMERS.c.id == customer).values(**alone))
    holding.give_back(connection, customer)
    _end_link(connection, customer, at)


def _end_link(connection: Connection, customer: str, at: datetime) -> None:
    standing = (_LINKS.c.customer == customer, _LINKS.c.ended_at.is_(None))
    connection.execute(sa.update(_LINKS).where(*standing).values(ended_at=at))


def _drop_folds(connection: Connection, person: str) -> None:
    connection.execute(sa.delete(rows.folds).where(rows.folds.c.customer == person))


def _refold(connection: Connection, customer: str, gap_s: float) -> None:
    observing.refold(connection, _present(connection, customer), gap_s)


def _present(connection: Connection, customer: str) -> Presence:
    return visits.presence_of(connection, connection.execute(_row_of(customer)).one())


def _row_of(customer: str) -> sa.sql.Select:
    return sa.select(_CUSTOMERS).where(_CUSTOMERS.c.id == customer)


def _refuse_erasing(connection: Connection, ids: Sequence[str]) -> None:
    found: Row | None = connection.execute(
        sa.select(rows.erasures.c.customer).where(rows.erasures.c.customer.in_(ids))
    ).first()
    if found is not None:
        raise BeingErased(f"{found.customer} is being forgotten")
