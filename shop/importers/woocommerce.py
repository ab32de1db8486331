"""WooCommerce's product CSV: simple products in one row, variable ones with a row for each variation.

True material comes from meta columns such as ``Meta: story`` or ``Meta: _solito_story``. A cross-sell is a complement,
an upsell a related product. What is not sold here by itself (grouped, external) or has no price is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shop.importers.attributes import Attributes, attributes, heading, measure_columns, stated
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

FORMAT = "WooCommerce"
_META = re.compile(r"meta:\s*_?(?:solito_)?(\w[\w -]*)", re.IGNORECASE)
_SOLD = ("simple", "variable", "variation")
_ATTRIBUTES = range(1, 6)
_COMMA = re.compile(r"(?<!\\),")  # one inside a name is written "\,"
_NO_SHELF = frozenset({"uncategorized", "uncategorised", "sale", "new", "featured", "home"})


@dataclass(frozen=True)
class _Described:
    """Columns that state what a thing is like: meta fields by heading, measures with heading and unit."""

    meta: dict[str, str]
    measured: dict[str, tuple[str, str]]


@dataclass
class _Draft:
    row: Row | None = None
    variations: list[Row] = field(default_factory=list)


@dataclass
class _Known:
    """What a first look knows: ``owners``: SKU or ``id:12`` → our id; ``last``: our id → the last of its lines."""

    owners: dict[str, str] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)


def matches(table: Table) -> bool:
    """Is this a WooCommerce product file?"""
    return all(table.has(name) for name in ("type", "name", "regular price"))


def products(table: Table) -> Iterator[Product]:
    """The products one by one. Raises ImportFailed."""
    fields = {
        m.group(1).lower(): name
        for name in table.header
        if (m := _META.fullmatch(name)) and m.group(1).lower() in FIELDS
    }
    meta = {
        name: m.group(1) for name in table.header if (m := _META.fullmatch(name)) and m.group(1).lower() not in FIELDS
    }
    named = {shown: name for name, key in meta.items() if (shown := heading(key))}
    described = _Described(named, measure_columns(table.header))
    known = _look(table, fields)
    drafts: dict[str, _Draft] = {}
    for row in table.rows():
        if not _is_sold(row):
            row.note("not sold here by itself, left out", f"a product of type {row.get('Type')}")
            continue
        is_variation = _is_variation(row)
        own_id = known.owners[row.get("Parent").lower()] if is_variation else _id(row)
        draft = drafts.setdefault(own_id, _Draft())
        if is_variation:
            draft.variations.append(row)
        else:
            draft.row = row
        if known.last[own_id] == row.line:
            found = _product(own_id, drafts.pop(own_id), fields, known.owners, described)
            if found is not None:
                yield found


def _look(table: Table, fields: dict[str, str]) -> _Known:
    known, lines = _Known(), dict[str, int]()
    variations: dict[str, Row] = {}
    for row in table.first_pass(("Regular price", "Sale price"), (fields.get("arrived_on", ""),)):
        if not _is_sold(row):
            continue
        if _is_variation(row):
            variations[row.needed("Parent").lower()] = row
            continue
        own_id = _id(row)
        if own_id in known.last:
            column = "SKU" if row.get("SKU") else "ID"
            raise row.failed(column, f"{row.get(column)!r} is already on line {lines[own_id]}")
        if not row.get("Name"):
            raise row.failed("Name", f"the product {own_id} has no name")
        lines[own_id] = known.last[own_id] = row.line
        for name in (row.get("SKU").lower(), f"id:{row.get('ID')}"):
            known.owners.setdefault(name, own_id)
    for parent, row in variations.items():
        owner = known.owners.get(parent)
        if owner is None:
            raise row.failed("Parent", f"there is no product {row.get('Parent')!r} in the file")
        known.last[owner] = max(known.last[owner], row.line)
    return known


def _is_sold(row: Row) -> bool:
    sorts = [sort.strip() for sort in row.needed("Type").lower().split(",")]
    return any(sort in _SOLD for sort in sorts)


def _is_variation(row: Row) -> bool:
    return "variation" in row.get("Type").lower()


def _id(row: Row) -> str:
    return slug(row.get("SKU")) or (f"woo-{row.get('ID')}" if row.get("ID") else slug(row.get("Name")))


def _product(
    own_id: str, draft: _Draft, fields: dict[str, str], owners: dict[str, str], described: _Described
) -> Product | None:
    """The product; None when nothing of it has a price: WooCommerce does not sell such a one either."""
    row = draft.row
    assert row is not None  # the first look found it
    variants = _variants(own_id, row, draft.variations)
    if not variants:
        row.note("no price, left out", own_id)
        return None
    material = details(row, fields)
    material["attributes"] = _stated(row, {name for v in variants for name in v.options}, described)
    shelf, others = _shelf(row)
    tags = tuple(dict.fromkeys((*split_list(row.text("Tags")), *others)))
    kind = kind_of("", shelf, tags)
    if kind == "Other":
        row.note("no category", f"{own_id} has no category; filed under Other")
    material.setdefault("category", re.split(r"\s*>\s*", shelf)[0])
    for name, column in (("complements", "Cross-sells"), ("related", "Upsells")):
        named = [owners.get(reference.lower(), "") for reference in split_list(row.get(column))]
        material.setdefault(name, tuple(reference for reference in named if reference))
    images = split_list(row.get("Images"))
    product = Product(
        id=own_id,
        title=unescaped(row.text("Name")),
        kind=kind,
        variants=variants,
        description=plain_text(row.text("Short description") or row.text("Description")),
        vendor=unescaped(row.text("Brands")),
        tags=also_tags(tags, material),
        image=picture(row, "Images", images[0] if images else ""),
        listed=row.get("Published") not in ("-1", "0") and row.get("Visibility in catalog") != "hidden",
    )
    return shelved(row, "Categories", replace(product, **material))


def _stated(row: Row, chosen: set[str], described: _Described) -> Attributes:
    """The product's visible attributes that are no choice, its measures, and what meta columns state of it."""
    own: list[tuple[str, str]] = []
    for i in _ATTRIBUTES:
        name = unescaped(row.get(f"Attribute {i} name"))
        if name and name not in chosen and row.get(f"Attribute {i} visible") != "0":
            own.append((name, unescaped(row.text(f"Attribute {i} value(s)"))))
    measured = [
        (name, f"{row.aside(column)} {unit}")
        for column, (name, unit) in described.measured.items()
        if row.aside(column)
    ]
    return stated((*own, *measured, *attributes(row, described.meta)))


