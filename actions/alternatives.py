"""Of two things that were spoken of: both of them, or the other one."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import order
from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.so_far import noted
from shop.model import Match

_BOTH = re.compile(
    r"\W*(?:(?:yes|ok|okay|i(?:'|’)?(?:ll|d)|i|take|have|like|want|get|give me|let me|can i|could i|please|then|sì|allora|prendo|vorrei)\W+)*"
    r"(?:both|the (?:two|pair)|one of each|entramb[ie]|tutti e due|tutte e due|uno per tipo)"
    r"(?:\W+(?:of (?:them|those)|them|please|pls|then|thanks|thank you|grazie|per favore|prendo))*\W*",
    re.IGNORECASE,
)
_THE_OTHER = re.compile(
    r"\W*(?:(?:no|nope|wait|sorry|actually|hmm|oh|not that(?: one)?|rather|instead|i meant?|make it|scusi|anzi|allora|let me (?:have|take)|i(?:'|’)?ll (?:have|take))\W+)*"
    r"(?:the other(?: one| 1)?|l['’]altr[oa])(?:\W+(?:please|pls|then|instead|thanks|grazie|per favore))*\W*",
    re.IGNORECASE,
)


def pair(desk: Desk) -> tuple[str, ...]:
    """The ids of the two things between which the customer was choosing; () when there are not two."""
    for found in (desk.asked.get("products") or (), desk.shown, noted(desk, "pair") or ()):
        ids = tuple(dict.fromkeys(str(i) for i in found if desk.catalogue.get(str(i))))
        if len(ids) == 2:
            return ids
    return ()


def chosen(desk: Desk) -> Answer | None:
    """ "Both, please" and "no, the other one"; None when neither is said, or there are no two to choose between."""
    if desk.heard.kind != "text" or any(spans(wish.products) for wish in desk.heard.wishes):
        return None
    if desk.asked.get("act") not in ("read_back", "cart") and _BOTH.fullmatch(desk.heard.text) and (two := pair(desk)):
        wish = Wish("order_item", "", 1.0, (), tuple(Match(i, 1.0, n, n) for n, i in enumerate(two)))
        return order.order_item(desk, wish)
    return _the_other(desk) if _THE_OTHER.fullmatch(desk.heard.text) else None


def _the_other(desk: Desk) -> Answer | None:
    """What is in the cart of the two gives its place to the other one."""
    two = tuple(noted(desk, "pair") or ())
    line = next((line for line in reversed(desk.lines) if line.product_id in two), None)
    if line is None or len(two) != 2 or all(i in {x.product_id for x in desk.lines} for i in two):
        return None
    other = next(i for i in two if i != line.product_id)
    desk.put([x for x in desk.lines if x is not line])
    quantity = {"entity": "quantity", "value": line.quantity, "start": 0, "end": 0}
    wish = Wish("order_item", "", 1.0, (quantity,), (Match(other, 1.0),))
    return replace(order.order_item(desk, wish), focus=other)
