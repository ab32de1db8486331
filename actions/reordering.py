"""The usual, asked for: theirs if it may be known, else the last order, else one honest question."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import greet, order
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import priced_today, spans
from actions.usual_with import usual_with

_PRAISE = re.compile(r"\b(?:was|were|loved|liked|enjoyed|era|erano|piaciut\w)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:again|same|usual|repeat|another|reorder|more|like last time|solito|stess\w|ancora)\b", re.IGNORECASE
)


def reorder_usual(desk: Desk, wish: Wish | None = None) -> Answer:
    """ "The usual": theirs if it may be known, else the last order, else one honest question. Praise orders nothing.

    "The usual but large", "my usual and a bun": what is said besides is read back with it."""
    if _PRAISE.search(desk.heard.text) and not _AGAIN.search(desk.heard.text):
        return tell("chitchat").asking("start_order")
    offer = greet.offer_usual(desk, asked_for=True)
    if offer.says and greet.confirmed_now(desk):
        return usual_with(desk, wish, offer) or offer
    if greet.must_confirm(desk):
        return greet.welcome(desk)
    own = [
        [line for line in o.lines if line.own] for o in desk.remembered_orders
    ]  # without consent, of this visit alone
    if last := next((lines for lines in own if lines), None):
        desk.put(priced_today(last, desk.catalogue))
        return order.read_back(desk)
    if wish is not None and spans(
        wish.products
    ):  # "the usual and a bun", from somebody who has none: the bun, at least
        return order.order_item(desk, replace(wish, intent="order_item"))
    return tell("usual_which").asking("usual_which")
