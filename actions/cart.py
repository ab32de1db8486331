"""The cart: look, take out, change, pay at the counter, empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, say, tell
from actions.buttons import buttons
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import NAMED, QUANTITY_MAX, SURE, fits, line_of, quantity_of, read_lines
from actions.order import add, order_item, read_back
from shop.model import Line
from shop.relative import resized

_SWAP = re.compile(r"\b(?:instead of|rather than|in place of|al posto d\w+|invece d\w+)\b", re.IGNORECASE)


def view_cart(desk: Desk, wish: Wish) -> Answer:
    """What is in it, and what it comes to."""
    if not desk.lines:
        return tell("cart_empty").asking("start_order")
    words = say(
        "cart_is",
        choices=buttons(desk.lang, "checkout"),
        lines=desk.lines_words(desk.lines),
        total=desk.money(desk.total(desk.lines)),
    )
    return Answer((words,), shown=tuple(line.product_id for line in desk.lines)).asking("cart")


def checkout(desk: Desk, wish: Wish) -> Answer:
    """ "That's all": the read-back, which needs its yes."""
    return read_back(desk)


def remove_from_cart(desk: Desk, wish: Wish) -> Answer:
    """Take out what was named; "remove that" takes out the last line; nothing named in a cart of one empties it."""
    if not desk.lines:
        return tell("cart_empty").asking("start_order")
    meant = {m.product_id for m in wish.products if m.score >= NAMED}  # "the croissant" is the one that is in it
    gone = [line for line in desk.lines if line.product_id in meant]
    if not gone and (other := next((desk.catalogue.get(i) for i in _named(wish)), None)):
        return tell("not_on_order", item=desk.named(other)).and_then(read_back(desk))
    gone = gone or [desk.lines[-1]]
    desk.put([line for line in desk.lines if line not in gone])
    if not desk.lines:
        return tell("cart_emptied").asking("start_order")
    return tell("removed", item=desk.lines_words(gone)).and_then(read_back(desk))


def change_cart(desk: Desk, wish: Wish) -> Answer:
    """ "Make it large", "two of them", "oat instead": the line that is meant, in another way or number."""
    if not desk.lines:
        return order_item(desk, wish)
    if swap := _SWAP.search(wish.text):
        return _swapped(desk, wish, swap.start() + wish.offset)
    target = next((line for line in desk.lines if line.product_id in _named(wish)), desk.lines[-1])
    changed = _other_variant(desk, target, wish) or _other_number(target, wish)
    if changed is not None:
        desk.put([changed if line is target else line for line in desk.lines])
        if len(desk.lines) == 1:  # the read-back says it all
            return read_back(desk)
        return tell("changed", item=desk.line_words(changed)).and_then(read_back(desk))
    read = read_lines(wish, desk.catalogue, desk.customer)
    if read.lines:  # "a cappuccino instead": the named thing takes the last line's place
        desk.put([line for line in desk.lines if line is not target])
    return order_item(desk, wish) if read.nothing else add(desk, read)


def _swapped(desk: Desk, wish: Wish, place: int) -> Answer:
    """ "A tea instead of the coffee": what is named after the words goes, what is named before them comes."""
    old = {m.product_id for m in wish.products if m.start > place and m.score >= NAMED}
    new = replace(wish, intent="add_to_cart", products=tuple(m for m in wish.products if m.start < place))
    gone = [line for line in desk.lines if line.product_id in old] or [desk.lines[-1]]
    desk.put([line for line in desk.lines if line not in gone])
    return order_item(desk, new)


def _named(wish: Wish) -> set[str]:
    return {match.product_id for match in wish.products if match.score >= SURE}


def _other_variant(desk: Desk, line: Line, wish: Wish) -> Line | None:
    """The same product with the options that were said now, the others as they were."""
    product = desk.catalogue.get(line.product_id)
    if product is None:
        return None
    said = options_said(product.variants, wish.text)
    found = desk.catalogue.by_variant(line.variant_id)
    before = dict(found[1].options) if found else {}
    said = said or (resized(product, found[1], wish.text) if found else {})  # "the same but bigger"
    wanted = fits(product, {**before, **said})
    if not said or not wanted or wanted[0].id == line.variant_id or not wanted[0].in_stock:
        return None
    return replace(line_of(product, wanted[0], line.quantity), gift=line.gift, recipient=line.recipient, note=line.note)


def _other_number(line: Line, wish: Wish) -> Line | None:
    numbers = [e["value"] for e in wish.entities if e["entity"] == "quantity"]
    named = next((m for m in wish.products if m.product_id == line.product_id), None)
    number = quantity_of(wish, named) if named and numbers else (numbers[0] if numbers else None)
    if number is None or number != int(number) or not 1 <= number <= QUANTITY_MAX or number == line.quantity:
        return None
    return replace(line, quantity=int(number))


def options_said(variants: Sequence, text: str) -> dict[str, str]:
    """Option values of these variants that stand in the text: {"Size": "Large"}; whole words, capitals apart."""
    words = f" {' '.join(''.join(c if c.isalnum() or c in '-&' else ' ' for c in text.lower()).split())} "
    found: dict[str, str] = {}
    for variant in variants:
        for name, value in variant.options.items():
            if f" {value.lower()} " in words:
                found[name] = value
    return found
