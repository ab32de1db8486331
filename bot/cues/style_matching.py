"""Style matching: how alike two speakers use function words.

Linguistic style matching, LSM (Niederhoffer & Pennebaker 2002; Ireland et al. 2011, "Language style matching predicts
relationship initiation and stability"): for each of nine classes of function words, 1 − |p1 − p2| / (p1 + p2 + 0.0001),
then the mean. It is a measure between two speakers and no cue of one message, so this module names no CUES.

Where we differ: the word lists are our own (``fw_*`` and, for this measure only, ``lsm_*``); shares are parts of 1, not
percent, which moves the constant's effect by less than a hundredth. A class that neither speaker uses counts as alike,
as in the papers, so a few words make strangers look alike: read it from some fifty words a speaker on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.cues.lexicon import words_of
from bot.cues.message import Message

LANGUAGES = ("en",)

# class → the lexicons that hold its words
_LEXICONS: Mapping[str, tuple[str, ...]] = {
    "personal_pronouns": ("fw_pronoun_first", "fw_pronoun_second", "fw_pronoun_third", "lsm_pronoun_personal"),
    "impersonal_pronouns": ("fw_pronoun_impersonal", "lsm_pronoun_impersonal"),
    "articles": ("fw_article",),
    "conjunctions": ("fw_conjunction", "lsm_conjunction"),
    "prepositions": ("fw_preposition", "lsm_preposition"),
    "auxiliary_verbs": ("fw_auxiliary", "lsm_auxiliary"),
    "adverbs": ("fw_adverb", "lsm_adverb"),
    "negations": ("fw_negation", "lsm_negation"),
    "quantifiers": ("fw_quantifier", "lsm_quantifier"),
}
CLASSES = tuple(_LEXICONS)
_FLOOR = 0.0001  # keeps a class that neither uses from dividing by nought


@dataclass(frozen=True)
class WordCounts:
    """How many words somebody wrote, and how many of them are of each class (a word may be of several).

    words     all words, function words or not; 0 where there is nothing to compare
    by_class  one entry for each of ``CLASSES``
    """

    words: int
    by_class: Mapping[str, int]

    def rates(self) -> dict[str, float]:
        """Share of the words, 0 … 1, by class; empty where there are no words (unknown, not 0)."""
        return {name: self.by_class[name] / self.words for name in CLASSES} if self.words else {}


def count(message: Message) -> WordCounts:
    """The function words of one message. In a language other than English nothing is counted."""
    words = message.words if message.language in LANGUAGES else ()
    return WordCounts(
        len(words),
        {name: sum(w.norm in _class(name) or w.doubled in _class(name) for w in words) for name in CLASSES},
    )


def pooled(counts: Iterable[WordCounts]) -> WordCounts:
    """Several messages as one text: counts are added, so a long message weighs more than a short one."""
    each = list(counts)
    return WordCounts(sum(c.words for c in each), {name: sum(c.by_class[name] for c in each) for name in CLASSES})


def rates(message: Message) -> dict[str, float]:
    """Share of a message's words, 0 … 1, by class; empty where it has no words or is not in English."""
    return count(message).rates()


def lsm(rates_a: Mapping[str, float], rates_b: Mapping[str, float]) -> float | None:
    """How alike two speakers' function words are: 0 (nothing in common) … 1 (the same); the order does not matter.

    None where either has no words. Raises KeyError where a class of ``CLASSES`` is missing from rates that are not empty.
    """
    if not rates_a or not rates_b:
        return None
    return sum(_alike(rates_a[name], rates_b[name]) for name in CLASSES) / len(CLASSES)


def _alike(a: float, b: float) -> float:
    return 1.0 - abs(a - b) / (a + b + _FLOOR)


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset().union(*(words_of(lexicon) for lexicon in _LEXICONS[name]))
