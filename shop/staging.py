"""Products that wait in the database's temporary tables, so that they come onto the shelf in one short transaction.

A temporary table belongs to one connection, needs no migration, and is gone with it, whatever dies: filling it takes long
and locks nobody out. On SQLite it lies in a file of its own, on PostgreSQL in the session's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Column, MetaData, String, Table, delete, insert, literal, select
from sqlalchemy.engine import Connection, Engine

from shop import catalogue_rows
from shop.engines import unhurried
from shop.model import Product
from shop.rows import products, variants

_BATCH = 500
_metadata = MetaData()


def _like(table: Table) -> Table:
    columns = (Column(column.name, column.type) for column in table.columns)
    return Table(f"staged_{table.name}", _metadata, *columns, prefixes=["TEMPORARY"])


_products, _variants = _like(products), _like(variants)
_leaving = Table("staged_leaving", _metadata, Column("id", String(255), primary_key=True), prefixes=["TEMPORARY"])


@contextmanager
def staging(engine: Engine) -> Iterator[Connection]:
    """A connection with empty tables to stage in, in no transaction; they are gone afterwards."""
    with engine.connect() as connection:
        with connection.begin():
            unhurried(connection)
            _drop(connection)
            _metadata.create_all(connection, checkfirst=False)
        try:
            yield connection
        finally:
            if not connection.invalidated:
                with connection.begin():
                    _drop(connection)


@contextmanager
def putting_up(connection: Connection) -> Iterator[None]:
    """The one write transaction, on the connection that has staged: committed at the end, rolled back on any error."""
    connection.execution_options(shop_writes=True)
    try:
        with connection.begin():
            unhurried(connection)
            yield
    finally:
        connection.execution_options(shop_writes=False)


def stage(connection: Connection, placed: Sequence[tuple[int, Product]]) -> None:
    """Let these wait, each with its place; what is on the shelf under their ids will leave."""
    catalogue_rows.insert_products(connection, placed, 0, into=(_products, _variants))
    _leave(connection, [product.id for _, product in placed])


def stage_leaving(connection: Connection, ids: Sequence[str]) -> None:
    """Let these products leave the shelf with the others."""
    for start in range(0, len(ids), _BATCH):
        _leave(connection, ids[start : start + _BATCH])


def put_up_products(connection: Connection) -> None:
    """The products that wait come onto the shelf, and those that are to leave it leave, in the caller's transaction."""
    connection.execute(delete(products).where(products.c.id.in_(select(_leaving.c.id))))
    _copy(connection, _products, products)


def put_up_variants(connection: Connection, stock_version: int) -> None:
    """The same of their variants."""
    connection.execute(delete(variants).where(variants.c.product_id.in_(select(_leaving.c.id))))
    _copy(connection, _variants, variants, stock_version=stock_version)


def _leave(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(insert(_leaving), [{"id": id_} for id_ in ids])


def _copy(connection: Connection, waiting: Table, shelf: Table, **set_to: int) -> None:
    names = [column.name for column in shelf.columns]
    columns = [literal(set_to[name]) if name in set_to else waiting.c[name] for name in names]
    connection.execute(insert(shelf).from_select(names, select(*columns)))


def _drop(connection: Connection) -> None:
    for table in _metadata.sorted_tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
