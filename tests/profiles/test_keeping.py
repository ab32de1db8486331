"""While the profiles' database fails in each of its ways: the turn goes on at once, and afterwards everything is there once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from remembering import MINUTE, NOON, a_turn, allow, heard, rows_of

from benchmarks.outages import POSTGRES, SQLITE
from profiles import data_subject, handover, rows
from profiles.entry import Entry
from profiles.keeping import Keeping
from profiles.model import ON_PAGE, Consent, Fact
from profiles.outbox import Outbox, OutboxFull
from profiles.patience import Guard
from profiles.store import ProfileStore

HANG_S = 30  # a bound for hangs, no claim about speed
FAULTS = [("sqlite", name) for name in SQLITE] + [("postgresql", name) for name in POSTGRES]
LATER = NOON + 60 * MINUTE


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keeping(store, tmp_path, clock) -> Keeping:
    return Keeping(store, Outbox(tmp_path / "outbox"), Guard(store.engine, HANG_S, monotonic=clock))


@pytest.fixture
def small(sqlite_store, tmp_path, clock) -> Keeping:
    return Keeping(sqlite_store, Outbox(tmp_path / "outbox"), Guard(sqlite_store.engine, HANG_S, monotonic=clock))


@contextmanager
def impatient(keeping: Keeping) -> Iterator[None]:
    """Only while a fault is there: a busy machine must not make a healthy turn forget."""
    keeping.guard.patience_s = 0.15
    yield
    keeping.guard.patience_s = HANG_S


def said(customer: str, number: int, **more) -> Entry:
    turn = a_turn(customer, f"{customer}-{number}", NOON + number * MINUTE)
    return Entry(turn, tuple(heard(turn, formality=-0.5, verbosity=6.0)), **more)


def take(keeping: Keeping, entry: Entry) -> tuple[bool, bool]:
    """A whole turn, as ``take_turn`` has it: (was the memory away, does it wait)."""
    known = keeping.recall(entry.customer, entry.turn.message_id, entry.turn.at)
    if known.before is not None:
        return known.away, False
    return known.away, keeping.keep(entry, away=known.away)[1]


def deliver(keeping: Keeping, clock: Clock) -> None:
    """What the action server does every few seconds, until nothing waits."""
    until = time.monotonic() + HANG_S
    while len(keeping.outbox) and time.monotonic() < until:
        told = keeping.deliver()
        if told.error is not None:
            time.sleep(0.05)
    assert len(keeping.outbox) == 0
    clock.now_s += 60


@pytest.fixture(params=FAULTS, ids=lambda found: "-".join(found))
def fault(request, tmp_path) -> Iterator[tuple[ProfileStore, object]]:
    """(a store, its fault)."""
    database, name = request.param
    if database == "sqlite":
        yield request.getfixturevalue("sqlite_store"), SQLITE[name]
        return
    from profiles.engines import open_engine
    from profiles.migrate import upgrade

    url = request.getfixturevalue("new_postgres_url")()
    upgrade(url)
    engine = open_engine(url)
    yield ProfileStore(engine), POSTGRES[name]
    engine.dispose()


def test_everything_acknowledged_is_there_once(fault, tmp_path, clock) -> None:
    """Whatever fails: every turn is acknowledged, nothing from before is known, and after it all is recorded once, in order."""
    store, make = fault
    keeping = Keeping(store, Outbox(tmp_path / "outbox"), Guard(store.engine, HANG_S, monotonic=clock))
    allow(store, "anna")
    store.record(said("anna", 0).turn, facts=[Fact("milk", "oat", NOON)], consents=[])
    before, began = threading.active_count(), time.monotonic()
    with make(store.engine), impatient(keeping):
        for number in range(1, 9):
            for who in ("anna", "bruno"):
                entry = said(who, number, facts=(Fact("size", str(number), NOON + number * MINUTE),))
                _, waits = take(keeping, entry)
                assert waits, (who, number)
                known = keeping.recall(who, f"{who}-{number}", entry.turn.at)
                assert known.before == entry.turn, "answered before: not run twice"
                assert known.customer.fact("milk") is None
                assert not known.customer.consents
            clock.now_s += 20
        assert threading.active_count() - before <= 10
    assert time.monotonic() - began < 60, "it hung"
    deliver(keeping, clock)
    for who, first in (("anna", 0), ("bruno", 1)):
        assert [r.message_id for r in rows_of(store.engine, rows.turns, who)] == [f"{who}-{n}" for n in range(first, 9)]
        assert store.load(who, LATER).fact("size") == "8"
        assert store.load(who, LATER).visit.turns == 9 - first
    assert take(keeping, said("anna", 9)) == (False, False)
    assert store.load("anna", LATER).fact("milk") == "oat"


def test_late_or_in_time_the_same_profile(small, tmp_path, clock) -> None:
    """A conversation that went through the outbox leaves the customer as one that did not, consent in its middle included."""
    from profiles.engines import open_engine
    from profiles.migrate import upgrade

    url = f"sqlite:///{tmp_path / 'other.db'}"
    upgrade(url)
    straight = ProfileStore(open_engine(url))
    yes = tuple(Consent(p, True, NOON + 4 * MINUTE, "chip") for p in ("remember", "personalise"))
    entries = [said("anna", n, consents=yes if n == 4 else ()) for n in range(1, 8)]
    for entry in entries:
        entry.record_in(straight)
    with SQLITE["read-only"](small.store.engine):
        for entry in entries:
            take(small, entry)
    deliver(small, clock)
    for at in (LATER, NOON + 3000 * MINUTE):
        assert small.store.load("anna", at) == straight.load("anna", at)


def test_a_failure_is_paid_for_once(small, clock) -> None:
    """Locked: the first turn asks the database; the next ones do not, until the pause is over."""
    begun: list[int] = []
    import sqlalchemy as sa

    sa.event.listen(small.store.engine, "begin", lambda _: begun.append(1))
    with SQLITE["locked"](small.store.engine), impatient(small):
        assert take(small, said("anna", 1)) == (False, True)  # SQLite can be read meanwhile
        asked = len(begun)
        for number in range(2, 20):
            assert take(small, said("anna", number)) == (True, True)
        assert len(begun) == asked


def test_what_waits_goes_first(small, clock) -> None:
    """The database is back, nothing was delivered yet: a customer's next turn hands their own on first, in order."""
    with SQLITE["read-only"](small.store.engine):
        take(small, said("anna", 1, facts=(Fact("no_personalise", "yes", NOON),)))
        take(small, said("bruno", 1))
        take(small, said("anna", 2))
    clock.now_s += 60
    known = small.recall("anna", "anna-3", NOON + 3 * MINUTE)
    assert not known.away
    assert known.customer.fact("no_personalise") == "yes"
    assert known.customer.last_turn is not None
    assert known.customer.last_turn.message_id == "anna-2"
    assert len(small.outbox) == 1


