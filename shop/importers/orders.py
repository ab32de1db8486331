"""Orders from a CSV: ``customer_id,order_id,ordered_at,product,kind,quantity,gift`` (``variant,unit_price``).

One row a line of an order; ``gift`` is 0/1/true/false/empty; times without offset are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from shop.catalogue import Catalogue
from shop.importers.details import slug
from shop.importers.report import ImportReport
from shop.importers.table import Row, read_rows
from shop.model import Line, Order, Product, Variant
from shop.naming import spoken
from shop.orders import OrderRow
from shop.text import fold

COLUMNS = ("customer_id", "order_id", "ordered_at", "product", "kind", "quantity", "gift")
_LONGEST_ID = 128


@dataclass
class _Draft:
    row: Row
    customer: str
    at: datetime
    lines: list[Line] = field(default_factory=list)


def stream(path: str | Path) -> Iterator[OrderRow]:
    """The rows one by one, whatever the size of the file. Raises ImportFailed at the first bad one."""
    for row in read_rows(Path(path), COLUMNS):
        yield _order_row(row)


def read(path: str | Path, catalogue: Catalogue | None = None) -> ImportReport:
    """All orders of the file, or ImportFailed and none.

    With a catalogue, products and variants are recognised by id, title or option; a line gets the file's price, else
    today's. What is not in the catalogue is kept under its name, without a price, and named in the warnings.
    """
    drafts: dict[str, _Draft] = {}
    warnings: list[str] = []
    rows = 0
    finder = _Finder(catalogue) if catalogue else None
    for row in read_rows(Path(path), COLUMNS):
        rows += 1
        one = _order_row(row)
        draft = drafts.setdefault(one.order_id, _Draft(row, one.customer_id, one.ordered_at))
        if draft.customer != one.customer_id:
            raise row.failed("order_id", f"{one.order_id} belongs to another customer, line {draft.row.line}")
        draft.at = min(draft.at, one.ordered_at)
        draft.lines.append(_line(row, one, finder, warnings))
    found = [Order(key, d.customer, d.at, tuple(d.lines), "collected") for key, d in drafts.items()]
    return ImportReport(orders=tuple(found), rows=rows, warnings=tuple(warnings))


def _order_row(row: Row) -> OrderRow:
    quantity = row.whole("quantity")
    if quantity is not None and quantity < 1:
        raise row.failed("quantity", f"{quantity} is below 1")
    return OrderRow(
        customer_id=_short(row, "customer_id"),
        order_id=_short(row, "order_id"),
        ordered_at=row.moment("ordered_at"),
        product=row.needed("product"),
        kind=row.get("kind"),
        quantity=quantity or 1,
        gift=bool(row.flag("gift")),
        variant=row.get("variant"),
    )


def _short(row: Row, column: str) -> str:
    value = row.needed(column)
    if len(value) > _LONGEST_ID:
        raise row.failed(column, f"longer than {_LONGEST_ID} characters")
    return value


def _line(row: Row, one: OrderRow, finder: _Finder | None, warnings: list[str]) -> Line:
    price = row.decimal("unit_price")
    product = finder.product(one.product) if finder else None
    variant = finder.variant(product, one.product, one.variant) if finder and product else None
    if product is None or variant is None:
        if finder:
            what = one.product if product is None else f"{one.variant or 'which variant'} of {product.id}"
            warnings.append(f"line {row.line}: {what} is not in the catalogue; kept by name")
        product_id = product.id if product else one.product
        title = ", ".join(part for part in (one.product, one.variant) if part)
        kind = product.kind if product else one.kind
        return Line(product_id, one.variant, one.quantity, price or Decimal(0), title, kind, one.gift)
    price = variant.price if price is None else price
    return Line(product.id, variant.id, one.quantity, price, spoken(product, variant), product.kind, one.gift)


class _Finder:
    """Products and variants by whatever a till calls them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._products: dict[str, Product] = {}
        for product in catalogue.products.values():
            for name in (product.id, product.title, *(variant.sku for variant in product.variants)):
                if name:
                    self._products.setdefault(fold(name), product)
            for variant in product.variants:
                self._products.setdefault(fold(variant.id), product)

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
