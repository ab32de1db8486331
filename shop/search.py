"""Looking along the shelves: what was found by words and meaning, through the filters that were said. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from shop.catalogue import Catalogue
from shop.model import Match, Product
from shop.qualities import Quality, fitting
from shop.text import fold


def search(
    catalogue: Catalogue,
    *,
    matches: Sequence[Match] | None = None,
    qualities: Iterable[Quality] = (),
    kinds: Collection[str] = (),
    category: str | None = None,
    max_price: Decimal | None = None,
    in_stock: bool = True,
    exclude: Collection[str] = (),
) -> list[Product]:
    """Listed products that pass every filter; of ``matches`` (``shop.linking``), the best first, else all in order.

    ``qualities`` are all asked for (``shop.qualities``); ``kinds`` are named exactly, none: all; ``category`` in any case; ``max_price`` holds
    against the lowest price in stock.
    """
    wanted = tuple(qualities)
    prices = catalogue.on_sale()
    if matches is not None:
        ids = dict.fromkeys(match.product_id for match in sorted(matches, key=lambda match: -match.score))
        among: Iterable[Product] = (one for key in ids if (one := catalogue.get(key)) is not None and one.listed)
    elif in_stock:
        among = (catalogue.products[key] for key in prices)
    else:
        among = catalogue.listed()
    found = [
        product
        for product in among
        if product.id not in exclude
        and (not kinds or product.kind in kinds)
        and (category is None or fold(product.category) == fold(category))
        and (not in_stock or product.id in prices)
        # last: comparing decimals costs most
        and (max_price is None or prices.get(product.id, product.price_from) <= max_price)
    ]
    return fitting(found, wanted, catalogue) if wanted else found
