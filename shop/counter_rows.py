"""The counters behind the usual ↔ rows, on a connection that the store opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, cast, delete, func, insert, select, tuple_, update
from sqlalchemy.engine import Connection

from shop import order_rows
from shop.counters import Counter, Counters, Tally, count, keys_of
from shop.model import Order
from shop.orders import own_purchases
from shop.rows import counters, orders
from shop.spool import batched

_COLUMNS = tuple(column for column in counters.columns if column.name != "customer")
_DEPTH = case({"shop": 0, "kind": 1, "product": 2}, value=counters.c.level, else_=3)
# What a customer comes for most decides; who knows a thousand kinds is read no slower than who knows ten.
ITEMS_READ = 80
_BATCH = 500


_GROWN = (
    update(counters)
    .where(*(column == bindparam(f"of_{column.name}") for column in counters.primary_key))
    .values({column.name: bindparam(column.name) for column in counters.columns if not column.primary_key})
)


def add(connection: Connection, order: Order) -> None:
    """Count one more order: a cost of its lines, not of the customer's history."""
    bought = own_purchases([order])
    if not bought:
        return
    wanted = {key for purchase in bought for key in keys_of(purchase)}
    known = select(*_COLUMNS).where(counters.c.customer == order.customer, _key_in(wanted))
    grown = Counters({one.key: one for one in map(_counter_of, connection.execute(known))})
    shop = grown.known.get(("shop", ""))
    if shop is not None and bought[0].day < shop.last_day:
        recount(connection, (order.customer,))
        return
    before = dict(grown.known)
    for purchase in bought:
        grown.add(purchase)
    fresh = [_row(order.customer, one) for key, one in grown.known.items() if key not in before]
    changed = [_changed(order.customer, one) for key, one in grown.known.items() if before.get(key, one) is not one]
    if changed:
        connection.execute(_GROWN, changed)
    if fresh:
        connection.execute(insert(counters), fresh)


def recount(connection: Connection, customers: Collection[str]) -> None:
    """Write the counters of these customers (at most 500) anew from their orders: a cost of their histories alone."""
    bought: dict[str, list[Order]] = defaultdict(list)
    for order in order_rows.find(connection, orders.c.customer.in_(list(customers))):
        bought[order.customer].append(order)
    connection.execute(delete(counters).where(counters.c.customer.in_(list(customers))))
    rows = [_row(customer, one) for customer, own in bought.items() for one in count(own_purchases(own))]
    if rows:
        connection.execute(insert(counters), rows)


def recount_if_none(connection: Connection) -> None:
    """After a migration that dropped the counters: count all customers anew."""
    if connection.execute(select(counters.c.customer).limit(1)).first() is None:
        for some in batched((customer for customer, _ in list(order_rows.first_orders(connection))), _BATCH):
            recount(connection, some)


def read(connection: Connection, customer: str) -> list[Counter]:
    """What decides the customer's usual: the items that they bought on most days. A kind comes before what is of it."""
    often = (counters.c.days.desc(), counters.c.last_day.desc(), _DEPTH, counters.c.item)
    own = select(*_COLUMNS).where(counters.c.customer == customer).order_by(*often).limit(ITEMS_READ)
    return [_counter_of(row) for row in connection.execute(own)]


def tallies(connection: Connection, last_first_day: int) -> list[Tally]:
    """All counters added up, per item (see ``shop.counters.Tallies``)."""
    above = counters.alias()
    parent_level = case((counters.c.level == "product", "kind"), else_="shop")
    joined = counters.outerjoin(
        above,
        and_(above.c.customer == counters.c.customer, above.c.level == parent_level, above.c.item == counters.c.parent),
    )
    columns = (counters.c.level, counters.c.item, counters.c.parent)
    mature = counters.c.first_day <= last_first_day
    latest = cast(counters.c.visit == above.c.days, Integer)
    grouped = (
        select(
            *columns,
            func.sum(cast(mature, Integer)),
            func.sum(cast(mature & counters.c.repeated, Integer)),
            func.sum(counters.c.days),
            func.sum(counters.c.days - func.coalesce(latest, 1)),
            func.sum(counters.c.kept),
            func.sum(func.coalesce(above.c.days, counters.c.days)),
            func.count(),
        )
        .select_from(joined)
        .group_by(*columns)
    )
    return [Tally(*row) for row in connection.execute(grouped)]


def _key_in(keys: Iterable[tuple[str, str]]) -> Any:
    return tuple_(counters.c.level, counters.c.item).in_(sorted(keys))


def _counter_of(row: Any) -> Counter:
    return Counter(*row)  # the columns stand in the order of its fields


def _row(customer: str, one: Counter) -> dict[str, Any]:
    return {"customer": customer, **vars(one)}


def _changed(customer: str, one: Counter) -> dict[str, Any]:
    """The same for an update: what tells the row goes by names of its own."""
    row = _row(customer, one)
    return {f"of_{name}" if name in counters.primary_key else name: value for name, value in row.items()}
