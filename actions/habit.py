"""In which way a customer takes a thing: as last time, or by what they have stated. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from profiles.model import Customer
from shop.model import Order, Product, Variant


def made_to_order(product: Product) -> bool:
    """Made at the counter: it has a plain way of being made (the merchant's first variant), which may be changed."""
    return any(v.stock is None for v in product.variants)


def habitual(
    product: Product,
    available: Sequence[Variant],
    customer: Customer,
    orders: Sequence[Order],
    recipient: str | None = None,
) -> Variant | None:
    """The way in which the customer last had it, or by their stated milk and size; None when neither tells.

    For a ``recipient`` theirs count, and nobody else's.
    """
    if len(available) == 1:
        return available[0]
    for order in orders:
        for line in order.lines:
            if line.product_id == product.id and (line.recipient == recipient if recipient else line.own):
                taken = next((v for v in available if v.id == line.variant_id), None)
                if taken:
                    return taken
    stated = {"Milk": customer.fact_about("milk", recipient), "Size": customer.fact_about("size", recipient)}
    liked = [
        v
        for v in available
        if all(v.options.get(k, "").lower() == value.lower() for k, value in stated.items() if value and k in v.options)
    ]
    knows = any(value and any(k in v.options for v in available) for k, value in stated.items())
    return liked[0] if knows and liked and (len(liked) == 1 or made_to_order(product)) else None
