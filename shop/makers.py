"""Whose work a thing is, and what it belongs to: its brand, author, artist, series. Pure.

"Anything by …?" asks for those, whatever kind they are of. Names stand in the vendor's and the maker's column and under headings
of their own; a name is said with its last word ("Corvo") or with all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shop.model import Product
from shop.text import fold, word_list, words

HEADINGS = frozenset(
    ["author", "authors", "written by", "illustrator", "artist", "brand", "manufacturer", "autore", "autori", "series", "serie"]
)  # fmt: skip
_LONG = 4  # words: of a longer name the last says too little
_LEAST = 3  # letters: "Bo" is too little to tell a name by


def makers_of(product: Product) -> tuple[str, ...]:
    """The names that stand with it, as written."""
    return tuple(name for name in (product.vendor, product.maker or "", *_stated(product)) if name)


def _stated(product: Product) -> list[str]:
    return [value for name, value in product.attributes if fold(name) in HEADINGS]


def words_of_makers(product: Product) -> frozenset[str]:
    """The stems by which it is found by its author or series, of names that stand in columns of their own."""
    own = (word for value in _stated(product) for word in words(_name(value)))
    return frozenset(word.stem for word in own if len(word.folded) > _LEAST and _rare(word.folded))


def _name(value: str) -> str:
    """Of "Inspector Mole, book 2" the name."""
    return re.split(r"[,;(]", value)[0]


def work_of(products: Iterable[Product], text: str) -> list[Product]:
    """Those whose maker, author or series the text names; [] where it names none."""
    said = [word.folded for word in words(text)]
    return [p for p in products if any(_named(name, said) for name in makers_of(p))]


def _named(name: str, said: list[str]) -> bool:
    """ "Ines Corvo", or "Corvo" alone; of a series ("Inspector Mole, book 2") its own name."""
    own = [word.folded for word in words(_name(name))]
    own = own[1:] if own[:1] == ["the"] else own
    whole = len(own) > 1 and any(said[at : at + len(own)] == own for at in range(len(said) - len(own) + 1))
    last = own[-1] if own else ""
    return whole or (len(last) > _LEAST and len(own) < _LONG and last in said and _rare(last))


def _rare(word: str) -> bool:
    """A surname that is an everyday word ("Wood", "Press") names nobody by itself."""
    return not any(word in word_list(name) for name in ("common", "qualities", "stopwords"))
