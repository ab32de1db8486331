"""The welcome: by the hour, by what is known, and "your usual?" where it may be said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from actions.adaptation.model import Choice, Memory, Say
from actions.answer import Answer, say, stated, tell
from actions.asking import ask_taste
from actions.buttons import buttons, yes_no
from actions.desk import Desk
from actions.greeting import greeting
from actions.heard import Wish
from actions.lines import line_of
from actions.nearest import instead_of
from actions.order import offer_of
from actions.resuming import beside, question_open
from actions.reviews import ask_review
from actions.suitable import suits
from actions.whole_usual import offer_together, offer_whole, stated_whole
from shop.combos import taken_with
from shop.dayparts import chosen_by_time, damped, just_stocked_up
from shop.model import Product, Usual, Variant
from shop.usual import contenders

ABSENCE_DAYS = 60  # after this long a usual "used to be"
HOW_ARE_YOU = re.compile(
    r"\b(?:how (?:are|r) (?:you|u|things|we)|how(?:'s| is) (?:it going|life|everything|business|your day)|how do you do|you (?:ok|alright|well)|"
    r"come (?:va|stai|sta)|tutto bene)\b",
    re.IGNORECASE,
)
REFUSED_MAX = 2  # refused twice: it rests until they ask


def arrive(desk: Desk) -> Answer:
    """The customer opened the chat: the welcome, at most one a visit, with the AI notice at first contact."""
    if desk.customer.visit.turns > 0:
        return Answer()
    answer = welcome(desk)
    if _first_contact(desk):
        notice: Say = replace(say("ai_notice", shop=desk.terms.name), kind="notice")
        answer = Answer((notice,)).and_then(answer)
    return answer


def greet(desk: Desk, wish: Wish) -> Answer:
    """ "Hello": the welcome if there was none, else a short greeting back."""
    if desk.customer.visit.turns == 0:
        return welcome(desk)
    if HOW_ARE_YOU.search(desk.heard.text):
        waits = question_open(desk) or desk.customer.fact("jokes") == "no"
        return beside(desk, tell("well_thanks")) if waits else tell("how_are_you").asking("start_order")
    return beside(desk, Answer())


def welcome(desk: Desk) -> Answer:
    """One of: is it you? · an open complaint · an offer of the usual · by name · back · new."""
    if must_confirm(desk):
        return Answer(
            (say("confirm_you", choices=buttons(desk.lang, "me", "not_me"), greeting=greeting(desk)),)
        ).asking("confirm_you")
    if complaint_to_open_with(desk):
        return ask_of_complaint(desk)
    offer = offer_usual(desk)
    opening = _opening(desk, with_offer=bool(offer.says))
    news = (say("news", essential=False, news=desk.news),) if desk.news and desk.plan.pitch.small_talk else ()
    answer = Answer((*opening, *news), shown=desk.in_the_news() if news else ()).and_then(offer)
    if offer.says:
        return answer
    if (review := ask_review(desk)).says or (review := ask_taste(desk)).says:
        return answer.and_then(review)
    if opening[0].act != "welcome_new":  # the others greet, and ask nothing
        answer = answer.and_then(tell("what_can_i_get"))
    return answer.asking("start_order")


def complaint_to_open_with(desk: Desk) -> bool:
    """Is a complaint still open that may be spoken of? It comes before any offer."""
    return desk.customer.fact("complaint_open") == "yes" and desk.remembers and not desk.silent_memory


def ask_of_complaint(desk: Desk) -> Answer:
    """ "Has that been put right?" """
    return tell("complaint_open", what=complaint_words(desk)).asking("complaint_open")


def offer_usual(desk: Desk, *, asked_for: bool = False) -> Answer:
    """The recall that is due, as a question with item and today's price; empty when there is none, or it rests."""
    if not desk.remembers or (desk.silent_memory and not asked_for):
        return Answer()
    if not asked_for and int(desk.customer.fact("usual_declined") or 0) >= REFUSED_MAX:
        return Answer()
    if whole := stated_whole(desk):
        return offer_whole(desk, whole)
    found = desk.usual if asked_for else damped(desk.usual, desk.remembered_orders, desk.at, desk.terms.timezone)
    if found.step == "none":
        return _either(desk)
    pair = _goods(desk, found)
    if pair is None:
        return tell("usual_gone", item=found.item) if found.stated else Answer()
    if not asked_for and not found.stated and just_stocked_up(desk.remembered_orders, pair[0].id, desk.at):
        return Answer()
    return _offer(desk, found, *pair, asked_for)


