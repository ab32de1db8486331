"""How well the words of a text name one product: how much of the text it explains, how much of its title was said. Pure.

Both count. A product that explains only half of what was said is another thing ("wool socks" is no wool jumper); one of
whose title only half was said may share that half with others ("a scarf").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shop.lexicon import Entry, Lexicon
from shop.reading import UNKNOWN_AFTER, Reading, everyday_thing

KIND, SHELF_WORD, WAY, TOLD = (
    0.95,
    0.8,
    0.9,
    0.6,
)  # how well a word of the kind, a tag, an option, the description explains
OTHERS_WAY = 0.3  # weight of a size or colour in which the product is not sold
ONLY_ASIDE = 0.35  # what is left of a match that only says what another thing is for
_WINDOW = 3  # a title may stretch over so many parts: "ham and cheese toastie"


@dataclass(frozen=True)
class Evidence:
    """``explained``: share of the text (0 … 1); ``recall``: share of the title; ``core``: places of the words that name it."""

    explained: float = 0.0
    recall: float = 0.0
    core: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()  # those of the core that are more than little words
    named: bool = True  # by title, kind or tag; else only its description speaks of it

    @property
    def score(self) -> float:
        """0 … 1: all of a title and nothing else is 1, one of two words of it about .75, the kind alone about .5."""
        return self.explained * (0.5 + 0.5 * self.recall)


def strength(entry: Entry, stem: str) -> float:
    """How well a word of the catalogue's explains that this product is meant."""
    if stem in entry.named:
        return 1.0
    if stem in entry.kind:
        return KIND
    if stem in entry.ways:
        return WAY
    return SHELF_WORD if stem in entry.shelf else TOLD if stem in entry.told else 0.0


def evidence_for(lexicon: Lexicon, entry: Entry, reading: Reading) -> Evidence:
    """The best that any part of the text, or neighbouring parts together, says for this product."""
    by_segment = {
        number: found
        for number, segment in enumerate(reading.parts.segments)
        if (found := _explained(entry, reading, segment))
    }
    best = Evidence()
    for start in by_segment:
        window: dict[int, tuple[str, float]] = {}
        places: list[int] = []
        for number in range(start, start + _WINDOW):
            if number not in by_segment:
                break
            window |= by_segment[number]
            places += reading.parts.segments[number]
            best = max(best, _weighed(lexicon, entry, reading, places, window), key=lambda found: found.score)
    return best


def _explained(entry: Entry, reading: Reading, segment: range) -> dict[int, tuple[str, float]]:
    """Place → the stem by which this product explains the word there, and how well (0 … 1)."""
    found = {}
    for place in segment:
        if place in reading.hits and place not in reading.parts.barred:
            stem, worth = "", 0.0
            for hit, like in reading.hits[place]:
                if (own := strength(entry, hit) * like) > worth:
                    stem, worth = hit, own
            if worth:
                found[place] = stem, worth
    return found


def _weighed(
    lexicon: Lexicon, entry: Entry, reading: Reading, places: Sequence[int], found: Mapping[int, tuple[str, float]]
) -> Evidence:
    # lists, since a generator is entered once for every word
    core = frozenset([p for p, (stem, _) in found.items() if stem in entry.naming or stem in entry.told])
    telling = frozenset([p for p in core if p in reading.content])
    if not telling:
        whole = _whole_title(entry, {stem for stem, _ in found.values()})
        return Evidence(1.0, 1.0, core, core) if whole else Evidence()
    needed, got = _needed(entry, reading, places, found, max(telling) + 1)
    named = any([found[p][0] in entry.naming for p in telling])
    only_aside = telling <= reading.aside  # named only as what another thing is for
    share = got / needed * (ONLY_ASIDE if only_aside else 1.0)
    return Evidence(min(share, 1.0), _recall(lexicon, entry, found), core, telling, named)


def _needed(
    entry: Entry, reading: Reading, places: Sequence[int], found: Mapping[int, tuple[str, float]], after: int
) -> tuple[float, float]:
    """How much there is to explain, and how much of it is explained; ``after``: the place after the last word that names it."""
    needed = got = 0.0
    for place in places:
        if place in reading.content:
            weight = reading.content[place]
            if place in found:
                got += weight * found[place][1]
            elif place in reading.ways:
                weight *= OTHERS_WAY
            needed += weight
    loose = after in places and after not in reading.content and after not in reading.asked
    if loose and everyday_thing(reading.said[after]):
        headed = any([stem in entry.heads for stem, _ in found.values()])
        needed += 0.0 if headed else UNKNOWN_AFTER
    return needed, got


def _whole_title(entry: Entry, said: set[str]) -> bool:
    """A title of everyday words only ("Good morning") is named by all of it."""
    return any(len(title) > 1 and said >= set(title) for title in entry.titles)


def _recall(lexicon: Lexicon, entry: Entry, found: Mapping[int, tuple[str, float]]) -> float:
    """How much of the best title was said, telling words counting more."""
    said: dict[str, float] = {}
    for stem, worth in found.values():
        if stem not in said or said[stem] < worth:
            said[stem] = worth
    best = 0.0
    for title in entry.titles:
        whole = sum([lexicon.weights[stem] for stem in set(title)])
        if whole:
            best = max(best, sum([lexicon.weights[stem] * said[stem] for stem in said if stem in title]) / whole)
    return min(best, 1.0)
