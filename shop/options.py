"""The variant words in a text: "large", "oat", "size 38", "m", beside the product that they belong to. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from shop.lexicon import Entry
from shop.measured import PLAIN_LEAST, measure_of, said_measures
from shop.option_names import also_called
from shop.text import Word, word_list, words

_MILK_OF = re.compile(r"\s+(?:d['’ ]?\s?\w+|di \w+|intero|scremato|vegetale|senza lattosio)\b", re.IGNORECASE)
_ORDERED = re.compile(r"(?:\b(?:un|uno|due|tre|quattro|il|i|caff[eè])|\d)\s+$", re.IGNORECASE)
_SIZE_WORDS = frozenset({"size", "sized", "taglia", "numero", "misura", "sz"})


def of_the_milk(text: str, start: int, end: int) -> bool:
    """Is this word the milk of "con latte d'avena", and no coffee? After an article or a number it is one ("un latte d'avena")."""
    said = text[start:end].lower() == "latte" and _MILK_OF.match(text[end:]) is not None
    return said and not _ORDERED.search(text[:start])


def said_options(
    entry: Entry, text: str, text_words: Sequence[Word], within: Collection[int], core: Collection[int]
) -> tuple[dict[str, str], set[int]]:
    """The options of one product that were said, {"Milk": "Oat"}, and the places of the words that said so.

    ``within``: places of the words that may belong to this product; ``core``: those that already name it.
    """
    chosen: dict[str, str] = {}
    used: set[int] = set()
    for name, values in entry.options.items():
        best = _measured(name, values, text, text_words, set(within) - set(core))
        for value, tokens in values.items():
            if measure_of(value):
                continue
            places = _places(name, tokens, text_words, within, core)
            if places and (best is None or len(places) > best[0]):
                best = len(places), value, places
        if best is not None:
            chosen[name] = best[1]
            used |= best[2] | _named_beside(name, best[1], text_words, best[2])
    return chosen, used


def _measured(
    name: str, values: Collection[str], text: str, text_words: Sequence[Word], free: Collection[int]
) -> tuple[int, str, set[int]] | None:
    """The value in figures that is said ("2.5 L", "43"), with the places of its words; None for none, and for several:
    "5x70 and 4x30" is no order of the first."""
    found: dict[str, set[int]] = {}
    for value, start, end in said_measures(values, text, name):
        if places := {i for i in free if text_words[i].start < end and start < text_words[i].end}:
            found.setdefault(value, places)
    value, places = next(iter(found.items()), ("", set[int]()))
    return (len(places), value, places) if len(found) == 1 else None


def barred_options(entry: Entry, text_words: Sequence[Word], barred: Collection[int]) -> dict[str, tuple[str, ...]]:
    """The values that were refused ("not the green one"): {"Colour": ("Green",)}; never all of an option's values."""
    found: dict[str, tuple[str, ...]] = {}
    for name, values in entry.options.items() if barred else ():
        refused = tuple(value for value, tokens in values.items() if _places(name, tokens, text_words, barred, ()))
        if refused and len(refused) < len(values):
            found[name] = refused
    return found


def _named_beside(name: str, value: str, text_words: Sequence[Word], places: set[int]) -> set[int]:
    """The places of "milk" in "oat milk" and of "size" in "size 38": the option's own name next to its value."""
    own = {word.folded for word in (*words(name), *words(value))} | _SIZE_WORDS
    beside = {place + step for place in places for step in (-1, 1)}
    return {place for place in beside if 0 <= place < len(text_words) and text_words[place].folded in own}


def _places(
    name: str, tokens: frozenset[str], text_words: Sequence[Word], within: Collection[int], core: Collection[int]
) -> set[int]:
    """Where all tokens of a value are said; empty when one is missing."""
    found: set[int] = set()
    for token in tokens:
        place = next((i for i in within if i not in core and _says(text_words, i, token, name)), None)
        if place is None:
            return set()
        found.add(place)
    return found


def _says(text_words: Sequence[Word], place: int, token: str, name: str) -> bool:
    said = text_words[place].folded
    if said == token:
        return not token.isdigit() or _is_measure(text_words, place, name)
    if said in also_called(token):
        return True
    return _is_misspelt(said, token)


@lru_cache(maxsize=20_000)
def _is_misspelt(said: str, token: str) -> bool:
    known = said in word_list("stopwords") or said in word_list("common")
    return (
        len(token) >= 5
        and len(said) >= 4
        and not known
        and DamerauLevenshtein.distance(said, token) <= (1 if len(token) < 8 else 2)
    )


def _is_measure(text_words: Sequence[Word], place: int, name: str) -> bool:
    """A bare number is a size after the option's name ("size 38") or from 20 on ("boots in 38"); else a quantity."""
    before = text_words[place - 1].folded if place else ""
    if before in _SIZE_WORDS or before == name.lower():
        return True
    return int(text_words[place].folded) >= PLAIN_LEAST
