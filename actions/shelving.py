"""What the shop has, in one line: its shelves, and how many names such a line holds."""

from __future__ import annotations

from actions.candidates import UNSORTED
from actions.desk import Desk

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
    called = [desk.terms.shelves[n].say(desk.lang) if n in desk.terms.shelves else n.lower() for n in names]
    more = [_MORE.get(desk.lang, _MORE["en"])] if len(called) > most + 1 else []
    return desk.listing([*called[: most if more else SHELVES_MAX], *more])


def listed_most(aim: int) -> int:
    """How many goods a list names in a reply of about ``aim`` words: three to six."""
    return min(max(round(aim / WORDS_A_NAME), 3), 6)
