"""What a thing is to be like: its colour, what it is made of, its size; and which goods are so. Pure.

Families of words stand in ``wordlists/colours.txt`` and ``materials.txt``: navy is blue. Goods are so by their title, tags
and description, or by a way in which they are in stock; where a thing comes in several colours, by those alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from shop.model import Product, Variant
from shop.text import fold, words

Sort = Literal["colour", "material", "size"]
_LISTS = Path(__file__).parent / "wordlists"
_SIZE = re.compile(
    r"\b(?:size|sized|taglia|misura|numero)\s+(\w+)|\b(?:in|an?|una?)\s+(xx?s|xx?l|[sml])\b", re.IGNORECASE
)
_SIZE_NAMES = ("s", "m", "l")
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
            if family and not _NOT & set(before[-3:]):
                found.setdefault(family, Quality(sort, text[word.start : word.end].lower(), family))  # type: ignore[arg-type]
        before.append(word.folded)
    for match in _SIZE.finditer(text):
        said = (match.group(1) or match.group(2)).lower()
        size = _SIZE_WORDS.get(said, said)
        if size.isdigit() or re.fullmatch(r"xx?[sl]|[sml]", size):
            found[frozenset([size])] = Quality("size", said.upper() if len(said) < 4 else said, frozenset([size]))
    return tuple(found.values())


def has(product: Product, quality: Quality) -> bool:
    """Is this product so, in a way that can be had now?"""
    sold = [variant for variant in product.variants if variant.in_stock]
    if quality.sort == "size":
        return any(_sizes(variant) & quality.meant for variant in sold)
    titled = _folded(product.title)
    if quality.sort == "colour" and any(_colours(variant) for variant in product.variants):
        return any(_colours(variant) & quality.meant for variant in sold)
    ways = {word for variant in sold for value in variant.options.values() for word in _folded(value)}
    told = titled | ways | _folded(" ".join(product.tags)) | _folded(product.description)
    if quality.sort == "colour":
        # "With red stitching" makes no red thing: of descriptions only the first words are believed.
        told = titled | ways | _folded(" ".join(product.tags)) | set(list_of(product.description)[:_SAID_FIRST])
    return bool(told & quality.meant)


_SAID_FIRST = 12


def list_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word.folded for word in words(text)]


def _folded(text: str) -> set[str]:
    return set(list_of(text))


def _colours(variant: Variant) -> set[str]:
    known = _families("colour")
    return {word for value in variant.options.values() for word in _folded(value) if word in known}


def _sizes(variant: Variant) -> set[str]:
    values = {fold(value).strip() for value in variant.options.values()}
    return values | {_SIZE_WORDS[value] for value in values if value in _SIZE_WORDS}


@lru_cache(maxsize=4)
def _families(sort: Sort) -> dict[str, frozenset[str]]:
    """word → its whole family."""
    lines = (_LISTS / f"{sort}s.txt").read_text(encoding="utf-8").splitlines()
    groups = [frozenset(fold(word) for word in line.split()) for line in lines if line and not line.startswith("#")]
    return {word: group for group in groups for word in group}
