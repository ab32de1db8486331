"""Whole sentences between two people, or key words."""

from __future__ import annotations

import pytest

from actions.adaptation.involvement import involvement
from actions.adaptation.samples import sample_slots
from actions.adaptation.voices import own_phrasings
from bot.cues import involvement as cue
from bot.cues.message import Message
from bot.cues.pipeline import read_doc

ORDERS = [
    ("could I please get a latte?", "large latte, oat milk, to go"),
    ("do you have anything without milk?", "cakes without milk, list and prices"),
    ("I'd like to know when you are open", "opening hours on Sunday morning"),
    ("what would you take if you were me?", "the best coffee of the house"),
]


def read(text: str, language: str = "en") -> float | None:
    (heard,) = cue.read(Message.of(read_doc(text, language), language))
    return heard.value


@pytest.mark.parametrize(("sentence", "key_words"), ORDERS)
def test_sentences_are_more_involved_than_key_words(sentence: str, key_words: str) -> None:
    """The same wish, once said to somebody and once noted down: far apart, and on either side of what is usual."""
    said, noted = read(sentence), read(key_words)
    assert said is not None
    assert noted is not None
    assert said > 0.45 > noted
    assert said - noted >= 0.3


@pytest.mark.parametrize("text", ["", "hi", "yes please", "two lattes", "👍", "12345"])
def test_two_words_tell_of_no_sentence(text: str) -> None:
    """Nought would mean "key words alone"; of a yes nobody can say."""
    assert read(text) is None


def test_it_is_no_register() -> None:
    """Courteous and casual sentences are as involved as each other."""
    formal, casual = read("May I ask whether you have it here?"), read("can i ask if u got it here")
    assert formal is not None
    assert casual is not None
    assert abs(formal - casual) <= 0.2


def test_other_languages_are_not_read() -> None:
    """Italian leaves its pronouns out: the lists would hear key words everywhere."""
    assert "it" not in cue.LANGUAGES


def _wordings() -> list[str]:
    return [
        phrase.template.fill(sample_slots(act, "en"))[0]
        for lang, act, _, _, phrase in own_phrasings().all()
        if lang == "en" and phrase.template.slots <= set(sample_slots(act, "en"))
    ]


def test_our_wordings_are_measured_as_the_customer_is() -> None:
    """The few words by which a wording is chosen agree with the cue, over every English wording."""
    long = [text for text in _wordings() if len(text.split()) >= 5]
    assert len(long) > 1_000
    off = [abs(involvement(text) - (read(text) or 0.0)) for text in long]
    assert sum(off) / len(off) <= 0.03
    assert sum(one > 0.2 for one in off) <= 0.01 * len(off)
