"""No toy for somebody's mother: what is made for children, and who is surely none. Pure."""

from __future__ import annotations

import re

from shop.model import Product

_FOR_CHILDREN = re.compile(
    r"\b(?:child(?:ren)?|kids?|toddlers?|bab(?:y|ies)|newborns?|toys?|nursery|bambin\w+|neonat\w+|giocattol\w+)\b",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\b(?:mothers?|mums?|moms?|fathers?|dads?|parents?|wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|grand(?:ma|pa|mother|father)|aunt|uncle"
    r"|boss|colleagues?|teacher|neighbou?rs?|doctor|office|team|in-law|mamma|madre|pap[aà]|padre|genitori|moglie|marito|compagn[oa]|fidanzat[oa]"
    r"|nonn[oa]|zi[oa]|capo|colleg[ahi]+|maestr[oa]|suocer[oa])\b",
    re.IGNORECASE,
)


def for_children(product: Product) -> bool:
    """Is it made for children, by its title, kind, tags or what it is best for?"""
    told = f"{product.title} {product.kind} {' '.join(product.tags)} {product.best_for or ''}"
    return _FOR_CHILDREN.search(told) is not None


def grown_up(recipient: str | None) -> bool:
    """Is it surely no child ("mother", "boss")? A sister, a nephew or a friend may be one."""
    return recipient is not None and _GROWN.search(recipient) is not None
