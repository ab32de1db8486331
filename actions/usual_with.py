"""The usual with a change: "the usual but large", "two of my usual", "the usual and a cinnamon bun"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import order
from actions.answer import Answer
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import QUANTITY_MAX, Read, fits, line_of, merged, read_lines
from actions.missing import sold_out
from actions.noting import note_in, with_note
from actions.ways import ways_said
from actions.whole_usual import offered_lines
from shop.model import Line

_USUAL = re.compile(r"\b(?:the|my) usual\b(?! (?:price|time|place|hours|size))|\bil (?:mio )?solito\b", re.IGNORECASE)


def names_usual(text: str) -> bool:
    """Is "the usual" ordered among other things?"""
    return _USUAL.search(text) is not None


def usual_with(desk: Desk, wish: Wish | None, offer: Answer) -> Answer | None:
    """What was asked for besides, read back with the usual; None when nothing was: then the offer says it all."""
    if wish is not None and (offer.asked or {}).get("lines"):
        return _whole_with(desk, wish, offer)
    found = desk.catalogue.by_variant(str((offer.asked or {}).get("variant")))
    if wish is None or not wish.text or found is None:
        return None
    product, variant = found
    ways = ways_said(product, variant.options, wish.text)
    other = next((v for v in fits(product, {**variant.options, **ways}) if v.in_stock), None)
    if ways and other is None:
        return sold_out(desk, product)
    read = read_lines(wish, desk.catalogue, desk.customer, desk.remembered_orders)
    beside = replace(read, lines=tuple(line for line in read.lines if line.product_id != product.id))
    usually = dict((offer.asked or {}).get("usually") or {})
    line = replace(line_of(product, other or variant, _how_many(wish, read)), circumstances=usually)
    note = note_in(wish.text)
    if not desk.pending and line.variant_id == variant.id and line.quantity == 1 and not note and _nothing(beside):
        return None
    desk.put(merged(desk.lines, with_note((line,), note)))
    if _nothing(beside):
        return order.read_back(desk)
    return order.add(desk, beside)


def _whole_with(desk: Desk, wish: Wish, offer: Answer) -> Answer | None:
    """A usual of several things, and what was asked for besides."""
    lines, told = offered_lines(desk, (offer.asked or {})["lines"])
    read = read_lines(wish, desk.catalogue, desk.customer, desk.remembered_orders)
    if _nothing(read) and not desk.pending:
        return None
    desk.put(merged(desk.lines, lines))
    return told.and_then(order.read_back(desk) if _nothing(read) else order.add(desk, read))


def _nothing(read: Read) -> bool:
    return not (read.lines or read.choosing or read.between or read.sold_out)


def _how_many(wish: Wish, read: Read) -> int:
    """The number that no other goods took: "two of my usual"."""
    numbers = [e for e in wish.entities if e["entity"] == "quantity"]
    taken: list[Line] = list(read.lines)
    if not numbers or taken or read.choosing:
        return 1
    number = numbers[0]["value"]
    return int(number) if number == int(number) and 1 <= number <= QUANTITY_MAX else 1
