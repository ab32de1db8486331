"""Many writers on one customer, as real ones are: processes with threads, each with a pool of its own.

Every writer tells its messages one after the other; one in ten is at the same time told by another thread of the same
process as well, as a network does that repeats. ``at`` is the moment when a message is first told, so that messages
overtake each other on their way into the database. What the database turns away (SQLite "database is locked" after its
2 s, PostgreSQL's 2 s for a statement) is told again under the same id, at most ``TRIES`` times.

Beside it the naive code: read the profile, change it, write it back, each by itself and without a lock.
"""

from __future__ import annotations

import json
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from multiprocessing import get_context
from random import Random

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from benchmarks.people import CUES, a_turn, observed
from profiles import rows
from profiles.engines import open_engine, reading, writing
from profiles.learning import Tally, tallied
from profiles.store import ProfileStore

PROCESSES, THREADS = 8, 8
REPEATED = 0.1
TRIES = 100
CUSTOMER = "everybody"
NAIVE = sa.Table(
    "naive", sa.MetaData(), sa.Column("customer", sa.String(160), primary_key=True), sa.Column("profile", sa.Text)
)


@dataclass(frozen=True)
class Told:
    """A message that was told: when it was first told, how long this took (milliseconds), how often it was turned away.

    ``cpu_ms``: of the thread's own processor time.
    """

    message_id: str
    at: datetime
    ms: float
    cpu_ms: float
    again: int


def lasted_s(told: Sequence[Told]) -> float:
    """From the first message to the answer to the last, in seconds; starting the processes is not counted."""
    ends = (one.at + timedelta(milliseconds=one.ms) for one in told)
    return (max(ends) - min(one.at for one in told)).total_seconds()


def all_together(job: Callable[[str, int, int], list[Told]], url: str, each: int) -> list[Told]:
    """Let every process do its part of ``job``: (address, its number, how many messages a thread)."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(job, url, number, each) for number in range(PROCESSES)]
        return [told for part in parts for told in part.result()]


def tell(url: str, process: int, each: int) -> list[Told]:
    """One process: its threads record their messages, and now and then one of each other's."""
    engine = open_engine(url)
    store, echoes = ProfileStore(engine), deque[tuple[str, datetime]]()
    with ThreadPoolExecutor(THREADS) as threads:
        writers = [threads.submit(_write, store, process * THREADS + n, each, echoes) for n in range(THREADS)]
        told = [one for writer in writers for one in writer.result()]
    told += [_told(store, *echoes.popleft()) for _ in range(len(echoes))]
    engine.dispose()
    return told


def _write(store: ProfileStore, writer: int, each: int, echoes: deque[tuple[str, datetime]]) -> list[Told]:
    rng, told = Random(writer), []
    for number in range(each):
        message_id, at = f"w{writer:02}-{number:05}", datetime.now(timezone.utc)
        if rng.random() < REPEATED:
            echoes.append((message_id, at))
        told.append(_told(store, message_id, at))
        try:
            told.append(_told(store, *echoes.popleft()))
        except IndexError:  # nobody repeats anything just now
            continue
    return told


def _told(store: ProfileStore, message_id: str, at: datetime) -> Told:
    began, cpu = time.perf_counter(), time.thread_time()
    again = _patiently(lambda: say(store, message_id, at), Random())
    return Told(message_id, at, (time.perf_counter() - began) * 1000, (time.thread_time() - cpu) * 1000, again)


def say(store: ProfileStore, message_id: str, at: datetime) -> None:
    """Record one of the crowd's messages: the same id always says the same."""
    rng = Random(message_id)
    turn = a_turn(rng, CUSTOMER, message_id, at)
    store.record(turn, observations=observed(rng, turn))


def _patiently(work: Callable[[], None], rng: Random) -> int:
    """Try until it works; how often the database said no. Raises its error after ``TRIES``."""
    for again in range(TRIES):
        try:
            work()
        except (sa.exc.OperationalError, sa.exc.TimeoutError):
            if again == TRIES - 1:
                raise
            time.sleep(rng.uniform(0.01, 0.1))
        else:
            return again
    raise AssertionError("not reached")


def faults(engine: Engine, told: Sequence[Told]) -> tuple[int, int]:
    """(lost, doubled) messages: by the transcript, and by the lines of the log."""
    messages = {one.message_id for one in told}
    with reading(engine) as connection:
        turns = Counter(connection.execute(_ids(rows.turns)).scalars())
        lines = Counter(connection.execute(_ids(rows.observations)).scalars())
        counted = connection.execute(sa.select(rows.customers.c.turns).where(rows.customers.c.id == CUSTOMER)).scalar()
    lost = sum(1 for message in messages if turns[message] < 1 or lines[message] < len(CUES))
    doubled = sum(1 for message in turns.keys() | lines.keys() if turns[message] > 1 or lines[message] > len(CUES))
    return lost, doubled + max(0, (counted or 0) - len(messages))


def _ids(table: sa.Table) -> sa.sql.Select:
    return sa.select(table.c.message_id).where(table.c.customer == CUSTOMER)


def standing(engine: Engine) -> str:
    """The fold of the crowd's customer, as it is kept."""
    with reading(engine) as connection:
        query = sa.select(rows.folds.c.state).where(rows.folds.c.customer == CUSTOMER, rows.folds.c.number == 0)
        return str(connection.execute(query).scalar_one())


# ── the naive code ───────────────────────────────────────────────────────────────────────────────────────────────


def begin_naive(engine: Engine) -> None:
    """The naive table, with an empty profile."""
    with writing(engine) as connection:
        NAIVE.create(connection)
        connection.execute(
            sa.insert(NAIVE), {"customer": CUSTOMER, "profile": json.dumps({"messages": 0, "dials": {}})}
        )


def tell_naively(url: str, process: int, each: int) -> list[Told]:
    """One process of the naive code."""
    engine = open_engine(url)

    def write(writer: int) -> list[Told]:
        told = []
        for number in range(each):
            message_id, at = f"n{writer:02}-{number:05}", datetime.now(timezone.utc)
            again = _patiently(lambda: _read_change_write(engine, Random(message_id)), Random())  # noqa: B023
            told.append(Told(message_id, at, 0.0, 0.0, again))
        return told

    with ThreadPoolExecutor(THREADS) as threads:
        told = [one for part in threads.map(write, range(process * THREADS, (process + 1) * THREADS)) for one in part]
    engine.dispose()
    return told


def _read_change_write(engine: Engine, rng: Random) -> None:
    with reading(engine) as connection:
        profile = json.loads(connection.execute(sa.select(NAIVE.c.profile)).scalar_one())
    profile["messages"] += 1
    for name in CUES:
        after = tallied(Tally(*profile["dials"].get(name, (0.0, 0.0))), rng.random(), 1, 3.0)
        profile["dials"][name] = (after.weight, after.total)
    with writing(engine) as connection:
        connection.execute(sa.update(NAIVE).values(profile=json.dumps(profile)))


def naive_lost(engine: Engine, told: Sequence[Told]) -> float:
    """Share of the naive code's updates that somebody else wrote over, 0 … 1."""
    with reading(engine) as connection:
        profile = json.loads(connection.execute(sa.select(NAIVE.c.profile)).scalar_one())
    return 1 - float(profile["messages"]) / len(told)
