"""Was this order a present? From the strongest sign to the weakest. Pure.

A gift note, wrapping that was bought, and another name on the parcel make an order a gift. A receipt without prices
alone does not: many shops put it into every parcel.
"""

from __future__ import annotations

import re
from functools import lru_cache

from shop.text import fold

_NO = r"\b(?:not?|non|isn'?t|nessun|senza|kein)\s+(?:\w+\s+){0,2}?"
_WORDS = r"(?:gifts?|regal[oi]|birthday|compleanno|geschenk|as a present|un presente|cadeau|geburtstag)"
_OTHER = re.compile(r"\b(?:gift|geschenk)[- ]?(?:card|receipt|voucher|gutschein)s?\b|\b(?:carta|buono) regalo\b")
_GIFT, _NO_GIFT = re.compile(rf"\b{_WORDS}\b"), re.compile(_NO + _WORDS)
_WRAP = re.compile(
    r"\b(?:gift[- ]?(?:wrap\w*|box\w*|bag|packag\w+)|wrapping paper service|confezione regalo|pacco regalo|"
    r"incarto regalo|geschenk(?:verpackung|papier))\b"
)
_RECEIPT = re.compile(r"\b(?:gift[- ]?receipt|scontrino (?:di )?cortesia|scontrino regalo)\b")
_FALSE = frozenset({"", "no", "false", "0", "none", "n", "nein"})


def by_note(note: str) -> bool:
    """Does the customer's note say that it is a present?"""
    text = _OTHER.sub(" ", fold(note))
    return bool(_GIFT.search(text)) and not _NO_GIFT.search(text)


def by_attributes(attributes: str) -> bool:
    """Does one of the ``name: value`` lines that a page adds to an order say so ("Gift message: …", "is_gift: yes")?"""
    for line in attributes.splitlines():
        name, _, value = fold(line).partition(":")
        if _GIFT.search(_OTHER.sub(" ", name.replace("_", " "))) and value.strip() not in _FALSE:
            return True
    return False


@lru_cache(maxsize=10_000)
def is_wrapping(item: str) -> bool:
    """Is this line of an order wrapping?"""
    return bool(_WRAP.search(fold(item)))


def to_another(billed: str, shipped: str) -> bool:
    """Does the parcel go to another name than the bill? "A. Rossi" and "Rossi Ada" are Ada Rossi."""
    one, two = (sorted(re.findall(r"\w+", fold(name))) for name in (billed, shipped))
    if not one or not two or one == two or set(one) <= set(two) or set(two) <= set(one):
        return False
    if not set(one) & set(two):
        return True
    return not _abbreviate(set(one) - set(two), set(two) - set(one))


def _abbreviate(one: set[str], two: set[str]) -> bool:
    """Do these stand for each other, as A. for Ada?"""
    alike = sorted(name[0] for name in one) == sorted(name[0] for name in two)
    return alike and any(all(len(name) == 1 for name in names) for names in (one, two))


def has_gift_receipt(tags: str) -> bool:
    """Was a receipt without prices asked for?"""
    return bool(_RECEIPT.search(fold(tags)))
