"""Nothing stays longer than it may."""

from __future__ import annotations

import sqlalchemy as sa
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import handover, retention, rows
from profiles.inbox import Inbox
from profiles.model import Consent, Fact, Observation
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


def test_a_dry_run_counts_and_touches_nothing(store, engine):
    """Every number is the one that the sweep then does, and until then every row stands."""
    allow(store)
    turn = a_turn()
    seen = Observation("anna", "shop", "m1", NOON, "formality", -0.9, evidence="gimme")
    store.record(turn, observations=[seen], facts=[Fact("milk", "oat", NOON, "m1", "I take oat milk")])
    store.record(a_turn("anon-stranger"))
    handover.ask(engine, "anna", NOON, "call me")
    Inbox(engine).claim("anna", "m1", "h", NOON)
    before = _all_rows(engine)
    counted = retention.dry_run(engine, NOON + 401 * DAY)
    assert _all_rows(engine) == before
    assert counted == Swept(visits=2, turns=2, notes=1, ids=1, faded=2, customers=1, words=3)
    assert sweep(engine, NOON + 401 * DAY) == counted


def _all_rows(engine):
    with engine.connect() as connection:
        return {t.name: sorted(map(str, connection.execute(sa.select(t)).all())) for t in rows.METADATA.sorted_tables}


def test_the_sentence_of_a_fact_goes_and_the_value_stays(store, engine):
    """Health facts too; what we wrote there ourselves ("you put it right") is nobody's words."""
    allow(store, "anna", NOON, "remember", "health")
    said = [Fact("milk", "oat", NOON, "m1", "I take oat milk"), Fact("allergy", "nuts", NOON, "m1", "no nuts please")]
    store.record(a_turn(), facts=said)
    store.correct("anna", "name", "Anna", NOON)
    assert sweep(engine, NOON + 29 * DAY).words == 0
    assert sweep(engine, NOON + 31 * DAY).words == 3  # the line of the log among them
    facts = [*rows_of(engine, rows.facts), *rows_of(engine, rows.health_facts)]
    kept = {row.name: (row.value, row.evidence) for row in facts}
    assert kept == {"milk": ("oat", ""), "allergy": ("nuts", ""), "name": ("Anna", "you put it right yourself")}
    assert "please" not in str(rows_of(engine, rows.observations))


def test_what_was_put_right_does_not_fade(store, engine):
    """It stays right until the customer says otherwise."""
    allow(store)
    store.correct("anna", "formality", 0.5, NOON)
    sweep(engine, NOON + 500 * DAY)
    assert store.load("anna", NOON + 500 * DAY).profile["formality"].value == 0.5


def test_a_strangers_objection_stays(store, engine):
    """ "Don't personalise" is honoured for as long as the browser may come back."""
    store.record(a_turn("anon-objector"), facts=[Fact("no_personalise", "yes", NOON)])
    assert sweep(engine, NOON + 100 * DAY).customers == 0
    assert store.load("anon-objector", NOON + 100 * DAY).fact("no_personalise") == "yes"
