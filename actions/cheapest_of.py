"""Among which goods the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.candidates import candidates, kind_named
from actions.desk import Desk
from actions.eat_or_drink import of_that_use, says_use
from actions.heard import Wish
from actions.lines import sure_spans
from shop.model import Product
from shop.relative import called_the_same
from shop.text import words

_OF_THEM = re.compile(
    r"\bones?\b|\bof (?:them|those|these)\b|\b(?:quell|quest)[aeio]\b|^\W*(?:il|la) (?:più|meno)\b", re.IGNORECASE
)


def of_which(desk: Desk, wish: Wish) -> list[Product]:
    """The goods among which the cheapest is asked for: of a kind, with a tag ("hot"), to eat or to drink; of what
    was just shown ("the cheapest one"); else all."""
    if of_the_sort := _of_what_is_talked_of(desk, wish):
        return of_the_sort
    found = candidates(desk, wish)
    every = candidates(desk, replace(wish, products=()))
    said = {word.stem for word in words(wish.text)}
    tagged = [p for p in every if any({w.stem for w in words(tag)} & said for tag in p.tags if ":" not in tag)]
    named = sure_spans(wish.products) or (kind_named(desk, wish) and not says_use(wish.text))
    pool = tagged if tagged and not named else found  # "a hot drink" is any that is hot, not only of that kind
    return of_that_use(wish.text, pool)


def _of_what_is_talked_of(desk: Desk, wish: Wish) -> list[Product]:
    """ "The cheapest one", of candles where one was just shown: of what is called so, and no greeting card beside it."""
    shown = desk.catalogue.get(desk.shown[0]) if len(desk.shown) == 1 else None
    if shown is None or not _OF_THEM.search(wish.text):
        return []
    if any(m.end > m.start and m.product_id != shown.id for m in wish.products):  # another thing is named
        return []
    fit = {p.id for p in candidates(desk, replace(wish, products=()))}
    return [p for p in (shown, *called_the_same(shown, desk.catalogue.listed())) if p.id in fit]
