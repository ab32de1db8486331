"""A text as a catalogue hears it: which of its words are the shop's, which must be explained, what is only beside it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shop.lexicon import SYNONYM, Lexicon, is_stopword
from shop.phrase_parts import Parts, asides, courtesies, parts_of
from shop.questions import asked_words
from shop.synonyms import phrase_starts, phrase_synonyms, synonyms
from shop.text import Word, word_list, words

PHRASE = 0.9  # likeness of a phrase that is another name for a word ("chest of drawers")
ASIDE = 0.3  # weight of what a thing is for, beside the thing
DESCRIBED = 0.6  # weight of a word that stands in descriptions only
OTHER_WORD = 0.3  # weight of an everyday word, beside words that name goods, in what is left for meaning
UNKNOWN_BEFORE, UNKNOWN_AFTER = 0.5, 1.0  # weight of an unknown word beside a known one: "matcha latte"; "leather belt"
_MOST_GUESSES = 60  # so many unknown words may be tried as misspelt ones: a bound on time
_BEFORE_THINGS = frozenset(
    [
        "a",
        "an",
        "the",
        "some",
        "any",
        "my",
        "your",
        "two",
        "three",
        "another",
        "un",
        "una",
        "uno",
        "il",
        "la",
        "del",
        "della",
    ]
)
_OPEN = frozenset({"something", "anything", "qualcosa"})
_OPENED_BY = frozenset({"to", "for", "that", "against", "which", "per", "da", "che", "contro"})

Hit = tuple[str, float]  # a stem of the catalogue's, and how like it the word is


@dataclass(frozen=True)
class Reading:
    """A text as the catalogue hears it. ``hits`` by place; ``content``: how much the word at a place must be explained.

    ``aside``: places of what it is wanted for; ``ways``: of words that are only sizes, colours and the like. ``open``: the thing is left open, and described by its use ("something to keep my head warm").
    ``asked``: of what is only asked of the thing ("is the honey vegan?").
    """

    text: str
    said: tuple[Word, ...]
    parts: Parts
    hits: Mapping[int, tuple[Hit, ...]]
    content: Mapping[int, float]
    aside: frozenset[int] = frozenset()
    ways: frozenset[int] = frozenset()
    open: bool = False
    asked: frozenset[int] = frozenset()


def read(lexicon: Lexicon, text: str, most_words: int, *, refusing: bool = True) -> Reading:
    """Read a text's first ``most_words`` words with a catalogue's lexicon; without ``refusing`` nothing counts as refused."""
    said = tuple(words(text)[:most_words])
    parts = parts_of(text, said)
    parts = parts if refusing else replace(parts, barred=frozenset())
    asked = asked_words(text, said)
    masked = courtesies(said) | asked
    hits = {place: found for place, found in _hits(lexicon, said, masked) if found}
    content = _content(lexicon, said, parts, hits, masked)
    aside = asides(said, parts.segments, {*content, *_things_for(said)})
    content = {place: weight * (ASIDE if place in aside else 1.0) for place, weight in content.items()}
    ways = frozenset(place for place, own in hits.items() if all(stem in lexicon.by_way for stem, _ in own))
    return Reading(text, said, parts, hits, content, aside, ways, _is_open(said), asked)


def _things_for(said: Sequence[Word]) -> set[int]:
    """Places of everyday words that are things by where they stand: the box of "a box for lemon tarts"."""
    return {
        place
        for place in range(1, len(said) - 1)
        if said[place + 1].folded == "for"
        and said[place - 1].folded in _BEFORE_THINGS
        and not is_stopword(said[place].stem)
    }


def everyday_thing(word: Word) -> bool:
    """An everyday word that is no quality: after half a title it may be what another thing is called ("green car")."""
    return not is_stopword(word.stem) and word.stem in word_list("common") and word.stem not in word_list("qualities")


def refused(reading: Reading) -> frozenset[str]:
    """The shop's words that stand in a refusal ("not the blue one") and are wanted nowhere else."""
    wanted = {stem for place in reading.content for stem, like in reading.hits.get(place, ()) if like == 1.0}
    return frozenset(
        stem
        for place in reading.parts.barred
        for stem, _ in reading.hits.get(place, ())
        if not is_stopword(stem) and stem not in wanted
    )


def unexplained(reading: Reading, explained: float) -> float:
    """The share of a text (0 … 1) that is left for its meaning to say, when its words explain so much of what they name."""
    named = sum(reading.content.values())
    others = sum(
        place not in reading.content and place not in reading.parts.barred and not is_stopword(word.stem)
        for place, word in enumerate(reading.said)
    )
    return 1 - explained * named / (named + OTHER_WORD * others) if named else 1.0


def _is_open(said: Sequence[Word]) -> bool:
    return any(a.folded in _OPEN and b.folded in _OPENED_BY for a, b in pairwise(said))


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
        if not known and {word.stem, word.folded} & word_list("common"):
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
        if first >= 0 and first + 1 < len(said):
            whole = said[first].folded + said[first + 1].stem
            if whole in lexicon.weights:
                yield whole, 0.95


def _phrases(lexicon: Lexicon, said: Sequence[Word]) -> dict[int, tuple[Hit, ...]]:
    """What phrases of several words stand for, at each of their places."""
    found: dict[int, tuple[Hit, ...]] = {}
    starts = phrase_starts()
    for start, word in enumerate(said):
        for phrase in starts.get(word.stem, ()):
            if tuple(other.stem for other in said[start : start + len(phrase)]) == phrase:
                hits = tuple((other, PHRASE) for other in sorted(phrase_synonyms(phrase)) if lexicon.knows(other))
                for place in range(start, start + len(phrase)) if hits else ():
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
    beside: dict[int, float] = {}
    for segment in parts.segments:
        strange = {p for p in segment if p not in masked | parts.barred and p not in hits and _strange(said[p])}
        beside |= _next_to(segment, strange, found)
    return found | beside


def _next_to(segment: range, strange: Collection[int], found: Collection[int]) -> dict[int, float]:
    """The unknown words of a segment that touch a known one, or one another up to it: before it less, after it more."""
    before: set[int] = set()
    after: set[int] = set()
    for place in segment:
        if place in strange and place > segment.start and (place - 1 in after or place - 1 in found):
            after.add(place)
    for place in reversed(segment):
        if place in strange and place + 1 < segment.stop and (place + 1 in before or place + 1 in found):
            before.add(place)
    return {place: UNKNOWN_AFTER for place in after} | {place: UNKNOWN_BEFORE for place in before}


def _strange(word: Word) -> bool:
    """Neither everyday English nor a quality, or a thing all the same ("dress"): it may be what another thing is called."""
    return bool(synonyms(word.stem)) or not (
        is_stopword(word.stem)
        or any(letter.isdigit() for letter in word.stem)
        or any(form in word_list(name) for name in ("common", "qualities") for form in (word.stem, word.folded))
    )
