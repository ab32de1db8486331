"""Among which goods the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink."""

from __future__ import annotations

from dataclasses import replace

from actions.candidates import candidates, kind_named
from actions.desk import Desk
from actions.eat_or_drink import of_that_use, says_use
from actions.heard import Wish
from actions.lines import sure_spans
from shop.model import Product
from shop.text import words


def of_which(desk: Desk, wish: Wish) -> list[Product]:
    """The goods among which the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink; else all."""
    found = candidates(desk, wish)
    every = candidates(desk, replace(wish, products=()))
    said = {word.stem for word in words(wish.text)}
    tagged = [p for p in every if any({w.stem for w in words(tag)} & said for tag in p.tags if ":" not in tag)]
    named = sure_spans(wish.products) or (kind_named(desk, wish) and not says_use(wish.text))
    pool = tagged if tagged and not named else found  # "a hot drink" is any that is hot, not only of that kind
    return of_that_use(wish.text, pool)
