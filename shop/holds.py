"""Goods that are held for a customer between the read-back and their yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from shop import hold_rows
from shop.engines import writing
from shop.model import Line
from shop.shelf import Shelf


class Holds:
    """The holds in the shop's database. ``shelf`` looks again when they change: what is held is not shown to others."""

    def __init__(self, engine: Engine, shelf: Shelf) -> None:
        self._engine, self._shelf = engine, shelf

    def take(
        self,
        customer: str,
        key: str,
        lines: Sequence[Line],
        at: datetime,
        minutes: float,
        most: int,
        *,
        unnamed: bool = False,
    ) -> None:
        """Hold these lines' goods for a customer, so that their yes cannot fail; ``key`` is the message's id.

        They are held until the yes, another cart, another read-back, or ``minutes`` later; at most ``most`` pieces, and of
        somebody who is nobody yet (``unnamed``) no more than is free for such. Raises OutOfStock or UnknownVariant: somebody
        else has them.
        """
        wanted: dict[str, int] = {}
        for line in lines:
            wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.quantity
        until = at + timedelta(minutes=minutes)
        with writing(self._engine) as connection:
            changed = hold_rows.hold(connection, customer, key, wanted, at, until, most, unnamed)
        if changed:
            self._shelf.look_again()

    def release(self, customer: str) -> None:
        """Let go of what is held for a customer."""
        with writing(self._engine) as connection:
            hold_rows.release(connection, customer)
        self._shelf.look_again()
