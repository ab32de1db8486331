"""See it, take it along, have it erased: also from the bytes of the files."""

from __future__ import annotations

import json
import random
import threading
from uuid import uuid4

import pytest
import sqlalchemy as sa
from raw_bytes import raw_bytes
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard, rows_of

from profiles import data_subject, engines, fresh_starts, handover, outcomes, persons, proof, rows, transcript
from profiles.inbox import Inbox
from profiles.mapping import turn_row
from profiles.model import Fact
from profiles.retention import sweep

MARK = "qzx7marker"


def live(store, customer: str, mark: str, turns: int = 1) -> None:
    """Leave something in every table, with the mark in every text."""
    allow(store, customer, NOON, "remember", "personalise", "health", "measure")
    inbox = Inbox(store.engine)
    for number in range(turns):
        message, said = f"{mark}-m{number}", f"{mark} says {number} " + "words " * (number % 90)
        inbox.claim(customer, message, mark, NOON)
        turn = a_turn(customer, message, NOON + number * MINUTE, said, f"{mark}! " * (1 + number % 40))
        observations = [
            o.__class__(**(o.__dict__ | {"evidence": mark})) for o in heard(turn, formality=0.3, novelty=1.0)
        ]
        store.record(turn, observations=observations, outcome="sale", handover=f"call {mark}")
        inbox.finish(customer, message, {"id": message, "replies": [{"text": mark}]}, NOON)
    store.set_fact(customer, Fact("allergy", mark, NOON, "m", mark))
    store.set_fact(customer, Fact("size", "small", NOON, recipient=mark))
    store.correct(customer, "detail", 1.0, NOON)
    proof.issue(store.engine, "a secret of the tests", customer, NOON)
    proof.redeem(store.engine, "a secret of the tests", "BCDFGHJ2", customer, "m", NOON)
    fresh_starts.begin(store.engine, f"token of {customer}", customer, NOON)
    other = f"anon-{uuid4().hex}"
    persons.merge(store.engine, customer, other, NOON, "token")
    persons.unmerge(store.engine, other, NOON)
    handover.take(store.engine, customer, mark, NOON)
    transcript.push_staff(store.engine, customer, f"staff to {mark}", NOON, "maria")


def bytes_of(folder) -> bytes:
    return raw_bytes(sorted(folder.glob("profiles.db*")))


def test_erasure_reaches_every_table_and_nobody_else(store, engine):
    """Everything of Anna's goes; Bruno's is as it was, and Anna is somebody new."""
    for customer in ("anna", "bruno"):
        live(store, customer, f"{customer}{MARK}")
    data_subject.request_erasure(engine, "anna", NOON)
    before = {table.name: rows_of(engine, table, "bruno") for table in rows.HOLDING}
    for table in rows.HOLDING:
        assert rows_of(engine, table, "anna"), f"the test leaves nothing in {table.name}"
    data_subject.erase(engine, "anna")
    for table in rows.HOLDING:
        assert rows_of(engine, table, "anna") == []
    assert {table.name: rows_of(engine, table, "bruno") for table in rows.HOLDING} == before
    customer = store.load("anna", NOON)
    assert (customer.visit.turns, customer.consents, customer.facts) == (0, {}, ())
    assert store.recorded("anna", f"anna{MARK}-m0") is None
    assert data_subject.export(engine, "anna") == {name: [] for name in data_subject.export(engine, "anna")}


def test_every_table_is_reached(engine):
    """A table that somebody adds is exported and erased, or this fails."""
    assert {table.name for table in rows.METADATA.sorted_tables} == {
        "customers",
        "access_log",
        *(t.name for t in rows.HOLDING),
    }


@pytest.mark.parametrize("seed", [1, 6])  # without the VACUUM these very histories leave bytes behind
def test_no_byte_of_the_erased_is_left_in_the_files(sqlite_store, sqlite_engine, sqlite_file, seed):
    """Of 60 customers whose rows lie mixed in full pages 20 are erased: of their marks none is left, of others all."""
    rng = random.Random(seed)
    marks = {f"c{n}-{MARK}{n:03d}z": f"{MARK}{n:03d}z" for n in range(60)}
    fill(sqlite_engine, marks, rng)
    erased = rng.sample(list(marks), 20)
    for customer in erased[:3]:
        live(sqlite_store, customer, marks[customer], turns=2)
    for customer in erased:
        data_subject.erase(sqlite_engine, customer)
    left = bytes_of(sqlite_file.parent)
    assert [customer for customer in erased if marks[customer].encode() in left] == []
    assert [customer for customer in marks if customer not in erased and marks[customer].encode() not in left] == []


