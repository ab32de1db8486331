"""The catalogue: all products at one moment, frozen, with its version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from shop.model import Product, Variant


class Wording:
    """Stands for all that is said of the goods: catalogues that differ in stock alone share one.

    Whatever is derived from words alone is kept by it (``shop.lexicon``, ``shop.qualities``), so that an order does not
    cost the shop's whole vocabulary anew.
    """

    __slots__ = ("__weakref__",)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """``version`` grows when anything but stock changes: whoever keeps something derived (vectors) reloads then.

    Products that the shop does not list are held too: an old order may name them.
    """

    version: int
    products: Mapping[str, Product] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)

    def with_stock(self, stocks: Mapping[str, int | None]) -> Catalogue:
        """The same goods, in the same words, with other counts of these variants."""
        renewed = dict(self.products)
        for product_id in {self._variant_owner[v].id for v in stocks if v in self._variant_owner}:
            product = renewed[product_id]
            fresh = tuple(replace(v, stock=stocks.get(v.id, v.stock)) for v in product.variants)
            renewed[product_id] = replace(product, variants=fresh)
        return replace(self, products=MappingProxyType(renewed))

    def get(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def by_variant(self, variant_id: str) -> tuple[Product, Variant] | None:
        """The product and variant of a variant id, or None when the shop no longer has it."""
        product = self._variant_owner.get(variant_id)
        variant = product.variant(variant_id) if product else None
        return (product, variant) if product and variant else None

    def listed(self) -> tuple[Product, ...]:
        """What may be shown and offered, in the merchant's order."""
        return self._listed

    def on_sale(self) -> Mapping[str, Decimal]:
        """What is listed and in stock, in the merchant's order: ids, each with its lowest price in stock."""
        return self._on_sale

    def kinds(self) -> tuple[str, ...]:
        """The kinds on the shelves, in order of first appearance."""
        return tuple(dict.fromkeys(product.kind for product in self.listed()))

    def categories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(product.category for product in self.listed() if product.category))

    @cached_property
    def _listed(self) -> tuple[Product, ...]:
        return tuple(product for product in self.products.values() if product.listed)

    @cached_property
    def _on_sale(self) -> Mapping[str, Decimal]:
        prices = {one.id: [variant.price for variant in one.variants if variant.in_stock] for one in self._listed}
        return {key: min(of_one) for key, of_one in prices.items() if of_one}

    @cached_property
    def _variant_owner(self) -> Mapping[str, Product]:
        return {variant.id: product for product in self.products.values() for variant in product.variants}


def catalogue_of(products: Iterable[Product], version: int = 1) -> Catalogue:
    """A catalogue from products, in their order."""
    return Catalogue(version, MappingProxyType({product.id: product for product in products}))
