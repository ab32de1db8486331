"""A way in which things are sold, asked about by itself: "is the oat milk gluten free?" """

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.heard import Wish
from actions.naming_wishes import option_phrases
from shop.catalogue import Catalogue
from shop.model import Match, Product, Variant
from shop.naming import spoken_option


@dataclass(frozen=True)
class Way:
    """A way ("oat milk"): the words, the products that are sold in it (talked of last first), and what else is named."""

    said: str
    products: tuple[Product, ...]
    others: tuple[Match, ...]


def way_named(catalogue: Catalogue, wish: Wish, shown: Sequence[str] = ()) -> Way | None:
    """The way of two words that a clause names; None where it names none."""
    text = wish.text.lower()
    for phrase, ids in option_phrases(catalogue).items():
        if (start := text.find(phrase)) < 0:
            continue
        end = start + len(phrase)
        in_order = dict.fromkeys((*(i for i in shown if i in ids), *ids))
        products = tuple(p for i in in_order if (p := catalogue.get(i)) and p.listed)
        others = [m for m in wish.products if not (m.start - wish.offset < end and start < m.end - wish.offset)]
        return Way(phrase, products, tuple(others))
    return None


def in_way(variant: Variant, said: str) -> bool:
    """Is this variant sold in the way that was named?"""
    return any(said in (value.lower(), spoken_option(name, value).lower()) for name, value in variant.options.items())
