"""For whom each thing of a clause is: "a hot chocolate for my son and a flat white for me". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.heard import Wish
from shop.model import Match

_ME = re.compile(r"\b(?:for|per) (?:me|myself)\b", re.IGNORECASE)


def whose(wish: Wish, match: Match, others: Sequence[Match]) -> str | None:
    """The person whom this thing is for; None is the customer, or nobody said.

    Who is named after a thing has it, with all that was named before and has nobody else; who is named before everything
    has it all.
    """
    people = [(int(e["start"]), str(e["value"])) for e in wish.entities if e["entity"] == "recipient"]
    if not people:
        return None
    me = [(m.start() + wish.offset, None) for m in _ME.finditer(wish.text)]
    mentions: list[tuple[int, str | None]] = sorted([*people, *me], key=lambda mention: mention[0])
    after = next((who for place, who in mentions if place >= match.end), "")
    if after != "":
        return after
    first = min((m.start for m in (match, *others)), default=match.start)
    before = [who for place, who in mentions if place < first]
    return before[-1] if before else None
