"""A way that is said of several things that were shown: "blue", of two headphones of which one is sold in blue."""

from __future__ import annotations

from actions import order
from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from actions.ways import only_ways, options_said
from actions.which import ask_product
from shop.model import Match


def of_those_shown(desk: Desk, wish: Wish) -> Answer | None:
    """The only one of them that is sold so, ordered; of several the question which; None where something else is said."""
    shown = [p for i in dict.fromkeys(desk.shown) if (p := desk.catalogue.get(i)) and p.listed]
    if len(shown) < 2 or desk.lines or wish.text.rstrip().endswith("?") or sure_spans(wish.products):
        return None
    fitting = [p for p in shown if only_ways(p, wish.text)]
    if len(fitting) > 1:
        options = options_said(fitting[0], wish.text)
        alike = all(options_said(p, wish.text) == options for p in fitting)
        kept = {"options": options} if alike else {}
        return ask_product(desk, fitting).asking("which_product", products=[p.id for p in fitting], **kept)
    if not fitting:
        return None
    match = Match(fitting[0].id, 1.0, options=options_said(fitting[0], wish.text))
    return order.order_item(desk, Wish("order_item", "", 1.0, (), (match,)))
