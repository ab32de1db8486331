"""How an odd number is said back, and if more was counted than was got hold of. Pure."""

from __future__ import annotations

from babel.numbers import format_decimal

from actions.asked_for import asked_for
from actions.desk import LOCALES
from actions.heard import Wish
from actions.lines import Read
from actions.not_ours import JOINED, not_here
from shop.catalogue import Catalogue

MANY = 10**9
PARTS_MAX = 5  # so many goods of one message are surely heard
LISTED_MAX = 10  # of a shorter list the parts that are no goods may be remarks


def many_words(number: float, lang: str) -> str:
    """ "-3", "0.5", "1,000,000"; beyond a billion only that it is so many."""
    if abs(number) > MANY:
        return "così tanti" if lang == "it" else "that many"
    return str(format_decimal(number, locale=LOCALES[lang]))


def too_many(wish: Wish, read: Read, catalogue: Catalogue) -> bool:
    """Were more things named than we have got hold of, or say that they are not here?"""
    heard = len(read.lines) + len(read.choosing) + len(read.between) + len(read.sold_out)
    named = sum(e["entity"] == "quantity" for e in wish.entities)
    listed = sum(bool(asked_for(part)) for part in JOINED.split(wish.text))
    return named > max(heard, PARTS_MAX) or listed > max(heard + len(not_here(wish, catalogue)), LISTED_MAX)
