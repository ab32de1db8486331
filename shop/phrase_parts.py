"""What the parts of a text are for: what is wanted, what is not ("not the blue one"), what it is wanted for. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shop.text import Word, word_list

SEPARATORS = frozenset(
    {"and", "e", "ed", "plus", "then", "poi", "also", "or", "o", "an", "n", "nd", "nor", "but", "ma"}
)
_MARKS = frozenset(",;.:\n&+!?")
_NOT = frozenset(
    {"not", "no", "nothing", "niente", "non", "nn", "nor", "without", "senza", "except", "excluding", "tranne", "minus"}
)
_REFUSING = frozenset({"want", "like", "need", "fancy", "eat", "drink", "enjoy", "voglio", "mangio", "bevo"})
_DISLIKING = frozenset(
    ["hate", "hates", "dislike", "dislikes", "detest", "detests", "odio", "odia", "detesto", "detesta"]
)
_DO_NOT = frozenset({"dont", "don", "doesn", "doesnt", "didn", "didnt"})  # of "don't" the longer part is the word
# After these a "no" or "not" denies no thing: "not sure", "no thanks", "do you not have", "not only".
_NO_THING = frozenset(
    [
        "sure",
        "thanks",
        "thank",
        "have",
        "got",
        "sell",
        "yet",
        "at",
        "too",
        "so",
        "very",
        "bad",
        "really",
        "only",
        "just",
        "problem",
        "idea",
        "worries",
        "matter",
        "longer",
        "more",
        "way",
        "grazie",
        "solo",
        "che",
        "ho",
        "ha",
        "hai",
        "se",
        "worry",
        "be",
        "any",
        "for",
        "in",
        "that",
        "else",
        "altro",
    ]
)
_ENOUGH = frozenset({"but", "just", "only", "please", "instead", "rather", "ma", "per"})
_BARRED_MAX = 5  # so many words a "not" reaches
_FOR = frozenset({"for", "to", "against", "per", "contro"})
_EXCHANGING = frozenset(["swap", "switch", "change", "replace", "exchange", "trade", "cambi", "cambia", "cambiare", "sostituisci"])  # fmt: skip
_EXCHANGED_BY = frozenset({"for", "with", "to", "into", "by", "con"})
_INSTEAD = frozenset({"instead", "rather", "invece", "posto"})  # "a tea instead of the coffee", "al posto del caffè"
_COUNT_DIGITS = 2
_COUNT_WORDS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "uno",
        "una",
        "un",
        "due",
        "tre",
        "quattro",
        "cinque",
        "sei",
        "sette",
        "otto",
        "nove",
        "dieci",
    ]
)
_UNITS = frozenset(
    [
        "x",
        "g",
        "gr",
        "gram",
        "grams",
        "kg",
        "ml",
        "cl",
        "l",
        "litre",
        "litres",
        "cm",
        "mm",
        "m",
        "euro",
        "euros",
        "eur",
        "pounds",
        "people",
        "persons",
        "years",
        "inch",
        "inches",
        "w",
        "watt",
        "watts",
        "v",
        "gb",
        "tb",
        "mah",
        "pm",
        "am",
    ]
)
_SEGMENT_MAX = 24  # a longer part without a comma is cut


@dataclass(frozen=True)
class Parts:
    """Places of words. ``segments``: between commas and "and"; ``barred``: what is not wanted."""

    segments: tuple[range, ...]
    barred: frozenset[int] = frozenset()


def parts_of(text: str, said: Sequence[Word]) -> Parts:
    """Read a text's words."""
    return Parts(segments_of(text, said), barred_in(text, said))


def barred_in(text: str, said: Sequence[Word]) -> frozenset[int]:
    """Places of the words that say what is not wanted."""
    found: set[int] = set()
    place = 0
    while place < len(said):
        start = _refusal(text, said, place)
        if start is None:
            place += 1
            continue
        end = start
        while end < len(said) and end - start < _BARRED_MAX and not _ends(text, said, start, end):
            end += 1
        found.update(range(start, end))
        place = max(end, place + 1)
    return frozenset(found)


