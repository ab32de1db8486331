"""Did they like it? Asked once of a present, only of whom the customer has just named; filed under them, never the customer."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.adaptation.acts import asks
from actions.adaptation.model import Memory
from actions.answer import Answer, say, stated, tell
from actions.asking import may_ask
from actions.desk import Desk
from actions.lines import sure_spans
from actions.mourning import mourning
from actions.reviews import ASKED, OF_THEN, WITHIN_DAYS, never_asked
from actions.so_far import just_named
from actions.verdicts import DISLIKED, LIKED, fact_name, verdict_in
from profiles.model import Fact
from shop.model import Order, Product

ROOM = frozenset({"ordered", "fact_kept"})  # what was wished for is done: there is room for a question
_YES = re.compile(r"\W*(?:yes|yeah|yep|yup|sure|very much|s[iì]|certo|molto)\b", re.IGNORECASE)
_NO = re.compile(r"\W*(?:no|nope|not (?:really|much|at all)|non (?:molto|tanto)|per niente)\b", re.IGNORECASE)


def and_of_present(desk: Desk, answer: Answer) -> Answer:
    """The answer, and after it "did your sister like the scarf?" where she has just been named: once of a present, within 14
    days, on another visit, where nothing else is asked.

    Never to a browser that nobody is signed in to, of discreet goods, in a hurry, or where something is wrong.
    """
    who = just_named(desk)
    open_ = answer.asked is not None or any(asks(s.act) != "no" for s in answer.says)
    if who is None or open_ or not ROOM & {s.act for s in answer.says} or not _at_ease(desk):
        return answer
    found = _given_lately(desk, who)
    if found is None:
        return answer
    order, product = found
    age = (desk.at - order.ordered_at).total_seconds() / 86_400
    memory = Memory("bought", _from_order(desk, product, who), about=who, gift=True, days_ago=age)
    words = say("ask_review_for", recipient=desk.whom(who), item=desk.named(product))
    question = Answer((replace(words, memory=memory),), notes={"uninvited": "ask_review_for"})
    mark = stated(ASKED, order.id, desk.at, desk.heard.message_id, "asked", recipient=who)
    asked = answer.and_then(question).asking("review_for", product=product.id, recipient=who)
    return replace(asked, facts=(*asked.facts, mark))


def told_of_present(desk: Desk) -> Answer | None:
    """What was answered to it, kept under them; None when the message is no answer to that. It teaches nothing else."""
    product, who = desk.catalogue.get(str(desk.asked.get("product"))), str(desk.asked.get("recipient") or "")
    ordered = any(sure_spans(wish.products) for wish in desk.heard.wishes if wish.intent.startswith(("order", "add")))
    if desk.heard.kind != "text" or not product or not who or ordered or desk.heard.text.rstrip().endswith("?"):
        return None
    verdict = verdict_in(desk.heard.text) or _plain(desk.heard.text)
    if not verdict:
        return None
    return replace(
        tell("review_of_them", recipient=desk.whom(who)), facts=(_fact(desk, product, verdict, who),), learn=False
    )


def said_of_presents(desk: Desk) -> tuple[Fact, ...]:
    """ "My sister loved the scarf", said in passing of one thing that she was given from here."""
    who, text = just_named(desk), desk.heard.text
    if who is None or desk.heard.kind != "text" or text.rstrip().endswith("?") or not OF_THEN.search(text):
        return ()
    groups = [g for wish in desk.heard.wishes for g in sure_spans(wish.products) if len(g) == 1]
    product = desk.catalogue.get(groups[0][0].product_id) if len(groups) == 1 else None
    given = {line.product_id for order in desk.remembered_orders for line in order.lines if line.recipient == who}
    verdict = verdict_in(text) if product and product.id in given and not product.discreet else ""
    return (_fact(desk, product, verdict, who),) if product and verdict else ()


def _at_ease(desk: Desk) -> bool:
    silent = not desk.remembers or desk.silent_memory or desk.somebody_else or desk.customer.anonymous
    return not silent and desk.plan.length.level != "short" and may_ask(desk) and not mourning(desk)


def _given_lately(desk: Desk, who: str) -> tuple[Order, Product] | None:
    """Their latest present of another visit, and the dearest thing of it; None when there is none to be asked of."""
    for order in desk.remembered_orders:
        lines = sorted((x for x in order.lines if x.recipient == who), key=lambda line: -line.unit_price)
        if not lines or order.status == "cancelled" or order.ordered_at >= desk.customer.visit.started_at:
            continue
        if (desk.at - order.ordered_at).days >= WITHIN_DAYS or desk.customer.fact_about(ASKED, who) == order.id:
            return None
        product = desk.catalogue.get(lines[0].product_id)
        told = product is not None and desk.customer.fact_about(fact_name(product.id), who) is not None
        return None if product is None or told or never_asked(desk, product) else (order, product)
    return None


def _plain(text: str) -> str:
    """The verdict of a yes or a no to "did they like it?"."""
    return DISLIKED if _NO.match(text) else LIKED if _YES.match(text) else ""


def _fact(desk: Desk, product: Product, verdict: str, who: str) -> Fact:
    return stated(fact_name(product.id), verdict, desk.at, desk.heard.message_id, desk.heard.text, recipient=who)


def _from_order(desk: Desk, product: Product, who: str) -> str:
    item, whom = desk.named(product), desk.whom(who)
    if desk.lang == "it":
        return f"{item}: dal Suo ordine qui, che era per {whom}"
    return f"{item}: from your order here, which was for {whom}"
