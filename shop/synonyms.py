"""Words for the same thing: "settee" finds the sofa. Read from ``wordlists/synonyms.txt``. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from shop.text import word_list, words

Phrase = tuple[str, ...]


def synonyms(stem: str) -> frozenset[str]:
    """Single words, as stems, that may stand for this one; empty when there are none."""
    return _by_phrase().get((stem,), frozenset())


def phrase_synonyms(said: Phrase) -> frozenset[str]:
    """Single words, as stems, for a phrase of several stems: ("chest", "of", "drawer") → "dresser" …"""
    return _by_phrase().get(said, frozenset())


@lru_cache(maxsize=1)
def phrase_starts() -> Mapping[str, tuple[Phrase, ...]]:
    """First word → the phrases of several words that begin with it."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in _by_phrase():
        if len(phrase) > 1:
            found[phrase[0]].append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


@lru_cache(maxsize=1)
def _by_phrase() -> Mapping[Phrase, frozenset[str]]:
    found: dict[Phrase, set[str]] = defaultdict(set)
    for line in word_list("synonyms"):
        group = [tuple(word.stem for word in words(phrase)) for phrase in line.split(",")]
        single = {phrase[0] for phrase in group if len(phrase) == 1}
        for phrase in group:
            found[phrase] |= single - set(phrase)
    return {phrase: frozenset(others) for phrase, others in found.items()}
