"""A turn is one read and one write; what was recorded once stays recorded once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import rows, transcript
from profiles.engines import writing
from profiles.learning import PROFILE_HALF_LIFE_DAYS, SESSION_HALF_LIFE_TURNS
from profiles.mapping import turn_row
from profiles.model import Consent, Fact
from profiles.store import ProfileStore


def test_somebody_unknown_is_a_new_customer_and_nothing_is_written(store, engine):
    """Looking somebody up who has never come leaves no trace."""
    customer = store.load("anna", NOON)
    assert (customer.visit.number, customer.visit.turns, customer.visit.started_at) == (1, 0, NOON)
    assert (customer.facts, customer.session, customer.profile, customer.last_turn) == ((), {}, {}, None)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(rows.customers)).scalar() == 0


def test_an_anonymous_visitor_is_known_as_such(store):
    """The reserved prefix tells an anonymous visitor."""
    assert store.load("anon-x", NOON).anonymous
    assert not store.load("anna", NOON).anonymous


def test_the_recorded_turn_comes_back_whole(store):
    """Words, replies, plan, cues and the open question survive the round trip, also where the text is hostile."""
    turn = a_turn(
        said="caffè ☕ \"';-- \u202e",
        lang="it",
        asked={"act": "read_back", "shown": ["flat-white"]},
        heard={"cues": {"formality": {"value": -0.5}}},
        plan={"tone": {"register": -0.4}},
        reasons=("short messages",),
    )
    store.record(turn)
    assert store.recorded("anna", "m1") == turn
    assert store.load("anna", NOON + MINUTE).last_turn == turn


def test_text_that_databases_refuse_is_still_recorded(store):
    """NUL and half characters neither fail nor cut the message off."""
    store.record(a_turn(said="one\x00two\ud83d!", reply="ok\x00"))
    recorded = store.recorded("anna", "m1")
    assert recorded.said.startswith("one")
    assert recorded.said.endswith("!")
    assert "two" in recorded.said


def test_the_same_message_again_changes_nothing(store, engine):
    """A repeated message returns the turn of then, whatever the second attempt says."""
    first = a_turn()
    allow(store)
    store.record(first, observations=heard(first, formality=-0.5), facts=[Fact("milk", "oat", NOON)])
    before = {table.name: rows_of(engine, table) for table in rows.HOLDING}
    again = a_turn(reply="something else", at=NOON + 3 * DAY)
    returned = store.record(
        again,
        observations=heard(again, formality=0.9),
        facts=[Fact("milk", "soya", NOON + DAY)],
        consents=[Consent("remember", False, NOON + DAY, "said")],
        drop_facts=["milk"],
        erase=True,
        handover="help",
        outcome="sale",
    )
    assert returned == first
    assert {table.name: rows_of(engine, table) for table in rows.HOLDING} == before


def test_the_database_itself_refuses_a_second_turn_of_a_message(store, engine):
    """Also from a writer that did not look first: the key of a message is unique, whoever writes."""
    store.record(a_turn())
    again = turn_row(a_turn(said="something else"), seq=2, visit=1)
    with pytest.raises(sa.exc.IntegrityError), writing(engine) as connection:
        connection.execute(sa.insert(rows.turns), again)
    assert len(rows_of(engine, rows.turns)) == 1


def test_a_turn_is_recorded_whole_or_not_at_all(store, engine):
    """A fact that cannot be kept takes the whole turn back with it, and the same id then works."""
    turn = a_turn()
    with pytest.raises(ValueError, match="fact name"):
        store.record(turn, observations=heard(turn, warmth=0.9), facts=[Fact("Not A Name!", "x", NOON)])
    assert store.recorded("anna", "m1") is None
    assert rows_of(engine, rows.observations) == []
    store.record(turn)
    assert store.recorded("anna", "m1") == turn


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_value_that_is_no_number_is_refused(store, value):
    """NaN and infinity would poison an average for ever."""
    turn = a_turn()
    with pytest.raises(ValueError, match="formality"):
        store.record(turn, observations=heard(turn, formality=value))
    assert store.recorded("anna", "m1") is None


def test_an_observation_about_somebody_else_is_refused(store):
    """A turn of Anna's cannot teach anything about Bruno."""
    turn, other = a_turn(), a_turn(customer="bruno")
    with pytest.raises(ValueError, match="another message"):
        store.record(turn, observations=heard(other, formality=1.0))


@pytest.mark.parametrize("bad", ["", "x" * 129, "an\x00na", "an\u200bna", " anna", "anna\n"])
def test_an_id_that_cannot_be_seen_is_refused(store, bad):
    """Empty, huge and invisible ids never reach the database."""
    with pytest.raises(ValueError, match="customer"):
        store.load(bad, NOON)
    with pytest.raises(ValueError, match="customer"):
        store.record(a_turn(customer=bad))


def test_a_naive_time_is_refused(store):
    """A time without a zone could be any moment."""
    with pytest.raises(ValueError, match="aware"):
        store.load("anna", NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="aware"):
        store.record(a_turn(at=NOON.replace(tzinfo=None)))


