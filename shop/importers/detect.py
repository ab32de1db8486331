"""Whose catalogue is it? Told by the header alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shop.importers import plain, shopify, woocommerce
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import Reading, Table
from shop.model import Product

_NEEDED = ("title", "price")  # of a plain CSV
_EXPORTS = (
    "Shopify's (Handle, Title, Variant Price …) and WooCommerce's (Type, Name, Regular price …) are taken as exported"
)
_DIALECTS = (shopify, woocommerce, plain)


@dataclass(frozen=True)
class CatalogueFile:
    """A product file, opened. ``table`` counts its rows and holds the warnings, complete once the products were read."""

    table: Table
    format: str

    def products(self) -> Iterator[Product]:
        """The products one by one, whatever the size of the file; one whose rows stand apart comes with its last row.

        Raises ImportFailed, naming file, line and column: then nothing that has come may be kept.
        """
        dialect = next(one for one in _DIALECTS if self.format == one.FORMAT)
        return dialect.products(self.table)


def open_catalogue(path: str | Path, reading: Reading = Reading()) -> CatalogueFile:
    """A product CSV of any known format. Raises ImportFailed when its header is of none."""
    table = Table(path, reading)
    for dialect in _DIALECTS:
        if dialect.matches(table):
            return CatalogueFile(table, dialect.FORMAT)
    missing = [name for name in _NEEDED if not table.has(name)]
    is_missing = "is missing" + "".join(f", and so is {name!r}" for name in missing[1:])
    found = ", ".join(table.header)[:300]
    raise ImportFailed(path, 1, missing[0], f"{is_missing}: rename what holds it. Found: {found}. {_EXPORTS}.")


def read_catalogue(path: str | Path, reading: Reading = Reading()) -> ImportReport:
    """All products of a file at once. Raises ImportFailed."""
    file = open_catalogue(path, reading)
    products = tuple(file.products())
    return ImportReport(products, rows=file.table.count, warnings=tuple(file.table.notes))
