"""The words by which a catalogue can be found: which product has which word in its title, kind, tags, options. Pure.

Built once for a catalogue and kept as long as the catalogue lives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from shop.catalogue import Catalogue, Wording
from shop.entry import ALSO as ALSO  # an entry's words are half of a lexicon: most modules know one door only
from shop.entry import NAMED_IT as NAMED_IT
from shop.entry import Entry, is_stopword
from shop.entry import entry_of as entry_of
from shop.entry import stems as stems
from shop.gloss import translated
from shop.kin import other_things
from shop.sounds import sound
from shop.synonyms import synonyms
from shop.text import word_list, words

SYNONYM, BY_EAR = 0.85, 0.8  # likeness of a word that is another name, or sounds the same
ALIKE_LEAST = 50.0  # of letters 0 … 100, so that two short words of one sound are not taken for one another
_FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "without",
        "by",
        "e",
        "o",
        "di",
        "del",
        "della",
        "con",
        "per",
        "al",
        "alla",
    ]
)
SHELF = 0.5  # a word of the kind, the category or the tags is worth this part of a word of the title


@dataclass(eq=False)
class Lexicon:
    """``weights``: how telling a stem is (rare in this shop: high). ``joined``: "flatwhite" → ("flat", "white")."""

    entries: tuple[Entry, ...]
    by_title: Mapping[str, tuple[int, ...]]
    by_shelf: Mapping[str, tuple[int, ...]]
    by_way: frozenset[str]  # words of some product's options
    by_told: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]
    joined: Mapping[str, tuple[str, ...]]
    vocabulary: tuple[str, ...]
    by_sound: Mapping[str, tuple[str, ...]]
    order: Mapping[str, int]  # the merchant's, of what is listed
    ids: tuple[str, ...]  # of all products, sorted
    shown: tuple[str, ...]  # of what is listed, sorted
    row_of: Mapping[str, int]  # places in ``ids``
    _near: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def knows(self, stem: str) -> bool:
        """Is this one of the catalogue's words?"""
        return stem in self.weights or stem in self.joined

    def near(self, stem: str) -> tuple[tuple[str, float], ...]:
        """The catalogue's words that this stem may mean, with a likeness 0 … 1: itself and its synonyms, else up to three
        that are spelt or sound like it."""
        if stem in self._near:
            return self._near[stem]
        everyday = stem in word_list("common") and not self.knows(stem)
        itself = ((stem, 1.0),) if self.knows(stem) or stem in self.by_told else ()
        found = (*itself, *((other, SYNONYM) for other in ([] if everyday else self.other_names(stem))))
        english = words(translated(stem))  # "dolce" is as good as "sweet"
        found = (*found, *((word.stem, 1.0) for word in english if self.knows(word.stem) or word.stem in self.by_told))
        found = found or tuple(
            (word, score) for word, score in self._misspelt(stem) or self._by_ear(stem) if not other_things(stem, word)
        )
        if len(self._near) < 20_000:  # a bound on what strangers' words may fill
            self._near[stem] = found
        return found

    def other_names(self, stem: str) -> list[str]:
        """Synonyms of this stem among the catalogue's words; of an everyday verb ("check") none, see ``evidence.py``."""
        return sorted(other for other in synonyms(stem) if self.knows(other) or other in self.by_told)

    def _misspelt(self, stem: str) -> tuple[tuple[str, float], ...]:
        known = stem in word_list("common") or any(letter.isdigit() for letter in stem)
        if len(stem) < 4 or known:
            return ()
        cutoff = 0.8 if len(stem) == 5 else 0.75
        close = process.extract(
            stem, self.vocabulary, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=cutoff, limit=8
        )
        # The first letter is rarely mistyped; "late" and "date" are two words.
        alike = [(word, score) for word, score, _ in close if word[0] == stem[0] or (score >= 0.85 and len(stem) >= 6)]
        return tuple((word, score) for word, score in alike if _could_be(stem, word))[:3]

    def _by_ear(self, stem: str) -> tuple[tuple[str, float], ...]:
        if len(stem) < 3 or stem in word_list("common") or is_stopword(stem):
            return ()
        alike = self.by_sound.get(sound(stem), ())
        return tuple((word, BY_EAR) for word in alike if ratio(stem, word) >= ALIKE_LEAST and _vowel_fits(stem, word))[
            :3
        ]


_LEXICONS: WeakKeyDictionary[Wording, Lexicon] = WeakKeyDictionary()


def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """The catalogue's lexicon, built at the first question."""
    found = _LEXICONS.get(catalogue.wording)
    if found is None:
        found = _LEXICONS[catalogue.wording] = _build(catalogue)
    return found


def _build(catalogue: Catalogue) -> Lexicon:
    entries = tuple(entry_of(product) for product in catalogue.listed())
    by_title, by_shelf = _places(entry.named for entry in entries), _places(entry.shelf for entry in entries)
    joined: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for title in entry.titles:
            for pair in pairwise(title):
                joined.setdefault("".join(pair), pair)
    seen = {stem: len(by_title.get(stem, ())) + SHELF * len(by_shelf.get(stem, ())) for stem in {*by_title, *by_shelf}}
    weights = {stem: _weight(stem, often, len(entries)) for stem, often in seen.items()}
    vocabulary = tuple(
        sorted(
            stem for stem in {*weights, *joined} if len(stem) >= 4 and not is_stopword(stem) and stem not in _FUNCTION
        )
    )
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        by_sound[sound(word)].append(word)
    return Lexicon(
        entries,
        by_title,
        by_shelf,
        frozenset(stem for entry in entries for stem in entry.ways),
        _places(entry.told for entry in entries),
        weights,
        {whole: pair for whole, pair in joined.items() if whole not in weights},
        vocabulary,
        {heard: tuple(alike) for heard, alike in by_sound.items() if heard},
        {entry.id: place for place, entry in enumerate(entries)},
        tuple(ids := sorted(catalogue.products)),
        tuple(sorted(entry.id for entry in entries)),
        {key: row for row, key in enumerate(ids)},
    )


def _places(every: Iterable[frozenset[str]]) -> dict[str, tuple[int, ...]]:
    """Word → places of the entries that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(every):
        for stem in own:
            found[stem].append(place)
    return {stem: tuple(places) for stem, places in found.items()}


def _weight(stem: str, often: float, products: int) -> float:
    rarity = log(1 + products / max(often, 1.0)) / log(1 + products) if products else 1.0
    if is_stopword(stem):
        return (
            0.15 if stem in _FUNCTION or stem.isdigit() else 0.4
        )  # "still water" is told from other waters by "still"
    return 0.5 + 0.5 * rarity


def _vowel_fits(said: str, word: str) -> bool:
    """A short word of other vowels is another word: a bug is no bag."""
    first = [next((letter for letter in one if letter in "aeiouy"), "") for one in (said, word)]
    return min(len(said), len(word)) > 4 or first[0] == first[1]


def _could_be(said: str, word: str) -> bool:
    """Short words must differ in one place only, and by no more than two letters of length."""
    edits = DamerauLevenshtein.distance(said, word)
    return abs(len(said) - len(word)) <= 2 and edits <= (1 if len(said) <= 5 else 2 if len(said) <= 9 else 3)
