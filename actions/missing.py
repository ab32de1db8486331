"""What is not here: sold out, or not sold at all; always with what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.alerts import offer_alert
from actions.allergens import holds
from actions.answer import Answer, say, tell
from actions.buttons import button, yes_no
from actions.desk import Desk
from actions.echo import echoed, slip_of
from actions.heard import Wish
from actions.naming_wishes import asked_for
from actions.nearest import NEAR_MAX, Suits, instead_of, like_it, nearest_titles
from actions.way_out import failed_again
from actions.wishes_kept import sought
from shop.model import Product, Variant


def sold_out(desk: Desk, product: Product, way: Variant | None = None) -> Answer:
    """Say it, and offer the nearest of the same kind that is there; where there is none, to tell when it is back.

    ``way``: the one that was wanted. Then another way of the same product comes first, and the milk is kept.
    """
    found = instead_of(product, way, desk.catalogue, suits=suiting(desk))
    if found is None:
        return tell("sold_out", item=desk.named(product, way)).and_then(offer_alert(desk, product))
    other, variant = found
    offer = say(
        "sold_out_instead",
        choices=yes_no(desk.lang),
        item=desk.named(product, way),
        alternative=desk.named(other, variant),
        price=desk.money(variant.price),
    )
    return replace(Answer((offer,)), shown=(other.id,)).asking(
        "offer_product", variant=variant.id, instead_of=product.id
    )


def sold_out_beside(desk: Desk, product: Product, way: Variant) -> Answer:
    """The same of one thing among several, said and not asked: the one question is that of the others."""
    found = instead_of(product, way, desk.catalogue, suits=suiting(desk))
    item = desk.named(product, way)
    if found is None:
        return tell("sold_out", item=item)
    other, variant = found
    return tell("sold_out_nearest", item=item, alternative=desk.named(other, variant), price=desk.money(variant.price))


def suiting(desk: Desk) -> Suits:
    """Is a thing free of what the customer must not have, as far as the shop's lists tell? What nobody knows is not."""
    allergy = desk.customer.fact("allergy")
    return lambda product, variant: not allergy or holds(product, variant, str(allergy)) == ()


def not_found(desk: Desk, wish: Wish, near: Sequence[Product] = ()) -> Answer:
    """What was asked for is not here: said in the customer's words, with what comes nearest; kept as looked for."""
    answer = _not_here(desk, wish, near)
    said = next((s.slots["said"] for s in answer.says if s.act.startswith("not_found") and "said" in s.slots), "")
    return replace(answer, facts=(*answer.facts, *sought(desk, said)))


def _not_here(desk: Desk, wish: Wish, near: Sequence[Product]) -> Answer:
    asked = asked_for(wish.text)
    said = echoed(desk.heard, asked)
    near = list({p.id: p for p in near}.values())[:NEAR_MAX] or nearest_titles(wish, desk.catalogue)
    if near and asked:
        plain = not said or slip_of(said, [p.title for p in near])  # nothing to repeat, or mistyped
        return _perhaps(desk, near) if plain else _perhaps(desk, near, "not_found_near", said=said)
    if said and (like := like_it(wish, desk.catalogue)):
        return _perhaps(desk, like, "not_found_instead", said=said)
    if again := failed_again(desk):
        return again
    return (tell("not_found", said=said) if said else tell("not_understood")).asking("start_order")


def _perhaps(desk: Desk, products: Sequence[Product], act: str = "perhaps", **slots: str) -> Answer:
    """One of these, perhaps? With a button for each."""
    ids = [p.id for p in products]
    choices = tuple(button(desk.lang, f"show:{p.id}", p.title) for p in products)
    names = desk.listing([desk.named(p) for p in products], "or")
    question = say(act, choices=choices, nearest=names, **slots)
    return Answer((question,), shown=tuple(ids)).asking("which_product", products=ids)
