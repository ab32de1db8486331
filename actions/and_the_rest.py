""" "What else?", "and the others?", after a list that was cut short: the list goes on; after a whole one: that was all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, say, tell
from actions.buttons import buttons
from actions.by_the_lists import by_the_lists
from actions.desk import Desk
from actions.heard import Wish
from actions.offering import named_with_price, present
from actions.shelving import listed_most, listing_some, room_for, shelves
from actions.so_far import noted
from actions.what_else import asks_what_else
from shop.model import Product

KEPT_MAX = 60  # of what was not named, so many are remembered for the next turn
_OTHERS = re.compile(r"\b(?:other|else|altr[oaie])\b", re.IGNORECASE)
_OF_THE_SHOP = re.compile(r"\b(?:have|got|there|avete|hai|ha|c['’]è|ci sono)\b", re.IGNORECASE)


def listed(desk: Desk, found: Sequence[Product]) -> Answer:
    """These goods with their prices, as many as there is room for; the others are kept, should somebody ask."""
    most = listed_most(desk.plan.length.aim)
    room = room_for(len(found), most)
    names = listing_some(desk, [named_with_price(desk, p) for p in found], most)
    told = replace(say("browse", list=names), products=tuple(p.id for p in found[:3]))
    left = [p.id for p in found[room:]][:KEPT_MAX]
    if left:
        told = replace(told, choices=buttons(desk.lang, "rest"))
    return Answer((told,), shown=tuple(p.id for p in found[:room]), notes={"rest": left})


def and_the_rest(desk: Desk, wish: Wish) -> Answer | None:
    """What was not named of the list just given; None where none was given, or something else is asked."""
    left = noted(desk, "rest")
    if left is None or not asks_what_else(wish.text):
        return None
    if left:
        return rest(desk)
    return None if _OF_THE_SHOP.search(wish.text) else tell("those_are_all")


def not_again(desk: Desk, wish: Wish, found: Sequence[Product]) -> Sequence[Product]:
    """ "What other coffees do you have?": those that were not shown a moment ago, where there are any."""
    fresh = [p for p in found if p.id not in desk.shown] if _OTHERS.search(wish.text) else []
    return fresh or found


def rest(desk: Desk) -> Answer:
    """The list goes on; the shelves, where nothing of it is left."""
    found = [p for i in noted(desk, "rest") or () if (p := desk.catalogue.get(i)) and p.in_stock and not p.discreet]
    if not found:
        return tell("browse", list=shelves(desk))
    return by_the_lists(desk, present(desk, found, "recommend") if len(found) == 1 else listed(desk, found))
