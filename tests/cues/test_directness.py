"""Directness: how straight a customer asks, apart from politeness and from length."""

from __future__ import annotations

import time

import pytest

from bot.cues.directness import read
from bot.cues.message import Message
from bot.cues.pipeline import read_doc

DIRECT = (  # 0.5 … 1
    "flat white oat",
    "two croissants, please",
    "give me two",
    "where's my order",
    "gimme the blue one",
    "cancel my order",
    "please cancel it before it ships",
    "I want a refund",
    "want a refund",
    "I need size 38",
    "I'll take the small one",
    "show me the red bags",
    "latte",
    "hi, three bagels and a black coffee",
    "how much is the umbrella",
    "tell me when it arrives",
    "don't put sugar in it",
    "let me have the large one",
    "when will it be ready?",
    "two croissants thanks",
    "you have to send me a new one",
)
INDIRECT = (  # −1 … −0.3
    "I was wondering whether you might possibly have two croissants",
    "I was hoping you could help me with my parcel",
    "would it be possible to change the size?",
    "would you mind wrapping it?",
    "is there any chance of a window table",
    "I don't suppose you have any left?",
    "could I have a cappuccino?",
    "Could you tell me whether the scarf is wool, please?",
    "sorry to bother you, could I ask something",
    "perhaps you could put one aside",
    "it would be lovely if it came on Friday",
    "I'd be grateful for a quick answer",
    "do you think you could hold it for me",
    "if you could send it today, that would help",
    "may I see the other one",
    "just wondering if it comes in green",
    "excuse me, would you happen to have a bag",
)
BETWEEN = (  # the everyday question and the everyday wish
    "can I get a latte?",
    "I'd like two croissants",
    "do you have oat milk",
    "is it open?",
    "I'm looking for a raincoat",
    "how about the green one",
)
NOTHING_ASKED = (
    "hello",
    "hello Ada",
    "good morning!",
    "thanks",
    "thanks for the quick help",
    "yes",
    "yes please",
    "no thanks",
    "perfect, thank you!",
    "my coffee is cold",
    "arrived broken",
    "order not received",
    "it's for my dad",
    "everything seems fine",
    "great coffee",
    "what a lovely cake",
    "my kettle broke",
    "you can call me Ada",
    "I think the blue one is nicer",
    "it will take two days",
    "bye, see you tomorrow",
    "😀",
)


def value(text: str) -> float | None:
    """The directness of a message."""
    return read(Message.of(read_doc(text)))[0].value


@pytest.mark.parametrize("text", DIRECT)
def test_commands_wants_and_bare_nouns_are_direct(text) -> None:
    """A command, a want, a bare noun phrase and a straight question lie at .5 or above."""
    assert value(text) >= 0.5


@pytest.mark.parametrize("text", INDIRECT)
def test_roundabout_requests_are_indirect(text) -> None:
    """Wondering, hoping, "could", conditions and apologies lie at −.3 or below."""
    assert value(text) <= -0.3


@pytest.mark.parametrize("text", BETWEEN)
def test_everyday_ways_of_asking_lie_between(text) -> None:
    """ "Can I", "I'd like" and plain questions are neither roundabout nor blunt."""
    assert -0.3 < value(text) < 0.5


@pytest.mark.parametrize("text", NOTHING_ASKED)
def test_where_nothing_is_asked_it_is_unknown(text) -> None:
    """Greetings, thanks, answers and statements give None with a reason, never 0."""
    cue = read(Message.of(read_doc(text)))[0]
    assert cue.value is None
    assert cue.reason


def test_please_is_politeness_not_directness() -> None:
    """The same command with and without "please" is as direct."""
    assert value("two croissants") == value("two croissants, please") == value("please, two croissants")


def test_length_is_not_directness() -> None:
    """A long bare order stays direct, and four roundabout words stay indirect."""
    assert value("give me two large flat whites with oat milk and a slice of the lemon cake to take away") >= 0.8
    assert value("might I have one?") <= -0.3


@pytest.mark.parametrize(
    ("plain", "softened"),
    [
        ("two croissants", "maybe two croissants"),
        ("could you wrap it", "could you perhaps wrap it"),
        ("can I have it today", "can I have it today, if possible"),
        ("I need a bag", "sorry, I need a bag"),
        ("send it on Monday", "send it on Monday if it's not too much trouble"),
    ],
)
def test_hedges_conditions_and_apologies_soften(plain, softened) -> None:
    """Each of them takes something off the same request."""
    assert value(softened) < value(plain)


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("that's not what I'm looking for", False),
        ("if I want to return it", False),
        ("I don't want anything else", False),
        ("do I need to sign", True),
    ],
)
def test_a_want_that_is_denied_or_supposed_is_no_wish(text, direct) -> None:
    """A want under "not" or "if" is no request; inside a question the question counts."""
    found = value(text)
    assert (found is not None and 0 < found < 0.5) if direct else found is None


def test_kind_of_is_a_hedge_only_where_it_hedges() -> None:
    """ "What kind of" asks for a kind."""
    assert value("what kind of tea do you have") == value("what tea do you have") or value("what kind of tea") >= 0.5


def test_it_shows_the_form_and_what_softens_it() -> None:
    """Evidence is the form of the request and each softener, in order."""
    cue = read(Message.of(read_doc("Sorry, could you possibly wrap it?")))[0]
    assert [e.text for e in cue.evidence] == ["Sorry", "could you possibly"]


def test_several_requests_are_averaged() -> None:
    """A command and a roundabout question lie between the two."""
    both = value("give me two croissants. Would you mind wrapping them?")
    assert value("would you mind wrapping them?") < both < value("give me two croissants")


def test_other_languages_are_not_heard_yet(hear) -> None:
    """Italian gives None and says so."""
    cue = hear("vorrei un cappuccino", "it")["directness"]
    assert cue.value is None
    assert "'it'" in cue.reason


@pytest.mark.parametrize("piece", ["i ", "if ", "for ", "no ", "what do ", "could you, ", "if i want ", "is it? "])
def test_words_that_open_many_phrases_are_not_slow(piece) -> None:
    """A message made of the commonest opening words takes at most 50 ms of processor time (best of three)."""
    doc = read_doc(piece * 1_000)
    costs = []
    for _ in range(3):
        started = time.thread_time()
        read(Message.of(doc))
        costs.append(1_000 * (time.thread_time() - started))
    assert min(costs) <= 50
