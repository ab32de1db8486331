"""Carts ↔ rows, on a connection that the store opened."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from shop.model import Cart, Line
from shop.order_rows import line_of, line_values
from shop.rows import cart_keys, cart_lines

_KEYS_KEPT = 200  # a cart remembers its last 200 messages


def read(connection: Connection, customer: str) -> Cart:
    own = select(cart_lines).where(cart_lines.c.customer == customer).order_by(cart_lines.c.position)
    return Cart(customer, tuple(line_of(row) for row in connection.execute(own)))


def write(connection: Connection, customer: str, lines: Sequence[Line]) -> None:
    """Put these lines in the place of the cart's."""
    connection.execute(delete(cart_lines).where(cart_lines.c.customer == customer))
    if lines:
        rows = [{"customer": customer, **line_values(line, i)} for i, line in enumerate(lines)]
        connection.execute(insert(cart_lines), rows)


def take_key(connection: Connection, customer: str, key: str) -> bool:
    """Remember that a message changes the cart; False when it did so before."""
    own = cart_keys.c.customer == customer
    if connection.execute(select(cart_keys.c.id).where(own, cart_keys.c.key == key)).first():
        return False
    connection.execute(insert(cart_keys).values(customer=customer, key=key))
    kept = select(cart_keys.c.id).where(own).order_by(cart_keys.c.id.desc()).limit(1).offset(_KEYS_KEPT)
    oldest = connection.execute(kept).scalar_one_or_none()
    if oldest is not None:
        connection.execute(delete(cart_keys).where(own, cart_keys.c.id <= oldest))
    return True
