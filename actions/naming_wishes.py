"""How well a clause names a product. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz

from actions.asked_for import COUNTED
from actions.heard import Wish
from actions.noting import note_place
from shop.catalogue import Catalogue
from shop.lexicon import is_stopword, lexicon_of
from shop.linking import SHARED_LEAST
from shop.model import Match
from shop.naming import spoken_option
from shop.option_names import also_called
from shop.text import Word, stem, word_list, words

_OPTION_WORDS: WeakKeyDictionary[Catalogue, frozenset[str]] = WeakKeyDictionary()
_OPTION_PHRASES: WeakKeyDictionary[Catalogue, Mapping[str, tuple[str, ...]]] = WeakKeyDictionary()
SLIP = 75.0  # likeness 0 … 100 from which on a word is a title's head, mistyped
SURE = 0.62  # a product was named; below it only a word that several may share ("tea", "scarf")
_QUALITIES = ("able", "ible", "ful", "less", "ous", "proof", "ish", "-free")  # "reliable", "waterproof": no other thing
# Italian words before a thing that are no part of its name.
_LITTLE_IT = frozenset(
    [
        *(
            "un",
            "una",
            "uno",
            "due",
            "tre",
            "quattro",
            "cinque",
            "sei",
            "del",
            "della",
            "dei",
            "delle",
            "degli",
            "il",
            "lo",
        ),
        *(
            "la",
            "gli",
            "le",
            "con",
            "anche",
            "poi",
            "anzi",
            "altro",
            "altra",
            "altri",
            "ancora",
            "senza",
            "vorrei",
            "prendo",
            *(
                "veloce",
                "subito",
                "oggi",
                "domani",
                "adesso",
                "ora",
                "pure",
                "dai",
                "che",
                "per",
                "col",
                "alla",
                "allo",
                "all",
            ),
            *(
                "deve",
                "devo",
                "sono",
                "scappo",
                "grazie",
                "prego",
                "scusi",
                "scusa",
                "allora",
                "quello",
                "quella",
                "caldo",
            ),
            *(
                "calda",
                "caldi",
                "calde",
                "freddo",
                "fredda",
                "favore",
                "cortesia",
                "possibile",
                "semplice",
                "vuoto",
                "intanto",
            ),
        ),
    ]
)
# Before a thing these say how it is made; alone, beside another thing, they are no thing of their own.
QUALITIES = frozenset({"decaf", "decaffeinated", "iced", "deca", "decaffeinato", "decaffeinata"})


def names_it(wish: Wish, match: Match, catalogue: Catalogue) -> bool:
    """Does the clause name the product of this match (``really_named``)? No for one that is gone."""
    product = catalogue.get(match.product_id)
    return product is not None and really_named(wish, match, product.title, catalogue)


def really_named(wish: Wish, match: Match, title: str, catalogue: Catalogue) -> bool:
    """Does the clause name this product, and not another one that the shop does not have?

    "Matcha latte" is no latte of ours: an unknown word stands before it. "Oat mocha" is no oat biscuit: of the title only a
    word is there that is not its head.
    """
    if match.end <= match.start:  # pressed or pointed at; else only meant
        return match.score >= 1.0
    start, end = match.start - wish.offset, match.end - wish.offset
    counts = [(e["start"] - wish.offset, e["end"] - wish.offset) for e in wish.entities if e["entity"] == "quantity"]
    before = [w for w in words(wish.text) if w.end <= start and not any(a <= w.start < b for a, b in counts)]
    if before and start - before[-1].end <= 1 and unknown(before[-1].stem, catalogue):
        return False
    if _of_another(wish, start, end, title, catalogue):
        return False
    if match.score >= SHARED_LEAST:
        return True
    head = words(title)[-1].stem if words(title) else ""
    return head in {w.stem for w in words(wish.text[start:end])}


_IS = re.compile(r"(?:['’]s|\b(?:is|was|are|were|gets?|got|too|still|so|stays|troppo))\s+$", re.IGNORECASE)
_HOT_OR_COLD = frozenset(
    [
        "hot",
        "warm",
        "cold",
        "caldo",
        "calda",
        "caldi",
        "calde",
        "freddo",
        "fredda",
        "freddi",
        "fredde",
        "tiepido",
        "tiepida",
    ]
)
_SEEMS = frozenset(
    {"sounds", "looks", "seems", "smells", "tastes", "appeals", "tempts", "sound", "look", "mi", "sembra"}
)


def _of_another(wish: Wish, start: int, end: int, title: str, catalogue: Catalogue) -> bool:
    """Is only a word beside the title's head said, and of something else: the ice of "ice cream shakes", the hot of "not too
    hot", the decaf of "a latte, decaf if you can"?"""
    said = words(wish.text)
    own = [w for w in said if start <= w.start < end]
    head = words(title)[-1].stem if words(title) else ""
    if len(words(title)) == 1 or any(w.stem == head or fuzz.ratio(w.stem, head) >= SLIP for w in own):
        return False
    if (place := note_place(wish.text)) and place[0] <= start < place[1]:
        return True
    if _IS.search(wish.text[:start]):  # "make sure it's hot"
        return True
    after = [w for w in said if w.start >= end][:2]
    if after and after[0].start - end <= 1:
        close = after if len(after) > 1 and after[1].start - after[0].end <= 1 else after[:1]
        verb = close[0].folded in _SEEMS or is_stopword(close[0].stem)
        if not verb and any(unknown(w.stem, catalogue) for w in close):
            return True
    if _only_how(said):  # "hot, please": how it is to be, and no hot chocolate
        return True
    beside = any(m.score >= SHARED_LEAST and not start <= m.start - wish.offset < end for m in wish.products)
    counted = COUNTED.search(f" {wish.text[max(start - 8, 0) : start]}") is not None
    return beside and not counted and all(w.folded in QUALITIES for w in own)


