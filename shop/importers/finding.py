"""Products and variants by whatever a till or an export calls them."""

from __future__ import annotations

from functools import lru_cache

from shop.catalogue import Catalogue
from shop.importers.details import slug
from shop.importers.order_lines import FileLine
from shop.model import Product, Variant
from shop.text import fold


class Finder:
    """Looks in one catalogue; what was found once is remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._products: dict[str, Product] = {}
        for product in catalogue.products.values():
            for name in (product.id, product.title, *(variant.sku for variant in product.variants)):
                if name:
                    self._products.setdefault(fold(name), product)
            for variant in product.variants:
                self._products.setdefault(fold(variant.id), product)
        self._found = lru_cache(maxsize=50_000)(self._find)

    def find(self, line: FileLine) -> tuple[Product | None, Variant | None]:
        """What a line of an order is, by SKU, else by name; with a variant where there is no doubt which."""
        return self._found(line.item, line.variant, line.sku)

    def _find(self, item: str, chosen: str, sku: str) -> tuple[Product | None, Variant | None]:
        product = self.product(sku) if sku else None
        if product:
            return product, self.variant(product, sku, chosen or _behind_dash(item))
        product = self.product(item)
        if product is None and " - " in item:  # "Caffè latte - Large / Oat", as Shopify writes it
            title, _, chosen = item.rpartition(" - ")
            product = self.product(title)
        return product, self.variant(product, item, chosen) if product else None

    def product(self, name: str) -> Product | None:
        return self._products.get(fold(name)) or self._products.get(slug(name))

    def variant(self, product: Product, name: str, chosen: str) -> Variant | None:
        """The variant by its id, SKU or options ("Large / Oat", "oat, large"); the only one where there is one."""
        if len(product.variants) == 1:
            return product.variants[0]
        wanted = {slug(part) for part in chosen.replace("/", ",").split(",") if part.strip()}
        for variant in product.variants:
            names = {fold(variant.id), fold(variant.sku)} - {""}
            if fold(chosen) in names or fold(name) in names or slug(chosen) == slug(variant.title):
                return variant
            if wanted and wanted == {slug(value) for value in variant.options.values()}:
                return variant
        return None


def _behind_dash(item: str) -> str:
    return item.rpartition(" - ")[2] if " - " in item else ""
