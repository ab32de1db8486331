"""What the shop has, in one line: its shelves."""

from __future__ import annotations

from actions.desk import Desk

SHELVES_MAX = 8


def shelves(desk: Desk) -> str:
    """What there is, in a few words: the shop's categories, or its kinds where it has none."""
    names = desk.catalogue.categories() or desk.catalogue.kinds()
    called = [desk.terms.shelves[n].say(desk.lang) if n in desk.terms.shelves else n.lower() for n in names]
    return desk.listing(called[:SHELVES_MAX])
