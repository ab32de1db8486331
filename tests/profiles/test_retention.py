"""Nothing stays longer than it may."""

from __future__ import annotations

import sqlalchemy as sa
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import handover, retention, rows
from profiles.inbox import Inbox
from profiles.model import Consent, Observation
from profiles.retention import Swept, sweep


def test_old_texts_go_and_numbers_stay(store, engine):
    """After the transcript's days the words go, evidence included; what was learnt with consent stays."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=[Observation("anna", "shop", "m1", NOON, "formality", -0.9, evidence="gimme")])
    handover.ask(engine, "anna", NOON, "call me")
    assert sweep(engine, NOON + 29 * DAY).turns == 0
    swept = sweep(engine, NOON + 31 * DAY)
    assert (swept.turns, swept.notes) == (1, 1)
    assert [row.evidence for row in rows_of(engine, rows.observations)] == [""]
    assert store.load("anna", NOON + 31 * DAY).profile["formality"].n > 0.5


def test_one_time_ids_stay_a_week(engine):
    """A retry after six days is still known, after eight it is not."""
    inbox = Inbox(engine)
    inbox.claim("anna", "m1", "h", NOON)
    inbox.finish("anna", "m1", {"id": "m1", "replies": []}, NOON)
    assert sweep(engine, NOON + 6 * DAY).ids == 0
    assert sweep(engine, NOON + 8 * DAY).ids == 1
    assert inbox.claim("anna", "m1", "h", NOON + 8 * DAY).state == "new"


def test_faded_evidence_goes(store, engine):
    """What weighs less than a hundredth is deleted, and with it the estimate; what is younger stands alone."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=heard(turn, formality=-0.9))
    later = a_turn(message_id="m2", at=NOON + 390 * DAY)
    store.record(later, observations=heard(later, formality=0.5))
    assert sweep(engine, NOON + 401 * DAY).faded == 1
    assert store.load("anna", later.at).profile["formality"].n == 1.0
    assert sweep(engine, NOON + 800 * DAY).faded == 1
    assert rows_of(engine, rows.folds) == rows_of(engine, rows.observations) == []


def test_anonymous_strangers_leave_no_row(store, engine):
    """A browser that never came back and allowed nothing is gone whole; one that said yes, and a named no, stay."""
    store.record(a_turn("anon-stranger"), consents=[Consent("remember", False, NOON, "offered")])
    store.record(a_turn("anon-friend"))
    allow(store, "anon-friend")
    store.record(a_turn("anna"), consents=[Consent("remember", False, NOON, "said")])
    assert sweep(engine, NOON + 31 * DAY).customers == 1
    with engine.connect() as connection:
        assert set(connection.execute(sa.select(rows.customers.c.id)).scalars()) == {"anon-friend", "anna"}
    assert rows_of(engine, rows.consents, "anon-stranger") == []
    assert store.load("anna", NOON + 31 * DAY).consents["remember"].how == "said"


def test_a_second_sweep_finds_nothing_to_do(store, engine):
    """Sweeping is idempotent, and a customer who comes back after it begins a new visit."""
    store.record(a_turn())
    assert sweep(engine, NOON + DAY) == Swept(visits=1)
    assert sweep(engine, NOON + DAY) == Swept()
    store.record(a_turn(message_id="m2", at=NOON + DAY + MINUTE))
    assert store.load("anna", NOON + DAY + MINUTE).visit.turns == 1


def test_a_sweep_ends_many_visits(store, engine, monkeypatch):
    """More visits than one batch holds, and those in progress are left alone."""
    monkeypatch.setattr(retention, "BATCH", 5)
    for number in range(12):
        store.record(a_turn(f"c{number}", at=NOON))
    store.record(a_turn("late", at=NOON + DAY))
    assert sweep(engine, NOON + DAY + MINUTE).visits == 12
    assert store.load("late", NOON + DAY + MINUTE).visit.turns == 1
