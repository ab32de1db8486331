"""Shopify's product CSV, as exported and as its own samples are, in the old and the new column names.

A product may take several rows: the first carries what belongs to the product, the others its further variants and
images; blank cells inherit. True material comes from metafield columns such as
``Story (product.metafields.solito.story)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from shop.importers.attributes import attributes, heading, stated
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
from shop.importers.row import Row
from shop.importers.table import Table
from shop.model import Product, Variant

FORMAT = "Shopify"
_METAFIELD = re.compile(r"(.*)\(product\.metafields\.([^.]+)\.(.+)\)", re.IGNORECASE)
_RECOMMENDED = "shopify--discovery--product_recommendation"
_RECOMMENDATIONS = {"complementary_products": "complements", "related_products": "related"}

# Our name → Shopify's, old and new.
_COLUMNS = {
    "handle": ("Handle", "URL handle"),
    "body": ("Body (HTML)", "Description"),
    "category": ("Product Category", "Google Shopping / Google Product Category"),
    "published": ("Published", "Published on online store"),
    "sku": ("Variant SKU", "SKU"),
    "tracker": ("Variant Inventory Tracker", "Inventory tracker"),
    "quantity": ("Variant Inventory Qty", "Inventory quantity"),
    "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "price": ("Variant Price", "Price"),
    "image": ("Image Src", "Product image URL"),
}


@dataclass
class _Draft:
    """A product while its rows come in."""

    first: Row
    option_names: list[str]
    variants: list[Variant] = field(default_factory=list)
    price: Decimal | None = None
    image: str = ""


def matches(table: Table) -> bool:
    """Is this a Shopify product file?"""
    named = table.has("title") and (table.has("handle") or table.has("url handle"))
    return named and any("option1" in name.lower() for name in table.header)


def products(table: Table) -> Iterator[Product]:
    """The products one by one. Raises ImportFailed."""
    columns = {name: table.first_of(known) or known[0] for name, known in _COLUMNS.items()}
    table.needs("Title", columns["handle"], columns["price"])
    fields = _metafields(table)
    described = _attributes(table, fields)
    last: dict[str, int] = {}
    for row in table.first_pass((columns["price"],), (fields.get("arrived_on", ""),)):
        last[_handle(row, columns)] = row.line
    drafts: dict[str, _Draft] = {}
    for row in table.rows():
        handle = _handle(row, columns)
        _take_row(row, handle, columns, drafts)
        if last[handle] == row.line:
            yield _product(handle, drafts.pop(handle), columns, fields, described)


def _handle(row: Row, columns: dict[str, str]) -> str:
    handle = slug(row.needed(columns["handle"]))
    if not handle:
        raise row.failed(columns["handle"], f"{row.get(columns['handle'])[:40]!r} is not a handle")
    return handle


def _take_row(row: Row, handle: str, columns: dict[str, str], drafts: dict[str, _Draft]) -> None:
    draft = drafts.get(handle)
    if draft is None:
        names = [unescaped(row.get(f"Option{i} Name")) for i in (1, 2, 3)]
        draft = drafts[handle] = _Draft(row, names)
        if not row.text("Title"):
            raise row.failed("Title", f"the product {handle} has no title")
    elif row.get("Title") and row.get("Title") != draft.first.get("Title"):
        raise row.failed(
            columns["handle"],
            f"{handle} is already the handle of {draft.first.get('Title')!r}, line {draft.first.line}",
        )
    if not draft.image and row.get(columns["image"]):
        draft.image = picture(row, columns["image"], row.get(columns["image"]))
    is_first = row is draft.first
    if is_first or row.get("Option1 Value") or row.get(columns["price"]) or row.get(columns["sku"]):
        draft.variants.append(_variant(handle, row, columns, draft))


def _variant(handle: str, row: Row, columns: dict[str, str], draft: _Draft) -> Variant:
    price = row.decimal(columns["price"])
    if price is None:
        price = draft.price  # blank: as in the row before
    if price is None:
        raise row.failed(columns["price"], "the product has no price")
    draft.price = price
    values = [unescaped(row.text(f"Option{i} Value")) for i in (1, 2, 3)]
    pairs = zip(draft.option_names, values, strict=True)
    options = {name or f"Option {i}": value for i, (name, value) in enumerate(pairs, start=1) if value}
    if list(options.values()) == ["Default Title"]:
        options = {}
    chosen = list(options.values())
    own_id = variant_id(row, columns["handle"], handle, chosen)
    if any(variant.id == own_id for variant in draft.variants):
        shown = " / ".join(chosen) or "without options"
        raise row.failed(columns["handle"], f"the variant {shown} of {handle} comes twice")
    sku = row.name(columns["sku"]).lstrip("'")
    return Variant(own_id, " / ".join(chosen), price, options, _stock(row, columns), sku)


def _stock(row: Row, columns: dict[str, str]) -> int | None:
    """None where Shopify does not count, or goes on selling at zero."""
    quantity = row.whole(columns["quantity"])
    if not row.get(columns["tracker"]) or row.get(columns["policy"]).lower() in ("continue", "true"):
        return None
    return max(quantity or 0, 0)


def _metafields(table: Table) -> dict[str, str]:
    """Our field → the column that carries it."""
    found: dict[str, str] = {}
    for column in table.header:
        match = _METAFIELD.fullmatch(column)
        if not match:
            continue
        space, key = match.group(2).lower(), match.group(3).lower()
        if space == _RECOMMENDED and key in _RECOMMENDATIONS:
            found[_RECOMMENDATIONS[key]] = column
        elif space in ("solito", "custom") and key in FIELDS:
            found.setdefault(key, column)
    return found


def _attributes(table: Table, fields: dict[str, str]) -> dict[str, str]:
    """Heading → the metafield column that states it, beside the fields with the true material."""
    found: dict[str, str] = {}
    for column in table.header:
        match = _METAFIELD.fullmatch(column)
        if match and column not in fields.values():
            name = heading(match.group(3)) or heading(match.group(1))
            if name:
                found.setdefault(name, column)
    return found


def _weight(row: Row) -> tuple[str, str]:
    """ "340 g" where the first variant's weight is stated; 0 states nothing."""
    grams = row.aside("Variant Grams")
    return "Weight", f"{grams} g" if grams.isdigit() and int(grams) else ""


