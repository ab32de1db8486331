"""A yes to nothing that we asked, which says to what: "fine, the 12V then", "ok, I'll have it"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.meant import pointed_at
from actions.pointing import pointer
from shop.linking import SHARED_LEAST

AGREEING = frozenset({"affirm", "checkout"})
_OK = r"\W*(?:(?:ok|okay|yes|yeah|fine|good|great|sure|alright|then|s[iì]|va bene|allora)\W+)*"
_END = r"(?:\W+(?:then|please|pls|thanks|allora|grazie|per favore))*\W*"
# "That's fine" is no order, "ok, take it" is one.
_TAKES = re.compile(
    rf"{_OK}(?:(?:i(?:'|’)?ll |i will |let me |just )?(?:take|have|get|buy|order|add|want)|lo prendo|la prendo|prendo)\b.*"
    rf"|{_OK}(?:that|this|these|those)(?: ones?)?{_END}",
    re.IGNORECASE,
)


def agreed_to(desk: Desk, wish: Wish) -> Wish | None:
    """The order that such a yes is: of what it names, else of what was talked of, where it points at that.

    How many of it ("ok, two") is heard by ``so_many``."""
    if wish.intent not in AGREEING or wish.text.rstrip().endswith("?"):
        return None
    ordering = replace(wish, intent="order_item")
    groups = [group for group in spans(wish.products) if group[0].score >= SHARED_LEAST]
    places = ((group[0].start - wish.offset, group[0].end - wish.offset) for group in groups)
    if any(pointer(wish.text[start:end], surely=False) is None for start, end in places):  # named, not "that's all"
        return ordering
    ordering = replace(ordering, products=())
    pointed = pointed_at(desk, ordering) if _TAKES.fullmatch(wish.text) else ordering
    return pointed if pointed.products and pointed.intent == "order_item" else None
