""" "I want to return my handbag": noted under a number, of one's own order and within the shop's terms; else the terms alone."""

from __future__ import annotations

import re

from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import NAMED
from actions.service import returns
from shop.model import Line, Order, Product
from shop.returns import in_time, of_product

ALIKE = 0.12  # scores that lie no further apart name as well (docs/shop.md)
_IF = re.compile(r"\b(?:if|in case|se|qualora|should)\b", re.IGNORECASE)


def return_refund(desk: Desk, wish: Wish) -> Answer:
    """A question gets the terms, and the offer to note it; a wish the number at once. Without a thing: the terms."""
    product = _meant(desk, wish)
    if product is None or not desk.terms.return_days:
        return returns(desk, wish)
    bought = of_product(desk.orders_now(), product.id)
    if not bought and _IF.search(wish.text):  # "can I return it if it doesn't fit?": nothing was bought yet
        return returns(desk, wish)
    if not bought:
        return tell("return_not_found", item=desk.one(product)).and_then(returns(desk, wish))
    found = next(((o, x) for o, x in bought if in_time(o, desk.at, desk.terms.return_days)), None)
    if found is None or _never(desk, product):
        return tell("return_refused", item=desk.named(product)).and_then(returns(desk, wish))
    if wish.text.rstrip().endswith("?"):
        order, line = found
        question = say("return_offer", choices=yes_no(desk.lang), item=desk.named(product), number=order.id)
        asked = Answer((question,)).asking("return_offer", order=order.id, variant=line.variant_id)
        return returns(desk, wish).and_then(asked)
    return noted(desk, *found)


def _meant(desk: Desk, wish: Wish) -> Product | None:
    """The thing that is named; of several that bear the name alike ("the scarf"), the one that they have."""
    named = [m for m in wish.products if m.score >= NAMED and desk.catalogue.get(m.product_id)]
    best = max((m.score for m in named), default=0.0)
    alike = [p for m in named if m.score >= best - ALIKE and (p := desk.catalogue.get(m.product_id))]
    theirs = (p for p in alike if of_product(desk.orders_now(), p.id))
    return next(theirs, alike[0] if alike else None)


def accepted(desk: Desk) -> Answer:
    """Yes to the offer. The order is looked for anew among their own."""
    order_id, variant = desk.asked.get("order"), desk.asked.get("variant")
    lines = ((o, x) for o in desk.orders_now() if o.id == order_id for x in o.lines if x.variant_id == variant)
    found = next(lines, None)
    return noted(desk, *found) if found else tell("nothing_to_confirm").asking("start_order")


def noted(desk: Desk, order: Order, line: Line) -> Answer:
    """The same number however often it is asked for."""
    made = desk.store.returns.ask(desk.customer.ids, order.id, line.variant_id, desk.heard.message_id, desk.at)
    return tell("return_noted", number=made.id, item=desk.line_words(line), order=order.id)


def _never(desk: Desk, product: Product) -> bool:
    return bool({product.kind, product.category} & set(desk.terms.not_returned))
