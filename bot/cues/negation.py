"""Does a "not" govern a word? A rule of thumb over words and clauses, no parser."""

from __future__ import annotations

from bot.cues.lexicon import words_of
from bot.cues.message import Message

_REACH = 5  # words; farther back a "not" rarely governs
_INVERTED = frozenset(
    {"you", "there", "it", "we", "i", "they", "this", "that", "he", "she"}
)  # "don't you have …?" asks
_AFFIRMING = frozenset(
    {"only", "just", "doubt", "wonder", "problem", "matter", "worries", "wait"}
)  # "not only", "no doubt"
_LANGUAGES = ("en", "it")


def negated(message: Message, place: int) -> bool:
    """Does a negation in the same clause, at most five words before word ``place``, turn that word round?

    "don't you have …" asks and does not negate; "not only" and "no doubt" affirm; a clause of its own
    ("no, something new") stands alone.
    """
    if message.language not in _LANGUAGES:
        return False
    words, negators = message.words, words_of("negator", message.language)
    for i in range(place - 1, max(-1, place - 1 - _REACH), -1):
        if words[i].clause != words[place].clause:
            return False
        if words[i].norm in negators:
            following = words[i + 1].norm
            asks = words[i].norm.endswith(("n't", "nt")) and following in _INVERTED
            affirms = following in _AFFIRMING and i + 1 < place
            return not (asks or affirms)
    return False
