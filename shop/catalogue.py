"""The catalogue: all products at one moment, frozen, with its version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from shop.model import Product, Variant


@dataclass(frozen=True, eq=False)
class Catalogue:
    """``version`` grows when anything but stock changes: whoever keeps something derived (vectors) reloads then.

    Products that the shop does not list are held too: an old order may name them.
    """

    version: int
    products: Mapping[str, Product] = field(default_factory=dict)

    def get(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def by_variant(self, variant_id: str) -> tuple[Product, Variant] | None:
        """The product and variant of a variant id, or None when the shop no longer has it."""
        product = self._variant_owner.get(variant_id)
        variant = product.variant(variant_id) if product else None
        return (product, variant) if product and variant else None

    def listed(self) -> tuple[Product, ...]:
        """What may be shown and offered, in the merchant's order."""
        return tuple(product for product in self.products.values() if product.listed)

    def kinds(self) -> tuple[str, ...]:
        """The kinds on the shelves, in order of first appearance."""
        return tuple(dict.fromkeys(product.kind for product in self.listed()))

    def categories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(product.category for product in self.listed() if product.category))

    @cached_property
    def _variant_owner(self) -> Mapping[str, Product]:
        return {variant.id: product for product in self.products.values() for variant in product.variants}


def catalogue_of(products: Iterable[Product], version: int = 1) -> Catalogue:
    """A catalogue from products, in their order."""
    return Catalogue(version, MappingProxyType({product.id: product for product in products}))
