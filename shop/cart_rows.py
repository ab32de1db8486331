"""Carts ↔ rows, on a connection that the store opened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from shop.model import Cart, Line
from shop.order_rows import line_of, line_values
from shop.rows import cart_keys, cart_lines

_KEYS_KEPT = 200  # a cart remembers its last 200 messages


def read(connection: Connection, customer: str) -> Cart:
    own = select(cart_lines).where(cart_lines.c.customer == customer).order_by(cart_lines.c.position)
    return Cart(customer, tuple(line_of(row) for row in connection.execute(own)))


def read_before(connection: Connection, customer: str, key: str) -> Cart | None:
    """The cart as this message found it, if the message has changed it already."""
    own = select(cart_keys.c.before).where(cart_keys.c.customer == customer, cart_keys.c.key == key)
    lines = connection.execute(own).scalar_one_or_none()
    return None if lines is None else Cart(customer, tuple(_line_from_json(line) for line in lines))


def write(connection: Connection, customer: str, lines: Sequence[Line]) -> None:
    """Put these lines in the place of the cart's."""
    connection.execute(delete(cart_lines).where(cart_lines.c.customer == customer))
    if lines:
        rows = [{"customer": customer, **line_values(line, i)} for i, line in enumerate(lines)]
        connection.execute(insert(cart_lines), rows)


def take_key(connection: Connection, customer: str, key: str) -> bool:
    """Remember that a message changes the cart, and what it found; False when it did so before."""
    own = cart_keys.c.customer == customer
    if connection.execute(select(cart_keys.c.id).where(own, cart_keys.c.key == key)).first():
        return False
    before = [_line_to_json(line) for line in read(connection, customer).lines]
    connection.execute(insert(cart_keys).values(customer=customer, key=key, before=before))
    kept = select(cart_keys.c.id).where(own).order_by(cart_keys.c.id.desc()).limit(1).offset(_KEYS_KEPT)
    oldest = connection.execute(kept).scalar_one_or_none()
    if oldest is not None:
        connection.execute(delete(cart_keys).where(own, cart_keys.c.id <= oldest))
    return True


def _line_to_json(line: Line) -> dict[str, Any]:
    return {**vars(line), "unit_price": str(line.unit_price)}


def _line_from_json(values: dict[str, Any]) -> Line:
    return Line(**{**values, "unit_price": Decimal(values["unit_price"])})
