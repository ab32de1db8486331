"""What goes with it. The merchant's own word first, then what customers really take together. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import sqrt

from shop.catalogue import Catalogue
from shop.model import Order, Product

SUPPORT = 5  # so many different customers must have taken the two together


def complements(product: Product, catalogue: Catalogue, orders: Iterable[Order] = (), limit: int = 3) -> list[str]:
    """Ids of listed products in stock that go with this one, best first.

    After the merchant's column come products by the cosine of their baskets with this one's, taken together by at
    least five customers; gifts do not count, and nothing of the same kind is proposed (a second bag goes with no bag).
    """
    ranked = [*product.complements, *_taken_together(product, orders)]
    found: list[str] = []
    for product_id in dict.fromkeys(ranked):
        other = catalogue.get(product_id)
        if other is None or product_id == product.id or not other.listed or not other.in_stock or other.discreet:
            continue
        if other.kind == product.kind and product_id not in product.complements:
            continue
        found.append(product_id)
    return found[:limit]


def _taken_together(product: Product, orders: Iterable[Order]) -> list[str]:
    baskets: Counter[str] = Counter()
    together: Counter[str] = Counter()
    customers: dict[str, set[str]] = defaultdict(set)
    for order in orders:
        if order.status == "cancelled":
            continue
        basket = {line.product_id for line in order.lines if not line.gift and line.recipient is None}
        baskets.update(basket)
        if product.id in basket:
            for other in basket - {product.id}:
                together[other] += 1
                customers[other].add(order.customer)
    cosine = {
        other: times / sqrt(baskets[product.id] * baskets[other])
        for other, times in together.items()
        if len(customers[other]) >= SUPPORT
    }
    return sorted(cosine, key=lambda other: (-cosine[other], other))