def fill(engine, marks: dict[str, str], rng: random.Random) -> None:
    """Rows in no order, so that SQLite splits and rebuilds its pages: that is where stale copies stay behind."""
    names = [(customer, f"name{number}") for customer in marks for number in range(12)]
    rng.shuffle(names)
    with engines.writing(engine) as connection:
        for number, (customer, name) in enumerate(names):
            mark = marks[customer]
            row = {"customer": customer, "name": name, "recipient": "", "value": "x", "message_id": "", "evidence": ""}
            connection.execute(sa.insert(rows.facts), row | {"at": NOON, "visit": 1})
            if number % 3 == 0:
                turn = a_turn(
                    customer, f"{mark}-{number}", NOON, mark * rng.randrange(1, 80), mark * rng.randrange(1, 90)
                )
                connection.execute(sa.insert(rows.turns), turn_row(turn, 100 + number, 1))


def test_a_visit_that_was_not_to_be_kept_leaves_no_byte(sqlite_store, sqlite_engine, sqlite_file):
    """A sweep also takes the words of the forgotten facts out of the file."""
    sqlite_store.record(a_turn(), facts=[Fact("name", MARK, NOON, "m1", MARK)])
    assert MARK.encode() in bytes_of(sqlite_file.parent)
    sweep(sqlite_engine, NOON + DAY)
    assert MARK.encode() not in bytes_of(sqlite_file.parent)


def test_a_reader_in_the_way_postpones_the_erasure(sqlite_store, sqlite_engine, sqlite_file, monkeypatch):
    """While somebody holds an old snapshot the bytes cannot go: the request stays, and the next try ends it."""
    monkeypatch.setattr(engines, "SCRUB_TRIES", 1)
    live(sqlite_store, "anna", MARK)
    with sqlite_engine.connect() as reader, reader.begin():
        reader.execute(rows.turns.select()).all()
        with pytest.raises(engines.NotScrubbed):
            data_subject.erase(sqlite_engine, "anna")
        assert rows_of(sqlite_engine, rows.turns) == []
    assert data_subject.pending_erasures(sqlite_engine) == ["anna"]
    data_subject.erase(sqlite_engine, "anna")
    assert data_subject.pending_erasures(sqlite_engine) == []
    assert MARK.encode() not in bytes_of(sqlite_file.parent)


def test_asking_in_a_turn_stops_all_use_until_it_is_done(store, engine):
    """From the request on nothing is used, though the rows wait for the end of the turn."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=heard(turn, formality=-0.9), facts=[Fact("milk", "oat", NOON)])
    store.record(a_turn(message_id="m2"), erase=True)
    assert data_subject.pending_erasures(engine) == ["anna"]
    customer = store.load("anna", NOON)
    assert (customer.profile, customer.session, customer.facts, customer.consents) == ({}, {}, (), {})
    assert store.recorded("anna", "m2") is not None  # a retry still gets its answer
    data_subject.erase(engine, "anna")
    assert data_subject.pending_erasures(engine) == []


def test_a_request_that_names_nobody_is_finished(store, engine):
    """A crash in an erasure's last step leaves a request of nobody; it goes, and nobody is made for it."""
    with engines.writing(engine) as connection:
        data_subject.request_within(connection, data_subject.NOBODY, NOON)
    assert data_subject.pending_erasures(engine) == [data_subject.NOBODY]
    data_subject.finish_erasing(store)
    assert data_subject.pending_erasures(engine) == []
    assert rows_of(engine, rows.turns, data_subject.NOBODY) == []


def test_erasing_beside_other_peoples_turns(store, engine):
    """Others go on talking while Anna is erased, and lose nothing."""
    for customer in ("anna", "bruno"):
        live(store, customer, customer)
    failures = []

    def talk() -> None:
        for number in range(20):
            try:
                store.record(a_turn("bruno", f"b{number}"))
            except Exception as error:
                failures.append(error)

    thread = threading.Thread(target=talk)
    thread.start()
    data_subject.erase(engine, "anna")
    thread.join()
    assert failures == []
    said = [row.message_id or "" for row in rows_of(engine, rows.turns, "bruno")]
    assert [f"b{number}" for number in range(20)] == [message for message in said if message[1:].isdigit()]


