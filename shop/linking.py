"""Which products does a text name? Spans, typos, synonyms, variant words, refusals; meaning too, where vectors are given. Pure.

A match's score 0 … 1 says how well it was named: how much of the text the product explains, and how much of its title was
said (``shop/evidence.py``). A word of the kind or a tag ("coffee") alone scores about .5 for every product that it fits.
Meaning counts for what the words leave unexplained, and never makes a match that is taken without a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from typing import Any

import numpy as np

from shop.catalogue import Catalogue
from shop.evidence import Evidence, evidence_for
from shop.lexicon import Entry, Lexicon, entry_of, is_stopword, lexicon_of
from shop.model import Match, Product
from shop.options import barred_options, said_options
from shop.phrase_parts import separates
from shop.reading import Reading, read, refused, unexplained
from shop.text import Word, words

LEAST = 0.25  # a weaker match is none
STRONG = 0.8  # from here on a match keeps its words to itself
SHARED_LEAST, SHARED = 0.5, 0.6  # a name that other products bear as well
ALONE = 0.72  # what a part of a title is worth that no other product has
_RIVAL = 0.85  # a product that explains this much of what the other one explains is a rival
_NEARLY_ALL = 0.75  # of the text: who explains less is not meant as well as the others
_WHOLE = 0.8  # from this share of its title on, a product is named in full
_MOST_WORDS = 400  # of a clause; what comes after is not looked at
_LOOKED_AT = 40  # so many products with the most words in a part of the text are looked at closely
_OPEN = 0.4  # what a word is worth that says what something is for
_REACH = 10  # so far from its name a product's options may be said
_MEANING = 0.6  # the most that meaning alone can make out of a match
MEANS_NOTHING, MEANS_SPAN = 0.3, 0.5  # a cosine of .3 says nothing, one of .8 all that meaning can say
_ONLY_MEANT = 0.49  # the most that meaning lifts a match with words to: one that is asked about, not taken
_MEANT = 12  # so many products nearest in meaning are looked at


@dataclass
class _Found:
    """One product as found so far."""

    entry: Entry
    evidence: Evidence
    score: float
    options: dict[str, str] = field(default_factory=dict)
    barred: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @property
    def core(self) -> frozenset[int]:
        return self.evidence.core


def link(
    text: str, catalogue: Catalogue, *, vector: Any = None, vectors: Any = None, purposes: Any = None, limit: int = 5
) -> list[Match]:
    """The products that a text names, best first, each at most once; ``limit`` of them, and of
    each thing where several are named; 1: the best alone.

    ``vector`` (n,) and ``vectors`` (products, n): unit vectors of the text and of all products (or of the listed ones)
    in order of their sorted ids; ``purposes``: likewise, of what each is for. With them a product may match by meaning
    alone (span 0…0). Raises ValueError when there are more or fewer rows than products.
    """
    lexicon = lexicon_of(catalogue)
    reading, found = _heard(lexicon, text, max(limit, _LOOKED_AT))
    _tell_apart(found)
    _read_options(found, reading)
    _give_way(found, reading.said)
    matches = [_match(one, reading.said) for one in found]
    if vector is not None and vectors is not None:
        cosines = vectors @ vector if purposes is None else np.maximum(vectors @ vector, purposes @ vector)
        explained = max((one.evidence.explained for one in found), default=0.0)
        matches = _with_meaning(matches, lexicon, cosines, 1.0 if reading.open else unexplained(reading, explained))
    strong = [match for match in matches if match.score >= LEAST]
    ranked = sorted(strong, key=lambda match: (-match.score, lexicon.order[match.product_id]))
    return ranked[:1] if limit == 1 else [*ranked[:limit], *_named_elsewhere(ranked, limit)]


def _named_elsewhere(ranked: Sequence[Match], limit: int) -> list[Match]:
    """What is really named at other words than the first ``limit`` matches: five teas must not hide the scarves.

    Up to ``limit`` for each place, beside those that are among the first already.
    """
    kept = list(ranked[:limit])
    more: list[Match] = []
    for match in ranked[limit:]:
        if match.score < SHARED_LEAST or match.end <= match.start:
            continue
        beside = sum(other.start < match.end and match.start < other.end for other in (*kept, *more))
        if beside < limit:
            more.append(match)
    return more


def _heard(lexicon: Lexicon, text: str, most: int) -> tuple[Reading, list[_Found]]:
    """What is named and not refused; where only refused things are named ("no croissant"), it is they that are spoken of."""
    reading = read(lexicon, text, _MOST_WORDS)
    found = _without_refused(reading, _named(lexicon, reading, most))
    if not found and reading.parts.barred:
        reading = read(lexicon, text, _MOST_WORDS, refusing=False)
        found = _named(lexicon, reading, most)
    return reading, found


def options_in(text: str, product: Product) -> dict[str, str]:
    """The variant words of one known product in a text: for "oat, please" after "which milk?"."""
    said = words(text)[:_MOST_WORDS]
    chosen, _ = said_options(entry_of(product), text, said, range(len(said)), ())
    return chosen


def _named(lexicon: Lexicon, reading: Reading, most: int) -> list[_Found]:
    found = []
    for product in _looked_at(lexicon, reading, most):
        entry = lexicon.entries[product]
        evidence = evidence_for(lexicon, entry, reading)
        if reading.open:  # "something to keep my coffee hot" is no coffee
            evidence = replace(evidence, explained=evidence.explained * _OPEN)
        if evidence.score > 0:
            found.append(_Found(entry, evidence, evidence.score))
    return found


def _looked_at(lexicon: Lexicon, reading: Reading, most: int) -> list[int]:
    """Places of the products that have the most words in common with some part of the text."""
    chosen: set[int] = set()
    for segment in reading.parts.segments:
        worth: dict[int, float] = defaultdict(float)
        for place in segment:
            for product, weight in _having(lexicon, reading, place).items():
                worth[product] += weight
        chosen.update(nlargest(most, worth, key=lambda product: (worth[product], -product)))
    return sorted(chosen)


def _having(lexicon: Lexicon, reading: Reading, place: int) -> dict[int, float]:
    """The products that have the word at this place: in their titles, on their shelf, in their description."""
    having: dict[int, float] = {}
    if place not in reading.parts.barred:
        for stem, like in reading.hits.get(place, ()):
            telling = like * (0.1 if is_stopword(stem) else 1.0)
            for index, worth in ((lexicon.by_told, 0.6), (lexicon.by_shelf, 0.8), (lexicon.by_title, 1.0)):
                for product in index.get(stem, ()):
                    if product not in having or having[product] < worth * telling:
                        having[product] = worth * telling
    return having


def _without_refused(reading: Reading, found: list[_Found]) -> list[_Found]:
    """Take out what was refused ("not the blue one"), unless that leaves nothing."""
    barred = refused(reading)
    return [one for one in found if not barred & one.entry.naming] or found


def _tell_apart(found: Sequence[_Found]) -> None:
    """A name that several products bear is SHARED; a part of a title that one alone has is worth ALONE."""
    for one in (one for one in found if one.evidence.named):
        rivals = [
            other
            for other in found
            if other is not one
            and one.evidence.telling <= other.evidence.telling
            and other.evidence.explained >= _RIVAL * one.evidence.explained
        ]
        if not rivals:
            one.score = max(one.score, ALONE * one.evidence.explained)
        elif one.evidence.recall < _WHOLE:
            as_well = one.evidence.explained >= _RIVAL * max(other.evidence.explained for other in rivals)
            meant_too = as_well and one.evidence.explained >= _NEARLY_ALL
            one.score = min(max(one.score, SHARED_LEAST if meant_too else 0.0), SHARED)


def _read_options(found: Sequence[_Found], reading: Reading) -> None:
    """Give each product the variant words that stand in its part of the text."""
    strong = [one.core for one in found if one.score >= STRONG]
    for one in found:
        others = [core for core in strong if not core & one.core]
        region = _region(one.core, others, reading)
        heard = [place for place in region if place not in reading.parts.barred]
        one.options, one.used = said_options(one.entry, reading.text, reading.said, heard, one.core)
        one.barred = barred_options(one.entry, reading.said, reading.parts.barred)
        for name, values in one.barred.items():
            left = [value for value in one.entry.options[name] if value not in values]
            if name not in one.options and len(left) == 1:
                one.options[name] = left[0]
        if one.options and one.score < STRONG:
            one.score = min(one.score + 0.04 * len(one.options), STRONG - 0.01)


def _region(core: frozenset[int], others: Sequence[frozenset[int]], reading: Reading) -> range:
    """The part of the text about one product: up to the comma or "and" towards the next product, each way."""
    text, said = reading.text, reading.said
    left = max((max(other) for other in others if max(other) < min(core)), default=-1)
    right = min((min(other) for other in others if min(other) > max(core)), default=len(said))
    start, end = left + 1, right
    if left >= 0:  # words right after the other product, before any separator, are the other's
        # "a cold brew, large, and a latte": what stands between two commas is of the thing before
        cut = next((i for i in range(min(core), left, -1) if separates(text, said, i)), None)
        start = cut if cut is not None else left + 1
    if right < len(said):
        cut = next((i for i in range(right, max(core), -1) if separates(text, said, i)), None)
        end = cut if cut is not None else max(core) + 1
    return range(max(start, min(core) - _REACH), min(end, max(core) + 1 + _REACH))


def _give_way(found: list[_Found], said: Sequence[Word]) -> None:
    """A weaker match on words of a stronger one was hardly meant: the "lemon" of "lemon tart" is no lemon tea, and the
    "green" of a scarf "in moss green" no green tea."""
    for one in found:
        ways = (other for other in found if other is not one and other.score >= SHARED_LEAST)
        if one.evidence.recall < _WHOLE and any(one.core <= other.used for other in ways):
            one.score *= 0.5
    ranked = sorted(found, key=lambda one: (-round(one.score, 2), -len(one.core)))
    taken: list[tuple[frozenset[int], _Found]] = []
    for one in ranked:
        for places, owner in taken:
            fewer = len(one.core) < len(places) or one.score < owner.score - 0.1
            if one.core <= places and fewer:
                one.score *= 0.5
                break
        else:
            if one.score >= STRONG:
                taken.extend((places, one) for places in (one.core | one.used, *_once_more(one.core, said)))


def _once_more(core: frozenset[int], said: Sequence[Word]) -> list[frozenset[int]]:
    """Where the same words stand in a row again: "a pot of green tea and a cup of green tea" names one tea twice."""
    first, length = min(core), len(core)
    name = [word.stem for word in said[first : first + length]]
    if max(core) - first + 1 != length:
        return []
    starts = (n for n in range(len(said) - length + 1) if n != first)
    return [frozenset(range(n, n + length)) for n in starts if [w.stem for w in said[n : n + length]] == name]


def _match(one: _Found, said: Sequence[Word]) -> Match:
    start, end = said[min(one.core)].start, said[max(one.core)].end
    return Match(one.entry.id, round(min(one.score, 1.0), 4), start, end, one.options, one.barred)


def _with_meaning(matches: Sequence[Match], lexicon: Lexicon, cosines: Any, left: float) -> list[Match]:
    """Let likeness of meaning lift what was named, and bring in what was only meant; as far as words left it open."""
    rows = lexicon.ids if len(cosines) == len(lexicon.ids) else lexicon.shown
    if len(rows) != len(cosines):
        raise ValueError(f"vectors: {len(cosines)} rows for {len(lexicon.ids)} products")
    by_id = {match.product_id: match for match in matches}
    nearest = np.argpartition(-cosines, min(_MEANT, len(rows)) - 1)[:_MEANT] if len(rows) else ()
    place_of = lexicon.row_of if rows is lexicon.ids else {key: row for row, key in enumerate(rows)}
    for row in {*map(int, nearest), *(place_of[key] for key in by_id)}:
        product_id = rows[row]
        meant = _MEANING * left * min(max((float(cosines[row]) - MEANS_NOTHING) / MEANS_SPAN, 0.0), 1.0)
        if meant > 0 and product_id in lexicon.order:
            before = by_id.get(product_id, Match(product_id, 0.0))
            lifted = round(1 - (1 - before.score) * (1 - meant), 4)
            by_id[product_id] = replace(
                before, score=max(before.score, min(lifted, _ONLY_MEANT if before.end else SHARED))
            )
    return list(by_id.values())
