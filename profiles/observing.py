"""Keeping what was observed, and what it comes to, inside the caller's transaction.

A message costs the same on the first day and on the ten thousandth: its observations are added to the log, folded onto
the state that stands, and the state is written back. Only when an observation is late is the line folded again, from
the last state kept before it (see ``folding.worth_keeping``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from profiles import folding, rows
from profiles.consent import OBJECTION
from profiles.engines import upsert
from profiles.folding import Entry, Place, State
from profiles.holding import in_use, own, set_aside
from profiles.learning import DIALS, STATED_WEIGHT, checked, dial_of
from profiles.mapping import observation_row
from profiles.model import Observation
from profiles.visits import Presence

HEAD = 0
FOLDED = ("cue", "corrected", "forgotten")
SAID_AS = "\x1f"  # no id holds it
CORRECTION = "correction"  # the channel of what was put right
TICK = timedelta(microseconds=1)
_LOG, _FOLDS = rows.observations, rows.folds
_HEAD = sa.select(_FOLDS.c.state).where(_FOLDS.c.customer == sa.bindparam("key"), _FOLDS.c.number == HEAD)
_LINE = (
    _LOG.c.customer,
    _LOG.c.at,
    _LOG.c.channel,
    _LOG.c.message_id,
    _LOG.c.name,
    _LOG.c.value,
    _LOG.c.kind,
    _LOG.c.source,
)
_MOOD = (
    _LOG.c.customer == sa.bindparam("key"),
    _LOG.c.name.in_([name for name, dial in DIALS.items() if not dial.lasting]),
    _LOG.c.kind == "cue",
)
_FIRST_MOOD = sa.select(sa.func.min(_LOG.c.at, type_=rows.Utc)).where(*_MOOD)
_DROP_MOODS = sa.delete(_LOG).where(*_MOOD)
_OBJECTED = sa.select(rows.facts.c.value).where(
    rows.facts.c.customer.in_(sa.bindparam("keys", expanding=True)),
    rows.facts.c.name == OBJECTION,
    rows.facts.c.recipient == "",
    rows.facts.c.value == "yes",
    in_use(rows.facts),
)


def objected(connection: Connection, presence: Presence) -> bool:
    """Has the customer said "don't personalise"?"""
    return connection.execute(_OBJECTED, {"keys": list(presence.members)}).first() is not None


def learn(
    connection: Connection,
    presence: Presence,
    observations: Sequence[Observation],
    gap_s: float,
    recipient: str | None = None,
) -> None:
    """Keep a message's observations, and fold them in. What may be used of it, and how long it stays, consent decides.

    With a ``recipient`` (they shop for somebody else) taste is filed under that person and teaches nothing about the
    customer; how they talk is still theirs. After "don't personalise" nothing is kept. A cue said twice in one message
    counts as it was said first.
    """
    once = {o.name: replace(o, value=checked(o.name, o.value)) for o in reversed(observations)}
    if not once or objected(connection, presence):
        return
    filed = {name: recipient if recipient and dial_of(name).taste else "" for name in once}
    connection.execute(upsert(connection, _LOG), [observation_row(o, filed[o.name] or "") for o in once.values()])
    fold_in(connection, presence, [_entry_of(presence, o) for o in once.values() if not filed[o.name]], gap_s)


def put_right(
    connection: Connection, presence: Presence, name: str, value: float | None, at: datetime, gap_s: float
) -> None:
    """What the customer says of a dial outranks what was and will be detected; None forgets it and its evidence.

    It stands behind all that was observed under this id so far, even if the clock was set back.
    """
    mine = (_LOG.c.customer == presence.id, own(_LOG), _LOG.c.recipient == "", _LOG.c.kind.in_(FOLDED))
    last = connection.execute(sa.select(sa.func.max(_LOG.c.at, type_=rows.Utc)).where(*mine)).scalar()
    when = rows.as_utc("at", at) if last is None else max(rows.as_utc("at", at), last + TICK)
    if value is None:
        connection.execute(sa.delete(_LOG).where(_LOG.c.customer == presence.id, _LOG.c.name == name))
        set_aside(connection, _LOG, presence, when, _LOG.c.name == name)
    kind: folding.Kind = "forgotten" if value is None else "corrected"
    row: dict[str, object] = {"customer": presence.id, "channel": CORRECTION, "message_id": when.isoformat()}
    row |= {
        "name": name,
        "recipient": "",
        "at": when,
        "kind": kind,
        "value": value,
        "words": None,
        "evidence": "",
        "spans": [],
    }
    connection.execute(sa.insert(_LOG), row | {"source": "stated", "detector": ""})
    refold(connection, presence, gap_s)


def end_visit(connection: Connection, presence: Presence, gap_s: float) -> None:
    """Moods belong to the visit: of one that ends nothing of them stays."""
    first = connection.execute(_FIRST_MOOD, {"key": presence.id}).scalar()
    if first is not None:
        connection.execute(_DROP_MOODS, {"key": presence.id})
        _fold_from(connection, presence, Place(first, "", "", ""), gap_s)


def fold_in(connection: Connection, presence: Presence, entries: Sequence[Entry], gap_s: float) -> None:
    """Fold new entries (already in the log) onto the state that stands; late ones from the last state before them."""
    if not entries:
        return
    standing = connection.execute(_HEAD, {"key": presence.person}).scalar()
    state = None if standing is None else folding.read(standing)
    first = min(entry.place for entry in entries)
    if state is None or (state.last is not None and first < state.last):
        _fold_from(connection, presence, first, gap_s)
        return
    _write(connection, presence, state, entries, gap_s)


def refold(connection: Connection, presence: Presence, gap_s: float) -> bool:
    """Fold everything anew from the log; True when what stood was the same to the byte."""
    before = connection.execute(_HEAD, {"key": presence.person}).scalar()
    connection.execute(sa.delete(_FOLDS).where(_FOLDS.c.customer == presence.person))
    _write(connection, presence, State(), _log(connection, presence), gap_s)
    return bool(before == connection.execute(_HEAD, {"key": presence.person}).scalar())


def head(connection: Connection, presence: Presence, gap_s: float) -> State:
    """What a customer's observations come to now. Where no state of this version stands it is folded, not written."""
    standing = connection.execute(_HEAD, {"key": presence.person}).scalar()
    state = None if standing is None else folding.read(standing)
    return folding.fold(_log(connection, presence), gap_s) if state is None else state


