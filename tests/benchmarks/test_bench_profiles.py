"""The benchmark of remembering: its customers, its count of what was lost, its bars."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random

import pytest
import sqlalchemy as sa
from rich.console import Console

from benchmarks import crowd, people
from benchmarks.figures import Spread, spread
from benchmarks.machine import Machine
from benchmarks.profile_results import Crowd, ProfileResults, Timed, report
from profiles import rows
from profiles.engines import open_engine, writing
from profiles.migrate import upgrade
from profiles.store import ProfileStore

TEMPLATES, TIMES = 60, 3


@pytest.fixture
def store(tmp_path):
    """An empty database."""
    upgrade(f"sqlite:///{tmp_path / 'profiles.db'}")
    engine = open_engine(f"sqlite:///{tmp_path / 'profiles.db'}")
    yield ProfileStore(engine)
    engine.dispose()


# ── the customers ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_thousand_customers_have_the_shapes_that_are_told():
    """Ten of a thousand have come for a year, and a few show most shapes."""
    shapes = Counter(shape for _customer, shape in people.templates(1_000))
    assert {shape: shape.in_thousand for shape in people.SHAPES} == shapes
    assert len({shape for _customer, shape in people.templates(TEMPLATES)}) >= 3
    assert len({customer for customer, _shape in people.templates(1_000)}) == 1_000


def counts(store: ProfileStore) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in rows.METADATA.sorted_tables
        }


def test_a_copy_is_a_customer_like_the_one_it_was_made_from(store):
    """Every table holds as many rows for each; the copy is known as the first is, and its fold is its own log's."""
    people.settle(store, TEMPLATES)
    before = counts(store)
    people.multiply(store.engine, TIMES)
    assert counts(store) == {name: count * TIMES for name, count in before.items()}
    at = people.NOW + timedelta(minutes=1)
    for template, _shape in people.templates(TEMPLATES):
        copy = f"1002-{template}"
        first, second = store.load(template, at), store.load(copy, at)
        assert second.last_turn is not None
        assert replace(second, id=first.id, last_turn=first.last_turn) == first
        assert store.rebuild(copy)


def test_the_chosen_are_all_different_and_all_there(store):
    """Nobody is read twice, and nobody is read who is not there."""
    people.settle(store, TEMPLATES)
    people.multiply(store.engine, TIMES)
    chosen = people.some(Random(1), TIMES, TEMPLATES * TIMES, TEMPLATES)
    with store.engine.connect() as connection:
        assert sorted(chosen) == sorted(connection.execute(sa.select(rows.customers.c.id)).scalars())


# ── the crowd ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_crowd_leaves_what_one_writer_would(store, tmp_path, monkeypatch):
    """Four threads that overtake and repeat each other: nothing is lost or doubled, the fold is the serial one."""
    monkeypatch.setattr(crowd, "THREADS", 4)
    monkeypatch.setattr(crowd, "REPEATED", 0.5)
    store.introduce(crowd.CUSTOMER, consents=("remember", "personalise"), at=people.NOW)
    told = crowd.tell(str(store.engine.url), 0, 10)
    messages = {(one.at, one.message_id) for one in told}
    assert len(messages) == 40 < len(told)
    assert crowd.faults(store.engine, told) == (0, 0)
    upgrade(f"sqlite:///{tmp_path / 'serial.db'}")
    serial = ProfileStore(open_engine(f"sqlite:///{tmp_path / 'serial.db'}"))
    serial.introduce(crowd.CUSTOMER, consents=("remember", "personalise"), at=people.NOW)
    for at, message_id in sorted(messages):
        crowd.say(serial, message_id, at)
    assert crowd.standing(store.engine) == crowd.standing(serial.engine)
    serial.engine.dispose()


def told(*messages: str) -> list[crowd.Told]:
    return [crowd.Told(message, people.NOW, 1.0, 1.0, 0) for message in messages]


