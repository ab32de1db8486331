"""Words mistyped by one slip of the hand: "plesae", "thansk", "cheapst". Shoppers type fast, and a slip is no style.

A slip is two letters changed round, one left out, or one written twice, inside a word of five letters or more, the
first kept. It is mended where exactly one real word could be meant, one of the lexicons before any other; what is a word
of its own ("could" and "cold") is left alone. Candidates by edits after Norvig (2007), without substitutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_lowercase

from bot.cues.english import known_words
from bot.cues.lexicon_files import FOLDER, read_lexicon

LETTERS_MIN = 5  # of the word that is meant
LANGUAGES = ("en",)  # a list of real words is at hand for no other
_LETTERS_MAX = 20
_WORD = re.compile(r"[a-zA-Z]{4,20}")


def mended(word: str, language: str) -> str:
    """The word that a lower-case word is a slip of, or the word as it is."""
    if language not in LANGUAGES or not LETTERS_MIN - 1 <= len(word) <= _LETTERS_MAX or not word.isascii():
        return word
    return _mended(word)


def mended_text(text: str, language: str) -> str:
    """The text with its slips mended, in lower case where they were: for a model that takes a whole text."""
    if language not in LANGUAGES:
        return text
    return _WORD.sub(lambda found: _as_written(found.group()), text)


def slips_of(word: str) -> Iterator[str]:
    """Every way to mistype a word by one slip, its first letter kept."""
    for k in range(1, len(word)):
        yield word[:k] + word[k + 1 :]
        yield word[: k + 1] + word[k:]
        if k + 1 < len(word) and word[k] != word[k + 1]:
            yield word[:k] + word[k + 1] + word[k] + word[k + 2 :]


def _as_written(word: str) -> str:
    lower = word.lower()
    mend = _mended(lower)
    return word if mend == lower else mend


@lru_cache(maxsize=4_096)
def _mended(word: str) -> str:
    if word in known_words() or word in _lexical() or not word.isalpha():
        return word
    meant = {candidate for candidate in _meant_by(word) if len(candidate) >= LETTERS_MIN}
    for words in (_lexical(), known_words()):
        likely = meant & words
        if likely:
            return likely.pop() if len(likely) == 1 else word
    return word


def _meant_by(word: str) -> Iterator[str]:
    """What a word is a slip of: the slips undone."""
    for k in range(1, len(word)):
        if k + 1 < len(word):
            yield word[:k] + word[k + 1] + word[k] + word[k + 2 :]
        if word[k] == word[k - 1]:
            yield word[:k] + word[k + 1 :]
    for k in range(1, len(word) + 1):
        for letter in ascii_lowercase:
            yield word[:k] + letter + word[k:]


@cache
def _lexical() -> frozenset[str]:
    phrases = (words for path in FOLDER.glob("*.en.txt") for words, _ in read_lexicon(path))
    return frozenset(word for words in phrases for word in words)
