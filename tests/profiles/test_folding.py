"""A profile is a pure fold over observations: whatever the order of arrival, the same bytes."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from remembering import DAY, NOON, a_turn, allow, heard, rows_of

from profiles import folding, observing, rows
from profiles.engines import open_engine, writing
from profiles.folding import Entry, Place, State, fold, spelled, step, worth_keeping
from profiles.learning import DIALS
from profiles.migrate import upgrade
from profiles.model import Fact
from profiles.store import IdReused, ProfileStore

GAP_S = 14_400.0
NAMES = ("formality", "verbosity", "sentiment", "novelty")
places = st.builds(
    lambda seconds, channel, number: Place(NOON + timedelta(seconds=seconds), channel, f"m{number}", ""),
    st.integers(0, 20 * 86_400),
    st.sampled_from(["shop", "telegram"]),
    st.integers(0, 99),
)
entries = st.builds(
    lambda place, name, value, kind, weight: Entry(place._replace(name=name), value, kind, weight),
    places,
    st.sampled_from(NAMES),
    st.floats(-1, 1),
    st.sampled_from(["cue"] * 12 + ["corrected", "forgotten"]),
    st.sampled_from([1.0, 4.0]),
)
lines = st.lists(entries, min_size=1, max_size=40, unique_by=lambda e: e.place)


@given(lines, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bytes(line, chance):
    """The fold sorts by time, channel, message and cue; nothing else matters."""
    shuffled = chance.sample(line, len(line))
    assert spelled(fold(line, GAP_S)) == spelled(fold(shuffled, GAP_S))


@given(lines, st.data())
def test_going_on_from_a_state_is_folding_everything(line, data):
    """A state that was written and read again is as good as the observations behind it."""
    line = sorted(line, key=lambda e: e.place)
    cut = data.draw(st.integers(0, len(line)))
    halfway = spelled(fold(line[:cut], GAP_S))
    whole = fold(line[cut:], GAP_S, folding.read(halfway))
    assert spelled(whole) == spelled(fold(line, GAP_S))
    assert spelled(folding.read(spelled(whole))) == spelled(whole)


def test_a_step_back_is_refused():
    """An entry that is not later than what was folded would be counted in the wrong place."""
    state = fold([Entry(Place(NOON, "shop", "m2", "formality"), 0.5)], GAP_S)
    for place in (Place(NOON, "shop", "m2", "formality"), Place(NOON, "shop", "m1", "warmth")):
        with pytest.raises(ValueError, match="does not come after"):
            step(state, Entry(place, 0.5), GAP_S)


def test_a_state_of_another_version_is_none():
    """What another fold meant by its numbers is not taken for ours."""
    text = spelled(fold([Entry(Place(NOON, "shop", "m1", "formality"), 0.5)], GAP_S))
    assert folding.read(text) is not None
    assert folding.read(text.replace(f'"version":{folding.VERSION}', '"version":0')) is None


def test_a_state_is_kept_at_every_visit_and_in_a_long_one():
    """So a late message is folded in at the cost of a visit's part, not of a life; never in the middle of a message."""
    state, kept = State(), []
    for number in range(300):
        at = NOON + (number // 150) * DAY + timedelta(seconds=number)
        for name in ("formality", "warmth"):
            entry = Entry(Place(at, "shop", f"m{number:03}", name), 0.1)
            if worth_keeping(state, entry, GAP_S):
                kept.append(state.entries)
            step(state, entry, GAP_S)
    assert 300 in kept
    assert all(count % 2 == 0 for count in kept)
    assert max(b - a for a, b in zip([0, *kept], kept, strict=False)) <= folding.KEEP_EVERY + 2


def test_older_states_are_kept_the_sparser():
    """The newest all, and before an older moment always one that is at most a quarter older, down to the first eighth; few in all."""
    standing: set[int] = set()
    for keeps in range(1, 5_000):
        standing.add(keeps)
        standing.discard(folding.outlived(keeps))
        assert standing >= set(range(max(1, keeps - folding.KEPT_MOST + 1), keeps + 1))
        ages = [keeps - number for number in sorted(standing, reverse=True)]
        assert all(older <= 1.25 * newer + 1 for newer, older in pairwise(ages))
        assert min(standing) <= max(1, keeps / 8)
    assert len(standing) < folding.KEPT_MOST + 8 * 9


def test_a_correction_outranks_older_and_newer_text_and_is_not_learnt_again():
    """Also where the older text arrives after it."""
    said = [Entry(Place(NOON + n * DAY, "shop", f"m{n}", "formality"), -0.8) for n in range(6)]
    right = Entry(Place(NOON + 2.5 * DAY, "correction", "c", "formality"), 0.6, "corrected")
    state = fold([*said, right], GAP_S)
    assert state.stated["formality"] == (0.6, right.place.at)
    assert "formality" not in state.dials
    gone = fold([*said, Entry(right.place, 0.0, "forgotten")], GAP_S)
    later = fold(said[3:], GAP_S)
    assert gone.dials["formality"].part == later.dials["formality"].part
    assert (gone.dials["formality"].old, gone.stated) == (later.dials["formality"].old, {})


# ── in the database ──────────────────────────────────────────────────────────────────────────────────────────────


def standing(engine, customer="anna") -> str:
    return next(row.state for row in rows_of(engine, rows.folds, customer) if row.number == 0)


def history(rng: random.Random, messages: int):
    """Messages over three weeks, some visits long, now and then a remark, a fact, a yes."""
    told, at = [], NOON
    for number in range(messages):
        at += timedelta(seconds=rng.choice([0, 5, 40, 40, 600, 20_000, 200_000]))
        turn = a_turn(message_id=f"m{number:02}", at=at, said=f"words {number}")
        values = {name: rng.uniform(-1, 1) for name in rng.sample(sorted(DIALS), rng.randrange(0, 6))}
        stated = [Fact("milk", rng.choice(["oat", "soya", "cow"]), at, turn.message_id)] if rng.random() < 0.2 else []
        told.append((turn, heard(turn, **values), stated, ["milk"] if rng.random() < 0.05 else []))
    return told


def what_stands(store, at) -> tuple[object, ...]:
    engine = store.engine
    states = [(row.number, row.state) for row in rows_of(engine, rows.folds)]
    log = [tuple(row) for row in rows_of(engine, rows.observations)]
    facts = [(row.name, row.value, row.at, row.message_id) for row in rows_of(engine, rows.facts)]
    customer = store.load("anna", at)
    return states, log, facts, customer.profile, customer.facts


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_repeated_shuffled_and_late_messages_give_the_same_profile(tmp_path_factory, seed):
    """Each message one to five times, in any order, up to a day late: the tables say what the serial story says."""
    assert_same_however_it_arrives(tmp_path_factory, seed)


@lru_cache(maxsize=1)
def empty_database() -> Path:
    """Migrating takes longer than most histories: done once, then copied."""
    file = Path(tempfile.mkdtemp(prefix="solito-empty-")) / "profiles.db"
    atexit.register(shutil.rmtree, file.parent, ignore_errors=True)
    upgrade(f"sqlite:///{file}")
    return file


def assert_same_however_it_arrives(tmp_path_factory, seed: int) -> None:
    """One history, told in order to one store and as networks tell it to another."""
    rng = random.Random(seed)
    told = history(rng, rng.randrange(2, 40))
    arriving = [one for one in told for _ in range(rng.randrange(1, 6))]
    delays = {id(one): timedelta(seconds=rng.choice([0, 0, rng.uniform(0, 86_400)])) for one in told}
    arriving.sort(key=lambda one: (one[0].at + delays[id(one)] * rng.random(), rng.random()))
    found = []
    for messages in (told, arriving):
        engine = open_engine(f"sqlite:///{shutil.copy(empty_database(), tmp_path_factory.mktemp('fold'))}")
        store = ProfileStore(engine)
        allow(store, "anna", NOON - timedelta(hours=1))
        for turn, observed, stated, dropped in messages:
            store.record(turn, observations=observed, facts=stated, drop_facts=dropped)
        end = max(turn.at for turn, *_ in told) + timedelta(days=2)
        store.record(a_turn(message_id="end", at=end))  # the last visit is over, its moods are gone
        found.append(what_stands(store, end))
        assert store.rebuild("anna")
        engine.dispose()
    assert found[0] == found[1]


def test_a_late_message_is_folded_from_the_last_state_before_it(sqlite_store, sqlite_engine, monkeypatch):
    """Not from the first day: of two hundred messages a message that is a minute late reads a small part again."""
    allow(sqlite_store)
    for number in range(200):
        turn = a_turn(message_id=f"m{number:03}", at=NOON + timedelta(seconds=number))
        sqlite_store.record(turn, observations=heard(turn, formality=0.5, warmth=0.2))
    read = []
    real = observing._log
    monkeypatch.setattr(observing, "_log", lambda *given: read.append(real(*given)) or read[-1])
    late = a_turn(message_id="late", at=NOON + timedelta(seconds=140.5))
    sqlite_store.record(late, observations=heard(late, formality=-0.5))
    assert len(read) == 1
    assert len(read[0]) < 2 * (60 + folding.KEEP_EVERY)
    monkeypatch.undo()
    assert sqlite_store.rebuild("anna")
    assert len(rows_of(sqlite_engine, rows.folds)) <= folding.KEPT_MOST + 1


def test_a_message_that_is_very_late_costs_its_lateness(sqlite_store, monkeypatch):
    """Not the whole life: a hundred messages late of three hundred, it reads little more than those hundred again."""
    allow(sqlite_store)
    for number in range(300):
        turn = a_turn(message_id=f"m{number:03}", at=NOON + timedelta(seconds=number))
        sqlite_store.record(turn, observations=heard(turn, **dict.fromkeys(tuple(DIALS)[:17], 0.1)))
    read = []
    real = observing._log
    monkeypatch.setattr(observing, "_log", lambda *given: read.append(real(*given)) or read[-1])
    late = a_turn(message_id="late", at=NOON + timedelta(seconds=200.5))
    sqlite_store.record(late, observations=heard(late, formality=-0.5))
    assert len(read[0]) < 1.5 * 100 * 17
    monkeypatch.undo()
    assert sqlite_store.rebuild("anna")


def test_rebuilding_says_whether_anything_was_wrong(store, engine):
    """A state that somebody has meddled with is made right, and the answer is no; then yes."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=heard(turn, formality=0.5))
    right = standing(engine)
    with writing(engine) as connection:
        connection.execute(sa.update(rows.folds).values(state=right.replace("0.5", "0.9")))
    assert store.load("anna", NOON).profile["formality"].value > 0.2
    assert not store.rebuild("anna")
    assert standing(engine) == right
    assert store.rebuild("anna")
    assert store.rebuild("nobody")


def test_nought_has_one_spelling(store, engine):
    """A cue of −0.0, on time or late, and one put right so, give the bytes that the log gives: SQLite keeps no such sign."""
    for number, (name, minutes) in enumerate((("verbosity", 60), ("formality", 120), ("novelty", 0))):
        turn = a_turn("anna", f"m{number}", NOON + timedelta(minutes=minutes), "hello")
        store.record(turn, observations=heard(turn, **{name: -0.0}))
        assert store.rebuild("anna")
    store.correct("anna", "novelty", -0.0, NOON + timedelta(hours=3))
    assert store.rebuild("anna")
    assert "-0.0" not in str([row.state for row in rows_of(engine, rows.folds, "anna")])


def test_a_state_of_an_older_fold_is_made_anew(store, engine):
    """After an upgrade of the fold a profile is read from its observations, and the next message writes it."""
    allow(store)
    for number in range(3):
        turn = a_turn(message_id=f"m{number}", at=NOON + timedelta(seconds=number))
        store.record(turn, observations=heard(turn, formality=0.5))
    before = store.load("anna", NOON + DAY).profile
    with writing(engine) as connection:
        connection.execute(sa.update(rows.folds).values(state='{"version":0,"dials":"of another kind"}'))
    assert store.load("anna", NOON + DAY).profile == before
    turn = a_turn(message_id="m9", at=NOON + timedelta(seconds=9))
    store.record(turn, observations=heard(turn, formality=0.5))
    assert store.rebuild("anna")


def test_the_same_id_with_another_text_is_refused(store, engine):
    """Which of the two was meant cannot be known; nothing changes."""
    allow(store)
    turn = a_turn(said="one\x00 flat white")
    store.record(turn)
    assert store.record(a_turn(said="one\x00 flat white")).message_id == "m1"
    other = a_turn(said="two flat whites")
    with pytest.raises(IdReused, match="m1"):
        store.record(other, observations=heard(other, formality=0.9))
    assert rows_of(engine, rows.observations) == []


def test_a_fact_forgotten_is_not_brought_back_by_an_older_message(store, engine):
    """It arrives late, out of an outbox or a slow network; what was forgotten stays so, its words are nowhere."""
    allow(store)
    said = a_turn(message_id="m1", at=NOON)
    store.record(said, facts=[Fact("milk", "oat", NOON, "m1")])
    store.record(a_turn(message_id="m2", at=NOON + timedelta(seconds=60)), drop_facts=["milk"])
    late = NOON + timedelta(seconds=30)
    store.record(a_turn(message_id="late", at=late), facts=[Fact("milk", "soya", late, "late")])
    assert store.load("anna", NOON + DAY).fact("milk") is None
    assert [row.kind for row in rows_of(engine, rows.observations)] == ["fact forgotten"]
    newer = NOON + timedelta(seconds=90)
    store.record(a_turn(message_id="m3", at=newer), facts=[Fact("milk", "soya", newer, "m3")])
    assert store.load("anna", NOON + DAY).fact("milk") == "soya"


def test_health_lies_apart(store, engine):
    """An allergy is in its own table and nowhere else: not among the facts, not in the log."""
    store.set_consent("anna", "health", True, NOON, "said")
    store.record(a_turn(), facts=[Fact("allergy", "nuts", NOON, "m1", "I can't have nuts")])
    assert [row.value for row in rows_of(engine, rows.health_facts)] == ["nuts"]
    assert rows_of(engine, rows.facts) == rows_of(engine, rows.observations) == []
    assert store.load("anna", NOON + DAY).fact("allergy") == "nuts"


OLD = {
    "customers": "'anna', 'en', '{t}', '{t}', 1, 1, 1, 1, '{t}', 1, NULL, {true}",
    "consents": "'anna', '{purpose}', {true}, '{t}', 'chip', 0",
}


def test_a_memory_from_before_the_log_is_kept(empty_url):
    """A database of the version before: observations, what was put right, facts and allergies come over, and count."""
    upgrade(empty_url, "0002")
    engine = open_engine(empty_url)
    true, t = ("1", "2026-03-02 12:00:00") if engine.dialect.name == "sqlite" else ("true", "2026-03-02 12:00:00+00")
    statements = [f"INSERT INTO customers VALUES ({OLD['customers'].format(t=t, true=true)})"]
    statements += [
        f"INSERT INTO consents VALUES ({OLD['consents'].format(t=t, true=true, purpose=p)})"
        for p in ("remember", "personalise", "health")
    ]
    statements += [
        f"INSERT INTO observations VALUES ('anna', 'm{n}', 'formality', 'shop', 1, '{t}', -0.5, '', 'observed', '1', NULL, {true})"
        for n in range(3)
    ]
    statements += [
        f"INSERT INTO observations VALUES ('anna', 'm9', 'novelty', 'shop', 1, '{t}', 1.0, '', 'observed', '1', 'my sister', {true})",
        f"INSERT INTO estimates VALUES ('anna', 'stated', 'warmth', 400, 0.9, '{t}', 1, 1, 0, 0)",
        f"INSERT INTO facts VALUES ('anna', 'milk', '', 'oat', '{t}', 'm1', '', 1)",
        f"INSERT INTO facts VALUES ('anna', 'allergy', '', 'nuts', '{t}', 'm1', '', 1)",
    ]
    with writing(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    upgrade(empty_url)
    customer = ProfileStore(engine).load("anna", NOON + timedelta(minutes=1))
    assert customer.profile["formality"].n == pytest.approx(1 + 0.5 ** (1 / 3) + 0.5 ** (2 / 3), rel=1e-3)
    assert customer.profile["warmth"].value == 0.9
    assert "novelty" not in customer.profile
    assert (customer.fact("milk"), customer.fact("allergy")) == ("oat", "nuts")
    store = ProfileStore(engine)
    turn = a_turn(message_id="m10", at=NOON + timedelta(minutes=1))
    store.record(turn, observations=heard(turn, formality=-0.5))
    assert store.rebuild("anna")
    engine.dispose()
