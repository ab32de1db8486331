"""Which products does a text name? Spans, typos, plurals, variant words; meaning too, where vectors are given. Pure.

A match's score 0 … 1 is the share of the product's title that was said, each word weighted by how telling it is in this
shop. A word of the kind or a tag ("coffee") alone scores about .5 for every product that it fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shop.catalogue import Catalogue
from shop.lexicon import SHELF, Entry, Lexicon, entry_of, is_stopword, lexicon_of
from shop.model import Match, Product
from shop.options import said_options
from shop.text import Word, word_list, words

LEAST = 0.25  # a weaker match is none
STRONG = 0.8  # from here on a match keeps its words to itself
_MOST_WORDS = 800  # of 4,000 characters; what comes after is not looked at
_MOST_GUESSES = 60  # so many unknown words may be tried as misspelt ones: a bound on time
_GAP = 2  # so many other words may stand between two words of one title
_REACH = 10  # so far from its name a product's options may be said
_MEANING = 0.6  # the most that meaning alone can make out of a match
_SEPARATORS = frozenset({"and", "e", "ed", "plus", "then", "poi", "also", "or", "o"})


@dataclass(frozen=True)
class _Hit:
    place: int
    stem: str
    likeness: float


@dataclass
class _Found:
    """One product as found so far; ``core``: places of the words that name it."""

    entry: Entry
    score: float
    core: frozenset[int]
    options: dict[str, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


def link(text: str, catalogue: Catalogue, *, vector: Any = None, vectors: Any = None, limit: int = 5) -> list[Match]:
    """The products that a text names, best first, each at most once.

    ``vector`` (n,) and ``vectors`` (products, n): unit vectors of the text and of all products (or of the listed ones)
    in order of their sorted ids; with them a product may match by meaning alone (span 0…0). Raises ValueError when
    there are more or fewer rows than products.
    """
    lexicon = lexicon_of(catalogue)
    said = words(text)[:_MOST_WORDS]
    found = _named(lexicon, said, _courtesies(text, said))
    _read_options(found, said, text)
    _give_way(found)
    matches = [_match(one, said) for one in found]
    if vector is not None and vectors is not None:
        matches = _with_meaning(matches, catalogue, vectors @ vector)
    strong = [match for match in matches if match.score >= LEAST]
    order = {entry.id: place for place, entry in enumerate(lexicon.entries)}
    return sorted(strong, key=lambda match: (-match.score, order[match.product_id]))[:limit]


def options_in(text: str, product: Product) -> dict[str, str]:
    """The variant words of one known product in a text: for "oat, please" after "which milk?"."""
    said = words(text)[:_MOST_WORDS]
    chosen, _ = said_options(entry_of(product), said, range(len(said)), ())
    return chosen


def _courtesies(text: str, said: Sequence[Word]) -> frozenset[int]:
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


def _named(lexicon: Lexicon, said: Sequence[Word], masked: frozenset[int]) -> list[_Found]:
    titles: dict[int, list[_Hit]] = defaultdict(list)
    shelves: dict[int, list[_Hit]] = defaultdict(list)
    for hit in _hits(lexicon, said, masked):
        for product in lexicon.by_title.get(hit.stem, ()):
            titles[product].append(hit)
        for product in lexicon.by_shelf.get(hit.stem, ()):
            shelves[product].append(hit)
    found = []
    for product in {*titles, *shelves}:
        entry = lexicon.entries[product]
        by_title = max((_titled(lexicon, title, titles[product]) for title in entry.titles), key=lambda pair: pair[0])
        by_shelf = _shelved(entry, shelves[product])
        score, core = _together(by_title, by_shelf)
        if score > 0:
            found.append(_Found(entry, score, core))
    return found


def _together(
    by_title: tuple[float, frozenset[int]], by_shelf: tuple[float, frozenset[int]]
) -> tuple[float, frozenset[int]]:
    """Thus "red bag" for a red leather handbag: a word of the title and one of the shelf."""
    if not by_title[0] or not by_shelf[0] or by_title[0] >= STRONG:
        return max(by_title, by_shelf, key=lambda pair: pair[0])
    near = min(abs(a - b) for a in by_title[1] for b in by_shelf[1])
    if by_shelf[1] <= by_title[1] or near > _GAP + 1:
        score, core = max(by_title, by_shelf, key=lambda pair: pair[0])
        return min(score + 0.05, STRONG - 0.01), core
    return min(by_title[0] + (1 - by_title[0]) * by_shelf[0], STRONG - 0.01), by_title[1] | by_shelf[1]


def _hits(lexicon: Lexicon, said: Sequence[Word], masked: frozenset[int]) -> Iterable[_Hit]:
    """Every word of the text that the catalogue knows or nearly knows."""
    guesses = _MOST_GUESSES
    for place, word in enumerate(said):
        if place in masked:
            continue
        if is_stopword(word.stem):
            yield _Hit(place, word.stem, 1.0)  # supports a title, names none: see _titled
            continue
        guesses -= not lexicon.knows(word.stem)
        for stem, likeness in lexicon.near(word.stem) if guesses >= 0 or lexicon.knows(word.stem) else ():
            for part in lexicon.joined.get(stem, (stem,)):
                yield _Hit(place, part, likeness)
        if place + 1 < len(said) and (whole := word.folded + said[place + 1].stem) in lexicon.weights:
            yield _Hit(place, whole, 0.95)
            yield _Hit(place + 1, whole, 0.95)


def _titled(lexicon: Lexicon, title: tuple[str, ...], hits: Sequence[_Hit]) -> tuple[float, frozenset[int]]:
    """How much of a title is said in one place of the text, and with which words. Stopwords alone name nothing."""
    total = sum(lexicon.weights[stem] for stem in set(title))
    best: tuple[float, frozenset[int]] = (0.0, frozenset())
    for cluster in _clusters([hit for hit in hits if hit.stem in title]):
        likeness: dict[str, float] = {}
        for hit in cluster:
            likeness[hit.stem] = max(likeness.get(hit.stem, 0.0), hit.likeness)
        telling = not all(is_stopword(stem) for stem in likeness) or len(likeness) == len(set(title)) > 1
        score = sum(lexicon.weights[stem] * alike for stem, alike in likeness.items()) / total if telling else 0.0
        if score > best[0]:
            best = min(score, 1.0), frozenset(hit.place for hit in cluster)
    return best


def _clusters(hits: Sequence[_Hit]) -> Iterable[list[_Hit]]:
    """Hits that stand close together in the text."""
    cluster: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.place):
        said_again = any(hit.stem == other.stem and hit.place - other.place > 1 for other in cluster)
        if cluster and (hit.place - cluster[-1].place > _GAP + 1 or said_again):
            yield cluster
            cluster = []
        cluster.append(hit)
    if cluster:
        yield cluster


def _shelved(entry: Entry, hits: Sequence[_Hit]) -> tuple[float, frozenset[int]]:
    """A word of the kind counts SHELF, one of a tag or the category a little less."""
    best: tuple[float, frozenset[int]] = (0.0, frozenset())
    for hit in hits:
        score = hit.likeness * (SHELF if hit.stem in entry.kind else SHELF - 0.1)
        if not is_stopword(hit.stem) and score > best[0]:
            best = score, frozenset({hit.place})
    return best


def _read_options(found: Sequence[_Found], said: Sequence[Word], text: str) -> None:
    """Give each product the variant words that stand in its part of the text."""
    strong = [one.core for one in found if one.score >= STRONG]
    for one in found:
        others = [core for core in strong if not core & one.core]
        region = _region(one.core, others, said, text)
        one.options, one.used = said_options(one.entry, said, region, one.core)
        if one.options and one.score < STRONG:
            one.score = min(one.score + 0.04 * len(one.options), STRONG - 0.01)


def _region(core: frozenset[int], others: Sequence[frozenset[int]], said: Sequence[Word], text: str) -> range:
    """The part of the text about one product: up to the comma or "and" towards the next product, each way."""
    left = max((max(other) for other in others if max(other) < min(core)), default=-1)
    right = min((min(other) for other in others if min(other) > max(core)), default=len(said))
    start, end = left + 1, right
    if left >= 0:  # words right after the other product, before any separator, are the other's
        cut = next((i for i in range(left + 1, min(core) + 1) if _separates(said, i, text)), None)
        start = cut if cut is not None else left + 1
    if right < len(said):
        cut = next((i for i in range(max(core) + 1, right + 1) if _separates(said, i, text)), None)
        end = cut if cut is not None else max(core) + 1
    return range(max(start, min(core) - _REACH), min(end, max(core) + 1 + _REACH))


def _separates(said: Sequence[Word], place: int, text: str) -> bool:
    between = text[said[place - 1].end : said[place].start] if place else ""
    return said[place].folded in _SEPARATORS or any(mark in between for mark in ",;.\n&+")


def _give_way(found: list[_Found]) -> None:
    """A weaker match on words of a stronger one was hardly meant: the "lemon" of "lemon tart" is no lemon tea."""
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
                taken.append((one.core | one.used, one))


def _match(one: _Found, said: Sequence[Word]) -> Match:
    start, end = said[min(one.core)].start, said[max(one.core)].end
    return Match(one.entry.id, round(min(one.score, 1.0), 4), start, end, one.options)


def _with_meaning(matches: Sequence[Match], catalogue: Catalogue, cosines: Sequence[float]) -> list[Match]:
    """Let likeness of meaning lift what was named, and bring in what was only meant."""
    by_id = {match.product_id: match for match in matches}
    listed = {product.id for product in catalogue.listed()}
    rows = sorted(catalogue.products) if len(cosines) == len(catalogue.products) else sorted(listed)
    if len(rows) != len(cosines):
        raise ValueError(f"vectors: {len(cosines)} rows for {len(catalogue.products)} products")
    for product_id, cosine in zip(rows, cosines, strict=True):
        if product_id not in listed:
            continue
        meant = _MEANING * min(max((float(cosine) - 0.3) / 0.5, 0.0), 1.0)
        before = by_id.get(product_id, Match(product_id, 0.0))
        if meant > 0:
            score = round(1 - (1 - before.score) * (1 - meant), 4)
            by_id[product_id] = replace(before, score=score)
    return list(by_id.values())
