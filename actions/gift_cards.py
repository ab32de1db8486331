"""A gift card or voucher is asked for: sold where the catalogue has one, else said not to be here."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import order
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.echo import echoed
from actions.heard import Wish
from shop.model import Match

_ASKED = re.compile(
    r"\b(?:gift (?:cards?|vouchers?|certificates?|tokens?)|vouchers?|store credit|e-?gift|buon[oi] regalo|cart[ae] regalo)\b",
    re.IGNORECASE,
)
_WITH_ONE = re.compile(r"\b(?:pay|paying|redeem|use|spend|apply|code|pagare|usare|codice)\b", re.IGNORECASE)


def gift_card(desk: Desk, wish: Wish) -> Answer | None:
    """None where none is spoken of, or where one is to be paid with."""
    asked = _ASKED.search(wish.text)
    if asked is None or _WITH_ONE.search(wish.text):
        return None
    sold = next(
        (p for p in desk.catalogue.listed() if p.in_stock and _ASKED.search(f"{p.title} {p.kind} {' '.join(p.tags)}")),
        None,
    )
    if sold:
        return order.order_item(desk, replace(wish, intent="order_item", products=(Match(sold.id, 1.0),)))
    said = echoed(desk.heard, asked.group()) or asked.group().lower()
    return tell("not_found", said=said).and_then(tell("what_instead")).asking("start_order")
