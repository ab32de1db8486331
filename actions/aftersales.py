"""After the order: its status, cancelling, returning, a complaint. A complaint sells nothing."""

from __future__ import annotations

from dataclasses import replace

from actions import greet
from actions.answer import Answer, say, stated, tell
from actions.buttons import buttons
from actions.complaining import again, asks_after_order, asks_remedy, refused, remedy_chosen, settled
from actions.desk import Desk
from actions.hand_over import ask_for_person
from actions.heard import Wish
from actions.lines import spans
from actions.ready import asks_how_long, not_ordered_yet, ready_at
from shop.model import Order
from shop.orders import CancelTooLate

LATELY_DAYS = 90  # within which a second complaint goes to a person at once
_STATUS = {
    "en": {
        "placed": "placed",
        "ready": "ready to collect",
        "collected": "collected",
        "cancelled": "cancelled",
        "returned": "returned",
    },
    "it": {
        "placed": "in preparazione",
        "ready": "pronto da ritirare",
        "collected": "ritirato",
        "cancelled": "annullato",
        "returned": "reso",
    },
}


def order_status(desk: Desk, wish: Wish) -> Answer:
    """Their own last order: this needs no consent, it is service."""
    orders = desk.orders_now()
    if not orders and desk.asked.get("act") == "complaint":  # "it was A-1001", which is not found here: a person looks
        return complaint_answer(desk)
    if not orders:
        return not_ordered_yet(desk) if asks_how_long(wish.text) else tell("no_orders")
    order = orders[0]
    if order.status == "placed":
        return tell("order_ready", number=order.id, ready=ready_at(desk, order), lines=desk.order_words(order))
    status = _STATUS[desk.lang][order.status]
    return tell("order_status", number=order.id, status=status, lines=desk.order_words(order))


def cancel_order(desk: Desk, wish: Wish) -> Answer:
    """The cart if something is in it and nothing was ordered yet; else the last order, while it is not ready."""
    before = desk.store.orders.cancelled_by(desk.customer.ids, desk.heard.message_id)
    if before is not None:  # done, but a crash kept the answer from being written down
        return replace(tell("cancelled", number=before.id), outcome="no_sale")
    if desk.lines:
        desk.put(())
        return tell("cart_emptied")
    placed = next((o for o in desk.orders_now() if o.status not in ("cancelled", "returned")), None)
    if placed is None:
        return tell("no_orders")
    if kept := _not_all_of_it(desk, wish, placed):
        return kept
    try:
        order = desk.store.orders.cancel(desk.customer.ids, placed.id, desk.heard.message_id, desk.at)
    except CancelTooLate:
        return tell("cancel_too_late", number=placed.id)
    return replace(tell("cancelled", number=order.id), outcome="no_sale")


def _not_all_of_it(desk: Desk, wish: Wish, placed: Order) -> Answer | None:
    """ "Cancel the water", of an order that has none, or other things too: the order stands."""
    named = {match.product_id for group in spans(wish.products) for match in group}
    bought = {line.product_id for line in placed.lines}
    if not named or bought <= named:
        return None
    if named & bought:
        return tell("placed_already", number=placed.id, lines=desk.order_words(placed))
    return tell("what_else").asking("start_order")


def complaint(desk: Desk, wish: Wish) -> Answer:
    """Sorry as "I", what the shop allows as remedies; a person at once for the second one, or when it happened again."""
    about = stated("complaint_about", _about(desk), desk.at, desk.heard.message_id, desk.heard.text)
    opened = stated("complaint_open", "yes", desk.at, desk.heard.message_id, desk.heard.text)
    if desk.customer.fact("complaint_open") == "yes":
        return replace(tell("complaint_again"), facts=(opened,)).and_then(ask_for_person(desk, wish, said=False))
    if again(desk.heard.text) or _complained_lately(desk):
        return replace(tell("complaint_again"), facts=(opened, about)).and_then(ask_for_person(desk, wish, said=False))
    if asks_after_order(desk.heard.text) and (placed := desk.orders_now()) and placed[0].status in ("placed", "ready"):
        known = replace(say("complaint_order"), choices=buttons(desk.lang, "person"))
        return replace(Answer((known,)).and_then(order_status(desk, wish)), facts=(opened, about))
    remedies = desk.listing([r.text.say(desk.lang) for r in desk.terms.remedies], "or")
    if asks_after_order(desk.heard.text) and not desk.orders_now():
        lost = say("complaint_lost", choices=buttons(desk.lang, "person"))
        return Answer((lost,), facts=(opened, about)).asking("complaint")
    if not remedies:
        return Answer((say("complaint_details", choices=buttons(desk.lang, "person")),), facts=(opened, about)).asking(
            "complaint"
        )
    sorry = say("complaint_sorry", choices=buttons(desk.lang, "person"), remedies=remedies)
    return Answer((sorry,), facts=(opened, about)).asking("complaint")


def complaint_answer(desk: Desk) -> Answer:
    """What they say to the remedies goes to the shop, word for word: only a person can carry one out.

    A remedy that was chosen closes the complaint; what is no choice leaves it open, and a no brings a person.
    """
    text = desk.heard.text
    if settled(text):
        return closed(desk)
    if refused(text) or again(text):
        return tell("complaint_again").and_then(ask_for_person(desk, desk.heard.first, said=False))
    note = f"complaint: {text[:500]}"
    if remedy := remedy_chosen(text, desk.terms.remedies):
        taken = tell("remedy_taken", remedy=remedy.text.say(desk.lang))
        return replace(closed(desk), says=taken.says, handover=note)
    return replace(tell("hand_over_note_kept"), handover=note)


def closed(desk: Desk) -> Answer:
    """The complaint is settled. That there was one is kept for a while: the next one goes to a person at once."""
    no = stated("complaint_open", "no", desk.at, desk.heard.message_id, desk.heard.text or "settled")
    return replace(tell("complaint_closed"), facts=(no,), drop_facts=("complaint_about",))


def says_settled(desk: Desk) -> bool:
    """Does the customer say of an open complaint that it is settled?"""
    return desk.heard.kind == "text" and desk.customer.fact("complaint_open") == "yes" and settled(desk.heard.text)


def chooses_late(desk: Desk) -> bool:
    """ "Make it again, then", when the person who was called has not come yet: a short word that chooses a remedy."""
    if desk.heard.kind != "text" or desk.customer.fact("complaint_open") != "yes" or len(desk.heard.text.split()) > 5:
        return False
    return asks_remedy(desk.heard.text) and not desk.heard.text.rstrip().endswith("?")


def not_forgotten(desk: Desk) -> Answer:
    """A visit that begins with a wish: that the complaint is still open is said first, and asks nothing."""
    begins = desk.customer.visit.turns == 0 and desk.heard.kind == "text"
    if not begins or not greet.complaint_to_open_with(desk) or greet.must_confirm(desk):
        return Answer()
    known = say("complaint_known", choices=buttons(desk.lang, "person"), what=greet.complaint_words(desk))
    return Answer((known,))


def _complained_lately(desk: Desk) -> bool:
    before = [fact for fact in desk.customer.facts if fact.name == "complaint_open" and fact.recipient is None]
    return any((desk.at - fact.at).days < LATELY_DAYS for fact in before)


def change_address(desk: Desk, wish: Wish) -> Answer:
    return replace(tell("address_change"), handover=f"address: {desk.heard.text[:500]}")


def _about(desk: Desk) -> str:
    placed = desk.orders
    if not placed:
        return "la visita" if desk.lang == "it" else "your visit"
    return f"l'ordine {placed[0].id}" if desk.lang == "it" else f"order {placed[0].id}"
