"""A yes to nothing that we asked, which says to what: "fine, the 12V then", "ok, I'll have it", "ok, two"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from actions.meant import pointed_at
from actions.pointing import pointer
from shop.model import Match

AGREEING = frozenset({"affirm", "checkout"})
_OK = r"\W*(?:(?:ok|okay|yes|yeah|fine|good|great|sure|alright|then|s[iì]|va bene|allora)\W+)*"
_END = r"(?:\W+(?:then|please|pls|thanks|allora|grazie|per favore))*\W*"
# "That's fine" is no order, "ok, take it" is one.
_TAKES = re.compile(
    rf"{_OK}(?:(?:i(?:'|’)?ll |i will |let me |just )?(?:take|have|get|buy|order|add|want)|lo prendo|la prendo|prendo)\b.*"
    rf"|{_OK}(?:that|this|these|those)(?: ones?)?{_END}",
    re.IGNORECASE,
)
_SO_MANY = re.compile(rf"{_OK}[\w-]+(?: (?:of (?:them|those|these|it)))?{_END}", re.IGNORECASE)


def agreed_to(desk: Desk, wish: Wish) -> Wish | None:
    """The order that such a yes is: of what it names, else of what was talked of, where it points at that or says how many."""
    if wish.intent not in AGREEING or wish.text.rstrip().endswith("?"):
        return None
    ordering = replace(wish, intent="order_item")
    places = ((group[0].start - wish.offset, group[0].end - wish.offset) for group in sure_spans(wish.products))
    if any(pointer(wish.text[start:end], surely=False) is None for start, end in places):  # named, not "that's all"
        return ordering
    ordering = replace(ordering, products=())
    pointed = pointed_at(desk, ordering) if _TAKES.fullmatch(wish.text) else ordering
    if not pointed.products and desk.focus and wish.entity("quantity") is not None and _SO_MANY.fullmatch(wish.text):
        end = wish.offset + len(wish.text)  # the number stands before it
        pointed = replace(ordering, products=(Match(desk.focus, 1.0, end, end),))
    return pointed if pointed.products and pointed.intent == "order_item" else None
