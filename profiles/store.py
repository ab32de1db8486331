"""The profile store: one read transaction before a turn, one write transaction after it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import closing, consent_log, data_subject, listing, observing, outcomes, rows, visits
from profiles import facts as stated_facts
from profiles import handover as handovers
from profiles.access_log import AccessLog
from profiles.checks import check_turn
from profiles.consent import allows, decided, may_learn_profile, objects
from profiles.corrections import correct as put_right
from profiles.engines import reading, writing
from profiles.identity import check_customer, is_anonymous
from profiles.mapping import turn_of, turn_row
from profiles.model import IN_CHAT, ON_PAGE, Actor, Consent, Customer, Fact, Observation, Turn, Visit
from profiles.recall import believed, told_lately, usable_facts
from profiles.told import check_marks
from profiles.visits import Presence

_TURN = sa.select(rows.turns).where(
    rows.turns.c.customer == sa.bindparam("key"), rows.turns.c.message_id == sa.bindparam("message")
)
_LAST_TURN = (
    sa.select(rows.turns)
    .where(
        rows.turns.c.customer == sa.bindparam("key"),
        rows.turns.c.visit == sa.bindparam("visit"),
        rows.turns.c.message_id.is_not(None),
    )
    .order_by(rows.turns.c.seq.desc())
    .limit(1)
)


class IdReused(ValueError):
    """A message's id was used before, for another message: which of them is meant cannot be known."""


