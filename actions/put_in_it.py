"""What is to be put into a thing that is ordered: "with honey", of a tea, is no jar of honey."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.allergens import edible
from actions.circumstances_apart import moved
from actions.circumstances_said import blanked
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import NAMED, spans
from actions.noting import goes_in
from actions.tracker_reading import without_options
from actions.which import WHICH
from shop.linking import link
from shop.model import Match, Product

_OTHER = re.compile(r"[.;!?]|\b(?:and|plus|e)\b", re.IGNORECASE)


# "An Earl Grey, and one for my husband with lemon": the same thing, and no other.
_ONE_MORE = re.compile(r"\b(?:and|plus|e)\s+(?:one|another|the other|un[oa]|l['’]altr[oa])\b", re.IGNORECASE)


def with_what(desk: Desk, wish: Wish) -> tuple[Wish, str]:
    """The wish without what is put into a thing that is made, or eaten, here; that is a remark for the counter ("with honey")."""
    # Asked which one in between, the remark goes with our question.
    before = str(desk.asked.get("note") or "") if desk.asked.get("act") in WHICH else ""
    place = goes_in(wish.text, 0)
    if place is None or not spans(wish.products):
        return wish, before
    said, left = wish.text[slice(*place)], blanked(wish.text, [place])
    found = tuple(moved(m, wish.offset) for m in without_options(tuple(link(left, desk.catalogue)), left, 0))
    last = next((g[0] for g in reversed(spans(found)) if g[0].end - wish.offset <= place[0]), None)
    if last is None or not _takes(desk, wish, last, place[0], said):
        return wish, before
    return replace(wish, products=found), said.lower()


def _takes(desk: Desk, wish: Wish, match: Match, place: int, said: str) -> bool:
    """Is it a thing to eat or drink here, right before the words, and no milk is meant that it is sold with?"""
    product = desk.catalogue.get(match.product_id)
    if product is None or not edible(product) or product.category.lower() == "pantry":
        return False
    between = _ONE_MORE.sub(" ", wish.text[match.end - wish.offset : place])
    named = (p for m in (match, *wish.products) if m.score >= NAMED and (p := desk.catalogue.get(m.product_id)))
    return not (_OTHER.search(between) or any(_way_with_milk(p, said) for p in named))


def _way_with_milk(product: Product, said: str) -> bool:
    """A milk may be a way in which it is sold."""
    return "milk" in said.lower() and any("Milk" in v.options for v in product.variants)
