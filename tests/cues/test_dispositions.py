"""Uniqueness in three dimensions, social proof, risk and planning: said, turned round, asked of a thing, not said."""

from __future__ import annotations

import time

import pytest

from bot.cues import counterconformity, planning, risk, social_proof
from bot.cues.message import Message
from bot.cues.pipeline import read_doc

MODULES = (counterconformity, social_proof, risk, planning)
SAID = {
    "creative_choice": (
        "something unique please",
        "I'd love a one-of-a-kind ring",
        "I like to stand out",
        "do you have anything original?",
        "a statement piece for the hall",
        "I want it to show my personality",
        "I'm after something out of the ordinary",
        "have you got a limited edition",
        "could you do it bespoke",
        "something quirky",
        "a coat that turns heads",
        "it should be a conversation starter",
        "I want to design my own",
        "nothing boring please",
        "not run of the mill",
        "I need a bag that reflects my taste",
        "unusual earrings",
        "one-off",
    ),
    "unpopular_choice": (
        "I don't care what people think",
        "who cares what others think, I like it",
        "the uglier the better",
        "the weirder the better!",
        "I want to raise a few eyebrows",
        "something that breaks the rules",
        "let them stare",
        "even if people laugh",
        "I'd go against the grain",
        "colours that others find odd",
        "I'm happy to be the odd one out",
        "something provocative",
        "I want to shock the neighbours",
        "something nobody else would dare",
        "kitsch",
        "couldn't care less what others think",
        "not afraid to be different",
    ),
    "avoidance_of_similarity": (
        "something nobody else has",
        "a scarf that none of my friends have",
        "I don't want what everybody else has",
        "not mainstream please",
        "anything but the bestseller",
        "that one is too mainstream for me",
        "something you don't see everywhere",
        "I've seen it everywhere, what else is there",
        "a brand that's under the radar",
        "hidden gems only",
        "I don't follow trends",
        "not the same as everyone else",
        "I went off it when everyone got it, now everybody has one",
        "one that not everyone has",
        "which roast is lesser known",
        "I avoid big brands",
        "only a few made",
        "please not the most popular",
    ),
    "social_proof": (
        "what do people usually take?",
        "what's everyone having?",
        "your bestseller",
        "which one do most customers go for",
        "I don't know what people usually order",
        "not sure, what would most people pick",
        "what's popular?",
        "do many people buy this?",
        "is this one popular?",
        "all my friends have one",
        "the crowd favourite please",
        "whatever the locals drink",
        "I'll have what she's having",
        "which has the best customer reviews",
        "what sells best",
        "just give me what everyone else is having",
        "don't you have a bestseller?",
        "I want to fit in with the others",
        "most people take the small one, right?",
        "TOP SELLERS",
    ),
    "bulk": (
        "for the whole office",
        "a box of 24",
        "every Friday",
        "for next week's party",
        "I need 40 croissants",
        "could I order thirty of those",
        "two trays of twelve",
        "coffee for 15 people",
        "there will be twenty of us",
        "can I set up a standing order",
        "the same every other Monday please",
        "I want to stock up",
        "do you do bulk orders?",
        "a case of the red",
        "we're hosting a dinner",
        "I'd like to order a week in advance",
        "six boxes of the dark chocolate ones",
        "a monthly delivery would be great",
        "sandwiches for Thursday's meeting",
        "don't you have a discount for large orders?",
        "enough for everyone at work",
    ),
}
REFUSED = {  # turned round: a stated no is 0, with the words that say so
    "creative_choice": (
        "nothing too unusual",
        "I don't want to stand out",
        "I don't need anything unique",
        "nothing quirky please",
        "not a statement piece",
    ),
    "unpopular_choice": ("I don't want to raise eyebrows", "nothing provocative", "not too wacky please"),
    "avoidance_of_similarity": ("it doesn't have to be something nobody else has", "I don't need something rare"),
    "social_proof": (
        "I don't care what others take",
        "not interested in what's popular",
        "I don't trust reviews",
        "who cares what everyone buys",
        "not the bestseller please",
        "forget what everyone else is having",
    ),
}
CAREFUL = (  # risk aversion above .3
    "is it guaranteed?",
    "can I return it",
    "what if it breaks",
    "does it come with a warranty",
    "what if it doesn't fit?",
    "can I exchange it later",
    "is there a money-back guarantee",
    "I don't want to take any risks",
    "better safe than sorry",
    "how reliable is it?",
    "I'm not one to take chances",
    "could I try it on first",
    "will it last?",
    "the safe choice please",
    "I want to be sure before I decide",
    "refund if she doesn't like it?",
    "no surprises please",
    "what if I get the wrong size",
    "is that one durable? will it break easily",
)
DARING = (  # below −.3
    "I'll take a chance",
    "I'll try anything once",
    "surprise me",
    "let's risk it",
    "dealer's choice",
    "I'm feeling lucky",
    "I'm up for anything",
    "nothing to lose",
    "I don't need a warranty",
    "you only live once",
    "I'll take the plunge",
    "what's the worst that could happen",
    "happy to risk it",
    "I don't care if it breaks",
    "I'll have the mystery box",
    "I don't mind taking a risk",
)
# said of a thing, asked of a thing, or of something else: no wish of theirs
SILENT = {
    "creative_choice": (
        "is it unusual?",
        "is this one unique",
        "are those handmade?",
        "it's unique",
        "is the green one a limited edition?",
        "the original box is missing",
        "call me something else",
        "is the pattern really one of a kind?",
    ),
    "unpopular_choice": (
        "what do you think",
        "people were staring at the queue",
        "is it ugly?",
        "I don't care",
        "I don't care what colour",
        "the rules of your loyalty card",
        "is it provocative?",
        "my friends hate waiting",
        "I don't mind which one",
        "a rebel without a shoe is a film that I saw again last night",
    ),
    "avoidance_of_similarity": (
        "nobody else has answered me",
        "no one else has the time to help",
        "is it rare?",
        "steak, medium rare",
        "everyone has arrived",
        "not everyone has told you",
        "I've looked everywhere",
        "the most popular one",
        "is it a hidden gem?",
        "few people have been so kind",
    ),
    "social_proof": (
        "for everyone",
        "is everyone all right",
        "there are 12 people",
        "my friend is late",
        "people have to wait",
        "do people need a ticket",
        "it's for other people",
        "does this fit in my bag",
        "I usually take the small one",
        "I usually go for oat milk",
    ),
    "risk_aversion": (
        "I have to send my parcel back to you",
        "my money back, now, or I call the bank",
        "my refund has not arrived",
        "it broke yesterday",
        "it was broken",
        "can I try the soup today, and the bread",
        "where do I return this parcel",
        "I am sure",
        "careful, it's hot",
        "is it open, and if so until when?",
    ),
    "bulk": (
        "I need it in 20 minutes",
        "20 pounds is too much",
        "order 66",
        "can I get 2 boxes",
        "size 40",
        "I don't need 40 croissants",
        "not for the office",
        "under 15 euros",
        "my order from 12 May",
        "I wake up at seven every morning and cannot say that anything is wrong",
        "I have 3 questions",
        "a table for two",
        "thanks in advance",
        "on Friday",
        "the box is broken",
    ),
}
ORDINARY = (
    "two croissants please",
    "is it open?",
    "where is my order",
    "flat white oat",
    "latte",
    "hello",
    "yes",
    "no thanks",
    "the usual please",
    "my order never arrived",
    "I'd like to change my address",
    "how much is the red bag",
    "do you deliver on Sundays?",
    "a birthday card for my mum",
    "can I pay by card?",
    "size 38 in black",
    "this is ridiculous, I want a refund",
    "thank you so much 😀",
    "what time do you close",
    "is the green scarf still available",
    "could you wrap it, please",
    "can you recommend a tea",
)
NAMES = [name for module in MODULES for name in module.CUES]


