"""What a thing is to be like: its colour, what it is made of, its size; and which goods are so. Pure.

Families of words stand in ``wordlists/colours.txt`` and ``materials.txt``: navy is blue. Goods are so by their title, tags
and description, or by a way in which they are in stock; where a thing comes in several colours, by those alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from shop.catalogue import Catalogue, Wording
from shop.model import Product
from shop.text import fold, words

Sort = Literal["colour", "material", "size"]
_LISTS = Path(__file__).parent / "wordlists"
_SIZE = re.compile(
    r"\b(?:size|sized|taglia|misura|numero)\s+(\w+)|\b(?:in|an?|una?)\s+(xx?s|xx?l|[sml])\b", re.IGNORECASE
)
_SIZE_WORDS = {"small": "s", "medium": "m", "large": "l", "piccola": "s", "media": "m", "grande": "l"}
_NOT = frozenset(["not", "no", "non", "without", "senza", "except", "but", "tranne", "isn", "dont", "don't"])


@dataclass(frozen=True)
class Quality:
    """One thing that was said of how it is to be: as said, and every word (folded) that means it."""

    sort: Sort
    said: str
    meant: frozenset[str]


def qualities_said(text: str) -> tuple[Quality, ...]:
    """The colours, materials and sizes that a text asks for, each family once; what it refuses is not among them."""
    found: dict[frozenset[str], Quality] = {}
    before: list[str] = []
    for word in words(text):
        for sort in ("colour", "material"):
            family = _families(sort).get(word.folded)
            called = _asked_by(sort).get(word.folded)
            if family and called and not _NOT & set(before[-3:]):
                found.setdefault(family, Quality(sort, called, family))  # type: ignore[arg-type]
        before.append(word.folded)
    for match in _SIZE.finditer(text):
        said = (match.group(1) or match.group(2)).lower()
        size = _SIZE_WORDS.get(said, said)
        if size.isdigit() or re.fullmatch(r"xx?[sl]|[sml]", size):
            # An M is no medium coffee; who says "medium" may mean either.
            meant = frozenset([said, size])
            found[meant] = Quality("size", said.upper() if len(said) < 4 else said, meant)
    return tuple(found.values())


def fitting(products: Iterable[Product], qualities: Sequence[Quality], catalogue: Catalogue) -> list[Product]:
    """Those of the catalogue's products that are all of this, each in a way that can be had now."""
    kept = _WORDS.setdefault(catalogue.wording, {})
    found = []
    for product in products:
        known = kept.get(product.id)
        if known is None:
            known = kept[product.id] = _read(product)
        if all(_is_so(product, known, quality) for quality in qualities):
            found.append(product)
    return found


def _is_so(product: Product, known: _Words, quality: Quality) -> bool:
    if quality.sort == "size":
        return _sold(product, known.sizes, quality.meant)
    if quality.meant.isdisjoint(known.said):
        return False
    if quality.sort == "colour" and known.coloured:
        return _sold(product, known.colours, quality.meant)
    told = known.begins if quality.sort == "colour" else known.described
    if not (quality.meant.isdisjoint(known.titled) and quality.meant.isdisjoint(told)):
        return True
    return _sold(product, known.ways, quality.meant)


def _sold(product: Product, ways: Mapping[str, frozenset[str]], meant: frozenset[str]) -> bool:
    return any(not meant.isdisjoint(ways[variant.id]) and variant.in_stock for variant in product.variants)


@dataclass(frozen=True)
class _Words:
    """A product's words, folded; by the id of a variant those of its ways."""

    said: frozenset[str]  # all of them but sizes
    titled: frozenset[str]  # of its title and tags
    begins: frozenset[str]  # of how its description begins: later a red coat is what it goes with
    described: frozenset[str]
    ways: Mapping[str, frozenset[str]]
    colours: Mapping[str, frozenset[str]]
    sizes: Mapping[str, frozenset[str]]
    coloured: bool  # comes in colours


_BEGINS = 12
_WORDS: WeakKeyDictionary[Wording, dict[str, _Words]] = WeakKeyDictionary()


def _read(product: Product) -> _Words:
    described = _list_of(product.description)
    options = {one.id: _of_options(tuple(one.options.values())) for one in product.variants}
    ways = {key: of_one.words for key, of_one in options.items()}
    coloured = {key: of_one.colours for key, of_one in options.items()}
    titled = frozenset(_list_of(" ".join((product.title, *product.tags))))
    return _Words(
        said=titled.union(described, *ways.values()),
        titled=titled,
        begins=frozenset(described[:_BEGINS]),
        described=frozenset(described),
        ways=ways,
        colours=coloured,
        sizes={key: of_one.values for key, of_one in options.items()},
        coloured=any(coloured.values()),
    )


class _Way(NamedTuple):
    words: frozenset[str]
    colours: frozenset[str]
    values: frozenset[str]


@lru_cache(maxsize=20_000)
def _of_options(values: tuple[str, ...]) -> _Way:
    """The words of one way; thousands of variants share a few hundred ways."""
    words = frozenset(word for value in values for word in _list_of(value))
    known = _families("colour")
    colours = frozenset(word for word in words if word in known)
    return _Way(words, colours, frozenset(fold(value).strip() for value in values))


def _list_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def family(sort: Sort, word: str) -> frozenset[str]:
    """All words (folded) that mean the same colour or material as this one; empty for any other word."""
    return _families(sort).get(word, frozenset())


@lru_cache(maxsize=4)
def _families(sort: Sort) -> dict[str, frozenset[str]]:
    """word → its whole family."""
    return {word: frozenset(plain + also) for plain, also in _lines(sort) for word in plain + also}


@lru_cache(maxsize=4)
def _asked_by(sort: Sort) -> dict[str, str]:
    """Words that ask for it and for nothing else → what it is called: "rossa" → "rosso", "wooden" → "wood"."""
    return {word: next(one for one in plain if one[:3] == word[:3]) for plain, _ in _lines(sort) for word in plain}


def _lines(sort: Sort) -> list[tuple[list[str], list[str]]]:
    lines = (_LISTS / f"{sort}s.txt").read_text(encoding="utf-8").splitlines()
    split = [fold(line).partition("|") for line in lines if line and not line.startswith("#")]
    return [(plain.split(), also.split()) for plain, _, also in split]
