"""Nothing stays longer than it may: visits that ended, old texts, one-time ids, evidence that has faded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import access_log, closing, holding, observing, rows, visits
from profiles.access_log import AccessLog
from profiles.consent import OBJECTION, allows
from profiles.corrections import YOURSELF
from profiles.engines import reading, scrub, writing
from profiles.identity import ANONYMOUS_PREFIX
from profiles.model import SWEEP

ID_DAYS = 7  # a one-time id must be known at least this long
FADED_DAYS = 400  # after more than six half-lives an observation weighs less than a hundredth
TOLD_DAYS = 60  # who has been away that long may hear a line again
BATCH = 200


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


class _DryRun(Exception):
    """Takes a transaction back when all has been counted."""


def sweep(
    engine: Engine,
    at: datetime,
    visit_gap_s: int = 14_400,
    transcript_days: int = 30,
    log: AccessLog | None = None,
) -> Swept:
    """Do all that is due at ``at``; may run at any time, beside a running shop, and as often as one likes.

    ``log`` is told which customers went whole; its own old lines go by the database's clock, not by ``at``.

    Raises NotScrubbed when the rows are gone but another process kept the database's files in use; run it again.
    """
    at = rows.as_utc("at", at)
    closed = 0
    for customer in _due(engine, at, visit_gap_s):  # a transaction each, so that nobody's turn waits for all of them
        with writing(engine) as connection:
            closed += _close(connection, customer, at, visit_gap_s)
    with writing(engine) as connection:
        swept = replace(_swept(connection, at, visit_gap_s, transcript_days, log), visits=closed)
    if any(astuple(swept)):
        scrub(engine)
    return swept


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
            swept = replace(_swept(connection, at, visit_gap_s, transcript_days, log), visits=closed)
            raise _DryRun
    except _DryRun:
        return swept


def _swept(
    connection: Connection, at: datetime, visit_gap_s: int, transcript_days: int, log: AccessLog | None
) -> Swept:
    """All but the visits, in the caller's transaction."""
    texts, ids, faded = (at - timedelta(days=days) for days in (transcript_days, ID_DAYS, FADED_DAYS))
    untold = _forget_told(connection, at - timedelta(days=TOLD_DAYS))
    return Swept(
        words=_forget_evidence(connection, texts),
        turns=_drop(connection, rows.turns, texts),
        notes=_drop(connection, rows.handover_notes, texts),
        ids=_drop(connection, rows.inbox, ids) + _drop_codes(connection, at),
        faded=_fade(connection, faded, visit_gap_s) + _drop(connection, rows.outcomes, faded) + untold,
        aside=holding.expire(connection, texts),
        customers=_drop_strangers(connection, texts, log),
        lines=access_log.expire(connection),
    )


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


def _drop(connection: Connection, table: sa.Table, before: datetime, *where: sa.sql.ColumnElement) -> int:
    return int(connection.execute(sa.delete(table).where(table.c.at < before, *where)).rowcount)


def _fade(connection: Connection, before: datetime, gap_s: float) -> int:
    """Drop what has faded, and fold again what its customers' other observations come to.

    What the customer put right does not fade: it stands until they say otherwise.
    """
    table = rows.observations
    fades = table.c.kind != "corrected"
    whose = sa.select(table.c.customer).where(table.c.at < before, table.c.kind.in_(observing.FOLDED), fades).distinct()
    customers = list(connection.execute(whose).scalars())
    gone = _drop(connection, table, before, fades)
    for customer in customers:
        presence = visits.find(connection, customer)
        if presence is not None:
            observing.refold(connection, presence, gap_s)
    return gone


def _forget_told(connection: Connection, before: datetime) -> int:
    """What those were told lately who have not come since ``before``."""
    table = rows.customers
    gone = sa.update(table).where(table.c.last_at < before, table.c.told.is_not(None)).values(told=None)
    return int(connection.execute(gone).rowcount)


def _drop_codes(connection: Connection, at: datetime) -> int:
    """Codes for linking live for minutes, wrong tries count for an hour, fresh starts last a visit: after a day none of
    them is needed, but for a visit that goes on and on."""
    codes, day, week = rows.link_codes, at - timedelta(days=1), at - timedelta(days=ID_DAYS)
    gone = connection.execute(sa.delete(codes).where(codes.c.expires_at < day)).rowcount
    return int(gone) + _drop(connection, rows.link_tries, day) + _drop(connection, rows.fresh_starts, week)


def _forget_evidence(connection: Connection, before: datetime) -> int:
    """The words that an observation or a fact rests on are raw text: they go with the transcript, the value stays."""
    gone = 0
    for table in (rows.observations, rows.facts, rows.health_facts):
        old = (table.c.at < before, table.c.evidence != "", table.c.evidence != YOURSELF)  # that one is ours
        gone += connection.execute(sa.update(table).where(*old).values(evidence="")).rowcount
    return int(gone)


def _drop_strangers(connection: Connection, before: datetime, log: AccessLog | None) -> int:
    """Anonymous visitors who have not come back, and allowed nothing to be kept, leave no row at all.

    An objection stays all the same: it is to be honoured until they take it back. One that was linked to somebody is
    part of them, and stays as long as they do.
    """
    table, yes, no = rows.customers, rows.consents, rows.facts
    kept = sa.exists().where(yes.c.customer == table.c.id, yes.c.granted.is_(True))
    objected = sa.exists().where(no.c.customer == table.c.id, no.c.name == OBJECTION, no.c.value == "yes")
    stranger = table.c.id.startswith(ANONYMOUS_PREFIX, autoescape=True)
    gone = sa.select(table.c.id).where(stranger, table.c.last_at < before, ~kept, ~objected, table.c.person.is_(None))
    strangers = list(connection.execute(gone.limit(10 * BATCH)).scalars())
    for start in range(0, len(strangers), BATCH):
        batch = strangers[start : start + BATCH]
        for holder in rows.HOLDING:
            connection.execute(sa.delete(holder).where(holder.c.customer.in_(batch)))
        connection.execute(sa.delete(table).where(table.c.id.in_(batch)))
        if log is not None:
            log.write(connection, SWEEP, "erased", *batch)
    return len(strangers)