def heard(text: str) -> dict:
    """The new dispositions of a message, by name."""
    message = Message.of(read_doc(text))
    return {cue.name: cue for module in MODULES for cue in module.read(message)}


def rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Name and text of each line."""
    return [(name, text) for name, texts in table.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), rows(SAID))
def test_what_is_said_is_heard_with_its_words(name, text) -> None:
    """Each remark is heard at .3 or above, and shows the words that it rests on."""
    cue = heard(text)[name]
    assert cue.value is not None
    assert cue.value >= 0.3
    assert cue.evidence


@pytest.mark.parametrize(("name", "text"), rows(REFUSED))
def test_a_stated_no_is_nought_and_says_so(name, text) -> None:
    """Turned round, a remark gives 0 with its words and a reason: it was said, so it is not unknown."""
    cue = heard(text)[name]
    assert cue.value == 0
    assert cue.evidence
    assert cue.reason


@pytest.mark.parametrize("text", CAREFUL)
def test_caution_is_heard(text) -> None:
    """Asking for guarantees, returns and what goes wrong lies above .3; "no risks" counts as caution, too."""
    assert heard(text)["risk_aversion"].value > 0.3


@pytest.mark.parametrize("text", DARING)
def test_daring_is_heard(text) -> None:
    """Taking a chance lies below −.3; doing without a warranty counts as daring, too."""
    assert heard(text)["risk_aversion"].value < -0.3


@pytest.mark.parametrize(("name", "text"), rows(SILENT))
def test_talk_about_a_thing_is_no_wish(name, text) -> None:
    """Asked or told of a thing, or of something else, it is None with a reason."""
    cue = heard(text)[name]
    assert cue.value is None
    assert cue.reason


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_shop_talk_says_nothing_of_it(text) -> None:
    """An everyday message leaves all six unknown, never 0."""
    for cue in heard(text).values():
        assert cue.value is None, cue
        assert cue.reason


def test_two_remarks_say_more_than_one() -> None:
    """Values rise with what is said, and stay within 1."""
    one, two = (
        heard("your bestseller")["social_proof"],
        heard("your bestseller, what people usually take")["social_proof"],
    )
    assert one.value < two.value <= 1


def test_caution_and_daring_weigh_against_each_other() -> None:
    """Who takes a chance but asks for returns lies between the two."""
    both = heard("I'll take a chance, but can I return it?")["risk_aversion"].value
    assert heard("I'll take a chance")["risk_aversion"].value < both < heard("can I return it?")["risk_aversion"].value


def test_the_single_dial_of_uniqueness_is_as_it_was(hear) -> None:
    """ "Uniqueness" still runs from belonging to unique, beside the three dimensions."""
    assert hear("something nobody else has")["uniqueness"].value > 0.4
    assert hear("what do most people take?")["uniqueness"].value < -0.4


def test_it_is_heard_over_formatting() -> None:
    """Capitals, doubled spaces and curly quotes change nothing."""
    for text in ("WHAT'S  EVERYONE\u00a0HAVING?", "what’s everyone having"):
        assert heard(text)["social_proof"].value == heard("what's everyone having?")["social_proof"].value


@pytest.mark.parametrize("name", NAMES)
def test_other_languages_are_not_heard_yet(name, hear) -> None:
    """Italian gives None and says so."""
    cue = hear("che cosa prendono di solito i clienti?", "it")[name]
    assert cue.value is None
    assert "'it'" in cue.reason


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".", 1)[-1])
@pytest.mark.parametrize(
    "piece", ["what ", "for ", "don't care what ", "is it the most ", "for 12 ", "if it ", "i need 40 ", "not unique, "]
)
def test_words_that_open_many_phrases_are_not_slow(module, piece) -> None:
    """A message made of the commonest opening words takes at most 50 ms of processor time (best of three)."""
    doc = read_doc(piece * 1_000)
    costs = []
    for _ in range(3):
        started = time.thread_time()
        module.read(Message.of(doc))
        costs.append(1_000 * (time.thread_time() - started))
    assert min(costs) <= 50
