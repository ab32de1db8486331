"""What a shop's data say of a thing, clause by clause, and whether that answers a question with yes or no. Pure.

Only what stands there counts. That something is not mentioned says nothing; a refusal ("without flour") or the opposite
("thick", asked for thin) says no. What stands behind a "with" is a part: a brass clasp makes no brass handbag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from shop.lexicon import ALSO, NAMED_IT, is_stopword
from shop.model import Match, Product
from shop.qualities import family
from shop.synonyms import synonyms
from shop.text import Word, fold, stem, word_list, words

_CLOSED = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|hi|hello|hey|also|please|sorry)\b\W*)*"
    r"(?P<verb>is|are|isn['’]t|aren['’]t|does|do|doesn['’]t|don['’]t|has|have|can|could)\b"
    r"(?! there (?:a|an|any|some)\b)(?!(?<!can)(?<!could) (?:you|we|i)\b)(?! (?:you|we|i|it|they) (?:please )?(?:have|get|order|take|buy|add|tell|help|show|send|recommend|make|give|bring|do|pay|come|see|return|cancel|change|reserve|collect|deliver|speak|talk)\b)",
    re.IGNORECASE,
)
# What nobody reads off a catalogue's text: opinions, prices, stock, service.
_NOT_ASKED = frozenset(stem(word) for word in word_list("not_told"))
# Little words elsewhere, but not in a question of a thing.
_KEPT = word_list("told_too")
# Said around what is asked.
_FILLERS = word_list("around_asking")
_PART = re.compile(
    r"\b(?:with|in|on|for|of|from|under|over|by|to|inside|when|that|which|plus|against|and then)\b", re.IGNORECASE
)
_CUT = re.compile(r"(?<=[.!?;:])\s+|\s+[–—]\s+")
_DENIES = frozenset(["without", "no", "not", "never", "nothing", "nor", "free", "isn", "doesn", "nobody", "cannot"])
_OPPOSITES = (
    ("long", "short"), ("long", "sleeveless"), ("short", "sleeveless"), ("wide", "narrow"), ("thick", "thin"),
    ("loose", "tight"), ("hot", "cold"), ("sweet", "savoury"), ("salted", "unsalted"), ("heavy", "light"), ("plain", "patterned"),
    ("sweetened", "unsweetened"), ("low", "high"), ("indoor", "outdoor"), ("men", "women"), ("mens", "womens"), ("decaf", "caffeinated"),
)  # fmt: skip
_SHADES = frozenset(["light", "dark", "pale", "bright", "deep", "soft"])
_SUFFIXES = frozenset(["", "s", "d", "ed", "en", "y", "er", "ped", "ted", "ish"])
_NEAR = 6  # so many words the parts of what is asked may be apart ("chest pockets")
_LIKE = 80  # of 100: a misspelt word of a name


@dataclass(frozen=True)
class Said:
    """What the data say to a question: "yes", "no", or only something of it ("said"), and the words where it stands."""

    verdict: Literal["yes", "no", "said"]
    text: str


@dataclass(frozen=True)
class Clause:
    """One statement. ``core``: it speaks of the thing as a whole, up to ``part`` letters; behind these of its parts."""

    text: str
    core: bool = False
    part: int = 0


def clauses_of(product: Product) -> Iterator[Clause]:
    """All that is stated of a product, its name first; what others think of it and what it is for are no statements."""
    yield Clause(product.title, True, len(product.title))
    for tag in product.tags:
        if not tag.startswith((ALSO, NAMED_IT)):
            yield Clause(tag, True, len(tag))
    for name, value in product.attributes:
        yield Clause(f"{name}: {value}", True, len(name) + len(value) + 2)
    for number, text in enumerate(_CUT.split(product.description)):
        part = _PART.search(text)
        if text:
            yield Clause(text, number == 0, part.start() if part else len(text))
    for text in _CUT.split(product.story or ""):
        if text:
            yield Clause(text)


def asks_of_it(text: str) -> str:
    """The verb of a question that a yes or a no answers ("is", "does" …), lower case; "" for anything else."""
    match = _CLOSED.match(text)
    return match["verb"].lower() if match else ""


def predicate(text: str, product: Product, match: Match | None, offset: int = 0) -> tuple[Word, ...]:
    """The words of a question that ask something of this product: all but those that name it. () for what no catalogue says."""
    said = [w for w in words(text) if w.folded in _KEPT or not (is_stopword(w.stem) or w.folded in _FILLERS)]
    naming = {w.stem for name in (product.title, product.kind, *_other_names(product)) for w in words(name)}
    start, end = (match.start - offset, match.end - offset) if match else (0, 0)
    run: list[Word] = []
    asked: list[Word] = []
    over = False
    for word in said:
        inside = start <= word.start < end and not over and _names(word, naming)
        over = over or (bool(run) and not inside) or word.stem in {w.stem for w in run}
        (run if inside and not over else asked).append(word)
    if not asked and run:
        head = words(product.title)[-1].stem
        at = next((i for i, word in enumerate(run) if word.stem == head), 0)
        asked = run[at + 1 :]
    untold = any(w.stem in _NOT_ASKED and w.stem not in naming for w in words(text))
    return () if untold else tuple(asked)


def names_of(product: Product, said: str) -> bool:
    """Does every word of a name stand in this product's title, kind, tags, ways or description, or mean the same?

    The material of another family member does not: a lambswool scarf is no merino one.
    """
    told = [w for clause in clauses_of(product) if clause.core for w in words(clause.text[: clause.part])]
    ways = [w for v in product.variants for value in v.options.values() for w in words(value)]
    naming = {w.stem for name in (product.title, product.kind, *_other_names(product)) for w in words(name)}
    naming |= {w.stem for w in (*told, *ways)}
    return all(is_stopword(word.stem) or _names(word, naming) for word in words(said))


def _other_names(product: Product) -> list[str]:
    return [tag.partition(":")[2] for tag in product.tags if tag.startswith((ALSO, NAMED_IT))]


def _names(word: Word, naming: set[str]) -> bool:
    return (
        word.stem in naming
        or not naming.isdisjoint(synonyms(word.stem))
        or any(len(name) > 3 and fuzz.ratio(word.stem, name) >= _LIKE for name in naming)
        or any(len(word.stem) > 2 and len(name) > len(word.stem) + 2 and _half(word.stem, name) for name in naming)
    )


def _half(stem: str, name: str) -> bool:
    """ "Bean" and "bag" of a beanbag."""
    return name.startswith(stem) or name.endswith(stem)


def says(product: Product, asked: Sequence[Word], verb: str) -> Said | None:
    """What the data say to "is it …?", "does it have …?"; None when they are silent."""
    whole = verb.startswith(("is", "are"))
    found: Said | None = None
    tagged: Said | None = None
    for clause in clauses_of(product):
        told = words(clause.text)
        places = _places(asked, told)
        if places is None:
            if _opposite(asked, told, clause, whole) or _without(asked, told):
                found = found or Said("no", clause.text)
            continue
        if any(word.folded in _DENIES for word in told[max(min(places) - 3, 0) : min(places)]):
            return Said("no", clause.text)
        whole_so = clause.core and told[max(places)].start < clause.part
        sure = whole_so if whole else not verb.startswith(("can", "could"))
        answer = Said("yes" if sure else "said", clause.text)
        if (
            clause.text in product.tags
        ):  # a tag may speak of a part as well: the description decides, if it has the word
            tagged = tagged or answer
            continue
        if sure:
            return answer
        found = found or answer
    return found or tagged


def _places(asked: Sequence[Word], told: Sequence[Word]) -> list[int] | None:
    """Where all that is asked stands in a clause, close together, or as one word; None when it does not."""
    if len(asked) == 2 and (joined := [i for i, w in enumerate(told) if w.stem == asked[0].folded + asked[1].stem]):
        return joined
    found = []
    for word in asked:
        near = [i for i, other in enumerate(told) if means(word, other) and not _shade(word, told, i)]
        if not near:
            return None
        found.append(near[0])
    return found if found and max(found) - min(found) <= _NEAR else None


def _without(asked: Sequence[Word], told: Sequence[Word]) -> bool:
    """Asked for sleeves, it is said to be sleeveless."""
    return len(asked) == 1 and f"{asked[0].folded.rstrip('s')}less" in {word.folded for word in told}


def _shade(word: Word, told: Sequence[Word], place: int) -> bool:
    """ "Light" of "light blue" weighs nothing."""
    return word.folded in _SHADES and place + 1 < len(told) and bool(family("colour", told[place + 1].folded))


def means(word: Word, other: Word) -> bool:
    """Does the other word say the same: "stripes" of "striped", "wooden" of "wood"?"""
    if word.stem == other.stem:
        return True
    short, long = sorted((word.stem, other.stem), key=len)
    if len(short) > 2 and long.startswith(short) and long[len(short) :] in _SUFFIXES:
        return True
    if word.folded not in word_list("general"):
        return False  # who asks for merino is not told of wool
    mine = family("material", word.folded) or family("colour", word.folded)
    return other.folded in mine


def _opposite(asked: Sequence[Word], told: Sequence[Word], clause: Clause, whole: bool) -> bool:
    """Does the clause say the same with one word turned round: "long sleeves", asked for short ones?"""
    for place, word in enumerate(asked):
        for pair in _OPPOSITES:
            for one, other in (pair, pair[::-1]):
                if word.folded != one:
                    continue
                turned = [*asked[:place], Word(other, stem(fold(other)), 0, 0), *asked[place + 1 :]]
                places = _places(turned, told) if other != "sleeveless" else _places(turned[place : place + 1], told)
                core = clause.core and places is not None and told[max(places)].start < clause.part
                if places is not None and (core or (not whole and len(asked) > 1)):
                    return True
    return False
