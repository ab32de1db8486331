"""Whose catalogue is it? Told by the header alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shop.importers import plain, shopify, woocommerce
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import Reading, Table
from shop.model import Product

_WANTED = "Shopify (Handle, Title, Variant Price …), WooCommerce (Type, Name, Regular price …), plain (title, price)"
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
    found = ", ".join(table.header)[:300]
    problem = f"no catalogue has these columns: {found}; known: {_WANTED}"
    raise ImportFailed(path, 1, table.header[0] if table.header else "", problem)


def read_catalogue(path: str | Path, reading: Reading = Reading()) -> ImportReport:
    """All products of a file at once. Raises ImportFailed."""
    file = open_catalogue(path, reading)
    products = tuple(file.products())
    return ImportReport(products, rows=file.table.count, warnings=tuple(file.table.notes))
