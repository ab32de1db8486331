"""What goes with it. The merchant's own word first, then what customers really take together. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from math import sqrt

from shop.catalogue import Catalogue
from shop.model import Product, enough_people

BASKET_MAX = 30  # a caterer's order of a hundred things pairs everything with everything, and tells nothing
KEPT_A_PRODUCT = 20

Basket = tuple[str, Collection[str]]  # who, and which products they took for themselves in one order


@dataclass(frozen=True)
class Pairs:
    """By product what is taken together with it, best first: counted once, asked many times."""

    with_it: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def pairs_of(baskets: Iterable[Basket]) -> Pairs:
    """Products by the cosine of their baskets; a pair counts from five different customers on (``enough_people``).

    A customer "" is nobody who can be told from others (erased): their baskets weigh, but they are no voice.
    """
    taken: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    customers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for customer, products in baskets:
        basket = sorted(set(products))
        taken.update(basket)
        for pair in permutations(basket, 2) if len(basket) <= BASKET_MAX else ():
            together[pair] += 1
            if customer:
                customers[pair].add(customer)
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), times in together.items():
        if enough_people(len(customers[one, other])):
            found[one].append((-times / sqrt(taken[one] * taken[other]), other))
    return Pairs({one: tuple(other for _, other in sorted(near)[:KEPT_A_PRODUCT]) for one, near in found.items()})


def complements(product: Product, catalogue: Catalogue, pairs: Pairs | None = None, limit: int = 3) -> list[str]:
    """Ids of listed products in stock that go with this one, best first.

    After the merchant's column come what is taken together with it; of these nothing of the same kind is proposed (a
    second bag goes with no bag).
    """
    ranked = [*product.complements, *(pairs.with_it.get(product.id, ()) if pairs else ())]
    found: list[str] = []
    for product_id in dict.fromkeys(ranked):
        other = catalogue.get(product_id)
        if other is None or product_id == product.id or not other.listed or not other.in_stock or other.discreet:
            continue
        if other.kind == product.kind and product_id not in product.complements:
            continue
        found.append(product_id)
    return found[:limit]
