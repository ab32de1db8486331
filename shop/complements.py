"""What goes with it. The merchant's own word first, then what customers really take together. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt

from shop.catalogue import Catalogue
from shop.model import Product, enough_people

BASKET_MAX = 100  # a caterer's order of hundreds pairs everything with everything, and tells nothing
KEPT_A_PRODUCT = 20

Basket = tuple[str, Collection[str]]  # who, and which products they took for themselves in one order


@dataclass(frozen=True)
class Pairs:
    """By product what is taken together with it, best first, with the cosine: counted once, asked many times."""

    with_it: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def pairs_of(baskets: Iterable[Basket]) -> Pairs:
    """Products by the cosine of their baskets; a pair counts from five different customers on (``enough_people``).

    A customer "" is nobody who can be told from others (erased, never identified): their baskets weigh, but they are no
    voice.
    """
    taken: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    customers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for customer, products in baskets:
        basket = sorted(set(products))
        taken.update(basket)
        for pair in combinations(basket, 2) if len(basket) <= BASKET_MAX else ():
            together[pair] += 1
            if customer:
                customers[pair].add(customer)
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), times in together.items():
        if enough_people(len(customers[one, other])):
            cosine = times / sqrt(taken[one] * taken[other])
            found[one].append((-cosine, other))
            found[other].append((-cosine, one))
    return Pairs(
        {one: {other: -minus for minus, other in sorted(near)[:KEPT_A_PRODUCT]} for one, near in found.items()}
    )


def beside(products: Iterable[str], pairs: Pairs) -> list[str]:
    """What is taken together with all of these, best first: by the sum of squared cosines, so that one close tie counts
    for more than many loose ones."""
    basket = set(products)
    near: Counter[str] = Counter()
    for product in sorted(basket):
        for other, cosine in pairs.with_it.get(product, {}).items():
            if other not in basket:
                near[other] += cosine**2  # type: ignore[assignment]  # a counter of fractions
    return sorted(near, key=lambda other: (-near[other], other))


def complements(
    products: Product | Sequence[Product], catalogue: Catalogue, pairs: Pairs | None = None, limit: int = 3
) -> list[str]:
    """Ids of listed products in stock that go with this one, or with all of these, best first.

    After the merchant's column come what is taken together with them; of these nothing of a kind that is there already is
    proposed (a second bag goes with no bag).
    """
    given = (products,) if isinstance(products, Product) else tuple(products)
    stated = [key for product in given for key in product.complements]
    ranked = [*stated, *(beside((product.id for product in given), pairs) if pairs else ())]
    ids, kinds = {product.id for product in given}, {product.kind for product in given}
    found: list[str] = []
    for product_id in dict.fromkeys(ranked):
        other = catalogue.get(product_id)
        if other is None or product_id in ids or not other.listed or not other.in_stock or other.discreet:
            continue
        if other.kind in kinds and product_id not in stated:
            continue
        found.append(product_id)
    return found[:limit]
