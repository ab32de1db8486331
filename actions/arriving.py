"""On the way: "I'm five minutes away", or the shop's own door says so. Staff see what to get ready; nothing is ordered."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

from actions.answer import Answer, tell
from actions.desk import Desk
from actions.greet import must_confirm, offer_usual
from actions.heard import Wish
from shop.arrivals import Arrivals, wanted

_IN_MINUTES = re.compile(r"(?P<number>\d{1,3}|\w+)\s*(?:min(?:ute)?s?|minut[oi])\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "few": 5, "un": 1, "due": 2, "tre": 3, "cinque": 5, "dieci": 10, "quindici": 15, "venti": 20}  # fmt: skip
SOON_MAX_MIN = 240


def arriving(desk: Desk, wish: Wish) -> Answer:
    """ "I'm five minutes away": what is ready for them; with consent to remember, a draft for staff."""
    draft(desk, minutes_of(wish.text))
    placed = next((o for o in desk.orders_now() if o.status == "placed"), None)
    if placed is None:
        offer = offer_usual(desk)
        return offer if offer.says else tell("start_order").asking("start_order")
    return tell("arriving", item=desk.order_words(placed))


def nearly_here(desk: Desk) -> Answer:
    """The shop's door or app says that they are coming: their order is noted, or their usual is offered, or nothing is said."""
    if must_confirm(desk):
        return Answer()
    open_ = next((o for o in desk.orders_now() if o.status in ("placed", "ready")), None) if desk.remembers else None
    if open_ is not None:
        return tell("nearly_here").and_then(tell("arriving", item=desk.order_words(open_)))
    offer = offer_usual(desk) if desk.usual.offer else Answer()
    return tell("nearly_here").and_then(offer) if offer.says else Answer()


def draft(desk: Desk, in_minutes: int) -> None:
    """What staff may get ready, written down once for each message."""
    if not desk.remembers or desk.silent_memory or desk.memory_away:
        return
    found = wanted(desk.orders_now(), desk.usual, desk.catalogue, desk.terms.discreet_kinds)
    if found is not None:
        key = sha256(f"{desk.customer.id} {desk.heard.message_id}".encode()).hexdigest()
        due = desk.at + timedelta(minutes=in_minutes)
        Arrivals(desk.store.engine).tell(f"chat:{key}", key, desk.at, desk.customer.id, due, found)


def minutes_of(text: str) -> int:
    """ "Five minutes away" is 5; 0 where no number of minutes is said."""
    said = _IN_MINUTES.search(text)
    number = said["number"].lower() if said else ""
    return min(int(number), SOON_MAX_MIN) if number.isdigit() else _NUMBERS.get(number, 0)
