"""What is ordered comes without what the shop does not do, and that is said first: no almond milk, no caramel syrup."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, tell
from actions.desk import Desk
from actions.echo import echoed
from actions.heard import Wish
from actions.lines import Choosing, Read
from actions.not_ours import not_here
from actions.unmet import Unmet, milks_left, unmet_of
from shop.model import Product, Variant


def without_unmet(desk: Desk, wish: Wish, answer: Answer, read: Read) -> tuple[Answer, Read]:
    """The answer with what is not to be had, and the lines without it; a milk that is not kept makes its drink a question."""
    things = not_here(wish, desk.catalogue)
    asked = (p.id for between in read.between for p in between.products)
    ids = (*(line.product_id for line in read.lines), *(one.product.id for one in read.choosing), *asked)
    unmet = unmet_of(wish, [p for i in dict.fromkeys(ids) if (p := desk.catalogue.get(i))])
    said = [thing for thing in unmet.extras if not any(thing in other.lower() for other in things)]
    return answer.and_then(said_of(desk, (*things, *said, unmet.milk))), _which_milk(desk, read, unmet)


def said_of(desk: Desk, things: tuple[str, ...]) -> Answer:
    """One sentence for all that is not to be had; nothing for nothing."""
    named = [echoed(desk.heard, thing) or thing.lower() for thing in dict.fromkeys(things) if thing]
    return tell("not_found", said=desk.listing(named, "or")) if named else Answer()


def not_put_in(desk: Desk, wish: Wish) -> Answer | None:
    """ "Add some syrup to it", of what is in the cart: said that there is none; the order stays as it is."""
    lines = [p for line in desk.lines if (p := desk.catalogue.get(line.product_id))]
    unmet = unmet_of(wish, lines[-1:]) if lines else Unmet()
    return said_of(desk, (*unmet.extras, unmet.milk)) if unmet else None


def _which_milk(desk: Desk, read: Read, unmet: Unmet) -> Read:
    if not unmet.milk:
        return read
    for line in read.lines:
        product = desk.catalogue.get(line.product_id)
        if product is not None and _plain(product, line.variant_id):
            kept = tuple(other for other in read.lines if other is not line)
            return replace(
                read, lines=kept, choosing=(Choosing(product, _ways(product, line.variant_id), line.quantity),)
            )
    return read


def _plain(product: Product, variant_id: str) -> bool:
    """Was it read with the milk that it comes with, and can it be had with another?"""
    return len(_ways(product, variant_id)) > 1


def _ways(product: Product, variant_id: str) -> tuple[Variant, ...]:
    """Those that differ in the milk alone."""
    taken = next(v for v in product.variants if v.id == variant_id)
    others = {name: value for name, value in taken.options.items() if name != "Milk"}
    return tuple(v for v in milks_left(product) if all(v.options.get(n) == value for n, value in others.items()))
