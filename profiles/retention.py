"""Nothing stays longer than it may: visits that ended, old texts, one-time ids, evidence that has faded.

A shop with a million customers is swept while it is open, so nobody may wait for it: what is due is found over an index
or in a read transaction, which hinders no writer, and goes in write transactions of at most ``BATCH`` customers or
``ROWS`` rows, with pauses in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import access_log, closing, holding, observing, rows, visits
from profiles.access_log import AccessLog
from profiles.consent import OBJECTION, allows
from profiles.corrections import YOURSELF
from profiles.engines import giving_way, reading, scrub, writing
from profiles.identity import ANONYMOUS_PREFIX
from profiles.model import SWEEP

ID_DAYS = 7  # a one-time id must be known at least this long
FADED_DAYS = 400  # after more than six half-lives an observation weighs less than a hundredth
TOLD_DAYS = 60  # who has been away that long may hear a line again
BATCH = 50  # customers in one transaction
ROWS = 500  # rows in one transaction


@dataclass(frozen=True)
class Swept:
    """What a sweep has ended or deleted (or would, in a dry run):

    Visits closed, rows of turns, notes, ids (codes for linking and their like among them) and faded evidence (with it
    what somebody was told before a long absence), what was set aside for long, customers gone whole, sentences that
    observations and facts rest on, lines of the access log.
    """

    visits: int = 0
    turns: int = 0
    notes: int = 0
    ids: int = 0
    faded: int = 0
    aside: int = 0
    customers: int = 0
    words: int = 0
    lines: int = 0


@dataclass(frozen=True)
class _Hands:
    """How a sweep comes by its transactions: a real one by many, a dry run by a single one that it takes back."""

    reading: Callable[[], AbstractContextManager[Connection]]
    writing: Callable[[], AbstractContextManager[Connection]]


class _DryRun(Exception):
    """Takes a transaction back when all has been counted."""


def sweep(
    engine: Engine,
    at: datetime,
    visit_gap_s: int = 14_400,
    transcript_days: int = 30,
    log: AccessLog | None = None,
    *,
    rewrite: bool = True,
) -> Swept:
    """Do all that is due at ``at``; may run at any time, beside a running shop, and as often as one likes.

    ``log`` is told which customers went whole; its own old lines go by the database's clock, not by ``at``. Without
    ``rewrite`` the bytes of what went stay in the database's files until a sweep that has it: on SQLite the file is
    written anew then, and everybody waits meanwhile (see ``engines.scrub``).

    Raises NotScrubbed when the rows are gone but another process kept the database's files in use; run it again.
    """
    at = rows.as_utc("at", at)
    closed = end_visits(engine, at, visit_gap_s)
    hands = _Hands(lambda: reading(engine), lambda: giving_way(engine))
    swept = replace(_swept(hands, at, visit_gap_s, transcript_days, log), visits=closed)
    if rewrite:
        scrub(engine)
    return swept


def end_visits(engine: Engine, at: datetime, visit_gap_s: int = 14_400) -> int:
    """End every visit that is over at ``at``, in a transaction each; how many.

    So whoever comes again finds it done, and what may not be kept does not wait for them.
    """
    at = rows.as_utc("at", at)
    return sum(end_visit(engine, customer, at, visit_gap_s) for customer in _due(engine, at, visit_gap_s))


def end_visit(engine: Engine, customer: str, at: datetime, visit_gap_s: int = 14_400) -> bool:
    """End this customer's visit if it is over at ``at`` and still open; was it?"""
    with giving_way(engine) as connection:
        return bool(_close(connection, customer, rows.as_utc("at", at), visit_gap_s))


def dry_run(
    engine: Engine,
    at: datetime,
    visit_gap_s: int = 14_400,
    transcript_days: int = 30,
    log: AccessLog | None = None,
) -> Swept:
    """What ``sweep`` would do at ``at``: it is done in one transaction, counted, and taken back.

    On SQLite other writers wait meanwhile: on a busy shop with many visits to close, run it at night.
    """
    at, swept = rows.as_utc("at", at), Swept()
    due = list(_due(engine, at, visit_gap_s))
    try:
        with writing(engine) as connection:
            closed = sum(_close(connection, customer, at, visit_gap_s) for customer in due)
            hands = _Hands(lambda: nullcontext(connection), lambda: nullcontext(connection))
            swept = replace(_swept(hands, at, visit_gap_s, transcript_days, log), visits=closed)
            raise _DryRun
    except _DryRun:
        return swept


def _swept(hands: _Hands, at: datetime, visit_gap_s: int, transcript_days: int, log: AccessLog | None) -> Swept:
    """All but the visits."""
    texts, ids, faded = (at - timedelta(days=days) for days in (transcript_days, ID_DAYS, FADED_DAYS))
    untold = _forget_told(hands, at - timedelta(days=TOLD_DAYS))
    words = _forget_evidence(hands, texts)
    turns, notes = (_drop(hands, table, texts) for table in (rows.turns, rows.handover_notes))
    inbox, outcomes = _drop(hands, rows.inbox, ids), _drop(hands, rows.outcomes, faded)
    gone = _fade(hands, faded, visit_gap_s)
    customers = _drop_strangers(hands, texts, log)
    with hands.writing() as connection:
        codes, aside, lines = (
            _drop_codes(connection, at),
            holding.expire(connection, texts),
            access_log.expire(connection),
        )
    return Swept(0, turns, notes, inbox + codes, gone + outcomes + untold, aside, customers, words, lines)


