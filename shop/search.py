"""Looking along the shelves: filters, then words. Pure."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from shop.catalogue import Catalogue
from shop.lexicon import is_stopword, stems
from shop.linking import link
from shop.model import Product
from shop.text import fold

_DESCRIPTION = 0.3  # the most that words of the description add


def search(
    catalogue: Catalogue,
    text: str = "",
    *,
    kind: str | None = None,
    category: str | None = None,
    max_price: Decimal | None = None,
    in_stock: bool = True,
    exclude: Collection[str] = (),
) -> list[Product]:
    """Listed products that pass every filter, best match of ``text`` first; without text in the merchant's order.

    ``kind`` and ``category`` in any case; ``max_price`` holds against the lowest price in stock; with text only what
    has to do with it is returned.
    """
    found = [
        product
        for product in catalogue.listed()
        if product.id not in exclude
        and (kind is None or fold(product.kind) == fold(kind))
        and (category is None or fold(product.category) == fold(category))
        and (not in_stock or product.in_stock)
        and (max_price is None or _lowest(product) <= max_price)
    ]
    telling = {stem for stem in stems(text) if not is_stopword(stem)}
    if not telling:
        return found
    scores = {match.product_id: match.score for match in link(text, catalogue, limit=len(catalogue.products))}
    ranks = {product.id: scores.get(product.id, 0.0) + _described(product, telling) for product in found}
    return sorted((product for product in found if ranks[product.id] > 0), key=lambda product: -ranks[product.id])


def _lowest(product: Product) -> Decimal:
    return min((variant.price for variant in product.variants if variant.in_stock), default=product.price_from)


def _described(product: Product, telling: set[str]) -> float:
    written = set(stems(f"{product.description} {product.best_for or ''}"))
    return _DESCRIPTION * len(telling & written) / len(telling)
