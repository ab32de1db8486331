"""Whose catalogue is it? Told by the header alone."""

from __future__ import annotations

from pathlib import Path

from shop.importers import plain, shopify, woocommerce
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import read_header

_WANTED = "Shopify (Handle, Title, Variant Price …), WooCommerce (Type, Name, Regular price …), plain (title, price)"


def read_catalogue(path: str | Path) -> ImportReport:
    """Read a product CSV of any known dialect. Raises ImportFailed, naming file, line and column."""
    header = read_header(Path(path))
    for dialect in (shopify, woocommerce, plain):
        if dialect.matches(header):
            return dialect.read(path)
    found = ", ".join(header)[:300]
    raise ImportFailed(
        path, 1, header[0] if header else "", f"no catalogue has these columns: {found}; known: {_WANTED}"
    )