def test_access_tells_what_is_known_in_plain_words(store, engine):
    """The shape of GET /me, orders apart: facts with their evidence, estimates with confidence, in both languages."""
    allow(store)
    for number in range(8):
        turn = a_turn(message_id=f"m{number}", lang="it")
        store.record(turn, observations=heard(turn, verbosity=2.0, formality=0.02))
    store.set_fact("anna", Fact("name", "Anna", NOON, "m1", "I'm Anna"))
    told = data_subject.access(engine, "anna", NOON)
    assert list(told) == ["customer", "name", "lang", "visits", "consents", "facts", "estimates"]
    assert (told["customer"], told["name"], told["lang"], told["visits"]) == ("anna", "Anna", "it", 1)
    assert told["consents"]["remember"] == {"granted": True, "at": "2026-03-02T12:00:00+00:00", "how": "said"}
    assert told["facts"] == [
        {"name": "name", "value": "Anna", "at": "2026-03-02T12:00:00+00:00", "evidence": "I'm Anna",
         "called": "Name", "why": "you said so on 2 March: “I'm Anna”"}
    ]  # fmt: skip
    by_key = {(e["name"], e["scope"]): e for e in told["estimates"]}
    assert set(by_key) == {(name, scope) for name in ("verbosity", "formality") for scope in ("visit", "profile")}
    short = by_key["verbosity", "profile"]
    assert list(short) == ["name", "value", "sd", "n", "scope", "says", "acts_on", "called", "confidence", "sure",
                           "stated", "last_seen", "half_life_days", "evidence", "why"]  # fmt: skip
    assert (short["says"], short["acts_on"]) == ("you tend to write short messages", True)
    unsure = by_key["formality", "profile"]
    assert not unsure["acts_on"]
    assert "cannot tell" in unsure["says"]
    assert "messaggi brevi" in json.dumps(data_subject.access(store, "anna", NOON, lang="it"), ensure_ascii=False)


def test_access_says_when_nothing_is_done_with_it(store, engine):
    """After an objection what is held is shown, and acts on nothing; without consent the profile part does not act."""
    allow(store)
    for number in range(8):
        turn = a_turn(message_id=f"m{number}")
        store.record(turn, observations=heard(turn, verbosity=2.0))
    store.set_consent("anna", "personalise", False, NOON, "said")
    acts = {e["scope"]: e["acts_on"] for e in data_subject.access(engine, "anna", NOON)["estimates"]}
    assert acts == {"visit": True, "profile": False}
    store.set_fact("anna", Fact("no_personalise", "yes", NOON))
    acts = {e["scope"]: e["acts_on"] for e in data_subject.access(engine, "anna", NOON)["estimates"]}
    assert acts == {"visit": False, "profile": False}


def test_access_shows_a_correction_in_place_of_what_was_detected(store, engine):
    """What the customer put right is what we say we believe."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=heard(turn, formality=-0.9))
    store.correct("anna", "formality", 0.6, NOON)
    (told,) = data_subject.access(engine, "anna", NOON)["estimates"]
    assert (told["name"], told["value"], told["acts_on"], told["says"]) == (
        "formality",
        0.6,
        True,
        "you tend to write formally",
    )


def test_nobody_is_told_of_somebody_unknown(store, engine):
    """Asking about an id that never came shows an empty shape, and writes nothing."""
    told = data_subject.access(engine, "nobody", NOON)
    assert (told["visits"], told["facts"], told["estimates"], told["consents"]) == (0, [], [], {})
    with engine.connect() as connection:
        assert connection.execute(sa.select(rows.customers)).all() == []


def test_the_export_is_complete_and_plain(store, engine):
    """Every row of every table, as JSON that can be read back."""
    live(store, "anna", MARK, turns=3)
    exported = data_subject.Holder(engine).export("anna")
    assert json.loads(json.dumps(exported)) == exported
    for table in rows.HOLDING:
        assert len(exported[table.name]) == len(rows_of(engine, table)), table.name
    assert exported["customers"][0]["id"] == "anna"
    assert exported["turns"][0]["said"].startswith(MARK)
    assert {line["kind"] for line in exported["observations"]} == {"cue", "fact", "corrected"}
    assert "formality" in json.loads(exported["folds"][0]["state"])["dials"]


def test_outcomes_are_counted_only_with_consent(store, engine):
    """A visit counts once, as the best that came of it; without consent to measure nothing is kept."""
    allow(store, "anna", NOON, "measure")
    store.record(a_turn(), outcome="no_sale")
    store.record(a_turn(message_id="m2"), outcome="sale")
    store.record(a_turn("bruno"), outcome="sale")
    assert outcomes.record(engine, "anna", "abandoned", NOON, "m9")
    assert not outcomes.record(engine, "bruno", "sale", NOON, "m9")
    assert not outcomes.record(engine, "nobody", "sale", NOON, "m9")
    assert outcomes.summarise(engine) == {"sale": 1, "handover": 0, "no_sale": 0, "abandoned": 0}
    assert outcomes.summarise(engine, since=NOON + DAY)["sale"] == 0
    with pytest.raises(ValueError, match="outcome"):
        outcomes.record(engine, "anna", "bargain", NOON, "m10")
