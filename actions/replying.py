"""Answers to our own open question: yes, no, which one, what sort. None when the message is something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import aftersales, cart, gifts, hand_over, order, returning
from actions.agreeing import NEITHER, NO, YES, polarity
from actions.alerts import alert_accepted
from actions.alternatives import chosen
from actions.answer import Answer, stated, tell
from actions.comparing import side_by_side
from actions.complaining import again, refused
from actions.correcting import corrected_order, wanted_then
from actions.delivering import fetched
from actions.desk import Desk
from actions.heard import Wish
from actions.large_orders import which_of_these
from actions.lines import QUANTITY_MAX, bare, spans, sure_spans
from actions.offer_answered import offer_answered
from actions.ordering_whole import order_whole
from actions.pointing import by_place
from actions.recommend import recommend
from actions.replying_apart import APART
from actions.so_many import so_many
from actions.undoing import undone
from actions.way_alone import another_way, only_a_way, options_only
from actions.way_answered import way_answered
from actions.which_answered import not_those, which_answered
from shop.model import Match

# What else is a yes to which question: "that's all" to a read-back, "the usual" to its offer.
AGREES_TO = {
    "read_back": frozenset({"checkout"}),
    "cart": frozenset({"checkout"}),
    "offer": frozenset({"reorder_usual"}),
    "offer_usual_whole": frozenset({"reorder_usual"}),
}
_NO_MORE = re.compile(
    r"\b(?:that(?:'|’)?s|that is|is|è|tutto|basta)\s+(?:it|all|everything|tutto|così|qui)\b"
    r"|\b(?:nothing (?:else|more)|no more|niente (?:altro|più)|nient['’]altro)\b",
    re.IGNORECASE,
)
# Save to these: a refund is one of a complaint's remedies, "forget it" one of two answers to "keep it, or forget it?"
OWN_ANSWERS = {
    "complaint": frozenset(
        {"return_refund", "bot_wrong"}
    ),  # "it's the second time this happens": said of the shop, not of us
    "contact": frozenset({"order_status", "change_address"}),  # "my number is …" asks for no order
    "keep_or_forget": frozenset({"forget_me", "dont_track"}),
}
OFFERS = ("offer_usual", "offer_again", "offer_same")
# These say what they want whatever was asked; they are never taken for an answer.
NEVER_AN_ANSWER = frozenset(
    {
        "handoff",
        "complaint",
        "forget_me",
        "dont_track",
        "less_personal",
        "not_me",
        "know_about_me",
        "how_do_you_know",
        "bot_challenge",
        "opening_hours",
        "store_location",
        "delivery",
        "payment",
        "return_refund",
        "order_status",
        "cancel_order",
        "keep_short",
        "remember_this",
        "set_usual",
        "personalise_again",
        "stop_talking",
        "bot_wrong",
    }
)


def answer_to_question(desk: Desk) -> Answer | None:
    """Take the message as an answer to what we asked last, if it can be one."""
    act = desk.asked.get("act")
    if fetched(desk):  # "I'll pick them up, then"
        return order.read_back(desk)
    if answer := undone(desk) or chosen(desk):
        return answer
    if act == "read_back" and (corrected := corrected_order(desk)):
        return corrected
    if act == "which_variant" and only_a_way(desk):
        return way_answered(desk, NEITHER)
    if act == "complaint" and (refused(desk.heard.text) or again(desk.heard.text)):  # "it's the second time"
        return aftersales.complaint_answer(desk)
    answers = NEVER_AN_ANSWER - OWN_ANSWERS.get(act or "", frozenset())
    if desk.heard.heard_intent(*answers):
        return None
    if (some := so_many(desk)) or act is None:
        return some
    asked = "offer" if act in OFFERS else act
    handler = _BY_QUESTION.get(asked)
    return handler(desk, polarity(desk.heard, AGREES_TO.get(asked, frozenset()))) if handler else None


def _read_back(desk: Desk, said: str) -> Answer | None:
    if said == YES:
        return order.place(desk, desk.lines)
    if said == NO and _NO_MORE.search(desk.heard.text):  # "no, that's all": nothing is refused, nothing is said yes to
        return order.read_back(desk)
    if said == NO and (then := _another_time(desk)):  # "no, Sunday rather"
        return then
    if said == NO and another_way(desk):  # "no sorry, small after all"
        return cart.change_cart(desk, desk.heard.first)
    if said == NO:
        desk.put(())
        return replace(tell("declined"), outcome="no_sale").asking("start_order")
    asks = desk.heard.text.rstrip().endswith("?")  # "do you have it in XL?" changes nothing yet
    if (
        _only(desk, "change_cart", "remove_from_cart", "add_to_cart", "order_item") is None
        and options_only(desk)
        and not asks
    ):
        return cart.change_cart(desk, desk.heard.first)
    return None


def _another_time(desk: Desk) -> Answer | None:
    dated = (w for w in desk.heard.wishes if any(e["entity"] in ("date", "time") for e in w.entities))
    wish = next(dated, None)
    return wanted_then(desk, wish) if wish else None


def _offer(desk: Desk, said: str) -> Answer | None:
    variant = str(desk.asked.get("variant"))
    if said == YES:
        return order.order_offered(desk, variant)
    if said == NO:
        return _declined_usual(desk)
    found = desk.catalogue.by_variant(variant)
    if found and options_only(desk):  # "large today": the same thing in another way, read back
        desk.put([order.offered_line(desk, *found)])
        return cart.change_cart(desk, desk.heard.first)
    return None


def _offer_whole(desk: Desk, said: str) -> Answer | None:
    """A usual of several things: a yes orders all of it."""
    if said == YES:
        return order_whole(desk)
    return _declined_usual(desk) if said == NO else None


def _used_to(desk: Desk, said: str) -> Answer | None:
    if said == YES:
        return order.pick(desk, str(desk.asked.get("variant")))
    return _declined_usual(desk) if said == NO else None


def _declined_usual(desk: Desk) -> Answer:
    count = str(int(desk.customer.fact("usual_declined") or 0) + 1)
    fact = stated("usual_declined", count, desk.at, desk.heard.message_id, desk.heard.text or "no")
    return replace(tell("what_instead"), facts=(fact,)).asking("start_order")


def _quantity(desk: Desk, said: str) -> Answer | None:
    """ "How many?" A number is of the thing that was asked about; a yes wants the colleague who was offered for more than
    that; what names goods is an order of its own."""
    first, ids = desk.heard.first, [str(i) for i in desk.asked.get("products") or ()]
    number = first.entity("quantity")
    if number is None and said == YES and desk.asked.get("question"):
        return hand_over.ask_for_person(desk, first)
    if number is None or not ids or spans(first.products):
        return not_those(desk) if said == NO else None
    if number <= QUANTITY_MAX and (which := which_of_these(desk, ids, number)):
        return which
    counted = ({"entity": "quantity", "value": number, "start": 0, "end": 0},)
    return order.order_item(desk, Wish("order_item", "", 1.0, counted, tuple(map(_match, ids))))


def _gift(desk: Desk, said: str) -> Answer | None:
    """Likes and budget were asked for: whatever comes is looked at as that."""
    if desk.heard.kind != "text" or said == NO:
        return None
    first = desk.heard.first
    if sure_spans(first.products) and (bare(first) or first.intent in ("order_item", "add_to_cart")):
        return order.order_item(desk, first)  # they know what it is to be
    return gifts.gift(desk, desk.heard.first)


def _alert(desk: Desk, said: str) -> Answer | None:
    if said == YES:
        return alert_accepted(desk)
    return tell("what_else").asking("start_order") if said == NO else None


def _return_offer(desk: Desk, said: str) -> Answer | None:
    if said == YES:
        return returning.accepted(desk)
    return tell("what_else").asking("start_order") if said == NO else None


def _compare(desk: Desk, said: str) -> Answer | None:
    """Some of what was to be compared is not here: a yes compares what comes nearest to it."""
    if said == YES:
        return side_by_side(desk, [p for i in desk.asked.get("products", ()) if (p := desk.catalogue.get(i))])
    return tell("what_else").asking("start_order") if said == NO else None


def _cart(desk: Desk, said: str) -> Answer | None:
    return order.read_back(desk) if said == YES else None


def _offer_which(desk: Desk, said: str) -> Answer | None:
    pairs = [p for v in desk.asked.get("variants", ()) if (p := desk.catalogue.by_variant(v))]
    named = {m.product_id for group in spans(desk.heard.first.products) for m in group}
    chosen = next((v for p, v in pairs if p.id in named), None)
    if chosen is None and (place := by_place(desk.heard.text, [v for _, v in pairs])):
        chosen = place  # type: ignore[assignment]
    if chosen is not None:
        return order.pick(desk, chosen.id)
    return _declined_usual(desk) if said == NO else None


def _suggest(desk: Desk, said: str) -> Answer | None:
    """ "Shall I suggest something?" """
    if said == YES:
        return recommend(desk, Wish("recommend", ""))
    return tell("nothing_more").asking("start_order") if said == NO else None


def _only(desk: Desk, *intents: str) -> Wish | None:
    return next((wish for wish in desk.heard.wishes if wish.intent in intents), None)


def _match(product_id: str) -> Match:
    return Match(product_id, 1.0)


_BY_QUESTION: Mapping[str, Callable[[Desk, str], Answer | None]] = {
    **APART,
    "read_back": _read_back,
    "offer": _offer,
    "offer_usual_whole": _offer_whole,
    "offer_used_to": _used_to,
    "offer_product": offer_answered,
    "offer_which": _offer_which,
    "which_variant": way_answered,
    "which_product": which_answered,
    "quantity": _quantity,
    "gift": _gift,
    "cart": _cart,
    "compare": _compare,
    "suggest": _suggest,
    "offer_alert": _alert,
    "return_offer": _return_offer,
}