def test_a_visit_ends_after_the_silence(store):
    """One second less is the same visit; the gap itself begins the next."""
    store.record(a_turn())
    allow(store, "anna", NOON, "remember")
    gap = timedelta(seconds=store.visit_gap_s)
    assert store.load("anna", NOON + gap - timedelta(seconds=1)).visit.turns == 1
    nxt = store.load("anna", NOON + gap).visit
    assert (nxt.number, nxt.turns, nxt.previous_at, nxt.started_at) == (2, 0, NOON, NOON + gap)
    store.record(a_turn(message_id="m2", at=NOON + gap))
    assert store.load("anna", NOON + gap + MINUTE).visit == nxt.__class__(2, NOON + gap, 1, NOON)


def test_the_first_message_of_a_visit_has_no_turn_before_it(store):
    """What was asked yesterday is no open question today."""
    store.record(a_turn(asked={"act": "read_back"}))
    assert store.load("anna", NOON + MINUTE).last_turn.asked == {"act": "read_back"}
    assert store.load("anna", NOON + DAY).last_turn is None
    store.record(a_turn(message_id="m2", at=NOON + DAY))
    assert store.load("anna", NOON + DAY + MINUTE).last_turn.message_id == "m2"


def test_a_late_message_belongs_to_the_visit_in_progress(store):
    """Time that runs backwards loses nothing and moves no visit; what is learnt is learnt as of when it was said."""
    allow(store)
    now, late = a_turn(at=NOON), a_turn(message_id="late", at=NOON - 2 * DAY)
    store.record(now, observations=heard(now, formality=-0.5))
    store.record(late, observations=heard(late, formality=-0.5))
    customer = store.load("anna", NOON - 3 * DAY)
    assert customer.visit.turns == 2
    assert customer.session["formality"].n == 1.0  # the late one was said two days before this visit
    assert store.load("anna", NOON).profile["formality"].n == pytest.approx(1 + 0.5 ** (2 / PROFILE_HALF_LIFE_DAYS))
    assert store.load("anna", NOON + MINUTE).visit.number == 1


def test_staff_see_who_came_last(store):
    """The list for staff is newest first and says who waits for a person."""
    store.record(a_turn("anna", at=NOON, lang="it"))
    store.record(a_turn("bruno", at=NOON + MINUTE), handover="please call me")
    listed = store.customers()
    assert [(row.id, row.turns, row.lang, row.waiting) for row in listed] == [
        ("bruno", 1, "en", True),
        ("anna", 1, "it", False),
    ]
    assert len(store.customers(limit=1)) == 1


def test_two_threads_lose_nothing(store, engine):
    """Two writers on one customer: every turn is there once, the sequence has no gap, the tally counts them all."""
    allow(store)
    each, failures = 25, []

    def write(name: str) -> None:
        for number in range(each):
            turn = a_turn(message_id=f"{name}{number}")
            try:
                store.record(turn, observations=heard(turn, formality=-0.5))
                store.record(turn, observations=heard(turn, formality=-0.5))
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    customer = store.load("anna", NOON)
    assert customer.visit.turns == 2 * each
    assert len(rows_of(engine, rows.observations)) == 2 * each
    every_turn = sum(0.5 ** (turn / SESSION_HALF_LIFE_TURNS) for turn in range(2 * each))
    assert customer.profile["formality"].n == pytest.approx(every_turn)  # a lost one would leave a gap in the fading
    assert sorted(row.seq for row in rows_of(engine, rows.turns)) == list(range(1, 2 * each + 1))


def test_two_threads_that_meet_a_new_customer_do_not_collide(store):
    """The first two messages ever, at once: both are recorded."""
    barrier, failures = threading.Barrier(2), []

    def write(name: str) -> None:
        barrier.wait()
        try:
            store.record(a_turn(message_id=name))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.load("anna", NOON).visit.turns == 2


def test_the_cost_of_a_turn_does_not_grow(sqlite_store, sqlite_engine):
    """Turn 300 of one conversation costs the database the steps of turn 30: nothing is read again, all is indexed."""
    allow(sqlite_store)
    names = ("verbosity", "formality", "politeness", "warmth", "urgency", "sentiment", "novelty", "emoji_count")
    steps = [0]

    def step() -> None:
        steps[0] += 1

    raw = sqlite_engine.raw_connection()
    raw.connection.set_progress_handler(step, 10)  # called after every ten instructions of SQLite's machine
    raw.close()
    taken: list[int] = []
    for number in range(300):
        turn = a_turn(message_id=f"m{number}", at=NOON + number * timedelta(seconds=20), plan={"register": 0.1})
        steps[0] = 0
        sqlite_store.load("anna", turn.at)
        sqlite_store.record(turn, observations=heard(turn, **dict.fromkeys(names, 0.4)))
        taken.append(steps[0])
    assert 0 < max(taken[250:]) <= 1.1 * max(taken[20:70])


def test_a_store_opened_anew_remembers(sqlite_store, sqlite_engine):
    """Another process sees what this one wrote."""
    allow(sqlite_store)
    sqlite_store.record(a_turn(), facts=[Fact("milk", "oat", NOON)])
    sqlite_engine.dispose()
    customer = ProfileStore(sqlite_engine).load("anna", NOON + DAY)
    assert customer.fact("milk") == "oat"
    assert transcript.turns(sqlite_engine, "anna", 10)[0].said == "a flat white please"
