"""Nothing stays longer than it may: visits that ended, old texts, one-time ids, evidence that has faded."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import access_log, closing, observing, rows, visits
from profiles.access_log import AccessLog
from profiles.consent import allows
from profiles.engines import reading, scrub, writing
from profiles.identity import ANONYMOUS_PREFIX
from profiles.model import SWEEP

ID_DAYS = 7  # a one-time id must be known at least this long
FADED_DAYS = 400  # after more than six half-lives an observation weighs less than a hundredth
BATCH = 200


@dataclass(frozen=True)
class Swept:
    """What a sweep has ended or deleted:

    Visits closed, rows of turns, notes, ids and faded evidence, customers gone whole, lines of the access log.
    """

    visits: int = 0
    turns: int = 0
    notes: int = 0
    ids: int = 0
    faded: int = 0
    customers: int = 0
    lines: int = 0


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
    closed = _close_visits(engine, at, timedelta(seconds=visit_gap_s), visit_gap_s)
    texts, ids, faded = (at - timedelta(days=days) for days in (transcript_days, ID_DAYS, FADED_DAYS))
    with writing(engine) as connection:
        _forget_evidence(connection, texts)
        swept = Swept(
            visits=closed,
            turns=_drop(connection, rows.turns, texts),
            notes=_drop(connection, rows.handover_notes, texts),
            ids=_drop(connection, rows.inbox, ids),
            faded=_fade(connection, faded, visit_gap_s) + _drop(connection, rows.outcomes, faded),
            customers=_drop_strangers(connection, texts, log),
            lines=access_log.expire(connection),
        )
    if any(astuple(swept)):
        scrub(engine)
    return swept


def _close_visits(engine: Engine, at: datetime, gap: timedelta, gap_s: int) -> int:
    table, closed, after = rows.customers, 0, ""
    due = sa.select(table.c.id).where(table.c.visit_open.is_(True), table.c.last_at <= at - gap)
    while True:
        with reading(engine) as connection:
            page = due.where(table.c.id > after).order_by(table.c.id).limit(BATCH)
            found = list(connection.execute(page).scalars())
        if not found:
            return closed
        for customer in found:  # a transaction each, so that nobody's turn waits for all of them
            closed += _close(engine, customer, at, gap_s)
        after = found[-1]


def _close(engine: Engine, customer: str, at: datetime, gap_s: int) -> int:
    with writing(engine) as connection:
        if visits.find(connection, customer) is None:
            return 0  # erased meanwhile, or about to be
        presence = visits.lock(connection, customer, at)
        if not presence.open or not presence.over(at, gap_s):
            return 0  # they came back meanwhile
        granted = visits.read_consents(connection, presence)
        closing.close(connection, presence, granted, gap_s)
        lang = presence.lang if allows(granted, "remember") else None
        visits.save(connection, replace(presence, open=False, lang=lang))
    return 1


def _drop(connection: Connection, table: sa.Table, before: datetime) -> int:
    return int(connection.execute(sa.delete(table).where(table.c.at < before)).rowcount)


def _fade(connection: Connection, before: datetime, gap_s: float) -> int:
    """Drop what has faded, and fold again what its customers' other observations come to."""
    table = rows.observations
    whose = sa.select(table.c.customer).where(table.c.at < before, table.c.kind.in_(observing.FOLDED)).distinct()
    customers = list(connection.execute(whose).scalars())
    gone = _drop(connection, table, before)
    for customer in customers:
        presence = visits.find(connection, customer)
        if presence is not None:
            observing.refold(connection, presence, gap_s)
    return gone


def _forget_evidence(connection: Connection, before: datetime) -> None:
    """The words that an observation rests on are raw text: they go with the transcript, the number stays."""
    table = rows.observations
    old = (table.c.at < before, table.c.evidence != "")
    connection.execute(sa.update(table).where(*old).values(evidence=""))


def _drop_strangers(connection: Connection, before: datetime, log: AccessLog | None) -> int:
    """Anonymous visitors who have not come back, and allowed nothing to be kept, leave no row at all."""
    table, yes = rows.customers, rows.consents
    kept = sa.exists().where(yes.c.customer == table.c.id, yes.c.granted.is_(True))
    gone = sa.select(table.c.id).where(
        table.c.id.startswith(ANONYMOUS_PREFIX, autoescape=True), table.c.last_at < before, ~kept
    )
    strangers = list(connection.execute(gone.limit(10 * BATCH)).scalars())
    for start in range(0, len(strangers), BATCH):
        batch = strangers[start : start + BATCH]
        for holder in rows.HOLDING:
            connection.execute(sa.delete(holder).where(holder.c.customer.in_(batch)))
        connection.execute(sa.delete(table).where(table.c.id.in_(batch)))
        if log is not None:
            log.write(connection, SWEEP, "erased", *batch)
    return len(strangers)
