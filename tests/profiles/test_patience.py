"""Little patience: nobody waits long for the profiles, nobody waits again right after, and what was given up is not written."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
import sqlalchemy as sa
from remembering import NOON, a_turn, rows_of

from profiles import rows
from profiles.engines import reading
from profiles.entry import Entry
from profiles.patience import PAUSE_MOST_S, THREADS, Breaker, Guard, MemoryAway, is_outage

HANG_S = 30  # bounds for hangs only


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guard(sqlite_engine, clock):
    return Guard(sqlite_engine, patience_s=0.1, monotonic=clock)


def down() -> None:
    raise sa.exc.OperationalError("SELECT 1", {}, Exception("down"))


def hanging(until: threading.Event):
    return lambda: until.wait(HANG_S)


# --- the breaker ---


def test_the_pauses_double_to_fifteen_seconds() -> None:
    """1, 2, 4, 8, 15, 15 seconds; within a pause nobody may ask, after it one may."""
    breaker, now_s, pauses = Breaker(), 0.0, []
    assert breaker.may_try(now_s)
    breaker.failed(now_s, was_try=False)
    for _ in range(6):
        pauses.append(breaker.until_s - now_s)
        assert not breaker.may_try(breaker.until_s - 0.001)
        now_s = breaker.until_s
        assert breaker.may_try(now_s)
        assert not breaker.may_try(now_s), "only one"
        breaker.failed(now_s, was_try=True)
    assert pauses == [1, 2, 4, 8, PAUSE_MOST_S, PAUSE_MOST_S]


def test_what_was_under_way_counts_once() -> None:
    """Ten questions that fail together are one failure; after one that works everybody may ask."""
    breaker = Breaker()
    for _ in range(10):
        breaker.failed(0.0, was_try=False)
    assert breaker.until_s == 1.0
    breaker.worked()
    assert all(breaker.may_try(0.0) for _ in range(3))
    breaker.failed(5.0, was_try=False)
    assert breaker.until_s == 6.0


# --- the guard ---


def test_a_failure_is_paid_once(guard, clock) -> None:
    """After a failure the next questions are not even put, until the pause is over; then one finds it back."""
    asked: list[int] = []

    def count() -> int:
        asked.append(1)
        return len(asked)

    with pytest.raises(MemoryAway):
        guard.ask(down)
    assert guard.away
    for _ in range(5):
        with pytest.raises(MemoryAway):
            guard.ask(count)
    assert asked == []
    clock.now_s += 1.0
    assert guard.ask(count) == 1
    assert not guard.away
    assert guard.ask(count) == 2


def test_a_refusal_is_no_outage(guard) -> None:
    """A value that cannot be kept comes through as it is, and everybody is served on."""

    def refuse() -> None:
        raise ValueError("name must be short")

    with pytest.raises(ValueError, match="short"):
        guard.ask(refuse)
    assert guard.ask(lambda: 1) == 1
    assert not is_outage(sa.exc.IntegrityError("INSERT", {}, Exception()))
    assert is_outage(sa.exc.OperationalError("INSERT", {}, Exception()))
    assert is_outage(sa.exc.TimeoutError())


@pytest.mark.parametrize("loop", [False, True])
def test_a_hanging_statement_is_given_up(guard, clock, loop) -> None:
    """Nobody waits for it, also not in an event loop; however many hang, no more threads than there are."""
    until = threading.Event()
    before = threading.active_count()
    try:
        for _ in range(3 * THREADS):
            with pytest.raises(MemoryAway):
                asyncio.run(guard.ask_async(hanging(until))) if loop else guard.ask(hanging(until))
            clock.now_s += PAUSE_MOST_S
        assert threading.active_count() <= before + THREADS
    finally:
        until.set()
    deadline = time.monotonic() + HANG_S
    while time.monotonic() < deadline:
        clock.now_s += PAUSE_MOST_S
        try:
            assert guard.ask(lambda: 1, HANG_S) == 1
            return
        except MemoryAway:
            time.sleep(0.01)
    raise AssertionError("it never came back")


def test_what_was_given_up_is_not_written(sqlite_engine, sqlite_store, clock) -> None:
    """A statement that was stuck and comes through later writes nothing: after an erasure it would bring somebody back."""
    guard = Guard(sqlite_engine, patience_s=0.1, monotonic=clock)
    raw = sqlite_engine.raw_connection()
    raw.execute("BEGIN IMMEDIATE")
    ended = threading.Event()

    def stuck() -> None:
        try:
            Entry(a_turn()).record_in(sqlite_store)
        finally:
            ended.set()

    with pytest.raises(MemoryAway):
        guard.ask(stuck)
    raw.execute("ROLLBACK")
    raw.close()
    assert ended.wait(HANG_S)
    assert rows_of(sqlite_engine, rows.turns) == []
    with reading(sqlite_engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(rows.customers)).scalar() == 0
    clock.now_s += 1
    assert guard.ask(lambda: Entry(a_turn(at=NOON)).record_in(sqlite_store), HANG_S)
    assert len(rows_of(sqlite_engine, rows.turns)) == 1