def _due(engine: Engine, at: datetime, gap_s: int) -> Iterator[str]:
    """Whose visit has ended and is still open."""
    table, after = rows.customers, ""
    due = sa.select(table.c.id).where(table.c.visit_open.is_(True), table.c.last_at <= at - timedelta(seconds=gap_s))
    while True:
        with reading(engine) as connection:
            page = due.where(table.c.id > after).order_by(table.c.id).limit(BATCH)
            found = list(connection.execute(page).scalars())
        if not found:
            return
        yield from found
        after = found[-1]


def _close(connection: Connection, customer: str, at: datetime, gap_s: int) -> int:
    if visits.find(connection, customer) is None:
        return 0  # erased meanwhile, or about to be
    presence = visits.lock(connection, customer, at)
    if not presence.open or not presence.over(at, gap_s):
        return 0  # they came back meanwhile
    granted = visits.read_consents(connection, presence)
    own = granted if presence.alone else visits.own_consents(connection, presence)
    closing.close(connection, presence, own, granted, gap_s, at)
    kept = allows(own, "remember")
    told = presence.told.ended(kept and allows(granted, "remember"))
    visits.save(connection, replace(presence, open=False, lang=presence.lang if kept else None, told=told))
    return 1


def _drop(hands: _Hands, table: sa.Table, before: datetime) -> int:
    """Delete a table's rows from before then."""
    key = list(table.primary_key)
    some = sa.select(*key).where(table.c.at < before).limit(ROWS)
    return _all_of(hands, sa.delete(table).where(sa.tuple_(*key).in_(some)))


def _all_of(hands: _Hands, some: sa.Delete | sa.Update) -> int:
    """Do what touches ``ROWS`` rows at most until nothing is left to do; how many rows that were."""
    total = 0
    while True:
        with hands.writing() as connection:
            done = int(connection.execute(some).rowcount)
        total += done
        if done < ROWS:
            return total


def _fade(hands: _Hands, before: datetime, gap_s: float) -> int:
    """Drop what has faded, and fold again what its customers' other observations come to.

    What the customer put right does not fade: it stands until they say otherwise.
    """
    table = rows.observations
    old = (table.c.at < before, table.c.kind != "corrected")
    whose = sa.union(*(sa.select(table.c.customer).where(*old, one) for one in (rows.BARE, rows.WORDED))).limit(BATCH)
    gone = 0
    while True:
        with hands.writing() as connection:
            customers = list(connection.execute(whose).scalars())
            gone += connection.execute(sa.delete(table).where(table.c.customer.in_(customers), *old)).rowcount
            for customer in customers:
                presence = visits.find(connection, customer)
                if presence is not None:
                    observing.refold(connection, presence, gap_s)
        if len(customers) < BATCH:
            return gone


def _forget_told(hands: _Hands, before: datetime) -> int:
    """What those were told lately who have not come since ``before``."""
    table = rows.customers
    away = (table.c.last_at < before, table.c.told.is_not(None))
    gone = 0
    for batch in _in_batches(hands, sa.select(table.c.id).where(*away)):
        with hands.writing() as connection:
            forget = sa.update(table).where(table.c.id.in_(batch), *away).values(told=None)
            gone += connection.execute(forget).rowcount
    return gone


def _in_batches(hands: _Hands, query: sa.Select) -> Iterator[list[str]]:
    """The ids that a query finds now, at most ``BATCH`` at once; no transaction is open while they are dealt with."""
    with hands.reading() as connection:
        found = list(connection.execute(query).scalars())
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def _drop_codes(connection: Connection, at: datetime) -> int:
    """Codes for linking live for minutes, wrong tries count for an hour, fresh starts last a visit: after a day none of
    them is needed, but for a visit that goes on and on."""
    codes, day, week = rows.link_codes, at - timedelta(days=1), at - timedelta(days=ID_DAYS)
    gone = connection.execute(sa.delete(codes).where(codes.c.expires_at < day)).rowcount
    for table, before in ((rows.link_tries, day), (rows.fresh_starts, week)):
        gone += connection.execute(sa.delete(table).where(table.c.at < before)).rowcount
    return int(gone)


def _forget_evidence(hands: _Hands, before: datetime) -> int:
    """The words that an observation or a fact rests on are raw text: they go with the transcript, the value stays."""
    gone = 0
    for table in (rows.observations, rows.facts, rows.health_facts):
        key = list(table.primary_key)
        ours = table.c.evidence == YOURSELF
        some = sa.select(*key).where(table.c.at < before, rows.WORDED, ~ours).limit(ROWS)
        gone += _all_of(hands, sa.update(table).where(sa.tuple_(*key).in_(some)).values(evidence=""))
    return gone


def _drop_strangers(hands: _Hands, before: datetime, log: AccessLog | None) -> int:
    """Anonymous visitors who have not come back, and allowed nothing to be kept, leave no row at all.

    An objection stays all the same: it is to be honoured until they take it back. One that was linked to somebody is
    part of them, and stays as long as they do.
    """
    table, yes, no = rows.customers, rows.consents, rows.facts
    kept = sa.exists().where(yes.c.customer == table.c.id, yes.c.granted.is_(True))
    objected = sa.exists().where(no.c.customer == table.c.id, no.c.name == OBJECTION, no.c.value == "yes")
    stranger = table.c.id.startswith(ANONYMOUS_PREFIX, autoescape=True)
    gone = sa.select(table.c.id).where(stranger, table.c.last_at < before, ~kept, ~objected, table.c.person.is_(None))
    count = 0
    for found in _in_batches(hands, gone):
        with hands.writing() as connection:
            batch = list(connection.execute(gone.where(table.c.id.in_(found))).scalars())  # some may have come back
            for holder in rows.HOLDING:
                connection.execute(sa.delete(holder).where(holder.c.customer.in_(batch)))
            connection.execute(sa.delete(table).where(table.c.id.in_(batch)))
            if log is not None:
                log.write(connection, SWEEP, "erased", *batch)
        count += len(batch)
    return count
