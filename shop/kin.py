"""What a thing is a kind of, so that a shop without a burger can say what comes nearest to one. Pure.

Read from ``wordlists/kin.txt``: kinds as paths from the wide to the narrow ("drink cold water"), each with its words. The
head of a name tells: in English its end ("chicken sandwich"), in Italian its beginning ("torta al limone"); a coffee table
is no coffee. By meaning alone, an encoder has a burger nearer to butter than to a toastie.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from shop.catalogue import Catalogue
from shop.model import Product
from shop.text import word_list, words

Path = tuple[str, ...]
_OF = frozenset({"al", "alla", "allo", "all", "ai", "alle", "agli", "di", "con", "della", "del", "senza"})


def kin_of(name: str) -> Path:
    """The kind of a thing as it is called: ("drink", "cold") for "ginger ale"; () for one of no kind that is known."""
    said = tuple(word.stem for word in words(name))
    kinds = _kinds()
    ends = (said[start:] for start in range(len(said)))
    of = next((place for place, word in enumerate(said) if word in _OF), 0)
    starts = (said[start:of] for start in range(of))
    return next((kinds[phrase] for phrase in (*starts, *ends) if phrase in kinds), ())


def other_things(one: str, other: str) -> bool:
    """Are these stems names of different kinds of things, hence none the other mistyped: a coke is no cake?"""
    kinds = _kinds()
    return (one,) in kinds and kinds[(one,)] != kinds.get((other,), ())


def of_its_kind(name: str, catalogue: Catalogue, suiting: Mapping[str, float] = MappingProxyType({})) -> list[Product]:
    """Products of the same kind as the thing; where there are none, those of the kind that this lies in; [] for neither.

    What may be shown and is in stock: what lies in no narrower kind first (a lemonade for a coke, before water), then by
    ``suiting`` (id → how well it suits, best high), then as the merchant has them.
    """
    path = kin_of(name)
    there = [(_kin_of_product(p), p) for p in catalogue.listed() if p.in_stock and not p.discreet] if path else []
    for depth in range(len(path), 0, -1):
        near = [(kind, product) for kind, product in there if kind[:depth] == path[:depth]]
        if near:
            near.sort(key=lambda each: (each[0] != path[:depth], -suiting.get(each[1].id, 0.0)))
            return [product for _, product in near]
    return []


def is_a(product: Product, name: str) -> bool:
    """Is it of the very kind that goes by this name: a chamomile tea, asked for a herbal tea?"""
    said = tuple(word.stem for word in words(name))
    path = _kinds().get(said, ())  # so called, and nothing more: a decaf coffee is not any coffee
    return bool(path) and words(path[-1])[0].stem in said and _kin_of_product(product)[: len(path)] == path


def _kin_of_product(product: Product) -> Path:
    """By its title, else by what the merchant calls its kind."""
    return kin_of(product.title) or kin_of(product.kind)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[Path, Path]:
    """Each phrase, as stems → its kind."""
    found: dict[Path, Path] = {}
    for line in word_list("kin"):
        path, _, called = line.partition(":")
        for phrase in called.split(","):
            found[tuple(word.stem for word in words(phrase))] = tuple(path.split())
    return found
