"""What is in the customers' carts: each message changes one once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from shop import cart_rows, hold_rows
from shop.engines import reading, writing
from shop.model import Cart, Line
from shop.shelf import Shelf


class Carts:
    """The carts in the shop's database. ``shelf`` looks again when goods go back on it."""

    def __init__(self, engine: Engine, shelf: Shelf) -> None:
        self._engine, self._shelf = engine, shelf

    def of(self, customer: str, key: str | None = None) -> Cart:
        """What is in the cart. With the ``key`` of a message that has changed it: what that message found in it."""
        with reading(self._engine) as connection:
            before = cart_rows.read_before(connection, customer, key) if key is not None else None
            return before if before is not None else cart_rows.read(connection, customer)

    def put(self, customer: str, key: str, lines: Sequence[Line]) -> Cart:
        """Put these lines in the cart's place. ``key`` is the message's id: a second time it changes nothing.

        What an earlier message had the shop hold is let go.
        """
        try:
            with writing(self._engine) as connection:
                if hold_rows.release(connection, customer, but=key):
                    self._shelf.look_again()
                if cart_rows.take_key(connection, customer, key):
                    cart_rows.write(connection, customer, lines)
                return cart_rows.read(connection, customer)
        except IntegrityError:  # the same message in another process, a moment ago
            return self.of(customer)
