"""What an estimate and a fact rest on, told to the person whom they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timezone
from zoneinfo import ZoneInfo

import pytest
from remembering import DAY, MINUTE, NOON, a_turn, allow, heard

from profiles import data_subject
from profiles.learning import DIALS
from profiles.model import Fact
from profiles.plain_names import NAMES
from profiles.retention import sweep


def say(store, message_id, at, evidence="", **values):
    """A message that is heard so, resting on these words."""
    turn = a_turn(message_id=message_id, at=at)
    store.record(turn, observations=[replace(o, evidence=evidence) for o in heard(turn, **values)])


def estimate(store, at, name="formality", scope="profile", **more):
    told = data_subject.access(store, "anna", at, **more)["estimates"]
    return next(e for e in told if (e["name"], e["scope"]) == (name, scope))


def test_an_estimate_names_the_words_it_rests_on(store):
    """The latest three lines that have words, oldest first, with day and message, as one sentence in either language."""
    allow(store)
    for number, words in enumerate(["yo", "pls", "", "thx", "cya"]):
        say(store, f"m{number}", NOON + number * DAY, words, formality=-0.8)
    for number, words in enumerate(["hm", "er", "er"]):
        say(store, f"same-{number}", NOON + 4 * DAY + number * MINUTE, words, hesitation=0.8)
    told = estimate(store, NOON + 5 * DAY)
    assert told["why"] == "you wrote “pls” on 3 March, “thx” on 5 March and “cya” on 6 March"
    assert [(e["words"], e["message_id"]) for e in told["evidence"]] == [("pls", "m1"), ("thx", "m3"), ("cya", "m4")]
    assert told["last_seen"] == (NOON + 4 * DAY).isoformat()
    assert (told["stated"], told["half_life_days"]) == (False, 60.0)
    same_day = estimate(store, NOON + 4 * DAY + 3 * MINUTE, "hesitation", "visit")["why"]
    assert same_day == "you wrote “hm” and “er” on 6 March"
    italian = estimate(store, NOON + 5 * DAY, lang="it")["why"]
    assert italian == "ha scritto «pls» il 3 marzo, «thx» il 5 marzo e «cya» il 6 marzo"
    assert estimate(store, NOON + 4 * DAY, scope="visit")["why"] == "you wrote “cya” on 6 March"


def test_without_words_it_tells_from_how_many_messages(store, engine):
    """When the words have gone with the transcript, number and last day are left."""
    allow(store)
    for number in range(4):
        say(store, f"m{number}", NOON + number * MINUTE, "pls", formality=-0.8)
    sweep(engine, NOON + 31 * DAY)
    told = estimate(store, NOON + 31 * DAY)
    assert told["why"] == "from 4 of your messages, the last on 2 March"
    assert {e["words"] for e in told["evidence"]} == {""}


def test_what_was_put_right_says_so(store):
    """A correction rests on the customer's word, and on no observation before or after it."""
    allow(store)
    say(store, "m1", NOON, "gimme", formality=-0.8)
    store.correct("anna", "formality", 0.5, NOON + DAY)
    say(store, "m2", NOON + 2 * DAY, "yo", formality=-0.8)
    (told,) = (e for e in data_subject.access(store, "anna", NOON + 2 * DAY)["estimates"] if e["name"] == "formality")
    assert (told["stated"], told["evidence"], told["why"]) == (True, [], "you put it right yourself on 3 March")
    assert told["sure"] == "quite sure"


def test_a_fact_says_when_and_in_which_words(store, engine):
    """Of oneself and of somebody else; the sentence goes with the transcript, the value stays."""
    allow(store)
    store.record(a_turn(), facts=[Fact("milk", "oat", NOON, "m1", "I take oat milk")])
    store.set_fact("anna", Fact("size", "38", NOON, "m2", "my sister's size is 38", "sister"))
    facts = {f["name"]: f for f in data_subject.access(store, "anna", NOON + DAY)["facts"]}
    assert facts["milk"]["why"] == "you said so on 2 March: “I take oat milk”"
    assert (facts["size"]["recipient"], facts["size"]["called"]) == ("sister", "Size")
    sweep(engine, NOON + 31 * DAY)
    told = data_subject.access(store, "anna", NOON + 31 * DAY, lang="it")["facts"]
    assert [(f["value"], f["evidence"], f["why"]) for f in told] == [
        ("oat", "", "l'ha detto Lei il 2 marzo"),
        ("38", "", "l'ha detto Lei il 2 marzo"),
    ]


def test_days_are_those_of_the_shop(store):
    """Half past eleven in the evening, UTC, is the next day in Rome."""
    allow(store)
    late = NOON.replace(hour=23, minute=30)
    say(store, "m1", late, "pls", formality=-0.8)
    assert "2 March" in estimate(store, late, zone=timezone.utc)["why"]
    assert "3 March" in estimate(store, late, zone=ZoneInfo("Europe/Rome"))["why"]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_every_dial_has_a_plain_name(lang):
    """The page shows no name that only a programmer knows."""
    assert set(DIALS) <= set(NAMES[lang])
    assert set(NAMES[lang]) == set(NAMES["en"])


def test_nothing_of_somebody_else_is_behind_an_estimate(store):
    """A remark made while shopping for a sister is no evidence about her brother."""
    allow(store)
    turn = a_turn()
    store.record(turn, observations=heard(turn, novelty=1.0), recipient="sister")
    say(store, "m2", NOON + MINUTE, "the usual is fine", novelty=-1.0)
    assert [e["message_id"] for e in estimate(store, NOON + MINUTE, "novelty")["evidence"]] == ["m2"]