def test_meanwhile_what_was_just_said_is_known(small) -> None:
    """Since the memory went: the last turn, what was stated (an allergy counts at once), how many turns; nothing older."""
    allow(small.store, "anna")
    small.store.set_fact("anna", Fact("name", "Anna", NOON))
    with SQLITE["down"](small.store.engine):
        first = small.recall("anna", "anna-1", NOON + MINUTE)
        assert (first.away, first.customer.visit.turns, first.customer.last_turn) == (True, 0, None)
        assert first.customer.facts == ()
        take(small, said("anna", 1, facts=(Fact("allergy", "nuts", NOON), Fact("size", "S", NOON))))
        take(small, said("anna", 2, drop_facts=("size",), facts=(Fact("size", "M", NOON, recipient="sister"),)))
        known = small.recall("anna", "anna-3", NOON + 3 * MINUTE).customer
        assert known.visit.turns == 2
        assert known.last_turn is not None
        assert known.last_turn.message_id == "anna-2"
        assert (known.fact("allergy"), known.fact("size"), known.fact("name")) == ("nuts", None, None)
        tomorrow = small.recall("anna", "anna-4", NOON + 3000 * MINUTE).customer
        assert (tomorrow.visit.turns, tomorrow.last_turn, tomorrow.facts) == (0, None, ())


def test_forget_me_is_obeyed_later(small, clock) -> None:
    """Asked for while the memory is away: from then on nothing of before is known, and it is written down and carried out."""
    allow(small.store, "anna")
    small.store.record(said("anna", 0).turn, facts=[Fact("milk", "oat", NOON)])
    with SQLITE["down"](small.store.engine):
        take(small, said("anna", 1, facts=(Fact("size", "S", NOON),)))
        take(small, replace(said("anna", 2), observations=(), erase=True))
        assert small.recall("anna", "anna-3", NOON + 3 * MINUTE).customer.facts == ()
    deliver(small, clock)
    assert data_subject.pending_erasures(small.store.engine) == ["anna"]
    assert small.store.load("anna", LATER).facts == ()
    held = small.holder(ON_PAGE)
    held.erase("anna")
    assert [name for name, kept in held.export("anna").items() if kept] == ["access_log"]


def test_erased_while_it_waits_nobody_comes_back(small, clock) -> None:
    """What waits of a customer who was erased is never recorded."""
    with SQLITE["down"](small.store.engine):
        take(small, said("anna", 1))
        take(small, said("bruno", 1))
    small.holder(ON_PAGE).erase("anna")
    deliver(small, clock)
    assert rows_of(small.store.engine, rows.turns, "anna") == []
    assert len(rows_of(small.store.engine, rows.turns, "bruno")) == 1


def test_a_person_is_asked_for_later(small, clock) -> None:
    """ "Let me talk to a person", said while the memory is away, reaches staff with its words."""
    with SQLITE["read-only"](small.store.engine):
        take(small, said("anna", 1, handover="please call me"))
    deliver(small, clock)
    (waiting,) = handover.waiting(small.store.engine)
    assert (waiting.customer, waiting.notes) == ("anna", ("please call me",))


def test_kept_nowhere_is_not_acknowledged(sqlite_store, tmp_path, clock) -> None:
    """Database down and outbox full: the turn fails, and is taken when it is tried again."""
    guard = Guard(sqlite_store.engine, HANG_S, monotonic=clock)
    keeping = Keeping(sqlite_store, Outbox(tmp_path / "outbox", most_entries=1), guard)
    with SQLITE["down"](sqlite_store.engine):
        take(keeping, said("anna", 1))
        with pytest.raises(OutboxFull):
            take(keeping, said("anna", 2))
    deliver(keeping, clock)
    assert take(keeping, said("anna", 2)) == (False, False)
    assert [r.message_id for r in rows_of(sqlite_store.engine, rows.turns)] == ["anna-1", "anna-2"]


def test_one_poisonous_entry_is_not_an_outage(small, clock) -> None:
    """A refused entry that waited is set aside; its customer and all others are served and remembered on."""
    with SQLITE["down"](small.store.engine):
        take(small, said("anna", 1, outcome="no such outcome"))
        take(small, said("anna", 2))
    clock.now_s += 60
    assert take(small, said("anna", 3)) == (False, False)
    assert [r.message_id for r in rows_of(small.store.engine, rows.turns)] == ["anna-2", "anna-3"]
    assert len(small.outbox.export("anna")["refused"]) == 1