def _refusal(text: str, said: Sequence[Word], place: int) -> int | None:
    """Where what is refused begins, when the word here refuses something."""
    word, after = said[place].folded, place + 1
    if after >= len(said) or _mark_between(text, said, after):
        return None
    if word in _DISLIKING:
        return after
    if word in _DO_NOT:
        return after + 1 if said[after].folded in _REFUSING else None
    if word == "but" and place and said[place - 1].folded in ("anything", "any", "everything"):
        return after
    if word not in _NOT or said[after].folded in _NO_THING or (place and said[place - 1].folded in ("why", "perche")):
        return None
    return after + 1 if said[after].folded in _REFUSING else after


def _ends(text: str, said: Sequence[Word], start: int, place: int) -> bool:
    """Does a refusal end before this word?"""
    word = said[place].folded
    if word in _ENOUGH or word in _NOT:
        return True
    if word in ("and", "e", "ed", "plus"):
        return True
    return place > start and _mark_between(text, said, place)


def segments_of(text: str, said: Sequence[Word]) -> tuple[range, ...]:
    """The parts of a text between separators, each of at most _SEGMENT_MAX words.

    Where one thing is exchanged for another ("swap the bun for a tea") the word between them separates, too.
    """
    found, start = [], 0
    between = _INSTEAD | (_EXCHANGED_BY if any(word.folded in _EXCHANGING for word in said) else frozenset())
    for place in range(1, len(said) + 1):
        if (
            place == len(said)
            or place - start >= _SEGMENT_MAX
            or said[place].folded in between
            or separates(text, said, place)
            or _counts_another(said, start, place)
        ):
            found.append(range(start, place))
            start = place
    return tuple(found)


def _counts_another(said: Sequence[Word], start: int, place: int) -> bool:
    """ "3 espressos 2 croissants", "one tea one bun": after a counted thing another number, before a word, begins the next."""
    if not _is_count(said[place]) or place + 1 >= len(said) or said[place + 1].folded in _UNITS:
        return False
    if said[place].folded in _COUNT_WORDS and said[place + 1].stem in word_list("stopwords"):  # "a large one with oat"
        return False
    return any(_is_count(word) for word in said[start : place - 1]) and not _is_count(said[place - 1])


def _is_count(word: Word) -> bool:
    return (word.folded.isdigit() and len(word.folded) <= _COUNT_DIGITS) or word.folded in _COUNT_WORDS


def separates(text: str, said: Sequence[Word], place: int) -> bool:
    """Does something else begin with this word?"""
    return said[place].folded in SEPARATORS or _mark_between(text, said, place)


def _mark_between(text: str, said: Sequence[Word], place: int) -> bool:
    between = text[said[place - 1].end : said[place].start] if place else ""
    return any(mark in _MARKS for mark in between)


def asides(said: Sequence[Word], segments: Sequence[range], things: Collection[int]) -> frozenset[int]:
    """Places after the first "for" of a segment: of "table for the garden" the garden; none where no thing stands before it.

    ``things``: places of words that may be a thing's name.
    """
    found: set[int] = set()
    for segment in segments:
        named = False
        for place in segment:
            if named and said[place].folded in _FOR:
                found.update(range(place + 1, segment.stop))
                break
            named = named or place in things
    return frozenset(found)


def courtesies(said: Sequence[Word]) -> frozenset[int]:
    """Places of words inside "good morning" and the like."""
    folded = " ".join(word.folded for word in said)
    if not folded:
        return frozenset()
    starts = [0]
    for word in said:
        starts.append(starts[-1] + len(word.folded) + 1)
    place_at = {start: place for place, start in enumerate(starts)}
    masked: set[int] = set()
    for phrase in word_list("greetings"):
        for match in re.finditer(rf"(?<!\S){re.escape(phrase)}(?!\S)", folded):
            first = place_at[match.start()]
            masked.update(range(first, first + phrase.count(" ") + 1))
    return frozenset(masked)
