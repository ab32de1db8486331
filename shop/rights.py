"""The customer's rights over what the shop keeps of them: see, take along, be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from shop import cart_rows, hold_rows, order_rows
from shop.engines import forget_freed_pages, reading, writing
from shop.model import Line
from shop.rows import alerts, arrivals, cart_keys, cart_lines, counters, holds, orders, returns, untold_events

THEIRS = (cart_lines, cart_keys, counters, holds, alerts, arrivals)  # these go with them
_SHOWN = {
    "holds": (holds, ("variant_id", "quantity", "until")),
    "alerts": (alerts, ("product_id", "variant_id", "asked_at")),
    "arrivals": (arrivals, ("at", "due", "order_id", "goods", "status")),
    "returns": (returns, ("id", "order_id", "variant_id", "quantity", "title", "asked_at", "status")),
    "untold": (untold_events, ("order_id", "body", "at")),  # what the shop's own systems are still to be told
}


def export(engine: Engine, customer: str) -> dict[str, Any]:
    """All that the shop keeps about this customer, ready for JSON."""
    with reading(engine) as connection:
        cart = cart_rows.read(connection, customer)
        bought = order_rows.find(connection, orders.c.customer == customer)
        own = select(counters).where(counters.c.customer == customer).order_by(*counters.primary_key)
        counted = connection.execute(own).mappings().all()
        beside = {name: _rows(connection, name, customer) for name in _SHOWN}
    return {
        "cart": [_line(line) for line in cart.lines],
        "orders": [
            {
                "id": order.id,
                "ordered_at": order.ordered_at.isoformat(),
                "status": order.status,
                "total": str(order.total),
                **({"delivery_fee": str(order.fee)} if order.fee else {}),
                "currency": order.currency,
                "lines": [_line(line) for line in order.lines],
            }
            for order in bought
        ],
        "counters": [_counter(row) for row in counted],
        **beside,
    }


def erase(engine: Engine, *customers: str) -> None:
    """Forget customers, physically: orders and returns stay without them; all else that is theirs goes."""
    for customer in customers:
        with writing(engine) as connection:  # by itself, since it takes the stock's lock before any order's
            hold_rows.release(connection, customer)
        with writing(engine) as connection:
            order_rows.detach(connection, customer)
            for table in THEIRS:
                connection.execute(delete(table).where(table.c.customer == customer))
    forget_freed_pages(engine)


def first_seen(engine: Engine) -> Iterator[tuple[str, datetime | None]]:
    """Every customer of whom something is kept, with the time of their first order; a cart alone has no time."""
    with reading(engine) as connection:
        yield from order_rows.first_orders(connection)
        for table in (*THEIRS, untold_events):
            found = connection.execute(select(table.c.customer).distinct()).scalars()
            yield from ((customer, None) for customer in found if customer is not None)


def _rows(connection: Connection, name: str, customer: str) -> list[dict[str, Any]]:
    table, columns = _SHOWN[name]
    own = select(*(table.c[column] for column in columns)).where(table.c.customer == customer)
    return [{column: _plain(value) for column, value in row.items()} for row in connection.execute(own).mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _line(line: Line) -> dict[str, Any]:
    return {**vars(line), "unit_price": str(line.unit_price)}


def _counter(row: Any) -> dict[str, Any]:
    return {
        "level": row["level"],
        "item": row["item"],
        "days": row["days"],
        "first_day": datetime.fromordinal(row["first_day"]).date().isoformat(),
        "last_day": datetime.fromordinal(row["last_day"]).date().isoformat(),
    }