def _offer(desk: Desk, found: Usual, product: Product, variant: Variant, asked_for: bool) -> Answer:
    if product.discreet or product.kind in desk.terms.discreet_kinds:
        return Answer()
    days_ago = _days_since(desk, product)
    if not variant.in_stock:
        return _instead(desk, product, variant) if found.offer else Answer()
    act = {"again": "offer_again", "same": "offer_same", "usual": "offer_usual"}[found.step]
    if days_ago > ABSENCE_DAYS:
        act = "offer_used_to"
    evidence = evidence_words(desk, found, product)
    answer = Answer()
    if act == "offer_usual" and not found.stated:
        memory = Memory("bought", evidence, days_ago=days_ago)
        beside = taken_with(found, desk.remembered_orders, desk.store.repeat_rates(desk.at))
        answer = offer_together(desk, line_of(product, variant), beside, memory)
    if not answer.says:
        answer = offer_of(desk, act, found, product, variant, evidence, days_ago)
    before = _price_before(desk, variant)
    if before is not None and before != variant.price:
        changed = say(
            "price_changed", item=desk.named(product, variant), old=desk.money(before), new=desk.money(variant.price)
        )
        answer = Answer((changed,)).and_then(answer)
    return answer


def _either(desk: Desk) -> Answer:
    """Two things between which they go back and forth: which of the two? Where the hour tells, that one."""
    two = contenders(desk.remembered_orders, desk.at, repeats=desk.store.repeat_rates(desk.at))
    if chosen := chosen_by_time(two, desk.remembered_orders, desk.at, desk.terms.timezone):
        pair = _goods(desk, chosen)
        if pair and pair[1].in_stock:
            return _offer(desk, replace(chosen, step="again"), *pair, False)
    pairs = [p for c in two if (p := _goods(desk, c)) and p[1].in_stock and not p[0].discreet]
    if len(pairs) < 2:
        return Answer()
    (first, one), (second, two) = pairs[:2]
    memory = Memory(
        "bought",
        f"{desk.named(first)} and {desk.named(second)}, by turns, in your orders here",
        days_ago=_days_since(desk, first),
    )
    question = say(
        "offer_which",
        choices=(Choice(f"pick:{one.id}", first.title), Choice(f"pick:{two.id}", second.title)),
        first=desk.named(first, one),
        second=desk.named(second, two),
    )
    return Answer((replace(question, memory=memory),), shown=(first.id, second.id)).asking(
        "offer_which", variants=[one.id, two.id]
    )


def _instead(desk: Desk, product: Product, variant: Variant) -> Answer:
    """The usual is sold out: what comes nearest, with the same milk and nothing that they must not have."""
    found = instead_of(product, variant, desk.catalogue, suits=suits(desk))
    if found is None:
        return Answer()
    other, alternative = found
    memory = Memory("bought", "your earlier orders here", days_ago=_days_since(desk, product))
    line = say(
        "usual_sold_out",
        choices=yes_no(desk.lang),
        item=desk.named(product, variant),
        alternative=desk.named(other, alternative),
        price=desk.money(alternative.price),
    )
    return Answer((replace(line, memory=memory),), shown=(other.id,)).asking("offer_product", variant=alternative.id)


