"""What the shop has, in one line: its shelves, and how many names such a line holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from actions.asked_for import asked_for
from actions.candidates import UNSORTED, candidates
from actions.desk import Desk
from actions.heard import Wish
from shop.entry import stems
from shop.model import Product

SHELVES_MAX = 8
UNSORTED_MAX = 5  # so many goods are named where nothing is sorted
WORDS_A_NAME = 3  # "green tea (€2.40)"
_MORE = {"en": "more", "it": "altro"}


def shelves(desk: Desk, most: int = SHELVES_MAX) -> str:
    """What there is, in a few words: the shop's categories, or its kinds where it has none.

    ``most``: where there are more, so many are named, "and more".
    """
    names = [n for n in desk.catalogue.categories() or desk.catalogue.kinds() if n != UNSORTED]
    if not names:  # nothing is sorted: some goods themselves
        some = [p for p in desk.catalogue.listed() if p.in_stock and not p.discreet][: min(most, UNSORTED_MAX)]
        return desk.listing([desk.named(p) for p in some])
    return listing_some(desk, [_called(desk, n) for n in names], most)


def of_that_shelf(desk: Desk, wish: Wish) -> list[Product]:
    """ "What drinks do you have?": all of that shelf, one of each kind before a second of any; [] where none is named."""
    asked = asked_for(wish.text)
    spoken = {wish.text[m.start - wish.offset : m.end - wish.offset] for m in wish.products}
    said = {tuple(stems(text)) for text in ([asked] if asked else spoken)} - {()}
    shelves_here = [n for n in desk.catalogue.categories() if n != UNSORTED]
    named = [n for n in shelves_here if said & {tuple(stems(n)), tuple(stems(_called(desk, n)))}]
    there = [p for p in candidates(desk, replace(wish, products=())) if p.category in named and p.in_stock]
    before: Counter[str] = Counter()
    places = {}
    for product in there:
        places[product.id] = before[product.kind]
        before[product.kind] += 1
    return sorted(there, key=lambda p: places[p.id])


def _called(desk: Desk, category: str) -> str:
    shelf = desk.terms.shelves.get(category)
    return shelf.say(desk.lang) if shelf else category.lower()


def room_for(there: int, most: int) -> int:
    """How many of so many are named: ``most``, and the last one rather than "and more" in its place."""
    return there if there <= most + 1 else most


def listing_some(desk: Desk, names: Sequence[str], most: int) -> str:
    """As many as there is room for, and "more" where some are left: a list that is cut short must not sound whole."""
    named = names[: room_for(len(names), most)]
    return desk.listing([*named, *([_MORE.get(desk.lang, _MORE["en"])] if len(named) < len(names) else [])])


def listed_most(aim: int) -> int:
    """How many goods a list names in a reply of about ``aim`` words: three to six."""
    return min(max(round(aim / WORDS_A_NAME), 3), 6)
