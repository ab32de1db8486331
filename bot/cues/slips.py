"""Words mistyped by one slip of the hand: "plesae", "thansk", "cheapst". Shoppers type fast, and a slip is no style.

A slip is two letters changed round, one left out, or one written twice, inside a word of five letters or more, the
first kept. It is mended where one word was by far likelier meant than what stands there and than any other: the noisy
channel of Kernighan, Church and Gale (1990), with the frequencies of words that people write (the package wordfreq,
Speer 2022) and one price for every slip. Candidates by edits after Norvig (2007), without substitutions. What is a
common word of its own ("could" and "cold") is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_lowercase

from bot.cues.frequencies import LANGUAGES, frequency
from bot.cues.lexicon_files import FOLDER, read_lexicon

LETTERS_MIN = 5  # of the word that is meant
# In powers of ten, of how often a word stands in a thousand million:
COMMON = 3.0  # so common a word is never a slip
KNOWN = 2.5  # what is rarer is not what was meant
LIKELIER = 2.0  # than the word as it stands: about one word in a hundred is mistyped
CLEARER = 1.0  # than the next word that may be meant
OURS = 1.0  # what our lexicons know is said more often in a shop than elsewhere
_LETTERS_MAX = 20
_WORD = re.compile(r"[a-zA-Z]{4,20}")


def mended(word: str, language: str) -> str:
    """The word that a lower-case word is a slip of, or the word as it is."""
    if language not in LANGUAGES or not LETTERS_MIN - 1 <= len(word) <= _LETTERS_MAX or not word.isascii():
        return word
    return _mended(word, language)


def mended_text(text: str, language: str) -> str:
    """The text with its slips mended, in lower case where they were: for a model that takes a whole text."""
    if language not in LANGUAGES:
        return text
    return _WORD.sub(lambda found: _as_written(found.group(), language), text)


def slips_of(word: str) -> Iterator[str]:
    """Every way to mistype a word by one slip, its first letter kept."""
    for k in range(1, len(word)):
        yield word[:k] + word[k + 1 :]
        yield word[: k + 1] + word[k:]
        if k + 1 < len(word) and word[k] != word[k + 1]:
            yield word[:k] + word[k + 1] + word[k] + word[k + 2 :]


def _as_written(word: str, language: str) -> str:
    lower = word.lower()
    mend = _mended(lower, language)
    return word if mend == lower else mend


@lru_cache(maxsize=4_096)
def _mended(word: str, language: str) -> str:
    said = frequency(word, language)
    if said >= COMMON or word in _lexical(language) or not word.isalpha():
        return word
    meant = {candidate for candidate in _meant_by(word) if len(candidate) >= LETTERS_MIN}
    likely = sorted(((_likelihood(one, language), one) for one in meant), reverse=True)
    (best, mend), (next_best, _) = likely[0], likely[1]
    sure = best >= max(KNOWN, said + LIKELIER, next_best + CLEARER)
    return mend if sure else word


def _likelihood(word: str, language: str) -> float:
    """How often a word is written, as in ``COMMON``; 0 for what nobody writes."""
    written = frequency(word, language)
    return max(written, KNOWN) + OURS if word in _lexical(language) else written


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
def _lexical(language: str) -> frozenset[str]:
    phrases = (words for path in FOLDER.glob(f"*.{language}.txt") for words, _ in read_lexicon(path))
    return frozenset(word for words in phrases for word in words)