def _fold_from(connection: Connection, presence: Presence, place: Place, gap_s: float) -> None:
    """Fold again from the last kept state but one before ``place``; those after it are no longer true.

    Not from the last: whether that one is to be kept depends on what follows it, which may now be the late one.
    """
    mine = _FOLDS.c.customer == presence.person
    earlier = sa.select(_FOLDS.c.number, _FOLDS.c.state).where(
        mine, _FOLDS.c.number != HEAD, _FOLDS.c.last_at <= place.at
    )
    before: list[tuple[int, State]] = []
    for row in connection.execute(earlier.order_by(_FOLDS.c.number.desc())):
        state = folding.read(row.state)
        if state and state.last and state.last < place:
            before.append((row.number, state))
        if len(before) == 2:
            break
    number, start = before[1] if len(before) == 2 else (HEAD, State())
    connection.execute(sa.delete(_FOLDS).where(mine, sa.or_(_FOLDS.c.number == HEAD, _FOLDS.c.number > number)))
    entries = [e for e in _log(connection, presence, start.last) if start.last is None or e.place > start.last]
    _write(connection, presence, start, entries, gap_s)


def _write(connection: Connection, presence: Presence, state: State, entries: Iterable[Entry], gap_s: float) -> None:
    """Take ``entries`` into ``state`` and write it, keeping states on the way."""
    kept: dict[int, dict[str, object]] = {}
    outlived = []
    for entry in sorted(entries, key=lambda e: e.place):
        if folding.worth_keeping(state, entry, gap_s):
            folding.keep(state)
            kept[state.keeps] = _fold_row(presence, state.keeps, state)
            gone = folding.outlived(state.keeps)
            if kept.pop(gone, None) is None and gone > HEAD:
                outlived.append(gone)
        folding.step(state, entry, gap_s)
    if state.last is None:
        return
    if outlived:
        mine = _FOLDS.c.customer == presence.person
        connection.execute(sa.delete(_FOLDS).where(mine, _FOLDS.c.number.in_(outlived)))
    standing = [*kept.values(), _fold_row(presence, HEAD, state)]
    connection.execute(upsert(connection, _FOLDS, "last_at", "state"), standing)


def _fold_row(presence: Presence, number: int, state: State) -> dict[str, object]:
    last_at = state.last.at if state.last else presence.first_at
    return {"customer": presence.person, "number": number, "last_at": last_at, "state": folding.spelled(state)}


def _log(connection: Connection, presence: Presence, after: Place | None = None) -> list[Entry]:
    """The entries of the log that teach something about the customer, in no order; those before ``after.at`` left out."""
    query = sa.select(*_LINE).where(
        _LOG.c.customer.in_(presence.members), _LOG.c.recipient == "", _LOG.c.kind.in_(FOLDED), in_use(_LOG)
    )
    if after is not None:
        query = query.where(_LOG.c.at >= after.at)
    return [_entry(presence, *row) for row in connection.execute(query).all()]


def _entry(
    presence: Presence,
    customer: str,
    at: datetime,
    channel: str,
    message_id: str,
    name: str,
    value: float | None,
    kind: folding.Kind,
    source: str,
) -> Entry:
    weight = STATED_WEIGHT if source == "stated" else 1.0
    message = _message(presence, customer, message_id)
    return Entry(Place(at, channel, message, name), value or 0.0, kind, weight)


def _entry_of(presence: Presence, o: Observation) -> Entry:
    weight = STATED_WEIGHT if o.source == "stated" else 1.0
    message = _message(presence, o.customer, o.message_id)
    return Entry(Place(rows.as_utc("at", o.at), o.channel, message, o.name), o.value, "cue", weight)


def _message(presence: Presence, customer: str, message_id: str) -> str:
    """A message as the fold knows it. Ids are unique for each customer: of a person with several, say whose it is."""
    return message_id if presence.alone else f"{customer}{SAID_AS}{message_id}"
