"""How well the words of a text name one product: how much of the text it explains, how much of its title was said. Pure.

Both count. A product that explains only half of what was said is another thing ("wool socks" is no wool jumper); one of
whose title only half was said may share that half with others ("a scarf").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shop.lexicon import SYNONYM, Entry, Lexicon, is_stopword
from shop.phrase_parts import Parts, asides, courtesies, parts_of
from shop.synonyms import longest, phrase_synonyms, synonyms
from shop.text import Word, word_list, words

KIND, SHELF_WORD, WAY, TOLD = 0.95, 0.8, 0.9, 0.6  # how well a word of the kind, a tag, an option, the description explains
PHRASE = 0.9  # a phrase that is another name for a word ("chest of drawers")
ASIDE = 0.3  # weight of what a thing is for, beside the thing
OTHERS_WAY = 0.3  # weight of a size or colour in which the product is not sold
DESCRIBED = 0.6  # weight of a word that stands in descriptions only
OTHER_WORD = 0.3  # weight of an everyday word, beside words that name goods, in what is left for meaning
UNKNOWN_BEFORE, UNKNOWN_AFTER = 0.5, 1.0  # weight of an unknown word beside a known one: "matcha latte"; "leather belt"
_MOST_GUESSES = 60  # so many unknown words may be tried as misspelt ones: a bound on time
_WINDOW = 3  # a title may stretch over so many parts: "ham and cheese toastie"
_BEFORE_THINGS = frozenset("a an the some any my your two three another un una uno il la i le del della".split())
_OPEN = frozenset({"something", "anything", "qualcosa"})
_OPENED_BY = frozenset({"to", "for", "that", "against", "which", "per", "da", "che", "contro"})

Hit = tuple[str, float]  # a stem of the catalogue's, and how like it the word is


@dataclass(frozen=True)
class Reading:
    """A text as the catalogue hears it. ``hits`` by place; ``content``: how much the word at a place must be explained.

    ``aside``: places of what it is wanted for. ``open``: the thing is left open, and described by its use ("something to keep my head warm").
    """

    text: str
    said: tuple[Word, ...]
    parts: Parts
    hits: Mapping[int, tuple[Hit, ...]]
    content: Mapping[int, float]
    aside: frozenset[int] = frozenset()
    open: bool = False


@dataclass(frozen=True)
class Evidence:
    """``explained``: share of the text (0 … 1); ``recall``: share of the title; ``core``: places of the words that name it."""

    explained: float = 0.0
    recall: float = 0.0
    core: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()  # those of the core that are more than little words

    @property
    def score(self) -> float:
        """0 … 1: all of a title and nothing else is 1, one of two words of it about .75, the kind alone about .5."""
        return self.explained * (0.5 + 0.5 * self.recall)


def read(lexicon: Lexicon, text: str, most_words: int, *, refusing: bool = True) -> Reading:
    """Read a text's first ``most_words`` words with a catalogue's lexicon; without ``refusing`` nothing counts as refused."""
    said = tuple(words(text)[:most_words])
    parts = parts_of(text, said)
    parts = parts if refusing else replace(parts, barred=frozenset())
    masked = courtesies(said)
    hits = {place: found for place, found in _hits(lexicon, said, masked) if found}
    content = _content(lexicon, said, parts, hits, masked)
    aside = asides(said, parts.segments, content)
    content = {place: weight * (ASIDE if place in aside else 1.0) for place, weight in content.items()}
    return Reading(text, said, parts, hits, content, aside, _is_open(said))


def unexplained(reading: Reading, explained: float) -> float:
    """The share of a text (0 … 1) that is left for its meaning to say, when its words explain so much of what they name."""
    named = sum(reading.content.values())
    others = sum(
        place not in reading.content and place not in reading.parts.barred and not is_stopword(word.stem)
        for place, word in enumerate(reading.said)
    )
    return 1 - explained * named / (named + OTHER_WORD * others) if named else 1.0


def _is_open(said: Sequence[Word]) -> bool:
    return any(a.folded in _OPEN and b.folded in _OPENED_BY for a, b in zip(said, said[1:], strict=False))


def _hits(lexicon: Lexicon, said: Sequence[Word], masked: frozenset[int]) -> Iterable[tuple[int, tuple[Hit, ...]]]:
    """Every word of the text that the catalogue knows or nearly knows."""
    guesses = _MOST_GUESSES
    phrases = _phrases(lexicon, said)
    for place, word in enumerate(said):
        if place in masked:
            continue
        if is_stopword(word.stem):  # supports a title, names none; unless it stands alone for a thing: "a cup for tea"
            yield place, (*phrases.get(place, ()), (word.stem, 1.0), *_alone(lexicon, said, place))
            continue
        known = lexicon.knows(word.stem)
        guesses -= not known
        if not known and word.stem in word_list("common"):
            near = _alone(lexicon, said, place)
        else:
            near = lexicon.near(word.stem) if guesses >= 0 or known else ()
        own = [(part, like) for stem, like in near for part in lexicon.joined.get(stem, (stem,))]
        if word.stem in lexicon.by_way and not known:
            own.append((word.stem, 1.0))
        yield place, (*own, *_with_next(lexicon, said, place), *phrases.get(place, ()))


def _alone(lexicon: Lexicon, said: Sequence[Word], place: int) -> tuple[Hit, ...]:
    """What else an everyday word is called where it is a thing: in "a cup for tea", "some fancy suit", not in "a cup of tea",
    "to suit me"."""
    before = said[place - 1].folded if place else ""
    after = said[place + 1].folded if place + 1 < len(said) else ""
    a_thing = before in _BEFORE_THINGS or before in word_list("qualities") or (not before and after in ("", "for"))
    if said[place].folded.isdigit() or not a_thing or after in ("of", "di") or not (not after or is_stopword(after)):
        return ()
    own = ((said[place].stem, 1.0),) if said[place].stem in lexicon.by_told else ()
    return (*own, *((other, SYNONYM) for other in lexicon.other_names(said[place].stem)))


def _with_next(lexicon: Lexicon, said: Sequence[Word], place: int) -> Iterable[Hit]:
    """ "Arm chair" is an armchair, for both its words."""
    for first in (place - 1, place):
        if 0 <= first and first + 1 < len(said):
            whole = said[first].folded + said[first + 1].stem
            if whole in lexicon.weights:
                yield whole, 0.95


def _phrases(lexicon: Lexicon, said: Sequence[Word]) -> dict[int, tuple[Hit, ...]]:
    """What phrases of several words stand for, at each of their places."""
    found: dict[int, tuple[Hit, ...]] = {}
    for start in range(len(said)):
        for size in range(2, min(longest(), len(said) - start) + 1):
            others = phrase_synonyms(tuple(word.stem for word in said[start : start + size]))
            hits = tuple((other, PHRASE) for other in sorted(others) if lexicon.knows(other))
            for place in range(start, start + size) if hits else ():
                found[place] = (*found.get(place, ()), *hits)
    return found


def _content(
    lexicon: Lexicon,
    said: Sequence[Word],
    parts: Parts,
    hits: Mapping[int, Sequence[Hit]],
    masked: frozenset[int],
) -> dict[int, float]:
    """How much each word must be explained: telling ones by their rarity, unknown ones only beside those."""
    found = {
        place: max(lexicon.weights.get(stem, DESCRIBED) for stem, _ in own)
        for place, own in hits.items()
        if place not in parts.barred and any(not is_stopword(stem) for stem, _ in own)
    }
    for segment in parts.segments:
        strange = {p for p in segment if p not in masked and p not in hits and p not in parts.barred and _strange(said[p])}
        before, after = set(), set()
        for place in segment:
            if place in strange and (place - 1 in after or place - 1 in found) and place - 1 in segment:
                after.add(place)
        for place in reversed(segment):
            if place in strange and (place + 1 in before or place + 1 in found) and place + 1 in segment:
                before.add(place)
        found |= {place: UNKNOWN_AFTER for place in after} | {place: UNKNOWN_BEFORE for place in before}
    return found


def _strange(word: Word) -> bool:
    """Neither everyday English nor a quality, or a thing all the same ("dress"): it may be what another thing is called."""
    return bool(synonyms(word.stem)) or not (
        is_stopword(word.stem)
        or any(letter.isdigit() for letter in word.stem)
        or any(form in word_list(name) for name in ("common", "qualities") for form in (word.stem, word.folded))
    )


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
    core = frozenset(p for p, (stem, _) in found.items() if stem in entry.named or stem in entry.shelf or stem in entry.told)
    telling = frozenset(p for p in core if p in reading.content)
    if not telling:
        whole = _whole_title(entry, {stem for stem, _ in found.values()})
        return Evidence(1.0, 1.0, core, core) if whole else Evidence()
    needed = got = 0.0
    for place in places:
        if weight := reading.content.get(place, 0.0):
            if place not in found and _only_a_way(lexicon, reading.hits.get(place, ())):
                weight *= OTHERS_WAY
            needed += weight
            got += weight * found[place][1] if place in found else 0.0
    share = got / needed
    if telling <= reading.aside:  # named only as what another thing is for
        share *= 0.5
    return Evidence(min(share, 1.0), _recall(lexicon, entry, found), core, telling)


def _whole_title(entry: Entry, said: set[str]) -> bool:
    """A title of everyday words only ("Good morning") is named by all of it."""
    return any(len(title) > 1 and said >= set(title) for title in entry.titles)


def _only_a_way(lexicon: Lexicon, hits: Sequence[Hit]) -> bool:
    return bool(hits) and all(stem in lexicon.by_way for stem, _ in hits)


def _recall(lexicon: Lexicon, entry: Entry, found: Mapping[int, tuple[str, float]]) -> float:
    """How much of the best title was said, telling words counting more."""
    said: dict[str, float] = {}
    for stem, worth in found.values():
        said[stem] = max(said.get(stem, 0.0), worth)
    best = 0.0
    for title in entry.titles:
        whole = sum(lexicon.weights[stem] for stem in set(title))
        if whole:
            best = max(best, sum(lexicon.weights[stem] * said.get(stem, 0.0) for stem in set(title)) / whole)
    return min(best, 1.0)
