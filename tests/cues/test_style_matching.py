"""Style matching: nine classes of function words, compared between two speakers."""

from __future__ import annotations

import pytest

from bot.cues.lexicon import words_of
from bot.cues.message import Message
from bot.cues.pipeline import read_doc
from bot.cues.reader import cue_names
from bot.cues.style_matching import CLASSES, WordCounts, count, lsm, pooled, rates

MEMBERS = {
    "personal_pronouns": ("i", "me", "you", "they'll", "we", "her", "youre"),
    "impersonal_pronouns": ("it", "this", "something", "whatever", "that'll"),
    "articles": ("a", "an", "the"),
    "conjunctions": ("and", "but", "because", "however"),
    "prepositions": ("of", "with", "without", "regarding"),
    "auxiliary_verbs": ("is", "could", "won't", "they'll", "gonna"),
    "adverbs": ("very", "really", "just", "especially"),
    "negations": ("not", "no", "never", "mustn't", "couldnt"),
    "quantifiers": ("many", "some", "few", "several", "dozens"),
}
CONTENT = ("croissant", "coffee", "buy", "red", "umbrella", "order", "delicious", "send", "monday", "size")


def test_there_are_the_nine_classes_of_the_papers() -> None:
    """The classes are those of Ireland et al. 2011."""
    assert set(CLASSES) == set(MEMBERS)
    assert len(CLASSES) == 9


@pytest.mark.parametrize(("name", "word"), [(n, w) for n, words in MEMBERS.items() for w in words])
def test_a_function_word_counts_in_its_class(name, word) -> None:
    """Alone in a message, a word of a class is all of it."""
    assert rates(Message(word))[name] == 1.0


@pytest.mark.parametrize("word", CONTENT)
def test_a_content_word_counts_in_none(word) -> None:
    """Nouns, verbs and adjectives of the trade belong to no class."""
    assert not any(rates(Message(word)).values())


def test_rates_are_shares_of_all_words() -> None:
    """Two of five words are articles: .4."""
    assert rates(Message("the bag and the umbrella"))["articles"] == pytest.approx(0.4)
    assert rates(Message("the bag and the umbrella"))["conjunctions"] == pytest.approx(0.2)


def test_a_word_may_be_of_two_classes_and_counts_once_in_each() -> None:
    """ "Can't" is an auxiliary and a negation."""
    found = count(Message("can't"))
    assert (found.by_class["auxiliary_verbs"], found.by_class["negations"]) == (1, 1)


def test_the_measure_is_the_papers() -> None:
    """1 − |p1 − p2| / (p1 + p2 + 0.0001) for each class, then the mean."""
    a, b = dict.fromkeys(CLASSES, 0.1), dict.fromkeys(CLASSES, 0.1)
    b["articles"] = 0.05
    assert lsm(a, b) == pytest.approx((8 + 1 - 0.05 / 0.1501) / 9)


def test_same_style_is_one_and_nothing_in_common_is_near_nought() -> None:
    """The same rates give 1; rates that share no class give (nearly) 0."""
    a = {name: float(i % 2) / 5 for i, name in enumerate(CLASSES)}
    b = {name: float(i % 2 == 0) / 5 for i, name in enumerate(CLASSES)}
    assert lsm(a, a) == 1.0
    assert lsm(a, b) == pytest.approx(0.0, abs=0.01)


def test_order_does_not_matter() -> None:
    """What A has in common with B, B has with A."""
    a, b = rates(Message("I would like the large one, but not today")), rates(Message("where is it?"))
    assert lsm(a, b) == lsm(b, a)
    assert 0.0 <= lsm(a, b) <= 1.0


@pytest.mark.parametrize("text", ["", "   ", "😀👍", "https://shop.example/a"])
def test_without_words_it_is_unknown(text) -> None:
    """Where either has no words the answer is None, never 0."""
    empty, spoken = rates(Message.of(read_doc(text))), rates(Message("is it open?"))
    assert empty == {}
    assert lsm(empty, spoken) is None
    assert lsm(spoken, empty) is None
    assert lsm(empty, empty) is None


def test_another_language_is_unknown() -> None:
    """English lists say nothing about Italian."""
    assert rates(Message("vorrei un caffè, per favore", "it")) == {}


def test_messages_are_pooled_by_their_words() -> None:
    """One word "the" and nine others are a rate of .1, not the mean of 1 and 0."""
    short, long = count(Message("the")), count(Message("red blue green black white small large wool cotton"))
    assert pooled([short, long]).rates()["articles"] == pytest.approx(0.1)
    assert pooled([short, long]) == count(Message("the red blue green black white small large wool cotton"))


def test_nothing_pooled_is_nothing() -> None:
    """No messages are no words."""
    assert pooled([]) == WordCounts(0, dict.fromkeys(CLASSES, 0))
    assert pooled([]).rates() == {}


def test_stretched_letters_case_and_curly_quotes_do_not_matter() -> None:
    """ "SOOO" is "so", and a typographic apostrophe is an apostrophe."""
    assert rates(Message("SOOO")) == rates(Message("so"))
    assert rates(Message("willll")) == rates(Message("will"))
    assert rates(Message("I don’t")) == rates(Message("i don't"))


@pytest.mark.parametrize(
    ("shared", "own"),
    [
        (("fw_pronoun_first", "fw_pronoun_second", "fw_pronoun_third"), "lsm_pronoun_personal"),
        *((("fw_" + name,), "lsm_" + name) for name in ("pronoun_impersonal", "auxiliary", "adverb", "conjunction")),
        *((("fw_" + name,), "lsm_" + name) for name in ("preposition", "negation", "quantifier")),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_added_lists_hold_only_what_was_missing(shared, own) -> None:
    """No word stands in both lists of a class."""
    assert not words_of(own) & frozenset().union(*(words_of(name) for name in shared))


def test_it_is_no_cue_of_one_message() -> None:
    """The reader finds no cue in it."""
    assert not {"lsm", "style_matching", *CLASSES} & set(cue_names())
