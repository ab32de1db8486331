"""How was it? Asked once of a purchase, of who is remembered and at ease; the answer is a fact about that thing, and steers advice."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.adaptation.model import Memory
from actions.answer import Answer, say, stated, tell
from actions.asking import may_ask
from actions.desk import Desk
from actions.lines import sure_spans
from actions.verdicts import DISLIKED, fact_name, fact_of, verdict_in
from profiles.model import Fact
from shop.model import Line, Order, Product

ASKED = "review_asked"  # of which order it was asked last
WITHIN_DAYS = 14
OF_THEN = re.compile(
    r"\b(?:was|were|loved|liked|enjoyed|hated|did(?:n['’]?t| not)|era|erano|è|sono|(?:mi )?(?:è|sono) piaciut\w)\b",
    re.IGNORECASE,
)


def ask_review(desk: Desk) -> Answer:
    """ "How was the lemon cake?": of the latest purchase, at most once, within 14 days; else nothing.

    Only of what they took for themselves and is neither discreet nor told of before; never of a present, in a hurry, of
    who writes little, or where something is wrong.
    """
    talks = desk.plan.length.level != "short" and may_ask(desk)
    if not desk.remembers or desk.silent_memory or desk.somebody_else or not talks:
        return Answer()
    product = _to_ask_of(desk, desk.orders[0]) if desk.orders else None
    if product is None:
        return Answer()
    age = (desk.at - desk.orders[0].ordered_at).total_seconds() / 86_400
    memory = Memory("bought", f"{desk.named(product)}: {_from_order(desk)}", days_ago=age, discreet=product.discreet)
    question = replace(say("ask_review", item=desk.named(product)), memory=memory)
    mark = stated(ASKED, desk.orders[0].id, desk.at, desk.heard.message_id, "asked")
    answer = Answer((question,), facts=(mark,), notes={"uninvited": "ask_review"}, focus=product.id)
    return answer.asking("review", product=product.id)


def review_told(desk: Desk) -> Answer | None:
    """What was answered to it, kept as said; None when the message is no answer to that."""
    product = desk.catalogue.get(str(desk.asked.get("product")))
    verdict = verdict_in(desk.heard.text) if desk.heard.kind == "text" and product else ""
    named = any(sure_spans(wish.products) for wish in desk.heard.wishes if wish.intent.startswith(("order", "add")))
    if product is None or not verdict or named or desk.heard.text.rstrip().endswith("?"):
        return None
    fact = fact_of(desk, product, verdict)
    act = "review_bad" if verdict.startswith(DISLIKED) else "review_kept"
    return replace(tell(act), facts=(fact,)).asking("start_order")


def reviews_said(desk: Desk) -> tuple[Fact, ...]:
    """ "I loved the brownie", said in passing of one thing that they have had here."""
    text = desk.heard.text
    if desk.heard.kind != "text" or text.rstrip().endswith("?") or not OF_THEN.search(text):
        return ()
    if any(wish.entity("recipient") for wish in desk.heard.wishes):
        return ()
    groups = [g for wish in desk.heard.wishes for g in sure_spans(wish.products) if len(g) == 1]
    product = desk.catalogue.get(groups[0][0].product_id) if len(groups) == 1 else None
    bought = {line.product_id for order in desk.remembered_orders for line in order.lines if line.own}
    verdict = verdict_in(text) if product and product.id in bought and not product.discreet else ""
    return (fact_of(desk, product, verdict),) if product and verdict else ()


def _to_ask_of(desk: Desk, order: Order) -> Product | None:
    """The thing of this order that is asked of: the dearest of what they took for themselves."""
    age = (desk.at - order.ordered_at).days
    same_visit = order.ordered_at >= desk.customer.visit.started_at
    if same_visit or age >= WITHIN_DAYS or order.status == "cancelled" or desk.customer.fact(ASKED) == order.id:
        return None
    if not all(line.own for line in order.lines):
        return None
    told = {f.name for f in desk.customer.facts if not f.recipient}
    lines: list[Line] = sorted(order.lines, key=lambda line: -line.unit_price)
    found = (desk.catalogue.get(line.product_id) for line in lines)
    return next((p for p in found if p and not never_asked(desk, p) and fact_name(p.id) not in told), None)


def never_asked(desk: Desk, product: Product) -> bool:
    """Is it discreet, or no longer sold?"""
    return product.discreet or not product.listed or product.kind in desk.terms.discreet_kinds


def _from_order(desk: Desk) -> str:
    return "dal Suo ultimo ordine qui" if desk.lang == "it" else "from your last order here"
