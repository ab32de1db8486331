"""``make bench-profiles``: what remembering costs with a million customers, and whether many writers keep it true.

**Who.** A thousand customers are made by the store itself, then copied a thousand times under other ids
(`benchmarks/people.py`): ten of a thousand have come for a year, 26 visits of three messages, the others once, with one
to five messages; 37 lines of observations a customer on average, so that a million fit on a laptop's disk (about 18 GB;
one engine after the other). SQLite with the engine's own settings; PostgreSQL on the same machine, as Debian sets it up
(128 MB of shared buffers, fsync on, commits durable) but for ``max_wal_size`` 4 GB.

**Read.** ``ProfileStore.load`` of customers chosen by chance, in a visit in progress (the dearest kind: it reads the turn
before, too), by one thread, connections warm, page cache as it is. Each read among all customers stands beside one in a
database with the thousand only, one after the other; the ratio of their medians tells whether it is flat. Then once
more, each customer only once, after the system was asked to drop the files from its page cache.

**Write.** ``ProfileStore.record`` of a message with seventeen observations, one in ten with a fact, by customers chosen
by chance who come again after three days: three messages each. A running shop has ended the visit before by then; a
second row shows the same where nobody did, and the first message of each must. Durable. The log of
SQLite is moved into the file every second beside it, as a running shop does. Beside it: what the disk itself takes for
4 KiB and fsync.

**Sweep.** ``retention.sweep`` of everybody, without rewriting the file, as a running shop does every hour: once when
all texts of the year's visits are due to go, then once when nothing is, which is what every hour costs; and messages
that other customers write meanwhile.

**Rebuild.** ``ProfileStore.rebuild`` of a customer with 10,000 observations.

**Crowd.** 64 writers (8 processes × 8 threads) tell 1,000 messages each on one customer, one in ten twice at the same
time (`benchmarks/crowd.py`). All must be there once, and the fold must be, to the byte, that of the same messages told
in order of time by one writer to a fresh database. The naive code beside it does 50 messages a writer.

A missed bar is exit code 1; the table is printed all the same, and every figure is kept in ``var/bench/profiles.json``.
``--quick`` does a twentieth. ``--engine`` and ``--exam`` leave the others out; ``--thousands`` says how many customers,
``--each`` how many messages a writer of the crowd tells.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from rich.console import Console

from benchmarks import crowd, postgres
from benchmarks import profile_exams as exams
from benchmarks.figures import median, spread
from benchmarks.machine import look_at_machine
from benchmarks.people import CUES, TEMPLATES, multiply, settle, some
from benchmarks.places import Place, opened
from benchmarks.profile_results import READ_P50_MS, READ_P99_MS, WRITE_P99_MS, Crowd, ProfileResults, Timed, report
from profiles.engines import open_engine
from profiles.store import ProfileStore

SEED = 3
ENGINES, EXAMS = ("sqlite", "postgresql"), ("read", "write", "sweep", "rebuild", "crowd")
LIFE = 10_000  # observations of the customer who is rebuilt
REBUILDS = 5
WARM_UP = 20  # customers who write before it counts
WRITERS = 5_000  # at most so many messages beside a sweep
KEPT = Path(__file__).parents[1] / "var" / "bench" / "profiles.json"


@dataclass(frozen=True)
class Extent:
    """How much is measured: ``times`` a thousand customers; ``visits`` are written, three messages each."""

    times: int
    reads: int
    visits: int
    each: int  # messages of each writer of the crowd
    naive: int


FULL, QUICK = Extent(1_000, 5_000, 1_000, 1_000, 50), Extent(50, 1_000, 100, 25, 10)


@dataclass
class Found:
    """What the exams find, one after the other."""

    timed: list[Timed] = field(default_factory=list)
    flat: dict[str, float] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)
    bytes_on_disk: dict[str, int] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, keep the figures."""
    asked = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it still ends what it started
    machine, extent, found = look_at_machine(), QUICK if asked.quick else FULL, Found()
    extent = replace(extent, each=asked.each or extent.each, times=asked.thousands or extent.times)
    with tempfile.TemporaryDirectory(prefix="solito-bench-", dir=asked.folder) as scratch:
        sync = spread([took.ms for took in exams.synced(Path(scratch))])
        for engine in asked.engine or ENGINES:
            if engine == "postgresql" and not postgres.installed():
                _tell(f"PostgreSQL is left out: {postgres.MISSING}")
                continue
            with opened(engine, asked.folder) as place:
                examine(place, asked.exam or EXAMS, extent, found)
    customers = extent.times * TEMPLATES if found.bytes_on_disk else 0
    results = ProfileResults(
        machine, customers, found.timed, found.flat, found.crowds, sync, found.bytes_on_disk, asked.quick
    )
    Console(width=None if sys.stdout.isatty() else 170).print(report(results), highlight=False)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(results.as_json(), ensure_ascii=False, indent=2))
    _tell(f"All figures: {KEPT}")
    return 0 if results.passed else 1


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiles", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a twentieth of it: a first look")
    parser.add_argument("--folder", type=Path, help="where the databases are made (18 GB); removed at the end")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--exam", action="append", choices=EXAMS)
    parser.add_argument("--thousands", type=int, choices=range(1, 9_000), metavar="N", help="customers, in thousands")
    parser.add_argument("--each", type=int, help="messages of each writer of the crowd")
    return parser.parse_args(arguments)


def examine(place: Place, wanted: Sequence[str], extent: Extent, found: Found) -> None:
    """All exams on one engine. The small ones come first, while the machine's page cache is nobody's."""
    if "rebuild" in wanted:
        rebuild(place, found)
    if "crowd" in wanted:
        crowded(place, extent, found)
    if {"read", "write", "sweep"} & set(wanted):
        among_all(place, wanted, extent, found)


