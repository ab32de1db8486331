"""What a message may teach about its writer, and what may not."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from actions.heard import Heard, Wish
from actions.learning import Asked, observations_of
from profiles.learning import DIALS
from profiles.model import Cue, Evidence, Turn

AT = datetime(2026, 11, 26, 9, 0, tzinfo=timezone.utc)
MANNER = {"verbosity": 3.0, "formality": -0.4, "warmth": 0.2}


def learnt(text="one flat white", asked=Asked(), kind="text", intents=("order_item",), **cues: float) -> set[str]:
    """Names of the cues that this message teaches."""
    wishes = tuple(Wish(intent, text) for intent in intents)
    heard = {n: Cue(n, v, (Evidence(text[:3], 0, 3),)) for n, v in (MANNER | cues).items()}
    return {o.name for o in observations_of(Heard("anna", "m1", kind, text, wishes=wishes, cues=heard), AT, asked)}


def test_an_ordinary_message_teaches_its_manner():
    """Every cue with a dial is an observation."""
    assert learnt() == set(MANNER)


def test_a_button_and_its_words_typed_teach_nothing():
    """Pressing "Large" and typing it are the same."""
    asked = Asked(titles=("Large", "Small"))
    assert learnt("", kind="choice") == set()
    assert learnt("large!", asked) == set()
    assert learnt("a large one please", asked) == set(MANNER)


@pytest.mark.parametrize("intents", [("affirm",), ("deny",), ("deny", "affirm")])
def test_a_bare_answer_to_a_closed_question_teaches_nothing(intents):
    """A yes is short for everybody; said of one's own accord it is a message like any other."""
    assert learnt("yes", Asked(closed=True), intents=intents) == set()
    assert learnt("yes", intents=intents) == set(MANNER)


def test_the_length_of_an_answer_to_a_closed_question_is_left_out():
    """The question made it short; how it is put is still theirs."""
    assert learnt("yes and a tea", Asked(closed=True), intents=("affirm", "order_item")) == {"formality", "warmth"}


def test_our_own_words_sent_back_teach_nothing():
    """Six words in a row as we said them are ours, whatever signs and capitals stand between."""
    asked = Asked(said=("Of course! Shall I put one large oat flat white on your order?",))
    assert learnt("You said: shall I put one large oat FLAT WHITE on my order??", asked) == set()
    assert learnt("put one large oat on my tab", asked) == set(MANNER)


@pytest.mark.parametrize("mood", ["anger", "distress", "grief"])
def test_an_upset_message_leaves_no_lasting_trace(mood):
    """Anger, distress and mourning are heard for the visit; the manner of that hour is not taken for the person's."""
    taught = learnt(sentiment=-0.8, urgency=0.6, novelty=0.5, **{mood: 0.7})
    assert taught == {"sentiment", "urgency"}
    assert all(not DIALS[name].lasting for name in taught)
    assert set(MANNER) <= learnt(**{mood: 0.2})


def test_taste_needs_words_to_rest_on():
    """Silence about novelty is no wish for the proven."""
    heard = {"novelty": Cue("novelty", 0.0)}
    message = Heard("anna", "m1", "text", "a tea", wishes=(Wish("order_item", "a tea"),), cues=heard)
    assert observations_of(message, AT, Asked()) == ()


def test_what_was_asked_is_read_from_the_turn_before():
    """Buttons and sentences of all its replies; nothing where there is none."""
    replies = (
        {"kind": "reply", "text": "Which size?", "choices": [{"id": "a", "title": "Large"}]},
        {"kind": "notice", "text": "I am an AI.", "choices": []},
    )
    turn = Turn("anna", "shop", "m0", AT, "text", "hi", replies)
    assert Asked.before(turn, closed=True) == Asked(True, ("Large",), ("Which size?", "I am an AI."))
    assert Asked.before(None, closed=False) == Asked()


def test_an_observation_says_what_heard_it_and_where():
    """The version of the detectors and the places of the evidence go with it."""
    cue = Cue("politeness", 0.4, (Evidence("please", 11, 17),))
    heard = Heard("anna", "m1", "text", "flat white please", cues={"politeness": cue}, cues_version="3")
    (observation,) = observations_of(heard, AT, Asked())
    assert (observation.detector, observation.spans, observation.evidence) == ("3", ((11, 17),), "please")