class ProfileStore:
    """The remembered customers in one database. Safe to share between threads and processes."""

    def __init__(
        self,
        engine: Engine,
        *,
        visit_gap_s: int = 14_400,
        transcript_days: int = 30,
        log: AccessLog | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """``visit_gap_s``:

        A silence that long ends a visit. ``transcript_days``: how long texts stay, for ``retention``. ``log``: under
        which key acts are written down; without it under one that nobody has, so that nobody can be looked up.
        ``clock``: the shop's; with it a turn from the future is refused, since it would hold back all that follows.
        """
        self._engine, self._clock = engine, clock
        self.log = log or AccessLog(secrets.token_bytes(32))
        self.visit_gap_s = visit_gap_s
        self.transcript_days = transcript_days

    @property
    def engine(self) -> Engine:
        """The database, for inbox, transcript, hand-over and the data subject's rights."""
        return self._engine

    def load(self, customer: str, at: datetime) -> Customer:
        """What we know of a customer at ``at``, filtered by consent; somebody unknown is new, and is not written.

        When the silence has lasted, this is the start of a new visit: 0 turns, nothing of the visit before that may
        not be kept.
        """
        check_customer(customer)
        at = rows.as_utc("at", at)
        with reading(self._engine) as connection:
            presence = visits.find(connection, customer)
            if presence is None:
                return Customer(customer, is_anonymous(customer), Visit(1, at, 0))
            return self._assemble(connection, presence, at)

    def _assemble(self, connection: Connection, presence: Presence, at: datetime) -> Customer:
        granted = visits.read_consents(connection, presence)
        over = presence.over(at, self.visit_gap_s)
        visit = None if over else presence.visit
        known = usable_facts(stated_facts.stated(connection, presence), presence, over, granted)
        objected = any(objects(fact) for fact in known)
        lasting = may_learn_profile(granted, objected)
        state = observing.head(connection, presence, self.visit_gap_s)
        session, profile = believed(state, presence, over, at, lasting)
        last = None
        if visit is not None and presence.visit_turns:
            last = connection.execute(_LAST_TURN, {"key": presence.id, "visit": visit}).first()
        return Customer(
            id=presence.id,
            anonymous=is_anonymous(presence.id),
            visit=visits.seen(presence, at, self.visit_gap_s, granted),
            lang=presence.spoken() if allows(granted, "remember") else presence.lang if visit is not None else None,
            consents=granted,
            facts=known,
            session=session,
            profile=profile,
            last_turn=None if last is None else turn_of(last),
            others=tuple(sibling.id for sibling in presence.siblings),
            told=told_lately(presence, over, allows(granted, "remember") and not objected),
        )

    def recorded(self, customer: str, message_id: str) -> Turn | None:
        """The turn that answered this message, if it was recorded."""
        with reading(self._engine) as connection:
            return _recorded(connection, customer, message_id)

    def record(
        self,
        turn: Turn,
        *,
        observations: Sequence[Observation] = (),
        facts: Sequence[Fact] = (),
        consents: Sequence[Consent] = (),
        drop_facts: Sequence[str] = (),
        drop_about: Sequence[tuple[str, str]] = (),
        corrections: Sequence[tuple[str, float | None]] = (),
        erase: bool = False,
        outcome: str | None = None,
        handover: str | None = None,
        recipient: str | None = None,
        told: Sequence[str] = (),
    ) -> Turn:
        """Write a turn and all that follows from it in one transaction, once a (customer, message id).

        A message that was recorded before changes nothing, and the turn of then is returned; IdReused where it said
        something else. ``consents`` take effect first, then ``drop_facts``, ``drop_about`` (recipient, name of a fact;
        "" all), ``facts``, ``observations``, ``corrections`` (dial, value; None forgets it). ``erase`` asks for erasure
        (see data_subject). ``handover`` asks for a person: it is what the customer wants them to know, "" for nothing.
        ``recipient``: they are shopping for somebody else; remarks of taste are then filed under that person (facts carry a
        recipient of their own). ``told``: marks of what was said, so that it is not said again soon (``profiles.told``).

        Raises ValueError, naming argument and value, before anything is written.
        """
        at = rows.as_utc("turn.at", turn.at)
        check_turn(turn, observations, facts, consents, recipient, self._clock() if self._clock else None)
        check_marks(told)
        with writing(self._engine) as connection:
            presence = visits.lock(connection, turn.customer, at)
            before = _recorded(connection, turn.customer, turn.message_id)
            if before is not None:
                return _same(before, turn)
            presence = _counted(closing.current(connection, presence, at, self.visit_gap_s), turn, at, told)
            connection.execute(sa.insert(rows.turns), turn_row(turn, presence.seq, presence.visit))
            visits.save(connection, presence)
            consent_log.put_consents(connection, presence, consents)
            for name in drop_facts:
                if stated_facts.drop_fact(connection, presence, name, at, turn.message_id):
                    self.log.write(connection, IN_CHAT, "changed", turn.customer, about=name)
            for who, name in drop_about:
                stated_facts.drop_about(connection, presence, who, at, name, turn.message_id)
            for fact in facts:
                stated_facts.put_fact(connection, presence, fact, turn.channel)
            observing.learn(connection, presence, observations, self.visit_gap_s, recipient)
            for name, value in corrections:
                put_right(connection, presence, name, value, at, self.visit_gap_s)
            outcomes.of_turn(connection, turn, presence.visit, outcome, visits.read_consents(connection, presence))
            if handover is not None:
                handovers.ask_within(connection, turn.customer, at, handover)
            if erase:
                data_subject.request_within(connection, turn.customer, at)
        return turn

    def set_consent(
        self, customer: str, purpose: str, granted: bool, at: datetime, how: str, by: Actor = ON_PAGE
    ) -> None:
        """A yes or no given outside a message (the page of one's own data, the demo loader, the command line)."""
        with self._entered(customer, at) as (connection, presence):
            consent_log.put_consents(connection, presence, [Consent(purpose, granted, at, how)])
            self.log.write(connection, by, "consent", customer, about=purpose)

    def set_fact(self, customer: str, fact: Fact) -> None:
        """Keep a stated fact, as ``record`` does."""
        with self._entered(customer, fact.at) as (connection, presence):
            stated_facts.put_fact(connection, presence, fact)

    def introduce(
        self,
        customer: str,
        *,
        name: str | None = None,
        lang: str | None = None,
        consents: Sequence[str] = (),
        at: datetime,
        how: str = "token",
    ) -> None:
        """What a signed token tells. Writes only what is new, so it may be called at every request.

        A consent counts only for a purpose that the customer has never decided here: a no given here outranks the
        token. The name is a fact like any other: it stays for the visit, and longer with consent to remember.
        """
        known = self.load(customer, at)
        given = [Consent(p, True, at, how) for p in consents if not decided(known.consents, p)]
        if not given and lang in (None, known.lang) and name in (None, known.fact("name")):
            return
        with self._entered(customer, at) as (connection, presence):
            if lang is not None:
                visits.save(connection, replace(presence, lang=lang))
            consent_log.put_consents(connection, presence, given)
            if name is not None and name != known.fact("name"):
                stated_facts.put_fact(connection, presence, Fact("name", name, at))

    def correct(
        self,
        customer: str,
        name: str,
        value: float | str | None,
        at: datetime,
        recipient: str | None = None,
        by: Actor = ON_PAGE,
    ) -> None:
        """The customer puts a fact or an estimate right; it outranks whatever is detected. None forgets it.

        ``recipient``: the fact is about somebody else. Raises ValueError for a name we keep nothing under, or a value
        that it cannot have.
        """
        with self._entered(customer, at) as (connection, presence):
            put_right(connection, presence, name, value, at, self.visit_gap_s, recipient)
            self.log.write(connection, by, "changed", customer, about=name)

    def rebuild(self, customer: str) -> bool:
        """Fold a customer's observations anew; True when what stood was the same to the byte.

        Nothing happens for somebody unknown, who is as they were.
        """
        check_customer(customer)
        with writing(self._engine) as connection:
            if visits.find(connection, customer) is None:
                return True
            presence = visits.lock(connection, customer, data_subject.EPOCH)
            return observing.refold(connection, presence, self.visit_gap_s)

    def customers(self, limit: int = 100) -> list[listing.Summary]:
        """The customers seen last, newest first, for staff."""
        return listing.latest(self._engine, limit)

    @contextmanager
    def _entered(self, customer: str, at: datetime) -> Iterator[tuple[Connection, Presence]]:
        check_customer(customer)
        at = rows.as_utc("at", at)
        with writing(self._engine) as connection:
            yield connection, closing.enter(connection, customer, at, self.visit_gap_s)


def _recorded(connection: Connection, customer: str, message_id: str) -> Turn | None:
    row = connection.execute(_TURN, {"key": customer, "message": message_id}).first()
    return None if row is None else turn_of(row)


def _same(before: Turn, again: Turn) -> Turn:
    if (before.kind, before.said) != (again.kind, rows.clean(again.said)):
        raise IdReused(f"turn.message_id {again.message_id!r} was used for another message")
    return before


def _counted(presence: Presence, turn: Turn, at: datetime, told: Sequence[str]) -> Presence:
    return replace(
        presence,
        lang=turn.lang,
        last_at=max(presence.last_at, at),
        seq=presence.seq + 1,
        turns=presence.turns + 1,
        visit_turns=presence.visit_turns + 1,
        told=presence.told.and_now(told),
    )
