"""Something to eat, or something to drink: which of the goods are meant by that. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from actions.allergens import edible
from shop.kin import kin_of
from shop.model import Product

_USE = re.compile(
    r"\b(?:(?P<drink>to (?:drink|sip)|drinks?|thirsty|refreshment|da bere|bibit\w+|sete)|to (?:eat|nibble|munch|snack|bite)(?: on)?|(?:something|anything) (?:\w+ )?(?:to|they can|we can|everyone can|for (?:all of )?(?:us|them) to) share|nibbles?|a (?:bite|snack)|snacks?"
    r"|eat|food|lunch|dinner|supper|pranzo|cena|hungry|peckish|starving|da mangiare|(?:da|per) (?:dividere|condividere)|da sgranocchiare|spuntino|merenda|fame)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:nibbl\w+|munch\w*|snack\w*|bites?|peckish|little something|something (?:small|little|light|quick)|sgranocchiar\w+|spuntino|merenda|stuzzic\w+|qualcosina|qualcosa di (?:piccolo|leggero))\b",
    re.IGNORECASE,
)
# What is said of how warm it is to be, and what goods are called that are so.
_WARMTH = (
    (
        re.compile(r"\b(?:hot|warm(?:ing)?|cald[oaie])\b", re.IGNORECASE),
        re.compile(r"\b(?:hot|warm|cald[oaie])\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:cold|cool(?:ing)?|chilled|iced?|fredd[oaie]|fresc[oah]\w?)\b", re.IGNORECASE),
        re.compile(r"\b(?:cold|iced?|chilled|fredd[oaie])\b", re.IGNORECASE),
    ),
)
_WHAT_THERE_IS = re.compile(
    r"\bwhat(?:['’]s| is| have| do| can| could| else)?\b.{0,24}\b(?:to (?:eat|drink)|(?:for|at) (?:breakfast|lunch|tea time))\W*$|\b(?:che )?cosa (?:avete|c['’]è|hai)\b.{0,20}\bda (?:mangiare|bere)\W*$",
    re.IGNORECASE,
)
_HUNGRY = re.compile(
    r"\b(?:i(?:['’]?m| am)|we(?:['’]re| are)|feeling|bit)\W+(?:\w+\W+){0,2}(?:hungry|thirsty|peckish|starving|parched)\b"
    r"|\b(?:ho|abbiamo)\W+(?:\w+\W+){0,2}(?:fame|sete)\b",
    re.IGNORECASE,
)


def of_that_use(text: str, found: Sequence[Product]) -> list[Product]:
    """Those that are eaten, or drunk, where the text says which ("something to nibble"); all where it does not, or none is."""
    use = _USE.search(text)
    if use is None:
        return list(found)
    drink = bool(use["drink"])
    used = [p for p in found if edible(p) and drunk(p) == drink and p.category.lower() != "pantry"]
    return _small_ones(text, used) or list(found)


def _small_ones(text: str, found: Sequence[Product]) -> list[Product]:
    """Of a thing to nibble what costs no more than most: nobody nibbles a whole cake for a feast. All where none is asked for."""
    if not _SMALL.search(text) or len(found) < 2:
        return list(found)
    most = median(p.price_from for p in found)
    return [p for p in found if p.price_from <= most * 2] or list(found)


def of_that_warmth(text: str, found: Sequence[Product]) -> list[Product]:
    """ "Something warm to drink": the drinks that are called hot; none where no warmth or no drink is spoken of, or none is so."""
    use = _USE.search(text)
    if use is None or not use["drink"]:
        return []
    called = next((names for said, names in _WARMTH if said.search(text)), None)
    if called is None:
        return []
    return [p for p in found if edible(p) and drunk(p) and called.search(f"{p.title} {p.kind} {' '.join(p.tags)}")]


def says_use(text: str) -> bool:
    """Does the text say that it is to be eaten, or drunk?"""
    return _USE.search(text) is not None


def asks_what_there_is(text: str) -> bool:
    """ "What do you have to eat?" asks for what there is, and is no chat."""
    return _WHAT_THERE_IS.search(text) is not None


def hungry(text: str) -> bool:
    """ "I'm hungry", "sono assetato": said of oneself, and a wish."""
    return _HUNGRY.search(text) is not None


def drunk(product: Product) -> bool:
    """Something to drink, as it is called or filed."""
    return "drink" in f"{product.category} {product.kind}".lower() or kin_of(product.title)[:1] == ("drink",)
