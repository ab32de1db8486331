"""Which line of the order is meant: by its name, its place, its person or its way ("the second", "my sister's", "the oat one")."""

from __future__ import annotations

import re

from actions.desk import Desk
from actions.heard import Wish
from actions.lines import NAMED
from actions.pointing import by_place
from actions.ways import options_said
from shop.model import Line


def tells_a_line(desk: Desk, wish: Wish) -> bool:
    """Is one of the lines named, or told by its place, its person or its way?"""
    return bool(desk.lines) and bool(named_here(desk, wish) or told_apart(desk, wish))


def told_apart(desk: Desk, wish: Wish) -> Line | None:
    """ "Scrap the second", "drop my sister's", "the large one off": the line that is told by its place, its person or its way."""
    if placed := by_place(wish.text, desk.lines):
        return placed
    said = wish.text.lower()
    theirs = [line for line in desk.lines if line.recipient and re.search(rf"\b{re.escape(line.recipient)}\b", said)]
    if len(theirs) == 1:
        return theirs[0]
    so = [line for line in desk.lines if so_already(desk, line, wish)]
    return so[0] if len(so) == 1 else None


def so_already(desk: Desk, line: Line, wish: Wish) -> int:
    """How much of the way that is said the line has: "the oat one large" is the one with oat."""
    found = desk.catalogue.by_variant(line.variant_id)
    if found is None:
        return 0
    return sum(found[1].options.get(name) == value for name, value in options_said(found[0], wish.text).items())


def named_here(desk: Desk, wish: Wish) -> set[str]:
    """What the wish names of what is in the cart: there "the brownie" is enough."""
    in_cart = {line.product_id for line in desk.lines}
    return {match.product_id for match in wish.products if match.score >= NAMED} & in_cart