def test_what_is_lost_or_doubled_is_seen(store):
    """A message without its turn, or without one of its lines, is lost; one with a turn too many is doubled."""
    for number in range(3):
        crowd.say(store, f"m{number}", people.NOW + timedelta(seconds=number))
    all_three = told("m0", "m1", "m2")
    assert crowd.faults(store.engine, all_three) == (0, 0)
    assert crowd.faults(store.engine, [*all_three, *told("m3")]) == (1, 0)
    line, turn, who = rows.observations, rows.turns, rows.customers
    with writing(store.engine) as connection:
        connection.execute(sa.delete(line).where(line.c.message_id == "m0", line.c.name == people.CUES[0]))
    assert crowd.faults(store.engine, all_three) == (1, 0)
    with writing(store.engine) as connection:
        connection.execute(sa.delete(turn).where(turn.c.message_id == "m1"))
    assert crowd.faults(store.engine, all_three) == (2, 0)
    with writing(store.engine) as connection:
        connection.execute(sa.update(who).values(turns=4))
    assert crowd.faults(store.engine, all_three) == (2, 1)


def test_the_naive_code_loses_only_what_is_written_over(store):
    """One after the other all of it counts; of six updates of which three are there, half was lost."""
    crowd.begin_naive(store.engine)
    for number in range(3):
        crowd._read_change_write(store.engine, Random(number))
    assert crowd.naive_lost(store.engine, told("a", "b", "c")) == 0
    assert crowd.naive_lost(store.engine, told(*"abcdef")) == 0.5


def test_the_crowd_lasts_from_its_first_message_to_its_last_answer():
    """Not longer: starting the processes is none of it."""
    noon = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
    late = crowd.Told("m1", noon + timedelta(seconds=2), 500.0, 1.0, 0)
    assert crowd.lasted_s([late, crowd.Told("m0", noon, 9.0, 1.0, 0)]) == 2.5


# ── the verdict ──────────────────────────────────────────────────────────────────────────────────────────────────

MACHINE = Machine("A processor", 2, 16.0, 0.1, "3.10.0", "3.6.21", "Linux 6")
GOOD = Spread(100, 1.0, 2.0, 3.0, 4.0)
CROWD = Crowd("sqlite", 64_000, 70_400, 9, 0, 0, True, 640.0, 0.93, 1.0)


@pytest.fixture
def results() -> ProfileResults:
    """A run that keeps every bar."""
    timed = [Timed("read", "sqlite", GOOD, 0.5, 1.0, 2.0, 20.0), Timed("rebuild", "sqlite", GOOD, 0.5, 1.0)]
    return ProfileResults(MACHINE, 1_000_000, timed, {"sqlite": 1.1}, [CROWD], GOOD, {"sqlite": 17 * 10**9}, False)


def printed(results: ProfileResults) -> str:
    console = Console(width=170, record=True, file=io.StringIO())
    console.print(report(results))
    return console.export_text()


def test_spread_tells_middle_tail_and_worst():
    """Of 101 even steps the percentiles are the steps themselves."""
    assert spread(range(101)) == Spread(101, 50, 95, 99, 100)


@pytest.mark.parametrize(
    "missed",
    [
        {"timed": [Timed("read", "sqlite", replace(GOOD, p50=2.1), 0.5, 1.0, 2.0, 20.0)]},
        {"timed": [Timed("read", "sqlite", replace(GOOD, p99=20.1), 0.5, 1.0, 2.0, 20.0)]},
        {"flat": {"sqlite": 1.1, "postgresql": 1.6}},
        {"crowds": [replace(CROWD, lost=1)]},
        {"crowds": [replace(CROWD, doubled=1)]},
        {"crowds": [CROWD, replace(CROWD, same=False)]},
    ],
    ids=["p50", "p99", "flatness", "lost", "doubled", "another fold"],
)
def test_each_bar_can_be_missed(results, missed):
    """One is enough, and the table says so."""
    assert results.passed
    assert "missed" not in printed(results)
    failed = replace(results, **missed)
    assert not failed.passed
    assert "missed" in printed(failed)


def test_a_busy_machine_is_told(results):
    """Load before, or more than the cores during an exam, puts a warning under the table."""
    assert "Somebody else" not in printed(results)
    assert "Somebody else" in printed(replace(results, machine=replace(MACHINE, load_before=0.6)))
    assert "Somebody else" in printed(replace(results, timed=[Timed("read", "sqlite", GOOD, 0.5, 2.5)]))


def test_json_holds_figures_and_verdict(results):
    """It can be written, and tells every bar."""
    kept = json.loads(json.dumps(results.as_json()))
    assert kept["passed"] is True
    assert [bar["kept"] for bar in kept["bars"]] == [True, True, True]
    assert kept["crowds"][0]["naive_lost"] == 0.93
