""" "Tell me when it's back": kept, told once when the thing is there again, and then forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import fits, spans
from shop.alerts import Alerts
from shop.model import Product, Variant


def notify_me(desk: Desk, wish: Wish) -> Answer:
    """The asking is the yes to it. What is there already is said to be there."""
    named = [m for group in spans(wish.products) for m in group][:1]
    about = named[0].product_id if named else _not_there(desk) or next(iter(desk.shown), "")
    product = desk.catalogue.get(about)
    if product is None:
        return tell("ask_which_product").asking("which_product", products=[], intent="notify_me")
    meant = fits(product, named[0].options) if named else product.variants
    gone = [v for v in meant if not v.in_stock]
    return alert(desk, product, gone) if gone else tell("stock_yes", item=desk.named(product))


def offer_alert(desk: Desk, product: Product) -> Answer:
    """ "Shall I tell you when it's back?" """
    question = say("offer_alert", choices=yes_no(desk.lang), item=desk.named(product))
    return Answer((question,), shown=(product.id,)).asking("offer_alert", product=product.id)


def alert_accepted(desk: Desk) -> Answer:
    """Yes to that."""
    product = desk.catalogue.get(str(desk.asked.get("product")))
    if product is None:
        return tell("nothing_to_confirm").asking("start_order")
    gone = [v for v in product.variants if not v.in_stock]
    return alert(desk, product, gone or product.variants)  # one that is back meanwhile is told of at once


def alert(desk: Desk, product: Product, gone: Sequence[Variant]) -> Answer:
    """Keep it, once however often it is said."""
    Alerts(desk.store.engine).add(desk.customer.id, product.id, [v.id for v in gone], desk.at)
    item = desk.named(product, gone[0]) if len(gone) == 1 else desk.named(product)
    return tell("notify_me", item=item)


def _not_there(desk: Desk) -> str:
    """What was just said to be sold out, though something else was offered in its place."""
    return str(desk.asked.get("instead_of") or desk.asked.get("product") or "")
