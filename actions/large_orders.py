"""A number that is not sold at once: how many may be had of which thing, and a colleague for whoever wants more."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.colleague import WORDS_MAX
from actions.counted import many_words
from actions.desk import Desk
from actions.lines import QUANTITY_MAX, Line, Read
from actions.which import ask_product
from shop.model import Product


def odd_number(desk: Desk, read: Read) -> Answer:
    """What is said of a number that nobody can be served, of the thing that it was said of; () and None for no such."""
    if read.odd is None:
        return Answer()
    number = many_words(read.odd, desk.lang)
    if read.odd <= QUANTITY_MAX:  # none, less than none, a half
        return tell("quantity_odd", quantity=number).asking("quantity", products=list(read.odd_of))
    named = _products(desk, read.odd_of)
    item = desk.named(named[0]) if len(named) == 1 else read.odd_said or desk.listing([*map(desk.named, named)], "or")
    kept = f"{number} × {item}: {desk.heard.text}"[:WORDS_MAX]
    most = say("quantity_most", choices=yes_no(desk.lang), item=item, quantity=number, most=str(QUANTITY_MAX))
    answer = Answer((most,), shown=read.odd_of, notes={"unanswered": kept})
    return answer.asking("quantity", products=list(read.odd_of), question=kept)


def beside_odd(desk: Desk, lines: Sequence[Line], odd: Answer) -> Answer:
    """What else was ordered in the same breath is on the list, and said so; the question is that of the number."""
    if not lines:
        return odd
    return tell("added", item=desk.lines_words(lines), price=desk.money(desk.total(lines))).and_then(odd)


def which_of_these(desk: Desk, ids: Sequence[str], number: float) -> Answer | None:
    """Now that the number will do: of which of several; None where there is but one."""
    products = _products(desk, ids)
    if len(products) < 2:
        return None
    return ask_product(desk, products).asking("which_product", products=[p.id for p in products], quantity=number)


def too_many_now(kept: Sequence[Line], lines: Sequence[Line]) -> Read | None:
    """Thirty, and thirty more: with what is on the order already it comes to more than is sold at once."""
    for line in lines:
        before = sum(old.quantity for old in kept if old.variant_id == line.variant_id)
        if line.quantity + before > QUANTITY_MAX:
            return Read(odd=float(line.quantity + before), odd_of=(line.product_id,))
    return None


def _products(desk: Desk, ids: Sequence[str]) -> list[Product]:
    return [p for i in ids if (p := desk.catalogue.get(i))]
