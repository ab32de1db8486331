"""The timed exams of ``make bench-profiles``: read, write, rebuild; each gives latencies in milliseconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread

from benchmarks.people import MESSAGE_S, NOW, speak
from profiles.engines import move_log
from profiles.retention import end_visit, sweep
from profiles.store import ProfileStore
from running.sweeping import MOVE_LOG_EVERY_S

SOON = NOW + timedelta(minutes=1)  # the visit is in progress
LATER = NOW + timedelta(days=3)
FACT_EVERY = 10
MESSAGES_A_VISIT = 3
WARM_UP = 300


@dataclass(frozen=True)
class Took:
    """What one call took, in milliseconds: ``ms`` on the clock, ``cpu_ms`` of this process's processor time."""

    ms: float
    cpu_ms: float


def timed(work: Callable[[], object]) -> Took:
    """Do it once."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return Took((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000)


def reads(stores: Sequence[ProfileStore], customers: Sequence[Sequence[str]]) -> list[list[Took]]:
    """Load customers in a visit, of each store in turn, so that what disturbs the machine disturbs all alike."""
    for store, ids in zip(stores, customers, strict=True):
        for customer in ids[:WARM_UP]:
            store.load(customer, SOON)
    latencies: list[list[Took]] = [[] for _ in stores]
    for together in zip(*customers, strict=True):
        for store, customer, found in zip(stores, together, latencies, strict=True):
            found.append(timed(lambda: store.load(customer, SOON)))  # noqa: B023
    return latencies


def writes(store: ProfileStore, customers: Sequence[str], swept: bool = True) -> list[Took]:
    """Each customer comes again and says three messages; one message in ten states a fact, too.

    ``swept``: their visits before were ended beforehand, as a running shop does within a minute of their being over;
    else the first message of each ends it, which is the dearest kind.
    """
    latencies: list[Took] = []
    for customer in customers if swept else ():
        end_visit(store.engine, customer, LATER, store.visit_gap_s)
    for customer in customers:
        rng = Random(customer)
        for number in range(MESSAGES_A_VISIT):
            at, fact = LATER + timedelta(seconds=MESSAGE_S * number), len(latencies) % FACT_EVERY == 0
            latencies.append(timed(lambda: speak(store, rng, customer, f"again-{number}", at, fact=fact)))  # noqa: B023
    return latencies


def long_life(store: ProfileStore, customer: str, messages: int) -> None:
    """Somebody who has written so often: three messages a visit, a visit every week."""
    rng = Random(customer)
    for purpose in ("remember", "personalise"):
        store.set_consent(customer, purpose, True, NOW - timedelta(days=3650), "said")
    for number in range(messages):
        visit, message = divmod(number, MESSAGES_A_VISIT)
        at = NOW - timedelta(days=3650) + timedelta(days=7 * visit, seconds=MESSAGE_S * message)
        speak(store, rng, customer, f"life-{number:05}", at)


@contextmanager
def log_moved(store: ProfileStore) -> Iterator[None]:
    """Every second, as a running shop does it: the log is moved into the file."""
    done = Event()

    def move() -> None:
        while not done.wait(MOVE_LOG_EVERY_S):
            move_log(store.engine)

    mover = Thread(target=move)
    mover.start()
    try:
        yield
    finally:
        done.set()
        mover.join()


def sweeps(store: ProfileStore, writers: Sequence[str]) -> tuple[Took, list[Took]]:
    """A whole sweep, and the messages that others record while it runs, one after the other; at least one.

    It is without ``rewrite``, as every hour's of a large shop is.
    """
    beside: list[Took] = []
    began = time.monotonic_ns()  # no message of the sweep before
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(timed, lambda: sweep(store.engine, SOON, store.visit_gap_s, rewrite=False))
        for number, customer in enumerate(writers):
            rng = Random(customer)
            beside.append(timed(lambda: speak(store, rng, customer, f"beside-{began}-{number}", SOON)))  # noqa: B023
            if running.done():
                break
        return running.result(), beside


def consent_of_crowd(store: ProfileStore, customer: str) -> None:
    """A yes, so that a visit's end would keep what was said."""
    store.introduce(customer, consents=("remember", "personalise"), at=NOW)


def synced(folder: Path, count: int = 200) -> list[Took]:
    """What the disk itself asks for one durable write: 4 KiB and fsync."""
    path = folder / "sync"
    with path.open("wb", buffering=0) as file:

        def once() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        latencies = [timed(once) for _ in range(count)]
    path.unlink()
    return latencies


def written(folder: Path) -> None:
    """Wait until everything in these files is on the disk: what making them left to write disturbs no exam."""
    for path in _files(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def forget_pages(folder: Path) -> None:
    """Ask the system to drop these files from its page cache, where it can be asked."""
    written(folder)
    for path in _files(folder) if hasattr(os, "posix_fadvise") else ():
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
