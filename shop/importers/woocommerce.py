"""WooCommerce's product CSV: simple products in one row, variable ones with a row for each variation below them.

True material comes from meta columns such as ``Meta: story`` or ``Meta: _solito_story``. A cross-sell is a complement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from shop.importers.details import FIELDS, also_tags, details, kind_of, plain_text, slug, split_list, variant_id
from shop.importers.report import ImportFailed, ImportReport
from shop.importers.table import Row, read_header, read_rows
from shop.model import Product, Variant

_META = re.compile(r"meta:\s*_?(?:solito_)?(\w+)", re.IGNORECASE)
_SOLD = ("simple", "variable", "variation")
_ATTRIBUTES = range(1, 6)


@dataclass
class _Draft:
    id: str
    row: Row
    variations: list[Row] = field(default_factory=list)


def matches(header: tuple[str, ...]) -> bool:
    """Is this the header of a WooCommerce product file?"""
    return {"type", "name", "regular price"} <= {name.lower() for name in header}


def read(path: str | Path) -> ImportReport:
    """All products of the file, or ImportFailed and none."""
    file = Path(path)
    header = read_header(file)
    if not matches(header):
        raise ImportFailed(
            file, 1, "Regular price", f"not WooCommerce's product columns; found {', '.join(header)[:300]}"
        )
    rows = list(read_rows(file, ("Type", "Name", "Regular price")))
    warnings: list[str] = []
    drafts = _drafts([row for row in rows if _is_sold(row, warnings)])
    fields = {
        m.group(1).lower(): name for name in header if (m := _META.fullmatch(name)) and m.group(1).lower() in FIELDS
    }
    by_reference = {reference: draft.id for reference, draft in _references(drafts).items()}
    products = [_product(draft, fields, by_reference, warnings) for draft in drafts]
    return ImportReport(tuple(products), rows=len(rows), warnings=tuple(warnings))


def _is_sold(row: Row, warnings: list[str]) -> bool:
    sorts = [sort.strip() for sort in row.needed("Type").lower().split(",")]
    if any(sort in _SOLD for sort in sorts):
        return True
    warnings.append(f"line {row.line}: a {row.get('Type')} product is not sold here; left out")
    return False


def _drafts(rows: list[Row]) -> list[_Draft]:
    drafts: dict[str, _Draft] = {}
    for row in rows:
        if "variation" in row.get("Type").lower():
            continue
        own_id = slug(row.get("SKU")) or (f"woo-{row.get('ID')}" if row.get("ID") else slug(row.get("Name")))
        if own_id in drafts:
            column = "SKU" if row.get("SKU") else "ID"
            raise row.failed(column, f"{row.get(column)!r} is already on line {drafts[own_id].row.line}")
        if not row.get("Name"):
            raise row.failed("Name", f"the product {own_id} has no name")
        drafts[own_id] = _Draft(own_id, row)
    owners = _references(drafts.values())
    for row in rows:
        if "variation" in row.get("Type").lower():
            owner = owners.get(row.needed("Parent").lower())
            if owner is None:
                raise row.failed("Parent", f"there is no product {row.get('Parent')!r} in the file")
            owner.variations.append(row)
    return list(drafts.values())


def _references(drafts: Iterable[_Draft]) -> dict[str, _Draft]:
    """How other rows speak of a product: by its SKU, or ``id:12``."""
    found: dict[str, _Draft] = {}
    for draft in drafts:
        for name in (draft.row.get("SKU").lower(), f"id:{draft.row.get('ID')}"):
            found.setdefault(name, draft)
    return found


def _product(draft: _Draft, fields: dict[str, str], by_reference: dict[str, str], warnings: list[str]) -> Product:
    row = draft.row
    material = details(row, fields)
    paths = [path.strip() for path in row.get("Categories").split(",") if path.strip()]
    shelf = paths[0] if paths else ""
    tags = split_list(row.get("Tags"))
    kind = kind_of("", shelf, tags)
    if kind == "Other":
        warnings.append(f"line {row.line}: {draft.id} has no category; filed under Other")
    material.setdefault("category", re.split(r"\s*>\s*", shelf)[0])
    named = [by_reference.get(reference.lower()) for reference in split_list(row.get("Cross-sells"))]
    material.setdefault("complements", tuple(reference for reference in named if reference))
    if draft.variations:
        variants = tuple(_variation(draft, variation) for variation in draft.variations)
        if len({variant.id for variant in variants}) < len(variants):
            raise row.failed("Name", f"two variations of {draft.id} have the same attributes")
    else:
        variants = (_variant(draft.id, row, {}),)
    images = split_list(row.get("Images"))
    product = Product(
        id=draft.id,
        title=" ".join(row.get("Name").split()),
        kind=kind,
        variants=variants,
        description=plain_text(row.get("Short description") or row.get("Description")),
        vendor=row.get("Brands"),
        tags=also_tags(tags, material),
        image=images[0] if images else "",
        listed=row.get("Published") != "-1"
        and row.get("Published") != "0"
        and row.get("Visibility in catalog") != "hidden",
    )
    return replace(product, **material)


def _variation(draft: _Draft, row: Row) -> Variant:
    options: dict[str, str] = {}
    for i in _ATTRIBUTES:
        value = row.get(f"Attribute {i} value(s)")
        if value:
            name = row.get(f"Attribute {i} name") or draft.row.get(f"Attribute {i} name") or f"Attribute {i}"
            options[name] = value
    return _variant(draft.id, row, options)


def _variant(product_id: str, row: Row, options: dict[str, str]) -> Variant:
    price = row.decimal("Sale price")
    if price is None:
        price = row.decimal("Regular price")
    if price is None:
        raise row.failed("Regular price", f"{product_id} has no price")
    chosen = list(options.values())
    return Variant(variant_id(product_id, chosen), " / ".join(chosen), price, options, _stock(row), row.get("SKU"))


def _stock(row: Row) -> int | None:
    """None where the shop does not count, or takes orders beyond its stock."""
    if row.get("Backorders allowed?").lower() in ("1", "notify"):
        return None
    counted = row.whole("Stock")
    if row.get("In stock?") == "0":
        return 0
    return None if counted is None else max(counted, 0)
