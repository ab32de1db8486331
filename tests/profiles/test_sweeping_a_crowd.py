"""A sweep of many customers keeps nobody waiting, and a visit that it ended is ended as a message would have."""

from __future__ import annotations

import re
import shutil
import sqlite3

import pytest
import sqlalchemy as sa
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import closing, engines, retention, rows
from profiles.engines import move_log, scrubs_quickly
from profiles.model import Consent, Fact, Observation
from profiles.retention import dry_run, end_visits, sweep
from profiles.store import ProfileStore

LARGE = ("observations", "turns", "facts", "health_facts", "inbox", "outcomes", "folds", "handover_notes", "access_log")


def a_crowd(store, count=7):
    """Named and anonymous, with and without a yes, each with a text, an observation and its evidence."""
    for number in range(count):
        for prefix in ("c", "anon-"):
            customer = f"{prefix}{number}"
            yes = [Consent(p, number % 2 == 0, NOON, "said") for p in ("remember", "personalise")]
            cue = Observation(customer, "shop", "m1", NOON, "formality", -0.9, evidence="gimme")
            milk = Fact("milk", "oat", NOON, "m1", "oat milk please")
            store.record(
                a_turn(customer),
                observations=[cue],
                facts=[milk],
                consents=yes if prefix == "c" else [],
                told=["hello"],
            )


@pytest.mark.parametrize("days", [1, 8, 31, 61, 401])
def test_small_steps_come_to_the_same(store, engine, monkeypatch, days):
    """With two customers or two rows in one transaction a sweep does what it says it would do, and then nothing more."""
    a_crowd(store)
    counted = dry_run(engine, NOON + days * DAY)
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "ROWS", 2)
    assert sweep(engine, NOON + days * DAY) == counted
    assert sweep(engine, NOON + days * DAY) == retention.Swept()


def test_one_transaction_touches_few_rows(store, engine, monkeypatch):
    """No write transaction of a sweep deletes or changes more rows of a table than its step, however many are due."""
    monkeypatch.setattr(retention, "BATCH", 3)
    monkeypatch.setattr(retention, "ROWS", 3)
    a_crowd(store)
    touched = []

    def note(connection, cursor, statement, *_more):
        if statement.startswith(("UPDATE", "DELETE")):
            touched.append(cursor.rowcount)

    sa.event.listen(engine, "after_cursor_execute", note)
    assert sweep(engine, NOON + 401 * DAY).turns == 14
    sa.event.remove(engine, "after_cursor_execute", note)
    assert max(touched) <= 6  # the observations of a step's customers: two each


def test_what_is_due_is_found_over_an_index(sqlite_engine):
    """Where nothing is due, no large table is read from end to end."""
    store = ProfileStore(sqlite_engine)
    a_crowd(store)
    asked = []

    def note(_connection, _cursor, statement, parameters, *_more):
        asked.append((statement, parameters))

    sweep(sqlite_engine, NOON + 401 * DAY)
    sa.event.listen(sqlite_engine, "before_cursor_execute", note)
    sweep(sqlite_engine, NOON + 401 * DAY, rewrite=False)
    sa.event.remove(sqlite_engine, "before_cursor_execute", note)
    with sqlite_engine.connect() as connection:
        plans = [
            step[3]
            for statement, parameters in asked
            if re.match("SELECT|UPDATE|DELETE", statement)
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert any("observations_worded" in plan for plan in plans)
    scans = [plan for plan in plans if re.match(rf"SCAN ({'|'.join(LARGE)})\b", plan) and "USING" not in plan]
    assert scans == []


def test_an_ended_visit_is_not_ended_again(store, engine, monkeypatch):
    """What the sweep has done before, the first message of the next visit need not do."""
    allow(store)
    store.record(a_turn())
    assert end_visits(engine, NOON + DAY) == 1
    ended = []
    monkeypatch.setattr(closing, "close", lambda *_: ended.append(1))
    store.record(a_turn(message_id="m2", at=NOON + DAY + MINUTE))
    assert ended == []
    store.record(a_turn(message_id="m3", at=NOON + 3 * DAY))
    assert ended == [1]


@pytest.mark.parametrize("yes", [True, False])
def test_ended_by_a_sweep_or_by_the_next_message_is_the_same(store, engine, yes):
    """What is kept, and what it comes to, does not depend on who ended the visit."""
    kept = {}
    for customer, swept in (("anna", True), ("bert", False)):
        if yes:
            allow(store, customer)
        first, second = a_turn(customer), a_turn(customer, "m2", NOON + 2 * DAY)
        store.record(first, observations=heard(first, formality=-0.9, anger=0.8), facts=[Fact("milk", "oat", NOON)])
        if swept:
            retention.end_visit(engine, customer, NOON + DAY)
        store.record(second, observations=heard(second, formality=0.1, warmth=0.4))
        lines = [tuple(row)[1:] for row in rows_of(engine, rows.observations, customer)]
        folds = [tuple(row)[1:] for row in rows_of(engine, rows.folds, customer)]
        facts = [tuple(row)[1:] for row in rows_of(engine, rows.facts, customer)]
        there = store.load(customer, second.at)
        kept[customer] = lines, folds, facts, there.visit, there.session, there.profile
    assert kept["anna"] == kept["bert"]


def test_the_log_is_moved_while_others_write(sqlite_engine, sqlite_file, tmp_path):
    """Afterwards the file alone holds what was recorded; a transaction that is open meanwhile goes on."""
    store = ProfileStore(sqlite_engine)
    store.record(a_turn())
    with engines.writing(sqlite_engine) as connection:
        connection.execute(sa.update(rows.turns).values(said="in progress"))
        move_log(sqlite_engine)
    shutil.copy(sqlite_file, tmp_path / "alone.db")
    with sqlite3.connect(tmp_path / "alone.db") as alone:
        assert alone.execute("SELECT said FROM turns").fetchall() == [("a flat white please",)]
    assert [row.said for row in rows_of(sqlite_engine, rows.turns)] == ["in progress"]


def test_a_large_file_is_rewritten_by_request_only(store, engine, monkeypatch):
    """PostgreSQL is always tidied quickly, a SQLite file while it is small."""
    assert scrubs_quickly(engine)
    monkeypatch.setattr(engines, "QUICK_BYTES", 1000)
    assert scrubs_quickly(engine) is (engine.dialect.name == "postgresql")


def test_faded_observations_of_many_are_folded_again(store, engine, monkeypatch):
    """Customer after customer, in more than one step: each fold is what the rest of the log comes to."""
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        customer = f"c{number}"
        allow(store, customer)
        for message, days in (("m1", 0), ("m2", 390)):
            turn = a_turn(customer, message, NOON + days * DAY)
            store.record(turn, observations=heard(turn, formality=-0.5))
    assert sweep(engine, NOON + 401 * DAY).faded == 5
    for number in range(5):
        assert store.load(f"c{number}", NOON + 401 * DAY).profile["formality"].n == pytest.approx(1.0, abs=0.2)
        assert store.rebuild(f"c{number}")
