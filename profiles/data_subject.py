"""The customer's own rights: see it, take it along, have it erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import listing, observing, persons, rows, visits
from profiles.consent import OBJECTION, Consents, allows, may_learn_profile
from profiles.engines import reading, scrub, upsert, writing
from profiles.evidence import Behind, behind
from profiles.facts import stated
from profiles.folding import State
from profiles.identity import check_customer, new_anonymous_id
from profiles.learning import PROFILE_HALF_LIFE_DAYS, acts_on, corrected
from profiles.mapping import jsonable
from profiles.model import ON_PAGE, Actor
from profiles.persons import Kept, log_of
from profiles.recall import profile_estimates, visit_estimates
from profiles.telling import Telling, iso
from profiles.visits import Presence

__all__ = ["Holder", "access", "erase", "export", "iso", "pending_erasures", "request_erasure", "request_within"]

VISIT_GAP_S = 14_400.0
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # a request whose time is not known
NOBODY = ""  # whose erasure is pending while only the bytes of a request itself are still to go


@dataclass(frozen=True)
class Holder:
    """The profiles as one of the house's holders of what is kept about a customer; ``by`` is who asks."""

    kept: Kept
    by: Actor = ON_PAGE

    def export(self, customer: str) -> dict[str, Any]:
        """See ``export`` of this module."""
        return export(self.kept, customer, self.by)

    def erase(self, *customers: str) -> None:
        """See ``erase`` of this module."""
        erase(self.kept, *customers, by=self.by)

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]:
        """See ``listing.first_seen``."""
        return listing.first_seen(self.kept.engine)


def _gap_of(kept: Kept) -> float:
    return float(getattr(kept, "visit_gap_s", VISIT_GAP_S))


def access(
    kept: Kept,
    customer: str,
    at: datetime,
    *,
    lang: str = "en",
    by: Actor = ON_PAGE,
    gap_s: float = VISIT_GAP_S,
    zone: tzinfo = timezone.utc,
) -> dict[str, Any]:
    """All that is believed and was stated, in plain words (``lang`` en or it): ``GET /me`` but for the orders.

    Shows what is held, also where it may no longer be used: ``acts_on`` tells whether it changes anything. ``zone``: in
    which days are told. The access log says first that ``by`` reads it. Raises ValueError for an id that nobody can
    have, or a time that none can be.
    """
    check_customer(customer)
    at = rows.as_utc("at", at)
    if log := log_of(kept):
        log.note(kept.engine, by, "read", *persons.members(kept.engine, customer))
    with reading(kept.engine) as connection:
        presence = visits.find(connection, customer)
        granted = visits.read_consents(connection, presence) if presence else {}
        facts = stated(connection, presence) if presence else []
        state = observing.head(connection, presence, gap_s) if presence else State()
        of_visit = behind(connection, presence, presence.started_at) if presence else {}
        of_all = behind(connection, presence) if presence else {}
    told = Telling(at, lang, zone)
    counted = presence is not None and allows(granted, "remember")
    return {
        "customer": customer,
        "name": next((fact.value for fact in facts if fact.name == "name" and not fact.recipient), None),
        "lang": presence.lang if presence else None,
        "visits": (_visits(presence) if counted else 1) if presence else 0,
        "consents": {
            consent.purpose: {"granted": consent.granted, "at": iso(consent.at), "how": consent.how}
            for consent in granted.values()
        },
        "facts": [told.fact(row) for row in facts],
        "estimates": _estimates(presence, facts, state, granted, told, {"visit": of_visit, "profile": of_all})
        if presence
        else [],
    }


def _visits(presence: Presence) -> int:
    return presence.counted + sum(sibling.counted for sibling in presence.siblings)


def _estimates(
    presence: Presence,
    facts: list[Row],
    state: State,
    granted: Consents,
    told: Telling,
    rests_on: dict[str, dict[str, Behind]],
) -> list[dict[str, Any]]:
    objected = any(row.name == OBJECTION and row.value == "yes" and not row.recipient for row in facts)
    lasting = may_learn_profile(granted, objected)
    found = [("visit", visit_estimates(state, presence)), ("profile", profile_estimates(state, told.at))]
    put_right = {
        name: corrected(name, value, PROFILE_HALF_LIFE_DAYS, when) for name, (value, when) in state.stated.items()
    }
    found.append(("profile" if lasting else "visit", put_right))
    shown = []
    for scope, estimates in found:
        for name, estimate in sorted(estimates.items()):
            used = not objected and (scope == "visit" or lasting) and acts_on(name, estimate)
            stated_ = estimates is put_right
            shown.append(told.estimate(name, estimate, scope, used, stated_, rests_on[scope].get(name)))
    return shown


