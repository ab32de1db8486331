"""``solito import``: read a file, say what is in it, load it."""

from __future__ import annotations

from pathlib import Path

from house import open_house
from settings import Settings
from shop.importers.detect import read_catalogue
from shop.importers.orders import read as read_orders
from shop.importers.report import ImportReport
from shop.migrate import upgrade


class NotLoaded(Exception):
    """The file was read, and nothing in it could be loaded."""


def catalogue(settings: Settings, file: Path, dry_run: bool, replace: bool) -> str:
    """Load products; returns the report."""
    report = read_catalogue(file)
    if not report.products:
        raise NotLoaded(f"{file}: there are no products in it")
    if not dry_run:
        upgrade(settings.url("shop"))
        open_house(settings).shop.load_catalogue(report.products, replace=replace)
    variants = sum(len(product.variants) for product in report.products)
    return _told(report, f"{len(report.products)} products with {variants} variants", dry_run)


def orders(settings: Settings, file: Path, dry_run: bool) -> str:
    """Load orders; returns the report."""
    upgrade(settings.url("shop"))
    shop = open_house(settings).shop
    report = read_orders(file, shop.catalogue())
    if not dry_run:
        shop.import_orders(report.orders)
    return _told(report, f"{len(report.orders)} orders", dry_run)


def _told(report: ImportReport, what: str, dry_run: bool) -> str:
    verb = "would be loaded (dry run: nothing was changed)" if dry_run else "loaded"
    return "\n".join([f"{report.rows} rows read; {what} {verb}.", *(f"  {warning}" for warning in report.warnings)])
