"""A plain product CSV, for a shop that keeps a spreadsheet.

Needed: ``title, price``. Read as well: ``id, kind, category, description, vendor, tags, image, url, stock, sku,
options, listed`` and the fields with the true material (``story, maker, arrived_on, allergens`` …). ``options`` is
``Size: Large; Milk: Oat``; rows with the same ``id`` (or title) are variants of one product.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shop.importers.details import FIELDS, also_tags, details, kind_of, plain_text, slug, split_list, variant_id
from shop.importers.report import ImportReport
from shop.importers.table import Row, read_header, read_rows
from shop.model import Product, Variant


def matches(header: tuple[str, ...]) -> bool:
    """Has this header a title and a price?"""
    return {"title", "price"} <= {name.lower() for name in header}


def read(path: str | Path) -> ImportReport:
    """All products of the file, or ImportFailed and none."""
    file = Path(path)
    groups: dict[str, list[Row]] = {}
    rows = 0
    for row in read_rows(file, ("title", "price")):
        rows += 1
        own_id = slug(row.get("id") or row.get("title"))
        if not own_id:
            raise row.failed("title", "is empty")
        groups.setdefault(own_id, []).append(row)
    warnings: list[str] = []
    known = {name.lower() for name in read_header(file)}
    fields = {name: name for name in FIELDS if name in known}
    products = tuple(_product(own_id, group, fields, warnings) for own_id, group in groups.items())
    return ImportReport(products, rows=rows, warnings=tuple(warnings))


def _product(own_id: str, group: list[Row], fields: dict[str, str], warnings: list[str]) -> Product:
    row = group[0]
    title = " ".join(row.needed("title").split())
    for other in group[1:]:
        if other.get("title") and " ".join(other.get("title").split()) != title:
            raise other.failed("id" if other.get("id") else "title", f"{own_id} is already {title!r}, line {row.line}")
    material = details(row, fields)
    tags = split_list(row.get("tags"))
    kind = kind_of(row.get("kind") or row.get("type"), row.get("category"), tags)
    if kind == "Other":
        warnings.append(f"line {row.line}: {own_id} has no kind; filed under Other")
    variants: dict[str, Variant] = {}
    for one in group:
        variant = _variant(own_id, one)
        if variant.id in variants:
            raise one.failed("options", f"{variant.title or 'the same product'} of {own_id} comes twice")
        variants[variant.id] = variant
    product = Product(
        id=own_id,
        title=title,
        kind=kind,
        variants=tuple(variants.values()),
        description=plain_text(row.get("description")),
        vendor=row.get("vendor"),
        tags=also_tags(tags, material),
        image=row.get("image"),
        url=row.get("url"),
        listed=row.flag("listed") is not False,
    )
    return replace(product, **material)


def _variant(own_id: str, row: Row) -> Variant:
    price = row.decimal("price")
    if price is None:
        raise row.failed("price", "is empty")
    options: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in row.get("options").split(";"))):
        name, colon, value = pair.partition(":")
        if not colon or not value.strip():
            raise row.failed("options", f"{pair[:40]!r} is not like Size: Large")
        options[name.strip()] = value.strip()
    stock = row.whole("stock")
    if stock is not None and stock < 0:
        raise row.failed("stock", f"{stock} is below zero")
    chosen = list(options.values())
    return Variant(variant_id(own_id, chosen), " / ".join(chosen), price, options, stock, row.get("sku"))