def among_all(place: Place, wanted: Sequence[str], extent: Extent, found: Found) -> None:
    """Read, write and sweep with all customers in the database, beside a database with a thousand."""
    few, many = (ProfileStore(open_engine(place.database(name))) for name in ("few", "many"))
    for store in (few, many):
        _tell(f"{place.engine}: {settle(store):,} messages of the first {TEMPLATES:,} customers")
    multiply(many.engine, extent.times, lambda line: _tell(f"{place.engine}: customers, thousands: {line}"))
    found.bytes_on_disk[place.engine] = place.size()
    exams.written(place.folder)
    if "read" in wanted:
        read(place, few, many, extent, found)
    with exams.log_moved(many):
        if "write" in wanted:
            write(place, many, extent, found)
        if "sweep" in wanted:
            sweep(place, many, extent, found)
    for store in (few, many):
        store.engine.dispose()


def read(place: Place, few: ProfileStore, many: ProfileStore, extent: Extent, found: Found) -> None:
    """Reads among all customers beside reads among a thousand, then with no page in the cache."""
    rng = Random(SEED)
    mine = [some(rng, 1, 1)[0] for _ in range(extent.reads)]
    near, far = exams.reads((few, many), (mine, some(rng, extent.times, extent.reads)))
    engine = place.engine
    _add(found, place, "read a profile among 1,000", near)
    _add(found, place, "read a profile among all", far, READ_P50_MS.get(engine), READ_P99_MS[engine])
    found.flat[engine] = found.timed[-1].spread.p50 / found.timed[-2].spread.p50
    exams.forget_pages(place.folder)
    (cold,) = exams.reads((many,), (some(rng, extent.times, extent.reads),))
    _add(found, place, "the same, from the disk, nobody twice", cold)


def write(place: Place, many: ProfileStore, extent: Extent, found: Found) -> None:
    """Messages of those who come again: after the shop has ended their visits before, and where nobody has."""
    customers = some(Random(SEED + 1), extent.times, WARM_UP + 2 * extent.visits)
    exams.writes(many, customers[:WARM_UP])
    took = exams.writes(many, customers[WARM_UP : WARM_UP + extent.visits])
    _add(found, place, "write a message, 17 observations", took, p99_max=WRITE_P99_MS)
    took = exams.writes(many, customers[WARM_UP + extent.visits :], swept=False)
    _add(found, place, "the same, no sweep before", took, p99_max=WRITE_P99_MS)


def sweep(place: Place, many: ProfileStore, extent: Extent, found: Found) -> None:
    """A sweep with much to do, then one with nothing, and messages beside each."""
    writers = some(Random(SEED + 2), extent.times, min(WRITERS, extent.times * TEMPLATES))
    for due in ("texts of a year", "nothing"):
        took, beside = exams.sweeps(many, writers)
        _add(found, place, f"a sweep, due: {due}", [took])
        _add(found, place, "write a message beside it", beside)


def rebuild(place: Place, found: Found) -> None:
    """Fold a long life anew, five times."""
    store = ProfileStore(open_engine(place.database("life")))
    exams.long_life(store, "old", LIFE // len(CUES) + 1)
    _add(
        found,
        place,
        f"rebuild {LIFE:,} observations",
        [exams.timed(lambda: store.rebuild("old")) for _ in range(REBUILDS)],
    )
    store.engine.dispose()


def crowded(place: Place, extent: Extent, found: Found) -> None:
    """The crowd, then the same messages in order by one writer, then the naive code."""
    url = place.database("crowd")
    engine = open_engine(url)
    exams.consent_of_crowd(ProfileStore(engine), crowd.CUSTOMER)
    _tell(f"{place.engine}: {crowd.PROCESSES * crowd.THREADS} writers on one customer, {extent.each:,} messages each …")
    told = crowd.all_together(crowd.tell, url, extent.each)
    seconds, load = crowd.lasted_s(told), os.getloadavg()[0]
    lost, doubled = crowd.faults(engine, told)
    took = [exams.Took(one.ms, one.cpu_ms) for one in told]
    _add(found, place, "write a message, 64 writers on it", took)
    _tell(f"{place.engine}: the same messages by one writer, in order …")
    same = crowd.standing(engine) == _serially(place, told)
    crowd.begin_naive(engine)
    naively = crowd.all_together(crowd.tell_naively, url, extent.naive)
    again, messages = sum(one.again for one in told), len({one.message_id for one in told})
    naive = crowd.naive_lost(engine, naively)
    found.crowds.append(
        Crowd(place.engine, messages, len(told), again, lost, doubled, same, seconds, naive, round(load, 1))
    )
    engine.dispose()


def _serially(place: Place, told: Sequence[crowd.Told]) -> str:
    engine = open_engine(place.database("serial"))
    store = ProfileStore(engine)
    exams.consent_of_crowd(store, crowd.CUSTOMER)
    for at, message_id in sorted({(one.at, one.message_id) for one in told}):
        crowd.say(store, message_id, at)
    state = crowd.standing(engine)
    engine.dispose()
    return state


def _add(
    found: Found,
    place: Place,
    exam: str,
    took: Sequence[exams.Took],
    p50_max: float | None = None,
    p99_max: float | None = None,
) -> None:
    load, cpu_ms = round(os.getloadavg()[0], 2), median([one.cpu_ms for one in took])
    found.timed.append(Timed(exam, place.engine, spread([one.ms for one in took]), cpu_ms, load, p50_max, p99_max))
    _tell(f"{place.engine}: {exam}: {found.timed[-1].spread}, processor {cpu_ms:.2f} ms, load {load}")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
