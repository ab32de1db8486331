"""The timed exams of ``make bench-profiles``: read, write, rebuild; each gives latencies in milliseconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.people import MESSAGE_S, NOW, speak
from profiles.store import ProfileStore

SOON = NOW + timedelta(minutes=1)  # the visit is in progress
LATER = NOW + timedelta(days=3)
FACT_EVERY = 10
MESSAGES_A_VISIT = 3
WARM_UP = 300


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def reads(stores: Sequence[ProfileStore], customers: Sequence[Sequence[str]]) -> list[list[float]]:
    """Load customers in a visit, of each store in turn, so that what disturbs the machine disturbs all alike."""
    for store, ids in zip(stores, customers, strict=True):
        for customer in ids[:WARM_UP]:
            store.load(customer, SOON)
    latencies: list[list[float]] = [[] for _ in stores]
    for together in zip(*customers, strict=True):
        for store, customer, found in zip(stores, together, latencies, strict=True):
            found.append(timed(lambda: store.load(customer, SOON)))  # noqa: B023
    return latencies


def writes(store: ProfileStore, customers: Iterable[str]) -> list[float]:
    """Each customer comes again and says three messages; one message in ten states a fact, too.

    The first message of each ends the visit before, which is the dearest kind.
    """
    latencies: list[float] = []
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


def consent_of_crowd(store: ProfileStore, customer: str) -> None:
    """A yes, so that a visit's end would keep what was said."""
    store.introduce(customer, consents=("remember", "personalise"), at=NOW)


def synced(folder: Path, count: int = 200) -> list[float]:
    """What the disk itself asks for one durable write: 4 KiB and fsync."""
    path = folder / "sync"
    with path.open("wb", buffering=0) as file:

        def once() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        latencies = [timed(once) for _ in range(count)]
    path.unlink()
    return latencies


def forget_pages(folder: Path) -> None:
    """Ask the system to drop these files from its page cache (what is not yet written stays)."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in (path for path in folder.rglob("*") if path.is_file()):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