def export(kept: Kept, customer: str, by: Actor = ON_PAGE) -> dict[str, Any]:
    """Everything that is held under a customer's id, table by table, as plain data:

    To take along, and to prove completeness. ``house.export`` goes over all ids of a person. The access log says first
    that ``by`` has it, and comes along.
    """
    check_customer(customer)
    log = log_of(kept)
    if log:
        log.note(kept.engine, by, "exported", customer)
    with reading(kept.engine) as connection:
        own = connection.execute(sa.select(rows.customers).where(rows.customers.c.id == customer)).all()
        held = {table.name: _all(connection, table, customer) for table in rows.HOLDING}
    tables = {name: [jsonable(row) for row in found] for name, found in {"customers": own, **held}.items()}
    return tables | {"access_log": [line.plain() for line in log.lines(kept.engine, customer)] if log else []}


def request_erasure(engine: Engine, customer: str, at: datetime) -> None:
    """Note that the customer wants to be forgotten, under every id; from now on nothing about them is used."""
    check_customer(customer)
    with writing(engine) as connection:
        request_within(connection, customer, rows.as_utc("at", at))


def request_within(connection: Connection, customer: str, at: datetime) -> None:
    """``request_erasure`` inside the caller's transaction."""
    for identity in persons.members_within(connection, customer):
        connection.execute(upsert(connection, rows.erasures), {"customer": identity, "at": at})


def pending_erasures(engine: Engine) -> list[str]:
    """Who has asked to be forgotten and still is to be erased, oldest request first; NOBODY where only bytes are left."""
    with reading(engine) as connection:
        query = sa.select(rows.erasures.c.customer).order_by(rows.erasures.c.at, rows.erasures.c.customer)
        return list(connection.execute(query).scalars())


def erase(kept: Kept, *customers: str, by: Actor = ON_PAGE) -> None:
    """Forget ids of customers: every row in every table, and their bytes in the database's files. The access log says who
    did. ``house.erase`` forgets a person, under all ids.

    Call it while no message of theirs is in progress. Raises NotScrubbed when the files were in use; the rows are gone
    then, the requests stay pending, and erasing again finishes the work.
    """
    for customer in customers:
        check_customer(customer)
    for customer in customers:
        with writing(kept.engine) as connection:
            if _forget(connection, customer, _gap_of(kept)) and (log := log_of(kept)):
                log.write(connection, by, "erased", customer)
    scrub(kept.engine)
    with writing(kept.engine) as connection:
        for customer in customers:
            connection.execute(sa.delete(rows.erasures).where(rows.erasures.c.customer == customer))
        request_within(connection, NOBODY, EPOCH)
    finish_erasing(kept)


def finish_erasing(kept: Kept) -> None:
    """The last step of ``erase``: the requests themselves named the customers. A crash before leaves one of NOBODY."""
    scrub(kept.engine)
    with writing(kept.engine) as connection:
        connection.execute(sa.delete(rows.erasures).where(rows.erasures.c.customer == NOBODY))


def _forget(connection: Connection, customer: str, gap_s: float) -> bool:
    """Delete every row; was there any? (Not when an erasure that a lock put off is finished.)"""
    known = connection.execute(sa.select(rows.customers.c.id).where(rows.customers.c.id == customer)).first()
    # A turn that is being recorded now ends first, and is erased too.
    (presence,) = visits.lock_all(connection, [customer], EPOCH)
    persons.part_within(connection, presence, EPOCH, gap_s)
    others = [table for table in rows.HOLDING if table is not rows.erasures]
    gone = [connection.execute(sa.delete(table).where(table.c.customer == customer)).rowcount for table in others]
    connection.execute(sa.delete(rows.customers).where(rows.customers.c.id == customer))
    _drop_mentions(connection, customer)
    # Kept until the bytes are gone: a crash in between must not be taken for an erasure that is complete.
    request_within(connection, customer, EPOCH)
    return known is not None or any(gone)


def _drop_mentions(connection: Connection, customer: str) -> None:
    """Others' rows that name this id: links of the past, codes that it said, tokens that it stood in for."""
    for column in (rows.links.c.person, rows.link_codes.c.used_by):
        connection.execute(sa.delete(column.table).where(column == customer))
    fresh = rows.fresh_starts  # whoever goes on with that token is somebody new again, and not the one it names
    other = {"stand_in": new_anonymous_id()}
    connection.execute(sa.update(fresh).where(fresh.c.stand_in == customer).values(**other))
    asked = rows.link_codes.c.asked_of == customer
    connection.execute(sa.update(rows.link_codes).where(asked).values(asked_of=None))


def _all(connection: Connection, table: sa.Table, customer: str) -> list[Row]:
    key = list(table.primary_key)
    found: list[Row] = connection.execute(sa.select(table).where(table.c.customer == customer).order_by(*key)).all()
    return found