def _product(
    handle: str, draft: _Draft, columns: dict[str, str], fields: dict[str, str], described: dict[str, str]
) -> Product:
    row = draft.first
    material = details(row, fields)
    tags = split_list(row.text("Tags"))
    shelf = unescaped(row.get(columns["category"]))
    kind = _kind(row, handle, shelf, tags)
    material.setdefault("category", re.split(r"\s*>\s*", shelf)[0] if ">" in shelf else "")
    product = Product(
        id=handle,
        title=unescaped(row.get("Title")),
        kind=kind,
        variants=tuple(draft.variants),
        description=plain_text(row.text(columns["body"])),
        vendor=unescaped(row.text("Vendor")),
        tags=also_tags(tags, material),
        image=draft.image,
        attributes=stated((*attributes(row, described), _weight(row))),
        listed=_listed(row, columns),
    )
    return shelved(row, columns["category"], replace(product, **material))


def _kind(row: Row, handle: str, shelf: str, tags: tuple[str, ...]) -> str:
    stated = unescaped(row.name("Type"))
    if not stated and row.flag("Gift Card"):
        stated = "Gift card"
    kind = kind_of(stated, shelf, tags)
    if kind != stated:
        says = f"has the Type {stated!r}" if stated else "has no Type"
        row.note("no Type", f"{handle} {says}; filed under {kind}")
    return kind


def _listed(row: Row, columns: dict[str, str]) -> bool:
    status = row.get("Status").lower()
    if status not in ("", "active", "draft", "archived", "unlisted"):
        raise row.failed("Status", f"{status[:40]!r} is none of active, draft, archived, unlisted")
    return row.flag(columns["published"]) is not False and status in ("", "active")
