"""Somebody who has lost somebody: said sorry to once, then served plainly, for the rest of the visit."""

from __future__ import annotations

import re

from actions.desk import Desk
from shop.model import Product

MEANT = 0.5
_FOR_THE_DEAD = re.compile(
    r"\b(?:condolence|funeral|sympath|mourn|bereave|in memor|remembrance|condoglian|funebr|lutto|defunt)",
    re.IGNORECASE,
)


def mourning(desk: Desk) -> bool:
    """Is a loss spoken of now, or was it earlier in this visit?"""
    return desk.heard.strength("grief") >= MEANT or mourning_before(desk)


def mourning_before(desk: Desk) -> bool:
    """Was it spoken of earlier in this visit? It is a note of the turns, never a fact about the customer."""
    last = desk.customer.last_turn
    return bool(last and (last.heard or {}).get("mourning"))


def for_mourning(product: Product) -> bool:
    """Is it made, first of all, for who has lost somebody?"""
    return _FOR_THE_DEAD.search(f"{product.title} {product.kind} {product.best_for or ''}") is not None
