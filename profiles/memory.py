"""Writing down what was heard, stated and allowed, inside the caller's transaction.

Every function takes the customer's locked ``Presence``. Learning costs the same on the first message and on the ten
thousandth: a dial's decayed tally is read, folded and written back; observations are only ever added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.consent import OBJECTION, UNDECIDED, Consents, check_purpose, may_learn_profile
from profiles.engines import upsert
from profiles.learning import (
    SESSION_HALF_LIFE_TURNS,
    STATED_WEIGHT,
    Tally,
    checked,
    dial_of,
    tallied,
    with_visit,
)
from profiles.mapping import fact_of, fact_row, observation_row
from profiles.model import Consent, Fact, Observation
from profiles.visits import Presence, read_consents

MAX_VALUE, MAX_EVIDENCE, MAX_RECIPIENT = 500, 1000, 200
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
ESTIMATES = sa.select(rows.estimates).where(rows.estimates.c.customer == sa.bindparam("key"))
_OBJECTION = sa.select(rows.facts.c.value).where(
    rows.facts.c.customer == sa.bindparam("key"), rows.facts.c.name == OBJECTION, rows.facts.c.recipient == ""
)


@dataclass(frozen=True)
class _Held:
    """A tally as stored: at which moment and turn of the visit it stands; ``part`` is what that visit brought to it."""

    tally: Tally
    at: datetime
    turn: int
    part: Tally = field(default_factory=Tally)


def may_learn(connection: Connection, customer: str, granted: Consents) -> bool:
    """May what is observed now become part of the profile that outlives the visit?"""
    return may_learn_profile(granted, _objected(connection, customer))


def _objected(connection: Connection, customer: str) -> bool:
    return connection.execute(_OBJECTION, {"key": customer}).scalar() == "yes"


def learn(
    connection: Connection,
    presence: Presence,
    observations: Sequence[Observation],
    granted: Consents,
    recipient: str | None = None,
) -> None:
    """Fold a message's observations into the visit, and into the profile where that is allowed; keep them.

    With a ``recipient`` (they shop for somebody else) taste is filed under that person and teaches nothing about the
    customer; how they talk is still theirs. After "don't personalise" nothing is kept, and only the visit adapts.
    """
    once = {o.name: replace(o, value=checked(o.name, o.value)) for o in reversed(observations)}
    if not once:
        return
    objected = _objected(connection, presence.id)
    lasting = may_learn_profile(granted, objected)
    own = [o for o in once.values() if not (recipient and dial_of(o.name).taste)]
    fold(connection, presence, own, visit=True, profile=lasting)
    if not objected:
        kept = [
            observation_row(o, presence.visit, recipient if recipient and dial_of(o.name).taste else None, lasting)
            for o in once.values()
        ]
        connection.execute(upsert(connection, rows.observations), kept)


def settle(connection: Connection, presence: Presence, granted: Consents) -> None:
    """A yes was given in the middle of a visit: what was observed in this visit becomes part of the profile, once."""
    if not may_learn(connection, presence.id, granted):
        return
    table = rows.observations
    waiting = (table.c.customer == presence.id, table.c.visit == presence.visit, table.c.folded.is_(False))
    query = sa.select(table).where(*waiting, table.c.recipient.is_(None)).order_by(table.c.at)
    found = connection.execute(query).all()
    fields = ("customer", "channel", "message_id", "at", "name", "value", "evidence", "source", "detector")
    observations = [Observation(**{field: getattr(row, field) for field in fields}) for row in found]
    fold(connection, presence, observations, visit=False, profile=True, turns=_turns(connection, presence))
    connection.execute(sa.update(table).where(*waiting).values(folded=True))


def _turns(connection: Connection, presence: Presence) -> dict[str, int]:
    """The turn of each message of the visit in progress, by its id."""
    table = rows.turns
    query = sa.select(table.c.message_id, table.c.seq).where(
        table.c.customer == presence.id, table.c.visit == presence.visit, table.c.message_id.is_not(None)
    )
    return {row.message_id: presence.visit_turns - (presence.seq - row.seq) for row in connection.execute(query)}


def fold(
    connection: Connection,
    presence: Presence,
    observations: Iterable[Observation],
    *,
    visit: bool,
    profile: bool,
    turns: Mapping[str, int] | None = None,
) -> None:
    """Add observations to the stored tallies of the visit, the profile, or both.

    ``turns``: the turn of each message id, where it is not the visit's latest.
    """
    held = {
        (row.scope, row.name): _held(row, presence)
        for row in connection.execute(ESTIMATES, {"key": presence.id})
        if row.scope == "profile" or row.visit == presence.visit
    }
    touched: dict[tuple[str, str], _Held] = {}
    for o in observations:
        if visit:
            touched["visit", o.name] = held["visit", o.name] = _in_visit(held.get(("visit", o.name)), o, presence)
        if profile and dial_of(o.name).lasting:
            turn = (turns or {}).get(o.message_id, presence.visit_turns)
            touched["profile", o.name] = held["profile", o.name] = _in_profile(held.get(("profile", o.name)), o, turn)
    if touched:
        new = [_estimate_row(presence, scope, name, after) for (scope, name), after in touched.items()]
        changed = ("weight", "total", "at", "turn", "visit", "visit_weight", "visit_total")
        connection.execute(upsert(connection, rows.estimates, *changed), new)


def _held(row: Row, presence: Presence) -> _Held:
    part = Tally(row.visit_weight, row.visit_total) if row.visit == presence.visit else Tally()
    return _Held(Tally(row.weight, row.total), row.at, row.turn, part)


def _in_visit(before: _Held | None, o: Observation, presence: Presence) -> _Held:
    turn = presence.visit_turns
    elapsed = turn - before.turn if before else 0
    tally = tallied(before.tally if before else Tally(), o.value, elapsed, SESSION_HALF_LIFE_TURNS, _weight(o))
    return _Held(tally, o.at, turn)


def _in_profile(before: _Held | None, o: Observation, turn: int) -> _Held:
    """The visit in progress counts as what its own clock leaves of it: however long, it is one visit."""
    if before is None:
        new = Tally(_weight(o), _weight(o) * o.value)
        return _Held(new, o.at, turn, new)
    days = max((o.at - before.at).total_seconds() / 86_400, 0.0)
    latest = max(turn, before.turn) if before.part.weight else turn  # turns are counted within one visit
    turns = turn - before.turn if before.part.weight else 0
    tally, part = with_visit(before.tally, before.part, o.value, days, turns, _weight(o))
    return _Held(tally, max(o.at, before.at), latest, part)


def _weight(o: Observation) -> float:
    return STATED_WEIGHT if o.source == "stated" else 1.0


def _estimate_row(presence: Presence, scope: str, name: str, held: _Held) -> dict[str, object]:
    key = {"customer": presence.id, "scope": scope, "name": name}
    tally = {"weight": held.tally.weight, "total": held.tally.total}
    tally |= {"visit_weight": held.part.weight, "visit_total": held.part.total}
    return {**key, **tally, "at": held.at, "turn": held.turn, "visit": presence.visit}


def put_fact(connection: Connection, presence: Presence, fact: Fact) -> None:
    """Keep a stated fact (for the visit; longer with consent). The later statement wins, whenever it arrives.

    Raises ValueError, naming argument and value, for a name, value or recipient that cannot be one.
    """
    _check_fact(fact)
    table = rows.facts
    key = (table.c.customer == presence.id, table.c.name == fact.name, table.c.recipient == (fact.recipient or ""))
    known = connection.execute(sa.select(table).where(*key)).first()
    if known is not None and fact_of(known).at > fact.at:
        return
    row = fact_row(presence.id, replace(fact, evidence=fact.evidence[:MAX_EVIDENCE]), presence.visit)
    connection.execute(upsert(connection, table, "value", "at", "message_id", "evidence", "visit"), row)


def _check_fact(fact: Fact) -> None:
    if not _NAME.fullmatch(fact.name):
        raise ValueError(f"fact name must be a short lower-case word, got {fact.name[:80]!r}")
    if not 1 <= len(fact.value) <= MAX_VALUE:
        raise ValueError(f"fact {fact.name} must have 1 to {MAX_VALUE} characters, got {len(fact.value)}")
    if fact.recipient is not None and len(fact.recipient) > MAX_RECIPIENT:
        raise ValueError(f"recipient must have at most {MAX_RECIPIENT} characters, got {len(fact.recipient)}")


def drop_fact(connection: Connection, customer: str, name: str) -> None:
    """Forget a fact about the customer themselves."""
    table = rows.facts
    connection.execute(
        sa.delete(table).where(table.c.customer == customer, table.c.name == name, table.c.recipient == "")
    )


def put_consents(connection: Connection, presence: Presence, given: Sequence[Consent]) -> dict[str, Consent]:
    """Write down yes, no, and that we asked; returns what stands now. All are logged, so that a yes can be proved.

    Asking never changes what was decided. A no always stands; a yes that is older than a no does not undo it.
    """
    for consent in given:
        check_purpose(consent.purpose)
        if not 1 <= len(consent.how) <= 64:
            raise ValueError(f"how must have 1 to 64 characters, got {consent.how[:80]!r}")
        log = {"purpose": consent.purpose, "granted": consent.granted, "at": consent.at, "how": consent.how}
        connection.execute(sa.insert(rows.consent_log), {"customer": presence.id, **log})
        _put_consent(connection, presence.id, consent)
    granted = read_consents(connection, presence.id)
    if given:
        settle(connection, presence, granted)
    return granted


def _put_consent(connection: Connection, customer: str, consent: Consent) -> None:
    table = rows.consents
    key = (table.c.customer == customer, table.c.purpose == consent.purpose)
    old = connection.execute(sa.select(table).where(*key)).first()
    asked = consent.how in UNDECIDED
    if (
        old is not None
        and old.granted is not None
        and (asked or (consent.granted and not old.granted and old.at > consent.at))
    ):
        return
    offers = (old.offers if old else 0) + (1 if consent.how.startswith("offered") else 0)
    how = ("offered again" if offers > 1 else consent.how) if asked else consent.how
    values = {"granted": None if asked else consent.granted, "at": consent.at, "how": how, "offers": offers}
    row = {"customer": customer, "purpose": consent.purpose, **values}
    connection.execute(upsert(connection, table, "granted", "at", "how", "offers"), row)
