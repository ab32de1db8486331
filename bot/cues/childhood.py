"""A child who says so: "I'm ten years old". Nothing is guessed from how somebody writes; only what they say counts.

Selling stops, and a person is offered. Nothing of it is remembered.
"""

from __future__ import annotations

from bot.cues.lexicon import hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message, Word
from bot.cues.negation import negated
from profiles.model import Cue, Evidence

CUES = ("child",)
LANGUAGES = ("en", "it")

_NUMBERS = {
    "en": ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    "it": ("quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici"),
}
_YOUNGEST, _OLDEST = 4, 13  # from fourteen on people buy a coffee by themselves
_SELF = {"en": (("i'm",), ("im",), ("i", "am")), "it": (("ho",),)}
_BETWEEN = frozenset({"only", "just", "actually", "really", "almost", "nearly", "solo", "appena", "quasi"})
_YEARS = {"en": frozenset({"years", "year", "yrs", "yo", "y"}), "it": frozenset({"anni"})}
_SAID = 2.0  # said in so many words: .86


def read(message: Message) -> list[Cue]:
    """0 (not said) … 1 (says that they are a child)."""
    if not message.words:
        return unknown(CUES)
    phrases = [h for h in hits(message, "child") if not negated(message, h.first)]
    ages = _ages(message)
    total = sum(h.weight for h in phrases) + _SAID * len(ages)
    return [Cue("child", strength(total), in_order([*ages, *(h.evidence for h in phrases)]))]


def _ages(message: Message) -> list[Evidence]:
    """The places where somebody tells a child's age of themselves."""
    found, words, language = [], message.words, message.language
    for place in range(len(words)):
        for selves in _SELF[language]:
            if tuple(w.norm for w in words[place : place + len(selves)]) == selves:
                end = _age_ends(words, place + len(selves), language)
                if end:
                    found.append(message.evidence(words[place].start, words[end - 1].end))
    return found


def _age_ends(words: tuple[Word, ...], place: int, language: str) -> int:
    """After which word an age that begins here ends; 0 where none does."""
    while place < len(words) and words[place].norm in _BETWEEN:
        place += 1
    if place + 1 < len(words) and _young(words[place].norm, language) and words[place + 1].norm in _YEARS[language]:
        return place + 2
    if place < len(words) and words[place].norm.endswith("yo") and _young(words[place].norm[:-2], language):
        return place + 1
    return 0


def _young(word: str, language: str) -> bool:
    if word in _NUMBERS[language]:
        return True
    return word.isdecimal() and len(word) <= 2 and _YOUNGEST <= int(word) <= _OLDEST
