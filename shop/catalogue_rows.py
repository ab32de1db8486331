"""Products ↔ rows. The counts that are shown are what is on the shelf, less what is held for somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from shop import hold_rows
from shop.catalogue import Catalogue, catalogue_of
from shop.model import Product, Variant
from shop.rows import products, sequences, variants

_COLUMNS = ("id", "title", "kind", "category", "listed", "discreet")
_PLAIN = (
    *("description", "vendor", "image", "url", "ingredients", "story", "maker", "made_count"),
    *("rating_count", "guarantee", "returns", "best_for", "prep_minutes", "tax"),
)
_LISTS = ("tags", "allergens", "complements", "related")
_BATCH = 500  # below SQLite's bound on parameters


def load(connection: Connection) -> tuple[Catalogue, int]:
    """The whole catalogue, and the stock version that it shows."""
    versions = read_versions(connection)
    owned: dict[str, list[Variant]] = {}
    options: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}  # what many variants share is held once
    held = hold_rows.held(connection)
    for row in connection.execute(select(variants).order_by(variants.c.product_id, variants.c.position)):
        shared = options.setdefault(tuple(row.options.items()), row.options)
        variant = Variant(row.id, intern(row.title), row.price, shared, hold_rows.left(row, held), row.sku)
        owned.setdefault(row.product_id, []).append(variant)
    rows = connection.execute(select(products).order_by(products.c.position, products.c.id))
    found = [_product(row, owned[row.id]) for row in rows if row.id in owned]
    return catalogue_of(found, versions["catalogue"]), versions["stock"]


def with_new_stock(connection: Connection, catalogue: Catalogue, since: int) -> Catalogue:
    """The same catalogue with the stock counts that changed after stock version ``since``."""
    changed = connection.execute(select(variants.c.id, variants.c.stock).where(variants.c.stock_version > since)).all()
    held = hold_rows.held(connection)
    return catalogue.with_stock({row.id: hold_rows.left(row, held) for row in changed})


def find_products(connection: Connection, ids: Sequence[str]) -> dict[str, Product]:
    """These products (at most 500), by id; one that has no variant is none."""
    owned: dict[str, list[Variant]] = {}
    wanted = variants.c.product_id.in_(ids)
    for row in connection.execute(select(variants).where(wanted).order_by(variants.c.position)) if ids else ():
        owned.setdefault(row.product_id, []).append(_variant(row))
    rows = connection.execute(select(products).where(products.c.id.in_(list(owned)))) if owned else ()
    return {row.id: _product(row, owned[row.id]) for row in rows}


def insert_products(
    connection: Connection,
    placed: Sequence[tuple[int, Product]],
    stock_version: int,
    into: tuple[Table, Table] = (products, variants),
) -> None:
    """Put products on the shelf (or ``into`` tables like those two), each at its place; none of them may be there."""
    connection.execute(into[0].insert(), [_product_row(product, place) for place, product in placed])
    variant_rows = [
        {**_variant_row(product.id, place, variant), "stock_version": stock_version}
        for _, product in placed
        for place, variant in enumerate(product.variants)
    ]
    connection.execute(into[1].insert(), variant_rows)


def lock_version(connection: Connection) -> int:
    """The catalogue's version, ours until the end of the transaction: of two loads one waits for the other."""
    ours = select(sequences.c.value).where(sequences.c.name == "catalogue").with_for_update()
    return int(connection.execute(ours).scalar_one())


def read_versions(connection: Connection) -> dict[str, int]:
    return {row.name: row.value for row in connection.execute(select(sequences))}


def _product_row(product: Product, position: int) -> dict[str, Any]:
    details: dict[str, Any] = {name: getattr(product, name) for name in _PLAIN}
    for name in _LISTS:
        value = getattr(product, name)
        details[name] = None if value is None else list(value)
    details["attributes"] = [list(pair) for pair in product.attributes] or None
    details["arrived_on"] = product.arrived_on.isoformat() if product.arrived_on else None
    details["rating"] = str(product.rating) if product.rating is not None else None
    columns = {name: getattr(product, name) for name in _COLUMNS}
    return {**columns, "position": position, "details": {k: v for k, v in details.items() if v not in (None, "")}}


def _variant_row(product_id: str, position: int, variant: Variant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "product_id": product_id,
        "position": position,
        "title": variant.title,
        "price": variant.price,
        "options": dict(variant.options),
        "stock": variant.stock,
        "sku": variant.sku,
    }


def _variant(row: Any) -> Variant:
    return Variant(row.id, row.title, row.price, row.options, row.stock, row.sku)


def _product(row: Any, owned: Sequence[Variant]) -> Product:
    details: Mapping[str, Any] = row.details
    known = {name: details[name] for name in _PLAIN if name in details}
    known |= {name: tuple(details[name]) for name in _LISTS if name in details}
    if "attributes" in details:
        known["attributes"] = tuple((name, value) for name, value in details["attributes"])
    if "arrived_on" in details:
        known["arrived_on"] = date.fromisoformat(details["arrived_on"])
    if "rating" in details:
        known["rating"] = Decimal(details["rating"])
    columns = {name: getattr(row, name) for name in _COLUMNS}
    columns |= {name: intern(columns[name]) for name in ("kind", "category")}
    return Product(**columns, variants=tuple(owned), **known)