def confirm_me(desk: Desk) -> Answer:
    """ "Yes, it's me": from now on in this visit items may be named."""
    confirmed = stated(
        "confirmed", desk.customer.visit.started_at.isoformat(), desk.at, desk.heard.message_id, "button"
    )
    first = Answer(facts=(confirmed,))
    if complaint_to_open_with(desk):
        return first.and_then(ask_of_complaint(desk))
    offer = offer_usual(desk)
    return first.and_then(offer) if offer.says else first.and_then(tell("what_can_i_get")).asking("start_order")


def must_confirm(desk: Desk) -> bool:
    """An anonymous browser with memories, and nobody has said yet that it is they."""
    return desk.customer.anonymous and desk.remembers and bool(desk.remembered_orders) and not confirmed_now(desk)


def confirmed_now(desk: Desk) -> bool:
    """Has the visitor of this anonymous browser said in this visit that it is them?"""
    if not desk.customer.anonymous or desk.customer.visit.number == 1:  # all that is known was said or bought just now
        return True
    if desk.heard.kind == "choice" and desk.heard.verb == "me":
        return True
    return desk.customer.fact("confirmed") == desk.customer.visit.started_at.isoformat()


def evidence_words(desk: Desk, found: Usual, product: Product) -> str:
    """Where the memory comes from, in one plain sentence part."""
    if found.stated:
        return "said by you: make this my usual" if desk.lang == "en" else "detto da Lei: il mio solito"
    days = {o.ordered_at.date() for o in desk.orders if any(x.product_id == product.id and x.own for x in o.lines)}
    if desk.lang == "it":
        return f"dai Suoi ordini qui, {len(days)} volte" if len(days) != 1 else "dal Suo ultimo ordine qui"
    return f"from your orders here, {len(days)} times so far" if len(days) != 1 else "from your last order here"


def _opening(desk: Desk, *, with_offer: bool) -> tuple[Say, ...]:
    known = not desk.objects and (desk.customer.visit.number > 1 or (desk.remembers and bool(desk.orders)))
    if desk.name and desk.plan.tone.use_name and not known:
        return (say("welcome_named", greeting=greeting(desk), name=desk.name),)
    if desk.name and desk.plan.tone.use_name:
        return (say("welcome_name", greeting=greeting(desk), name=desk.name),)
    if with_offer or known:
        return (say("welcome_back", greeting=greeting(desk)),)
    return (say("welcome_new", greeting=greeting(desk)),)


def _first_contact(desk: Desk) -> bool:
    """Never talked here before, as far as we may know, or not for a year."""
    before = desk.customer.visit.previous_at
    return desk.customer.visit.number == 1 or (before is not None and (desk.at - before).days > 365)


def _goods(desk: Desk, found: Usual) -> tuple[Product, Variant] | None:
    if found.variant_id and (pair := desk.catalogue.by_variant(found.variant_id)):
        return pair
    product = desk.catalogue.get(found.product_id)
    if product is None or not product.listed:
        return None
    last = next((x.variant_id for o in desk.orders for x in o.lines if x.product_id == product.id and x.own), "")
    return product, product.variant(last) or product.variants[0]


def _days_since(desk: Desk, product: Product) -> float:
    last: datetime | None = next(
        (o.ordered_at for o in desk.orders if any(x.product_id == product.id and x.own for x in o.lines)), None
    )
    return (desk.at - last).total_seconds() / 86_400 if last else 0.0


def _price_before(desk: Desk, variant: Variant):  # type: ignore[no-untyped-def]
    return next(
        (
            x.unit_price
            for o in desk.orders
            for x in o.lines
            if x.variant_id == variant.id and x.own and x.unit_price > 0
        ),
        None,
    )


def complaint_words(desk: Desk) -> str:
    """What it was about, as it was noted then."""
    return desk.customer.fact("complaint_about") or ("your last order" if desk.lang == "en" else "l'ultimo ordine")
