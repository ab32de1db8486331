"""Only a circumstance is said: "by the window", "no, to take away today". It is put with the order that is open, or was just placed."""

from __future__ import annotations

from dataclasses import replace

from actions import consenting, order
from actions.agreeing import YES, polarity
from actions.answer import Answer, tell
from actions.circumstances import words_of
from actions.circumstances_said import circumstances_said
from actions.desk import Desk
from shop.circumstances import APART, DELIVERED, SHARED
from shop.delivering import delivered

OFFERS = frozenset({"offer_usual", "offer_again", "offer_same"})
# After these questions there will be an order to put it with.
_WAITS = frozenset(
    {"which_variant", "which_product", "quantity", "start_order", "offer_product", "usual_which", "offer_which"}
)


def circumstance_alone(desk: Desk) -> Answer | None:
    """The order as it is wanted, ordered on a yes, else read back; None when the message says more, or asks."""
    said = circumstances_said(desk.heard.text)
    if desk.heard.kind != "text" or not said.alone:
        return None
    agreed = polarity(replace(desk.heard, text=_first_word(desk.heard.text), wishes=())) == YES
    offered = desk.catalogue.by_variant(str(desk.asked.get("variant"))) if desk.asked.get("act") in OFFERS else None
    if offered and agreed:
        return _confirmed(desk, order.order_offered(desk, offered[1].id))
    if offered and not said.always:
        desk.put([*desk.lines, order.offered_line(desk, *offered)])
        return order.read_back(desk)
    if desk.lines:
        if agreed and desk.asked.get("act") == "read_back":
            return _confirmed(desk, order.place(desk, desk.lines))
        return _terms(desk).and_then(order.read_back(desk))
    if said.always:
        return _kept(desk)
    if desk.asked.get("act") == "offer_product" and set(said.values) == {"wrapping"}:
        return None  # "wrapped", of what is offered just now, not of the order before
    if noted := _of_last_order(desk):
        return _terms(desk).and_then(noted)
    return None if desk.heard.heard_intent("gift_message") else tell("start_order").asking("start_order")


def still_to_be_settled(desk: Desk, answer: Answer) -> Answer:
    """What was said of an order that has no lines yet waits with the question that will bring them."""
    if not desk.pending or answer.asked is None or answer.asked.get("act") not in _WAITS:
        return answer
    return replace(answer, asked={**answer.asked, "with": dict(desk.pending)})


def _terms(desk: Desk) -> Answer:
    """What wrapping costs, when it is asked for."""
    wraps = circumstances_said(desk.heard.text).values.get("wrapping", "unwrapped") != "unwrapped"
    terms = desk.terms.wrapping.say(desk.lang)
    return tell("wrapping", terms=terms) if wraps and terms else Answer()


def _kept(desk: Desk) -> Answer:
    """ "Always by the window", with nothing on order: kept, and, if they are not remembered yet, the question for that."""
    kept = tell("fact_kept")
    return kept if desk.remembers else kept.and_then(consenting.ask(desk))


def _of_last_order(desk: Desk) -> Answer | None:
    """Said after the yes: it still belongs to the order of this visit that is being made."""
    last = next((o for o in desk.orders_now() if o.status == "placed"), None)
    if last is None or desk.customer.visit.turns == 0 or last.ordered_at < desk.customer.visit.started_at:
        return None
    if delivered(last.lines) != (desk.pending.get("where", "") == DELIVERED) and "where" in desk.pending:
        return tell("placed_already", number=last.id, lines=desk.order_words(last))  # it would cost more, or less
    changed = desk.store.orders.say_of(desk.customer.ids, last.id, desk.pending)
    if changed is None:
        return None
    return tell("order_noted", number=changed.id, beside=words_of(desk, desk.pending, (*SHARED, *APART)))


def _confirmed(desk: Desk, answer: Answer) -> Answer:
    """Ordered; what was said beside the yes was in no read-back, so it is said now."""
    words = words_of(desk, circumstances_said(desk.heard.text).values, (*SHARED, *APART))
    number = answer.notes.get("order")
    return tell("order_noted", number=str(number), beside=words).and_then(answer) if number else answer


def _first_word(text: str) -> str:
    return text.replace(",", " ").split()[0]
