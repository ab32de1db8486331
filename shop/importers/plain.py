"""A plain product CSV, for a shop that keeps a spreadsheet.

Needed: ``title, price``. Read as well: ``id, kind, category, description, vendor, tags, image, url, stock, sku,
options, listed`` and the fields with the true material (``story, maker, arrived_on, allergens`` …). ``options`` is
``Size: Large; Milk: Oat``; rows with the same ``id`` (or title) are variants of one product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from difflib import get_close_matches

from shop.importers.attributes import attributes, heading
from shop.importers.details import (
    FIELDS,
    also_tags,
    details,
    kind_of,
    picture,
    plain_text,
    shelved,
    slug,
    split_list,
    unescaped,
    variant_id,
)
from shop.importers.report import ImportFailed
from shop.importers.row import Row
from shop.importers.table import Table
from shop.model import Product, Variant

FORMAT = "plain"
COLUMNS = ("id", "title", "price", "kind", "type", "category", "description", "vendor", "tags", "image", "url", "stock")
READ = frozenset({*COLUMNS, "sku", "options", "listed", *FIELDS})


def matches(table: Table) -> bool:
    """Has this file a title and a price?"""
    return table.has("title") and table.has("price")


def products(table: Table) -> Iterator[Product]:
    """The products one by one. Raises ImportFailed."""
    last: dict[str, int] = {}
    for row in table.first_pass(("price",), ("arrived_on",)):
        last[_id(row)] = row.line
    fields = {name: name for name in FIELDS if table.has(name)}
    described = {name: column for column in table.header if (name := heading(column)) and column.lower() not in FIELDS}
    _remark_on_unread(table, described.values())
    groups: dict[str, list[Row]] = {}
    slips: list[ImportFailed] = []
    for row in table.rows():
        own_id = _id(row)
        groups.setdefault(own_id, []).append(row)
        if last[own_id] == row.line:
            try:
                yield _product(own_id, groups.pop(own_id), fields, described)
            except ImportFailed as slip:  # the file is refused; who keeps it by hand is told of all its slips at once
                slips.append(slip)
    if slips:
        raise ImportFailed.of(slips)


def _remark_on_unread(table: Table, described: Collection[str]) -> None:
    """A column that nobody reads is most likely misspelt: what stands in it would be missed without a word."""
    for column in table.header:
        if column and column.lower() not in READ and column not in described:
            near = get_close_matches(column.lower(), READ, n=1, cutoff=0.75)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            table.notes.add("a column is not read", 1, f"{column[:40]!r}{hint}")


def _id(row: Row) -> str:
    own_id = slug(row.get("id") or row.get("title"))
    if not own_id:
        raise row.failed("title", "is empty")
    return own_id


def _product(own_id: str, group: list[Row], fields: dict[str, str], described: dict[str, str]) -> Product:
    row = group[0]
    title = unescaped(row.needed("title"))
    row.text("title")
    for other in group[1:]:
        if other.get("title") and unescaped(other.get("title")) != title:
            raise other.failed("id" if other.get("id") else "title", f"{own_id} is already {title!r}, line {row.line}")
    material = details(row, fields)
    tags = split_list(row.text("tags"))
    kind = kind_of(unescaped(row.name("kind") or row.name("type")), unescaped(row.name("category")), tags)
    if kind == "Other":
        row.note("no kind", f"{own_id} has no kind; filed under Other")
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
        description=plain_text(row.text("description")),
        vendor=unescaped(row.text("vendor")),
        tags=also_tags(tags, material),
        image=picture(row, "image", row.get("image")),
        url=row.get("url"),
        attributes=attributes(row, described),
        listed=row.flag("listed") is not False,
    )
    return shelved(row, "tags", replace(product, **material))


def _variant(own_id: str, row: Row) -> Variant:
    price = row.decimal("price")
    if price is None:
        raise row.failed("price", "is empty: write what it costs, or take the row out")
    if not price:
        row.note("a price of 0: given away", row.get("title")[:40] or own_id)
    options: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in unescaped(row.get("options")).split(";"))):
        name, colon, value = pair.partition(":")
        if not colon or not value.strip():
            raise row.failed("options", f"{pair[:40]!r} is not like Size: Large")
        options[name.strip()] = value.strip()
    stock = row.whole("stock")
    if stock is not None and stock < 0:
        raise row.failed("stock", f"{stock} is below zero")
    chosen = list(options.values())
    return Variant(
        variant_id(row, "options", own_id, chosen), " / ".join(chosen), price, options, stock, row.name("sku")
    )
