"""Orders ↔ rows, on a connection that the store opened."""

from __future__ import annotations

import re
from collections import Counter as Bag
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from shop import hold_rows
from shop.model import FEE, Line, Order, OutOfStock
from shop.orders import ERASED, UnknownVariant
from shop.rows import order_lines, orders, returns, sequences, untold_events, variants
from shop.sequence_rows import bump

_OURS = re.compile(r"A-(\d{1,9})")
_BATCH = 500


def line_values(line: Line, position: int) -> dict[str, Any]:
    names = ("product_id", "variant_id", "quantity", "unit_price", "title", "kind", "gift", "recipient", "note")
    circumstances = dict(line.circumstances) or None
    return {"position": position, **{name: getattr(line, name) for name in names}, "circumstances": circumstances}


def line_of(row: Any) -> Line:
    """A line from a row of the cart's or the orders' lines."""
    bought = (row.product_id, row.variant_id, row.quantity, row.unit_price)
    return Line(*bought, row.title, row.kind, row.gift, row.recipient, row.note, row.circumstances or {})


def find(connection: Connection, *conditions: ColumnElement) -> tuple[Order, ...]:
    """The orders that fulfil the conditions on ``rows.orders``, newest first."""
    newest_first = (orders.c.ordered_at.desc(), func.length(orders.c.id).desc(), orders.c.id.desc())
    heads = connection.execute(select(orders).where(*conditions).order_by(*newest_first)).all()
    lines: dict[str, list[Line]] = {head.id: [] for head in heads}
    ids = list(lines)
    for start in range(0, len(ids), _BATCH):
        wanted = order_lines.c.order_id.in_(ids[start : start + _BATCH])
        sorted_lines = select(order_lines).where(wanted).order_by(order_lines.c.order_id, order_lines.c.position)
        for row in connection.execute(sorted_lines):
            lines[row.order_id].append(line_of(row))
    return tuple(Order(h.id, h.customer, h.ordered_at, tuple(lines[h.id]), h.status, h.currency) for h in heads)


def insert(connection: Connection, order: Order, key: str) -> None:
    head = {"id": order.id, "customer": order.customer, "ordered_at": order.ordered_at, "status": order.status}
    connection.execute(orders.insert(), {**head, "key": key, "currency": order.currency})
    connection.execute(
        order_lines.insert(), [{"order_id": order.id, **line_values(line, i)} for i, line in enumerate(order.lines)]
    )


def write_circumstances(connection: Connection, order: Order) -> None:
    """Write what was said of an order since it was placed; a line that became a present is one from now on."""
    for position, line in enumerate(order.lines):
        this = (order_lines.c.order_id == order.id) & (order_lines.c.position == position)
        changed = {"circumstances": dict(line.circumstances) or None, "gift": line.gift}
        connection.execute(update(order_lines).where(this).values(**changed))


def next_id(connection: Connection) -> str:
    """The next order number, A-1001 onwards; numbers that imported orders carry are left out."""
    while True:
        order_id = f"A-{bump(connection, 'order')}"
        taken = connection.execute(select(orders.c.id).where(orders.c.id == order_id)).first()
        if taken is None:
            return order_id


def skip_numbers(connection: Connection, order_ids: Iterable[str]) -> None:
    """Let our own numbers go on after the highest ``A-<number>`` among imported ids."""
    numbers = [int(found.group(1)) for found in map(_OURS.fullmatch, order_ids) if found]
    if numbers:
        behind = (sequences.c.name == "order") & (sequences.c.value < max(numbers))
        connection.execute(update(sequences).where(behind).values(value=max(numbers)))