def _only_how(said: Sequence[Word]) -> bool:
    """Nothing but what a thing is like, with no article or number that would make it one ("a hot one")?"""
    telling = [
        w
        for w in said
        if not is_stopword(w.stem) and not (w.folded in word_list("common") and w.folded not in _HOT_OR_COLD)
    ]
    return bool(telling) and len(said) <= len(telling) + 1 and all(w.folded in _HOT_OR_COLD for w in telling)


@lru_cache(maxsize=1)
def extra_words() -> frozenset[str]:
    """What may be put into a drink or onto a bite, stemmed."""
    return frozenset(stem(word) for word in word_list("extras"))


def unknown(word: str, catalogue: Catalogue) -> bool:
    """A word that is neither everyday English nor one of the shop's."""
    everyday = (
        is_stopword(word)
        or word in _LITTLE_IT
        or word in word_list("common")
        or word in word_list("greetings")
        or word in word_list("qualities")
        or word.endswith(_QUALITIES)
    )
    return len(word) >= 3 and word.isalpha() and not everyday and not _known(word, catalogue)


def _known(word: str, catalogue: Catalogue) -> bool:
    """One of the shop's words; the names of its options ("milk") and their values ("large") are, too."""
    return lexicon_of(catalogue).knows(stem(word)) or word in option_words(catalogue)


def option_words(catalogue: Catalogue) -> frozenset[str]:
    """The words of all options and their values, folded; kept as long as the catalogue lives."""
    known = _OPTION_WORDS.get(catalogue)
    if known is None:
        said = {text for p in catalogue.listed() for v in p.variants for pair in v.options.items() for text in pair}
        own = {word.folded for text in said for word in words(text)}
        also = {other for value in own for other in also_called(value) if len(other) > 2}  # "soya", of a soy milk
        known = _OPTION_WORDS[catalogue] = frozenset({stem(word) for word in own | also})
    return known


def option_phrases(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """How a way of a thing is said in more than one word ("oat milk") → the products that are sold in it."""
    known = _OPTION_PHRASES.get(catalogue)
    if known is None:
        found: dict[str, list[str]] = {}
        for product in catalogue.listed():
            pairs = {pair for variant in product.variants for pair in variant.options.items()}
            for name, value in pairs:
                found.setdefault(spoken_option(name, value), []).append(product.id)
        known = _OPTION_PHRASES[catalogue] = {phrase: tuple(ids) for phrase, ids in found.items() if " " in phrase}
    return known
