"""Is a thing free of what must not be in it, and of the diet that is asked for, as far as the shop's lists tell? For safety only.

The one place where goods that are put forward are looked at so. What nobody knows is not: who asks for bread without
gluten is put forward no other bread.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.allergens import diet_of, edible, free_of, holds
from actions.desk import Desk
from actions.diets import in_it, keeps_diet
from actions.heeding import heeded
from actions.nearest import Suits
from actions.so_far import noted
from actions.what_else import asks_what_else
from shop.model import Product, Variant
from shop.questions import Question

NOTE_MAX = 200
# "Senza esagerare", "senza impegno": how it is meant, and nothing that is in it.
_FREE_OF_IT = re.compile(
    r"\b\w+[- ]free\b|\bsenza (?!\w+(?:are|ere|ire|arsi|ersi|irsi)\b|(?:impegno|fretta|pretese|dubbio|problemi?|offesa|tropp[oaie]|complimenti|tante|tanti|fronzoli)\b)\w+",
    re.IGNORECASE,
)
_FREE_WORDS = re.compile(r"[- ]free$|^senza ")
_STILL = re.compile(
    r"\W*(?:(?:ok|okay|and|e|so|hm+|oh)\W+)*(?:(?:what|how) about|and|any|e(?: per)?|or|o)\b(?! for\b| per\b)",
    re.IGNORECASE,
)


def suits(desk: Desk, recipient: str | None = None) -> Suits:
    """By what was said now and on this visit, for the customer or ``recipient``: may this thing, in this way, be put forward?"""
    allergy, text = heeded(desk, recipient), asked_with(desk)
    wanted, diet = free_of(text), diet_of(text)
    own = "" if diet or recipient else str(desk.customer.fact("diet") or "")
    if not wanted and (free := _FREE_OF_IT.search(text)):  # "caffeine free": no list tells, but some goods say so
        asked = Question("holds", said=_FREE_WORDS.sub("", free.group().lower()))
        return lambda product, variant: edible(product) and in_it(product, variant, asked).sort == "stated"
    without = ", ".join(said for said in (allergy, wanted) if said)

    def fits(product: Product, variant: Variant) -> bool:
        if without and holds(product, variant, without) != ():
            return False
        if (wanted or diet) and not edible(product):
            return False
        kept = diet or (own if edible(product) else "")  # a vegan may well want an umbrella
        return not kept or keeps_diet(product, variant, kept).sort == "stated"

    return fits


def in_some_way(desk: Desk, recipient: str | None = None) -> Callable[[Product], bool]:
    """The same of a product: is there a way in which it suits?"""
    fits = suits(desk, recipient)
    return lambda product: any(fits(product, variant) for variant in product.variants)


def asked_with(desk: Desk) -> str:
    """What is said now, with what it goes on from: after "gluten free bread?", "what about cake?" and "what else?" are
    still without gluten."""
    goes_on = _STILL.match(desk.heard.text) or asks_what_else(desk.heard.text) or desk.heard.verb == "rest"
    before = str(noted(desk, "must_suit") or "") if goes_on else ""
    return f"{before} {desk.heard.text}".strip()


def must_suit(desk: Desk) -> str | None:
    """The words of it, as a note for the next turn; None where nothing must be kept."""
    text = asked_with(desk)[-NOTE_MAX:]
    return text if free_of(text) or diet_of(text) else None


def suited_way(desk: Desk, product: Product) -> Variant:
    """The first way of it that is there and holds nothing of what must not be in it, now or on this visit: without milk,
    a cappuccino is put forward with oat; where no way is so, the first that is there."""
    return way_without(product, without_what(desk))


def way_without(product: Product, without: str) -> Variant:
    """The same for what ``allergens.holds`` takes; "" for nothing that must not be in it."""
    there = [v for v in product.variants if v.in_stock] or list(product.variants[:1])
    return next((v for v in there if without and holds(product, v, without) == ()), there[0])


def without_what(desk: Desk) -> str:
    """What must not be in what is put forward: as it was asked for, and what is heeded anyway; "" for nothing."""
    return ", ".join(said for said in (heeded(desk, desk.asked.get("recipient")), free_of(asked_with(desk))) if said)
