"""What is on the order already and is named again while we wait for the yes: so many of it, and not as many more. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.desk import Desk
from shop.model import Line

# Says that it comes to what is there.
_MORE = re.compile(
    r"^\W*(?:and|plus|also|e|anche|poi)\b|\b(?:another|more|extra|additional(?:ly)?|also|too|as well|again|plus|on top|add|one else|altr[oaie]|"
    r"ancora|anche|in più|pure|aggiung\w+|metti anche)\b",
    re.IGNORECASE,
)


def comes_to_it(text: str) -> bool:
    """ "And a single decaf", "another one": beside what is on the order, and not in its place."""
    return _MORE.search(text) is not None


def said_again(desk: Desk, new: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """The lines that stay as they are, and those to be put beside them.

    "Two of them and a box of nails", after one hammer was read back, makes two hammers; "I'll take one" leaves it at one.
    Without a number it stays at as many as it was. "Another one", "two more", "and a hammer" come to what is there.
    """
    if desk.asked.get("act") != "read_back" or desk.heard.kind != "text" or _MORE.search(desk.heard.text):
        return desk.lines, list(new)
    counted = any(entity["entity"] == "quantity" for wish in desk.heard.wishes for entity in wish.entities)
    kept, put = list(desk.lines), []
    for line in new:
        before = next(
            (old for old in kept if old.variant_id == line.variant_id and old.recipient == line.recipient), None
        )
        if before is not None:
            kept.remove(before)
        put.append(line if before is None else replace(before, quantity=line.quantity if counted else before.quantity))
    return tuple(kept), put
