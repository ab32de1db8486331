"""After the order: its status, cancelling, returning, a complaint. A complaint sells nothing."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, say, stated, tell
from actions.buttons import buttons
from actions.desk import Desk
from actions.hand_over import ask_for_person
from actions.heard import Wish
from actions.ready import ready_at
from actions.service import returns
from shop.orders import CancelTooLate

_STATUS = {
    "en": {"placed": "placed", "ready": "ready to collect", "collected": "collected", "cancelled": "cancelled"},
    "it": {
        "placed": "in preparazione",
        "ready": "pronto da ritirare",
        "collected": "ritirato",
        "cancelled": "annullato",
    },
}


def order_status(desk: Desk, wish: Wish) -> Answer:
    """Their own last order: this needs no consent, it is service."""
    orders = desk.orders_now()
    if not orders:
        return tell("no_orders")
    order = orders[0]
    if order.status == "placed":
        return tell("order_ready", number=order.id, ready=ready_at(desk, order), lines=desk.order_words(order))
    status = _STATUS[desk.lang][order.status]
    return tell("order_status", number=order.id, status=status, lines=desk.order_words(order))


def cancel_order(desk: Desk, wish: Wish) -> Answer:
    """The cart if something is in it and nothing was ordered yet; else the last order, while it is not ready."""
    before = desk.store.cancelled_by(desk.customer.ids, desk.heard.message_id)
    if before is not None:  # done, but a crash kept the answer from being written down
        return replace(tell("cancelled", number=before.id), outcome="no_sale")
    if desk.lines:
        desk.put(())
        return tell("cart_emptied")
    placed = next((o for o in desk.orders_now() if o.status != "cancelled"), None)
    if placed is None:
        return tell("no_orders")
    try:
        order = desk.store.cancel_order(desk.customer.ids, placed.id, desk.heard.message_id)
    except CancelTooLate:
        return tell("cancel_too_late", number=placed.id)
    return replace(tell("cancelled", number=order.id), outcome="no_sale")


def return_refund(desk: Desk, wish: Wish) -> Answer:
    """The shop's terms, and what it allows to be offered."""
    return returns(desk, wish)


def complaint(desk: Desk, wish: Wish) -> Answer:
    """Sorry as "I", what the shop allows as remedies, and a person at once the second time."""
    about = stated("complaint_about", _about(desk), desk.at, desk.heard.message_id, desk.heard.text)
    opened = stated("complaint_open", "yes", desk.at, desk.heard.message_id, desk.heard.text)
    if desk.customer.fact("complaint_open") == "yes":
        return replace(tell("complaint_again"), facts=(opened,)).and_then(ask_for_person(desk, wish, said=False))
    remedies = desk.listing([r.text.say(desk.lang) for r in desk.terms.remedies], "or")
    if not remedies:
        return Answer((say("complaint_details", choices=buttons(desk.lang, "person")),), facts=(opened, about)).asking(
            "complaint"
        )
    sorry = say("complaint_sorry", choices=buttons(desk.lang, "person"), remedies=remedies)
    return Answer((sorry,), facts=(opened, about)).asking("complaint")


def complaint_answer(desk: Desk) -> Answer:
    """What they say to the remedies goes to the shop, word for word: only a person can carry one out."""
    closed = ("complaint_open", "complaint_about")
    return replace(tell("hand_over_note_kept"), drop_facts=closed, handover=f"complaint: {desk.heard.text[:500]}")


def change_address(desk: Desk, wish: Wish) -> Answer:
    return replace(tell("address_change"), handover=f"address: {desk.heard.text[:500]}")


def _about(desk: Desk) -> str:
    placed = desk.orders
    if not placed:
        return "la Sua visita" if desk.lang == "it" else "your visit"
    return f"l'ordine {placed[0].id}" if desk.lang == "it" else f"order {placed[0].id}"