def take_stock(connection: Connection, lines: Sequence[Line], customer: str, at: datetime) -> None:
    """Take what is ordered off the shelf, and let go of what was held for the buyer.

    What is held for others is not there. Raises OutOfStock or UnknownVariant (then nothing may be committed).
    """
    wanted: Bag[str] = Bag()
    for line in lines:
        wanted[line.variant_id] += line.quantity
    hold_rows.release(connection, customer)
    version, held = None, {}
    # In order of id, so that two buyers never wait for each other in a ring.
    for variant_id, quantity in sorted(wanted.items()):
        stock_of = select(variants.c.stock).where(variants.c.id == variant_id)
        row = connection.execute(stock_of).first()
        if row is None:
            raise UnknownVariant(variant_id)
        if row.stock is None:
            continue
        if version is None:  # behind its lock nobody else takes or holds anything
            version, held = bump(connection, "stock"), hold_rows.held(connection, but=customer, at=at)
        others = held.get(variant_id, 0)
        enough = (variants.c.id == variant_id) & (variants.c.stock >= quantity + others)
        fewer = {"stock": variants.c.stock - quantity, "stock_version": version}
        if connection.execute(update(variants).where(enough).values(**fewer)).rowcount == 0:
            there = (connection.execute(stock_of).scalar_one() or 0) - others
            raise OutOfStock(variant_id, quantity, max(there, 0))


def return_stock(connection: Connection, lines: Sequence[Line]) -> None:
    """Put a cancelled order's goods back, where the shop counts them and still has them."""
    version = bump(connection, "stock")
    for line in sorted(lines, key=lambda line: line.variant_id):
        counted = (variants.c.id == line.variant_id) & variants.c.stock.isnot(None)
        more = {"stock": variants.c.stock + line.quantity, "stock_version": version}
        connection.execute(update(variants).where(counted).values(**more))


def detach(connection: Connection, customer: str) -> None:
    """Cut every order loose from its customer, each on its own, and drop what was written about people in them."""
    for row in connection.execute(select(orders.c.id).where(orders.c.customer == customer)).all():
        nobody = {"customer": f"{ERASED}{uuid4().hex}", "key": row.id, "cancel_key": None}
        connection.execute(update(orders).where(orders.c.id == row.id).values(**nobody))
        of_order = order_lines.c.order_id == row.id
        for line in connection.execute(
            select(order_lines.c.position, order_lines.c.circumstances).where(of_order)
        ).all():
            fee = {FEE: line.circumstances[FEE]} if FEE in (line.circumstances or {}) else None  # it is in the sum
            silent = {"recipient": None, "note": "", "circumstances": fee}
            connection.execute(
                update(order_lines).where(of_order & (order_lines.c.position == line.position)).values(**silent)
            )
        of_it = (returns.c.order_id == row.id) & (returns.c.customer == customer)
        connection.execute(
            update(returns).where(of_it).values(customer=nobody["customer"], key=row.id + "~" + uuid4().hex)
        )
    connection.execute(update(untold_events).where(untold_events.c.customer == customer).values(customer=None))


def first_orders(connection: Connection) -> Iterator[tuple[str, datetime]]:
    """Every customer who has orders, with the time of the first; what was cut loose is nobody's."""
    own = ~orders.c.customer.startswith(ERASED, autoescape=True)
    query = select(orders.c.customer, func.min(orders.c.ordered_at)).where(own).group_by(orders.c.customer)
    for row in connection.execute(query):
        yield row[0], row[1]


def baskets(connection: Connection, newest: int) -> Iterator[tuple[str, set[str]]]:
    """Of the shop's latest orders: who ("" for the erased), and which products they took for themselves. No more is read."""
    live = select(orders.c.id, orders.c.customer).where(orders.c.status != "cancelled")
    latest = live.order_by(orders.c.ordered_at.desc()).limit(newest).subquery()
    own = (order_lines.c.gift.is_(False)) & (order_lines.c.recipient.is_(None))
    columns = (latest.c.id, latest.c.customer, order_lines.c.product_id)
    joined = latest.join(order_lines, order_lines.c.order_id == latest.c.id)
    rows = connection.execute(select(*columns).select_from(joined).where(own).order_by(latest.c.id))
    for (_, customer), lines in groupby(rows, key=lambda row: (row[0], row[1])):
        yield ("" if customer.startswith(ERASED) else customer), {line[2] for line in lines}
