"""Formality and politeness of short shop messages: sixty of our own, the calibration's yardstick."""

from __future__ import annotations

import pytest

CASUAL = (
    "yo can i get a latte",
    "gimme 2 croissants thx 😀",
    "hey whats good today",
    "lol yeah gimme the big one",
    "sup dude u got any cookies",
    "wanna grab a cuppa, u still open?",
    "omg those muffins r sooo good!!!",
    "nah im good thx",
    "hiya, any chance of a cheeky flat white? xx",
    "k cool, gonna take 2",
    "ya that one pls",
    "haha ok lets do it 😂",
    "dunno, whatever's cheap mate",
    "yo r u guys open rn",
    "hey guys, can i grab a brownie?",
    "ugh this coffee sucks",
    "awesome, thx a bunch!!",
    "wtf where's my stuff",
    "got any of those yummy choc thingies?",
    "nope, just the bagel, cheers mate",
)
ORDINARY = (
    "flat white oat",
    "a flat white please",
    "flat white please",
    "latte",
    "large",
    "yes",
    "2 croissants",
    "can I get a flat white with oat milk?",
    "Can I have a large cappuccino, please?",
    "how much is the red bag",
    "do you have almond milk",
    "one espresso to go",
    "two teas and a scone",
    "is the banana bread gluten free?",
    "When do you open tomorrow?",
    "I'll have a latte",
    "What sizes does it come in?",
    "oat please",
    "medium cappuccino, no sugar",
    "where is my order",
    "Thank you",
    "do you deliver?",
    "the blue one in size M",
    "I want a sandwich",
    "hello",
    "cancel my order",
)
FORMAL = (
    "Good morning. I should like to order a pot of Earl Grey, please.",
    "I would be most grateful if you could tell me whether this is guaranteed",
    "Good afternoon, I would like to enquire about the warranty on this umbrella.",
    "Would it be possible to have the parcel delivered on Thursday?",
    "Dear Sir or Madam, I am writing regarding my order of 12 May.",
    "May I kindly request an invoice for the purchase?",
    "Could you please inform me whether the item is currently available?",
    "I would appreciate it if you could advise me on an appropriate gift for my employer.",
    "Good evening. Might I reserve two of the almond croissants for tomorrow?",
    "Kindly confirm the delivery address and the expected date of dispatch.",
    "I should be obliged if you would exchange this article.",
    "We would like to purchase several gift baskets on behalf of our company.",
    "I regret to inform you that the beverage was unsatisfactory.",
    "Thank you very much for your assistance. I look forward to receiving the order.",
)
POLITE = (
    "Could you tell me the price, please?",
    "sorry to bother you, do you know if the umbrella is waterproof?",
    "Thank you so much for your help",
    "Would you mind wrapping it, please?",
    "I'd like a latte please, thanks",
    "May I ask what is in the scone?",
    "thanks, that's very kind of you",
    "Please could I have the smaller one",
    "hi, could i get a muffin please",
    "I was wondering if you have any decaf",
)
RUDE = (
    "shut up you idiot",
    "You people are useless.",
    "what is wrong with you",
    "give me my money back now",
    "are you stupid",
    "hurry up",
    "you're all incompetent morons",
    "stupid bot",
    "get lost",
    "why are you so pathetic",
)


@pytest.mark.parametrize("text", CASUAL)
def test_casual_messages_are_casual(text, hear) -> None:
    """Slang, shorthand, emoji: clearly below 0."""
    assert hear(text)["formality"].value < -0.4


@pytest.mark.parametrize("text", FORMAL)
def test_formal_messages_are_formal(text, hear) -> None:
    """Set courtesies and formal words: clearly above 0."""
    assert hear(text)["formality"].value > 0.4


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_shop_talk_is_neither(text, hear) -> None:
    """A terse order is not casual for being terse, nor a "please" formal."""
    assert abs(hear(text)["formality"].value) < 0.25


def test_what_is_asked_in_five_ways_is_told_apart(hear) -> None:
    """The same wish from slang to set courtesies reads more formal step by step; so do greetings."""
    ways = [
        "gimme a latte mate",
        "can I get a latte",
        "I'd like a latte, please",
        "I would like a latte, please",
        "I should be most grateful for a latte, if I may.",
    ]
    greetings = ["yo", "hey", "hi", "hello", "good evening"]
    for steps in (ways, greetings):
        values = [hear(text)["formality"].value for text in steps]
        assert values == sorted(values)
        assert values[-1] - values[0] > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "33 Madison Street",
        "What kind of coffee do you serve?",
        "is a 72 x 36 available?",
        "decaf espresso",
        "yes",
        "medium",
    ],
)
def test_what_is_spoken_of_is_no_manner(text, hear) -> None:
    """An address, a size, a plain question or one word: ordinary shop talk."""
    assert abs(hear(text)["formality"].value) < 0.25


@pytest.mark.parametrize("text", POLITE)
def test_polite_messages_are_polite(text, hear) -> None:
    """Please, thanks, apologies and indirect requests."""
    assert hear(text)["politeness"].value > 0.3


@pytest.mark.parametrize("text", RUDE)
def test_rude_messages_are_rude(text, hear) -> None:
    """Insults and bare demands."""
    assert hear(text)["politeness"].value < -0.4


@pytest.mark.parametrize("text", ["flat white oat", "latte", "where is my order", "2 croissants", "do you deliver?"])
def test_a_plain_order_is_neither_polite_nor_rude(text, hear) -> None:
    """Saying only what is wanted is no rudeness."""
    assert abs(hear(text)["politeness"].value) < 0.15


def test_the_evidence_names_the_words(hear) -> None:
    """The words that weigh are shown, function words are not."""
    cue = hear("yo gimme the big one, cheers mate")["formality"]
    shown = [e.text for e in cue.evidence]
    assert {"yo", "gimme", "cheers", "mate"} <= set(shown)
    assert "the" not in shown
    assert "casual" in cue.reason


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("un cappuccino", -0.1, 0.1),
        ("vorrei un cappuccino per favore", 0.4, 1),
        ("grazie mille", 0.4, 1),
        ("mi scusi, potrebbe dirmi il prezzo?", 0.4, 1),
        ("stai zitto, idiota", -1, -0.6),
    ],
)
def test_italian_courtesies_are_counted(text, low, high, hear) -> None:
    """Italian politeness counts courtesies; formality is not heard yet."""
    cues = hear(text, "it")
    assert low <= cues["politeness"].value <= high
    assert cues["formality"].value is None
