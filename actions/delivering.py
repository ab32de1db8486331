"""An order that is to be brought: by which terms, at what fee, where to, and what has to be collected after all."""

from __future__ import annotations

import re

from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish
from actions.so_far import noted
from shop.circumstances import of_order
from shop.delivering import collected, delivered, not_brought
from shop.model import Order

_DELIVERY = re.compile(
    r"\b(?:deliver(?:y|ies|ed|ing)?|shipping|postage|bring (?:it|them)|consegn\w+|spedizion\w+|a domicilio)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"\b(?:free|costs?|how much|charged?|fee|fees|price|extra|included?|include|come to|gratis|gratuit\w+|quanto|cost[ao]|costi|prezzo|inclus[oa]|compres[oa]|si paga)\b",
    re.IGNORECASE,
)
_FETCHES = re.compile(
    r"\b(?:(?:i(?:['’]ll| will|['’]d rather)?|we(?:['’]ll| will)?|let me|can i|rather) (?:just |rather )?(?:collect|pick (?:it|them|that)? ?up|fetch|come (?:and |to )?(?:get|collect|fetch|pick))"
    r"|(?:no|without|not|skip the|forget the) deliver(?:y|ed)|(?:passo|vengo|passiamo) (?:io |noi )?a (?:prender|ritirar)\w+|l[oaie] (?:ritiro|vengo a prendere|passo a prendere)|(?:senza|niente) consegna)\b",
    re.IGNORECASE,
)
_ONLY_FETCHES = re.compile(
    r"\W*(?:(?:no|ok|i['’]?ll|just|for|to|we['’]?ll|please)\W+)*(?:collect(?:ion|ing)?|pick ?up|pick (?:it|them) up|(?:l[oaie] )?ritir\w+(?: io)?)(?:\W+(?:please|thanks|it|them|then|grazie))*\W*",
    re.IGNORECASE,
)


def to_be_brought(desk: Desk) -> Answer:
    """What is said before such an order is read back: the shop's terms, once a visit; or why it has to be collected."""
    if not delivered(desk.lines):
        return Answer()
    terms, kept_here = desk.terms.delivery, _kept_here(desk)
    if kept_here or not terms.offered:
        desk.put(collected(desk.lines), afresh=True)
        return tell("collect_only", item=kept_here) if kept_here else tell("no_delivery")
    text = terms.text.say(desk.lang)
    return tell("delivery", terms=text) if text and not noted(desk, "delivery_told") else Answer()


def _kept_here(desk: Desk) -> str:
    """What of the order is for collection only, in words; "" for nothing."""
    products = (desk.catalogue.get(line.product_id) for line in desk.lines)
    return desk.listing(
        list(dict.fromkeys(desk.named(p) for p in products if p and not_brought(p, desk.terms.delivery)))
    )


def where_to(order: Order) -> Answer:
    """Who has told no address yet is asked for it once it is ordered."""
    brought = delivered(order.lines) and "to" not in of_order(order.lines)
    return tell("where_to") if brought else Answer()


def asks_to_fetch(text: str) -> bool:
    """Is it to be collected rather?"""
    return _FETCHES.search(text) is not None


def fetched(desk: Desk) -> bool:
    """ "I'll pick it up, then", of an order that was to be brought: now it is not."""
    if desk.asked.get("act") == "read_back" and _ONLY_FETCHES.fullmatch(desk.heard.text):
        return True  # "collect", of what was to be collected anyway
    if not delivered(desk.lines) or not asks_to_fetch(desk.heard.text):
        return False
    desk.put(collected(desk.lines), afresh=True)
    return True


def fee_asked(desk: Desk, wish: Wish) -> Answer | None:
    """ "Is delivery free?", "how much is that with delivery?": the fee, and what the order comes to with it."""
    if not (_DELIVERY.search(wish.text) and _COSTS.search(wish.text)) or not desk.heard.asks:
        return None
    terms = desk.terms.delivery
    if terms.fee is None:
        text = terms.text.say(desk.lang)
        return tell("delivery", terms=text) if text else dont_know(desk, _called(desk), wish.text)
    if not terms.fee:
        return tell("delivery_free")
    fee = desk.money(terms.fee)
    from_ = terms.free_from
    told = (
        tell("delivery_fee", price=fee)
        if from_ is None
        else tell("delivery_fee_from", price=fee, total=desk.money(from_))
    )
    if not desk.lines or delivered(desk.lines):
        return told
    if kept_here := _kept_here(desk):
        return told.and_then(tell("collect_only", item=kept_here))
    worth = desk.total(desk.lines)
    with_it = worth if from_ is not None and worth >= from_ else worth + terms.fee
    return told.and_then(tell("delivery_sum", total=desk.money(with_it)))


def _called(desk: Desk) -> str:
    return "la consegna" if desk.lang == "it" else "delivery"
