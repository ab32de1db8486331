"""A message as it is read for goods, its circumstances taken out: "in a paper bag" names no bag, "table 5" counts nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.circumstances_said import blanked, places_in, says_nothing_else
from actions.heard import Heard, Wish
from actions.tracker_reading import without_options
from shop.catalogue import Catalogue
from shop.linking import link
from shop.model import Match

_NEVER_IN_THEM = frozenset({"quantity", "name"})


def without_circumstances(heard: Heard, catalogue: Callable[[], Catalogue]) -> Heard:
    """The message without them, its goods looked up anew; a clause that says only such a thing is no wish of its own.

    The message's own text stays as it was said. ``catalogue`` is asked only when there is something to take out.
    """
    found = places_in(heard.text) if heard.kind == "text" else []
    if not found:
        return heard
    wishes = [_without(wish, found, catalogue()) for wish in heard.wishes]
    rest = tuple(wish for wish in wishes if not says_nothing_else(wish.text))
    return replace(heard, wishes=rest or heard.wishes)


def _without(wish: Wish, found: list[tuple[int, int]], catalogue: Catalogue) -> Wish:
    left = blanked(wish.text, [(start - wish.offset, end - wish.offset) for start, end in found])
    if left == wish.text:
        return wish
    inside = [(e, _within(e["start"], e["end"], found)) for e in wish.entities]
    kept = tuple(e for e, within in inside if not (within and e["entity"] in _NEVER_IN_THEM))
    matches = without_options(tuple(link(left, catalogue)), left, 0)
    return replace(wish, text=left, entities=kept, products=tuple(moved(m, wish.offset) for m in matches))


def moved(match: Match, offset: int) -> Match:
    return replace(match, start=match.start + offset, end=match.end + offset)


def _within(start: int, end: int, found: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in found)
