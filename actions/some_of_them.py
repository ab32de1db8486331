"""What is said of a line that is in the cart by its way alone: "oat, please", "one of them with oat", "and another large one"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart, order
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import NAMED, fits, in_place_of, line_of, merged
from actions.naming_wishes import QUALITIES
from actions.portions import portions_of
from actions.ways import only_ways, options_said, relative, ways_said
from shop.model import Line, Match, Variant
from shop.text import words

_PART = re.compile(
    r"\b(?P<n>one|two|three|four|\d{1,2}|uno|una|due|tre)\s+(?:of (?:them|those|these|the)|di (?:loro|quell[ie]|questi|queste)|de(?:i|gli|lle))\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|one more|un altr[oa]|un'altra|ancora un[oa]?)\b|^\W*(?:and|plus|e)\s+(?:an?|one|una?)\b",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "uno": 1, "una": 1, "two": 2, "due": 2, "three": 3, "tre": 3, "four": 4}
_ONLY = re.compile(r"\b(?:only|just|solo|soltanto)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:one|two|three|four|[1-9]\d?|uno|una|due|tre)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:(?:that|it)['’]s|of (?:them|those|these)|di (?:loro|quell[ie])|another|one more|and|plus|make|it|that|but|no|actually|sorry|wait|anzi|ancora|altr[oa]|only|solo|soltanto|ok|okay|yes|two|three|four|due|tre|\d{1,2})\b",
    re.IGNORECASE,
)


def by_its_way(desk: Desk) -> Answer | None:
    """The order with it, read back; None when the text says more than a way, or nothing in the cart is had so."""
    text = desk.heard.text
    if text.rstrip().endswith("?"):
        return None
    if some := _some_of_a_line(desk, text):
        return some
    if (apart := _in_several(desk)) is not None:
        return apart
    if every := cart.every_changed(desk, replace(desk.heard.first, products=())):
        return every
    if more := _more_of_them_so(desk, text):
        return more
    if so_already := [line for line in _likely(desk) if _is_so(desk, line, text)]:
        return _counted_anew(desk, so_already[0], text)
    found = next((pair for line in _likely(desk) if (pair := _in_that_way(desk, line, text))), None)
    if found is None or text.rstrip().endswith("?"):
        return None
    line, variant = found
    if not variant.in_stock:
        product = desk.catalogue.get(line.product_id)
        gone = tell("sold_out", item=desk.named(product, variant)) if product else Answer()
        return gone.and_then(order.read_back(desk))
    if part := _PART.search(text):
        return _split(desk, line, variant, _number(part["n"]))
    if _ANOTHER.search(text):
        desk.put(merged(desk.lines, [replace(line_of_same(desk, line, variant), quantity=1)]))
        return order.read_back(desk, more=True)
    return cart.change_cart(desk, replace(desk.heard.first, intent="change_cart", products=()))


def _more_of_them_so(desk: Desk, text: str) -> Answer | None:
    """ "Actually 3 of them oat", of two with oat and two without: three and one."""
    part = _PART.search(text)
    line = next((line for line in _likely(desk) if part and _so_said(desk, line, text)), None)
    others = [x for x in desk.lines if line and x.product_id == line.product_id and x is not line]
    if part is None or line is None or len(others) != 1:
        return None
    number, every = _number(part["n"]), line.quantity + others[0].quantity
    if not 1 <= number <= every or number == line.quantity:
        return None
    so = {line.variant_id: number, others[0].variant_id: every - number}
    changed = [replace(x, quantity=so[x.variant_id]) if x in (line, others[0]) else x for x in desk.lines]
    desk.put([x for x in changed if x.quantity])
    return order.read_back(desk)


def _so_said(desk: Desk, line: Line, text: str) -> bool:
    found = desk.catalogue.by_variant(line.variant_id)
    said = options_said(found[0], text) if found and only_ways(found[0], _ASIDE.sub(" ", text)) else {}
    return bool(said) and found is not None and all(found[1].options.get(name) == value for name, value in said.items())


def _some_of_a_line(desk: Desk, text: str) -> Answer | None:
    """ "One of the cappuccinos with oat": so many of the line that is named, and the others stay as they are; where it is not
    had so, that is said, and all of them stay."""
    part = _PART.search(text)
    named = {m.product_id for m in desk.heard.first.products if m.score >= NAMED and m.end > m.start}
    line = next((x for x in desk.lines if x.product_id in named), None)
    if part is None or line is None or line.quantity < 2 or len(desk.heard.wishes) > 1:
        return None
    product, variant = desk.catalogue.get(line.product_id), desk.catalogue.by_variant(line.variant_id)
    if product is None or variant is None:
        return None
    wanted = fits(product, {**variant[1].options, **ways_said(product, variant[1].options, text)})
    if wanted and wanted[0].id != line.variant_id and wanted[0].in_stock:
        return _split(desk, line, wanted[0], _number(part["n"]))
    how = text[
        max(part.end(), max(m.end for m in desk.heard.first.products if m.product_id == line.product_id)) :
    ].strip(" ?!.,")
    said = f"{desk.named(product)} {how}".strip()
    return tell("not_found", said=said).and_then(order.read_back(desk)) if how else None


def _in_several(desk: Desk) -> Answer | None:
    """ "3 red and one black", of what is on the order: so many in each way, in place of what stood there."""
    for line in _likely(desk):
        product = desk.catalogue.get(line.product_id)
        if product is None:
            continue
        end = len(desk.heard.text)
        wish = Wish("change_cart", desk.heard.text)
        parts = portions_of(wish, Match(product.id, 1.0, end, end), product, 1, ())
        ways = [next((v for v in fits(product, part.options) if v.in_stock), None) for part in parts]
        if len(parts) < 2 or not all(part.options for part in parts) or None in ways:
            continue
        new = [
            replace(line_of_same(desk, line, v), quantity=part.quantity)
            for v, part in zip(ways, parts, strict=True)
            if v
        ]
        desk.put(merged((), [other for x in desk.lines for other in (new if x is line else [x])]))
        return order.read_back(desk)
    return None


def without_a_way(desk: Desk) -> Answer | None:
    """ "One of them decaf", of what nobody makes so: told, and the order stays as it is."""
    said = next((word.folded for word in words(desk.heard.text) if word.folded in QUALITIES), "")
    line = desk.lines[-1] if desk.lines else None
    product = desk.catalogue.get(line.product_id) if line else None
    if not said or product is None or not _PART.search(desk.heard.text) or options_said(product, desk.heard.text):
        return None
    return tell("not_found", said=f"{said} {desk.named(product)}").and_then(order.read_back(desk))


def _is_so(desk: Desk, line: Line, text: str) -> bool:
    """Is the line in the way that is said, and said no other way ("XL then", "only one large")?"""
    found = desk.catalogue.by_variant(line.variant_id)
    bare = _ASIDE.sub(" ", text)
    if found is None or not only_ways(found[0], bare) or _PART.search(text) or _ANOTHER.search(text):
        return False
    said = ways_said(found[0], found[1].options, bare)
    return bool(said) and all(found[1].options.get(name) == value for name, value in said.items())


def _counted_anew(desk: Desk, line: Line, text: str) -> Answer:
    """ "Only one large": so many of them; without a number it is as it was, and read back."""
    number = _COUNT.search(text) if _ONLY.search(text) else None
    if number:
        desk.put([replace(x, quantity=_number(number.group())) if x is line else x for x in desk.lines])
    return order.read_back(desk)


def _likely(desk: Desk) -> list[Line]:
    return sorted(reversed(desk.lines), key=lambda line: line.product_id != desk.focus)


def _in_that_way(desk: Desk, line: Line, text: str) -> tuple[Line, Variant] | None:
    found = desk.catalogue.by_variant(line.variant_id)
    bare = _ASIDE.sub(" ", text)
    if found is None or not (only_ways(found[0], bare) or relative(bare)):
        return None
    wanted = fits(found[0], {**found[1].options, **ways_said(found[0], found[1].options, bare)})
    same = not _ANOTHER.search(text) and wanted and wanted[0].id == line.variant_id
    return (line, wanted[0]) if wanted and not same else None


def _split(desk: Desk, line: Line, variant: Variant, count: int) -> Answer:
    """So many of a line in the other way, the rest as it was."""
    if count > line.quantity or variant.id == line.variant_id:
        return order.read_back(desk)
    rest = [replace(line, quantity=line.quantity - count)] if count < line.quantity else []
    new = [*rest, replace(line_of_same(desk, line, variant), quantity=count)]
    desk.put(merged((), [other for x in desk.lines for other in (new if x is line else [x])]))
    return order.read_back(desk)


def line_of_same(desk: Desk, line: Line, variant: Variant) -> Line:
    """The same thing in another way, for the same person."""
    product = desk.catalogue.get(line.product_id)
    assert product is not None  # the variant was found on it
    return in_place_of(line, line_of(product, variant))


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]
