"""Does the message say a way of something that is talked of, and no thing: "large", "rust, please", "with oat"?"""

from __future__ import annotations

from actions.desk import Desk
from actions.lines import spans
from actions.ways import only_ways, options_said, relative


def only_a_way(desk: Desk) -> bool:
    """ "Rust", of a scarf: one of the ways that were named, whatever else the word may mean."""
    product = desk.catalogue.get(str(desk.asked.get("product")))
    return desk.heard.kind == "text" and product is not None and only_ways(product, desk.heard.text)


def options_only(desk: Desk) -> bool:
    """The message names a size or a milk and no product: "large, oat", "bigger"."""
    if desk.heard.kind != "text" or desk.heard.asks or any(spans(wish.products) for wish in desk.heard.wishes):
        return False
    variant = str(desk.asked.get("variant") or "")
    lines = desk.lines
    found = desk.catalogue.by_variant(variant or (lines[-1].variant_id if lines else ""))
    return bool(found and (options_said(found[0], desk.heard.text) or relative(desk.heard.text)))


def another_way(desk: Desk) -> bool:
    """The message names another way of the last thing in the cart than it is taken in."""
    line = desk.lines[-1] if desk.lines else None
    found = desk.catalogue.by_variant(line.variant_id) if line else None
    if found is None or not options_only(desk):
        return False
    product, variant = found
    return any(variant.options.get(name) != value for name, value in options_said(product, desk.heard.text).items())
