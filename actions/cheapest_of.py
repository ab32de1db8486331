"""Among which goods the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.allergens import edible
from actions.candidates import candidates, kind_named
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from shop.model import Product
from shop.text import words

_USE = re.compile(
    r"\b(?:(?P<drink>to drink|drinks?|da bere|bibit\w+)|to eat|to nibble|food|da mangiare)\b", re.IGNORECASE
)


def of_which(desk: Desk, wish: Wish) -> list[Product]:
    """The goods among which the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink; else all."""
    found = candidates(desk, wish)
    every = candidates(desk, replace(wish, products=()))
    said = {word.stem for word in words(wish.text)}
    tagged = [p for p in every if any({w.stem for w in words(tag)} & said for tag in p.tags if ":" not in tag)]
    use = _USE.search(wish.text)
    named = sure_spans(wish.products) or (kind_named(desk, wish) and not use)
    pool = tagged if tagged and not named else found  # "a hot drink" is any that is hot, not only of that kind
    if not use:
        return pool
    drink = bool(use["drink"])
    return [p for p in pool if edible(p) and _drunk(p) == drink] or pool


def _drunk(product: Product) -> bool:
    return "drink" in f"{product.category} {product.kind}".lower()