def _shelf(row: Row) -> tuple[str, tuple[str, ...]]:
    """The deepest of the categories, first among equals, and the names of the others, which become tags."""
    paths = [unescaped(path.replace("\\,", ",")) for path in _COMMA.split(row.get("Categories")) if path.strip()]
    named = [path for path in paths if path.split(">")[-1].strip().lower() not in _NO_SHELF]
    shelf = max(named, key=lambda path: path.count(">"), default="")
    steps = {step.strip() for step in shelf.split(">")}
    return shelf, tuple(leaf for path in named if (leaf := path.split(">")[-1].strip()) not in steps)


def _variants(own_id: str, row: Row, variations: list[Row]) -> tuple[Variant, ...]:
    rows = variations if variations or "variable" in row.get("Type").lower() else [row]
    found: dict[str, Variant] = {}
    for one in rows:
        variant = _variant(own_id, one, _options(row, one) if one is not row else {})
        if variant is None:
            if one is not row:
                one.note("no price, left out", f"a variation of {own_id}")
            continue
        if variant.id in found:
            raise one.failed("Name", f"two variations of {own_id} have the same attributes")
        found[variant.id] = variant
    return tuple(found.values())


def _options(parent: Row, row: Row) -> dict[str, str]:
    options: dict[str, str] = {}
    for i in _ATTRIBUTES:
        value = unescaped(row.text(f"Attribute {i} value(s)"))
        if value:
            name = row.get(f"Attribute {i} name") or parent.get(f"Attribute {i} name") or f"Attribute {i}"
            options[unescaped(name)] = value
    return options


def _variant(product_id: str, row: Row, options: dict[str, str]) -> Variant | None:
    price = row.decimal("Sale price")
    if price is None:
        price = row.decimal("Regular price")
    if price is None:
        return None
    chosen = list(options.values())
    own_id = variant_id(row, "Attribute 1 value(s)", product_id, chosen)
    return Variant(own_id, " / ".join(chosen), price, options, _stock(row), row.name("SKU"))


def _stock(row: Row) -> int | None:
    """None where the shop does not count, or takes orders beyond its stock."""
    if row.get("Backorders allowed?").lower() in ("1", "notify"):
        return None
    counted = row.whole("Stock")
    if row.get("In stock?") == "0":
        return 0
    return None if counted is None else max(counted, 0)
