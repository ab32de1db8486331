"""The one question that is missing: in which way, or which of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.adaptation.model import Choice
from actions.answer import Answer, say
from actions.buttons import way_buttons
from actions.desk import Desk
from actions.lines import Choosing
from shop.model import Product, Variant
from shop.naming import spoken_variant

WHICH = ("which_product", "which_variant")  # the questions of this kind, as they stand open


def ask_variant(desk: Desk, choosing: Choosing) -> Answer:
    """Which of the ways it is sold in? One question at a time: the first way in which the variants differ."""
    axis = differing(choosing.variants, choosing.gone)
    ways = {v.options.get(axis, v.title): v for v in choosing.variants}
    words = {value: spoken_variant(replace(v, options={axis: value}), desk.lang) for value, v in ways.items()}
    question = say(
        "which_variant",
        choices=way_buttons(words),
        product=desk.named(choosing.product),
        options=desk.listing(list(words.values()), "or"),
    )
    fixed = [dict(v.options) for v in choosing.variants]
    settled = {name: value for name, value in fixed[0].items() if all(other.get(name) == value for other in fixed)}
    return Answer((question,), shown=(choosing.product.id,)).asking(
        "which_variant",
        product=choosing.product.id,
        quantity=choosing.quantity,
        options=settled,
        said=dict(choosing.said) or None,
        recipient=desk.asked.get("recipient"),
    )


def differing(variants: Sequence[Variant], gone: Variant | None = None) -> str:
    """The first option in which these variants are not all alike; else the first in which they are not as the one that is
    sold out."""
    names = list(variants[0].options)
    if gone is not None and all(v.options == variants[0].options for v in variants):
        return next((n for n in names if variants[0].options[n] != gone.options.get(n)), names[0] if names else "")
    return next((n for n in names if len({v.options.get(n) for v in variants}) > 1), names[0] if names else "")


def ask_product(desk: Desk, products: Sequence[Product]) -> Answer:
    """Two are meant equally well: which?"""
    first, second = products[0], products[1]
    choices = tuple(Choice(f"show:{p.id}", p.title) for p in products[:3])
    question = say("which_product", choices=choices, first=desk.named(first), second=desk.named(second))
    return Answer((question,), shown=tuple(p.id for p in products)).asking(
        "which_product", products=[p.id for p in products]
    )
