"""Past orders from a CSV: our own ``customer_id,order_id,ordered_at,product,kind,quantity,gift`` (``variant,unit_price``),
Shopify's and WooCommerce's exports, or a till's (see ``order_formats``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from shop.catalogue import Catalogue
from shop.importers.finding import Finder
from shop.importers.order_formats import OURS, PLAIN, Format, format_of
from shop.importers.order_lines import FileLine, LineReader
from shop.importers.report import ImportReport
from shop.importers.staging import grouped
from shop.importers.table import Reading, Table
from shop.model import Line, Order
from shop.naming import spoken
from shop.orders import OrderRow

COLUMNS = OURS
UNKNOWN = "not in the catalogue, kept by name"
GIFT = "orders taken for presents, by"
_BY_STRENGTH = ("a note", "wrapping", "another name on the parcel")
RECEIPT = "orders with a receipt without prices (that alone makes no present)"


def stream(path: str | Path) -> Iterator[OrderRow]:
    """The rows of our own CSV one by one, whatever the size of the file. Raises ImportFailed at the first bad one."""
    table = Table(path)
    table.needs(*COLUMNS)
    reader = LineReader.of(table, PLAIN)
    for one in reader.lines():
        yield OrderRow(
            *(one.customer, one.order_id, one.ordered_at, one.item, one.kind, one.quantity, one.gift, one.variant)
        )


@dataclass(frozen=True)
class OrdersFile:
    """An orders file, opened. ``table`` counts its rows and holds the warnings, complete once the orders were read."""

    table: Table
    form: Format

    def orders(self, catalogue: Catalogue | None = None) -> Iterator[Order]:
        """The orders one by one, whatever the size of the file. Raises ImportFailed: then none that came may be kept.

        With a catalogue, products and variants are recognised by id, title, SKU or option; a line gets the file's price,
        else today's. What is not in the catalogue is kept under its name and named in the warnings.
        """
        finder = Finder(catalogue) if catalogue else None
        reader = LineReader.of(self.table, self.form)
        reader.learn()
        for lines in grouped(reader.lines()):
            self._check_one_customer(reader, lines)
            yield self._order(lines, finder)

    def _check_one_customer(self, reader: LineReader, lines: list[FileLine]) -> None:
        first = lines[0]
        other = next((one for one in lines if one.customer != first.customer), None)
        if other:
            problem = f"{other.order_id} belongs to another customer, line {first.line}"
            raise self.table.failed(other.line, reader.columns["order"], problem)

    def _order(self, lines: list[FileLine], finder: Finder | None) -> Order:
        first, notes = lines[0], self.table.notes
        signs = {one.sign for one in lines} - {""}
        gift = bool(signs - {"receipt"})
        if signs:
            strongest = next(sign for sign in (*_BY_STRENGTH, "receipt") if sign in signs)
            notes.add(f"{GIFT} {strongest}" if gift else RECEIPT, first.line, first.order_id)
        made = tuple(self._line(one, finder, gift or one.gift) for one in lines)
        at = min(one.ordered_at for one in lines)
        cancelled = any(one.cancelled for one in lines)
        return Order(first.order_id, first.customer, at, made, "cancelled" if cancelled else "collected")

    def _line(self, one: FileLine, finder: Finder | None, gift: bool) -> Line:
        product, variant = finder.find(one) if finder else (None, None)
        if product is None or variant is None:
            if finder:
                what = one.item if product is None else f"{one.variant or 'which variant'} of {product.id}"
                self.table.notes.add(UNKNOWN, one.line, f"{what} is not in the catalogue; kept by name")
            product_id, kind = (product.id, product.kind) if product else (one.item, one.kind)
            title = ", ".join(part for part in (one.item, one.variant) if part)
            return Line(product_id, one.variant[:255], one.quantity, one.price or Decimal(0), title, kind, gift)
        price = variant.price if one.price is None else one.price
        return Line(product.id, variant.id, one.quantity, price, spoken(product, variant), product.kind, gift)


def open_orders(path: str | Path, reading: Reading = Reading()) -> OrdersFile:
    """An orders CSV of any known format. Raises ImportFailed when its header is of none."""
    table = Table(path, reading)
    return OrdersFile(table, format_of(table))


def read(path: str | Path, catalogue: Catalogue | None = None, reading: Reading = Reading()) -> ImportReport:
    """All orders of a file at once. Raises ImportFailed."""
    file = open_orders(path, reading)
    found = tuple(file.orders(catalogue))
    return ImportReport(orders=found, rows=file.table.count, warnings=tuple(file.table.notes))
