"""What is said when an order was just placed, or of its number: when it is ready, what became of it."""

from __future__ import annotations

import re

from actions.aftersales import order_status
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heard import Wish
from actions.ready import ready_at
from shop.model import Order

_HOW_LONG = re.compile(
    r"\W*(?:(?:and|so|ok|e|ma)\W+)*(?:how long(?: (?:will (?:it|that) (?:take|be)|does (?:it|that) take|to wait|till it's ready))?|when(?:'s| is| will) (?:it|that)(?: be)?(?: ready)?|(?:tra )?quanto(?: ci vuole| tempo| ci mette(?:te)?)?|(?:quando|per che ora|per quando|tra quanto|a che ora) (?:è|sarà) pront[oaie]"
    r"|(?:quando|a che ora|da che ora|tra quanto) (?:lo |la |li |le )?(?:posso|possiamo) (?:passare|venire|ritirar\w*|prender\w*)(?: (?:a|per) (?:ritirar|prender)\w*)?|when can i (?:collect|pick (?:it|that|them) up|come)(?: it| for it)?)\W*",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(
    r"\W*(?:(?:it was|the|my|order|number|no|nr|ordine|numero|è)\W+)*[A-Z]{1,3}-?\d{3,}\W*", re.IGNORECASE
)


def of_the_order(desk: Desk, wish: Wish) -> Answer | None:
    """ "How long?", after the number was told: when it is ready; a number alone: what became of that order."""
    if _HOW_LONG.fullmatch(wish.text) and (just := just_ordered(desk)):
        return tell("order_ready", number=just.id, ready=ready_at(desk, just), lines=desk.basket_words(just.lines))
    return order_status(desk, wish) if _ORDER_NUMBER.fullmatch(wish.text) else None


def just_ordered(desk: Desk) -> Order | None:
    """The order that the last answer placed."""
    last = desk.customer.last_turn
    placed = bool(last and "ordered" in (last.plan.get("acts") or ()))
    return next((o for o in desk.orders_now() if o.status == "placed"), None) if placed else None
