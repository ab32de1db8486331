"""Shopify's product CSV, as exported and as its own samples are, in the old and the new column names.

A product may take several rows: the first carries what belongs to the product, the others its further variants and
images; blank cells inherit. True material comes from metafield columns such as
``Story (product.metafields.solito.story)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from shop.importers.details import FIELDS, also_tags, details, kind_of, plain_text, slug, split_list, variant_id
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import Row, read_header, read_rows
from shop.model import Product, Variant

_METAFIELD = re.compile(r".*\(product\.metafields\.([^.]+)\.(.+)\)", re.IGNORECASE)
_COMPLEMENTS = ("shopify--discovery--product_recommendation", "complementary_products")

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
    last_line: int
    option_names: list[str]
    variants: list[Variant] = field(default_factory=list)
    price: Decimal | None = None
    image: str = ""


def matches(header: tuple[str, ...]) -> bool:
    """Is this the header of a Shopify product file?"""
    names = {name.lower() for name in header}
    return "title" in names and bool(names & {"handle", "url handle"}) and any("option1" in name for name in names)


def read(path: str | Path) -> ImportReport:
    """All products of the file, or ImportFailed and none."""
    file = Path(path)
    header = read_header(file)
    if not matches(header):
        raise ImportFailed(file, 1, "Handle", f"not Shopify's product columns; found {', '.join(header)[:300]}")
    columns = {
        name: next((c for c in known if c.lower() in {h.lower() for h in header}), known[0])
        for name, known in _COLUMNS.items()
    }
    drafts: dict[str, _Draft] = {}
    rows = 0
    for row in read_rows(file, ("Title", columns["handle"], columns["price"])):
        rows += 1
        _take_row(row, columns, drafts)
    fields = _metafields(header)
    warnings: list[str] = []
    products = tuple(_product(handle, draft, columns, fields, warnings) for handle, draft in drafts.items())
    return ImportReport(products=products, rows=rows, warnings=tuple(warnings))


def _take_row(row: Row, columns: dict[str, str], drafts: dict[str, _Draft]) -> None:
    handle = slug(row.needed(columns["handle"]))
    if not handle:
        raise row.failed(columns["handle"], f"{row.get(columns['handle'])[:40]!r} is not a handle")
    draft = drafts.get(handle)
    if draft is None:
        names = [row.get(f"Option{i} Name") for i in (1, 2, 3)]
        draft = drafts[handle] = _Draft(row, row.line, names)
        if not row.get("Title"):
            raise row.failed("Title", f"the product {handle} has no title")
    elif row.get("Title") and row.get("Title") != draft.first.get("Title"):
        raise row.failed(
            columns["handle"],
            f"{handle} is already the handle of {draft.first.get('Title')!r}, line {draft.first.line}",
        )
    draft.image = draft.image or row.get(columns["image"])
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
    values = [row.get(f"Option{i} Value") for i in (1, 2, 3)]
    pairs = zip(draft.option_names, values, strict=True)
    options = {name or f"Option {i}": value for i, (name, value) in enumerate(pairs, start=1) if value}
    if list(options.values()) == ["Default Title"]:
        options = {}
    chosen = list(options.values())
    own_id = variant_id(handle, chosen)
    if any(variant.id == own_id for variant in draft.variants):
        shown = " / ".join(chosen) or "without options"
        raise row.failed(columns["handle"], f"the variant {shown} of {handle} comes twice")
    return Variant(
        own_id, " / ".join(chosen), price, options, _stock(row, columns), row.get(columns["sku"]).lstrip("'")
    )


def _stock(row: Row, columns: dict[str, str]) -> int | None:
    """None where Shopify does not count, or goes on selling at zero."""
    quantity = row.whole(columns["quantity"])
    if not row.get(columns["tracker"]) or row.get(columns["policy"]).lower() in ("continue", "true"):
        return None
    return max(quantity or 0, 0)


def _metafields(header: tuple[str, ...]) -> dict[str, str]:
    """Our field → the column that carries it."""
    found: dict[str, str] = {}
    for column in header:
        match = _METAFIELD.fullmatch(column.strip())
        if not match:
            continue
        space, key = match.group(1).lower(), match.group(2).lower()
        if (space, key) == _COMPLEMENTS:
            found["complements"] = column
        elif space in ("solito", "custom") and key in FIELDS:
            found.setdefault(key, column)
    return found


def _product(
    handle: str, draft: _Draft, columns: dict[str, str], fields: dict[str, str], warnings: list[str]
) -> Product:
    row = draft.first
    material = details(row, fields)
    tags = split_list(row.get("Tags"))
    shelf = row.get(columns["category"])
    stated = "Gift card" if row.flag("Gift Card") and not row.get("Type") else row.get("Type")
    kind = kind_of(stated, shelf, tags)
    if not row.get("Type"):
        warnings.append(f"line {row.line}: {handle} has no Type; filed under {kind}")
    if row.get("Title").startswith(("=", "+", "@")):
        warnings.append(f"line {row.line}: the title of {handle} looks like a formula and was taken as text")
    material.setdefault("category", re.split(r"\s*>\s*", shelf)[0] if ">" in shelf else "")
    image = draft.image
    if image and re.search(r"\s", image):
        warnings.append(f"line {row.line}: the image of {handle} is no address and was left out")
        image = ""
    published = row.flag(columns["published"]) is not False
    status = row.get("Status").lower()
    if status not in ("", "active", "draft", "archived", "unlisted"):
        raise row.failed("Status", f"{status[:40]!r} is none of active, draft, archived, unlisted")
    product = Product(
        id=handle,
        title=" ".join(row.get("Title").split()),
        kind=kind,
        variants=tuple(draft.variants),
        description=plain_text(row.get(columns["body"])),
        vendor=row.get("Vendor"),
        tags=also_tags(tags, material),
        image=image,
        listed=published and status in ("", "active"),
    )
    return replace(product, **material)
