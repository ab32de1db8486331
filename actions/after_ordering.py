"""What is said when an order was just placed, or of its number: when it is ready, what became of it."""

from __future__ import annotations

import re

from actions.aftersales import order_status
from actions.answer import Answer, tell
from actions.delivering import asks_to_fetch
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.ready import asks_how_long, not_ordered_yet, ready_at
from shop.delivering import delivered
from shop.model import Order

PLACED = frozenset({"ordered", "ordered_brought"})
_ORDER_NUMBER = re.compile(
    r"\W*(?:(?:it was|the|my|order|number|no|nr|ordine|numero|è)\W+)*[A-Z]{1,3}-?\d{3,}\W*", re.IGNORECASE
)


_ORDERED_BEFORE = re.compile(
    r"\b(?:what|which (?:one|size|coffee|cake|bread|\w+)) (?:did|have) (?:i|we) (?:just |already |last )?(?:order(?:ed)?|have|had|buy|bought|get|got|take|taken|took)\b"
    r"|\bwhat (?:i|we) (?:just |last )?(?:ordered|had|bought|got|took) (?:last|before|yesterday|the other day)\b|\b(?:my|our) (?:last|previous|latest) order\b"
    r"|\b(?:che cosa|cosa) (?:ho|abbiamo) (?:preso|ordinato|comprato)\b|\b(?:il mio|l['’]) ?ultimo ordine\b",
    re.IGNORECASE,
)
_ALTERS = re.compile(
    r"\b(?:(?:can|could|may|is it (?:possible|too late)|am i (?:able|too late)|possible|i(?:['’]?d| would| want| need)(?: like)?)\b.{0,24}\b(?:change|swap|switch|replace|amend|alter|edit|modify|update)\b"
    r"|(?:change|swap|switch|replace|amend|alter|edit|modify|update) (?:my|the|that|it|this)\b|(?:si può|posso|possiamo|vorrei|potrei) (?:ancora )?(?:cambiar|modificar|sostituir)\w*)",
    re.IGNORECASE,
)


def of_the_order(desk: Desk, wish: Wish) -> Answer | None:
    """ "How long?", after the number was told: when it is ready; a number alone: what became of that order; "what did I
    order?", with nothing in the cart: the last one; "can I change it?": what can still be done."""
    if not desk.lines and (altered := _altered(desk, wish)):
        return altered
    if _ORDERED_BEFORE.search(wish.text) and (not desk.lines or "last" in wish.text.lower()):
        return _last_order(desk, wish)
    if asks_how_long(wish.text) and (just := just_ordered(desk)):
        return tell("order_ready", number=just.id, ready=ready_at(desk, just), lines=desk.basket_words(just.lines))
    if asks_how_long(wish.text) and not desk.asked.get("question"):
        made = next((o for o in desk.orders_now() if o.status == "placed"), None) if not desk.lines else None
        return order_status(desk, wish) if made else not_ordered_yet(desk)
    return order_status(desk, wish) if _ORDER_NUMBER.fullmatch(wish.text) else None


def _last_order(desk: Desk, wish: Wish) -> Answer:
    """What was ordered last, thing by thing: their own, so that it is service and needs no consent."""
    last = next((o for o in desk.orders_now() if o.status != "cancelled"), None)
    return tell("last_order", number=last.id, lines=desk.order_words(last)) if last else order_status(desk, wish)


def _altered(desk: Desk, wish: Wish) -> Answer | None:
    """ "Can I still change it?", of what was ordered on this visit: it stands as it is, unless it is cancelled."""
    if desk.asked.get("act") not in (None, "consent", "start_order"):
        return None
    if not _ALTERS.search(wish.text) and not asks_to_fetch(wish.text):
        return None
    placed = next((o for o in desk.orders_now() if o.status == "placed"), None) if desk.ordered_now else None
    if placed is None or not (_ALTERS.search(wish.text) or delivered(placed.lines)):
        return None
    named = {m.product_id for group in spans(wish.products) for m in group}
    if named and not named & {line.product_id for line in placed.lines}:
        return None
    return tell("placed_already", number=placed.id, lines=desk.order_words(placed))


def just_ordered(desk: Desk) -> Order | None:
    """The order that the last answer placed."""
    last = desk.customer.last_turn
    placed = bool(last and PLACED & set(last.plan.get("acts") or ()))
    return next((o for o in desk.orders_now() if o.status == "placed"), None) if placed else None
