"""Orders that say two things at once: "a cappuccino and no cappuccino", "add a brownie and take it off". Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.heard import Wish
from shop.text import words

_TAKEN_BACK = re.compile(
    r"\b(?:and|but|then|e|ma|poi)\s+(?:then\s+|also\s+|poi\s+)?(?:take (?:it|that|them) (?:off|out|away|back)|remove (?:it|that|them)|cancel (?:it|that|them)|"
    r"leave (?:it|that|them) (?:out|off)|drop (?:it|that|them)|don'?t (?:add|order) (?:it|that|them)|toglil[oaie]|lo tolga|la tolga|non metterl[oaie])\b",
    re.IGNORECASE,
)
INSTEAD_OF = re.compile(r"\b(?:instead of|rather than|in place of|al posto d\w+|invece d\w+)\b", re.IGNORECASE)
_NOT = frozenset({"no", "not", "without", "senza", "niente", "non"})
_MILKLESS = re.compile(r"\b(?:no|without(?: any)?|senza) (?:milk|latte)\b", re.IGNORECASE)


def taken_back(text: str, title: str) -> bool:
    """Is the thing wanted and refused in one breath?"""
    if _TAKEN_BACK.search(text):
        return True
    said = words(text)
    heads = {w.stem for w in words(title)[-1:]}
    places = [n for n, word in enumerate(said) if word.stem in heads]
    refused = [n for n in places if n and said[n - 1].folded in _NOT]
    return bool(refused) and len(places) > len(refused)


def without_given_up(wish: Wish) -> Wish:
    """ "A decaf instead of the cappuccino": only what comes is ordered, what it comes for is not."""
    place = INSTEAD_OF.search(wish.text)
    if place is None:
        return wish
    kept = tuple(m for m in wish.products if m.end <= m.start or m.start < place.start() + wish.offset)
    return replace(wish, products=kept) if any(m.end > m.start for m in kept) else wish


def milkless(text: str) -> bool:
    """ "Without milk": of a drink that is made with some, it has to be asked with which."""
    return _MILKLESS.search(text) is not None
