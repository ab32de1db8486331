"""A size in figures counts nothing: "43", of boots in 42 and 43, or "25 then", to a voucher of 25 euros. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from actions.desk import Desk
from actions.heard import Wish
from shop.measured import size_places
from shop.model import Product


def sizes_apart(desk: Desk) -> Desk:
    """The same, but that no size of what is named, asked about or talked of is heard as a number of pieces."""
    wishes = tuple(replace(wish, entities=_counting(desk, wish)) for wish in desk.heard.wishes)
    return desk if wishes == desk.heard.wishes else replace(desk, heard=replace(desk.heard, wishes=wishes))


def _counting(desk: Desk, wish: Wish) -> tuple[Mapping[str, Any], ...]:
    """The wish's entities without the numbers that are a size."""
    if not any(entity["entity"] == "quantity" for entity in wish.entities):
        return wish.entities
    sizes = [span for product in _meant(desk, wish) for span in size_places(product, wish.text)]
    return tuple(
        entity
        for entity in wish.entities
        if entity["entity"] != "quantity"
        or not any(start < entity["end"] - wish.offset and entity["start"] - wish.offset < end for start, end in sizes)
    )


def _meant(desk: Desk, wish: Wish) -> Iterator[Product]:
    """What the wish names; where it names nothing, what we asked about or talked of last."""
    named = [match.product_id for match in wish.products if match.options]
    before = (str(desk.asked.get("product") or ""), *desk.asked.get("products", ()), desk.focus or "", *desk.shown)
    for key in dict.fromkeys(named or before):
        if product := desk.catalogue.get(key):
            yield product
