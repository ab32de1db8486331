"""The order book: the customers' orders from the yes to the counter, each placed and cancelled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shop import cart_rows, counter_rows, order_rows, untold
from shop.circumstances import with_said
from shop.engines import reading, writing
from shop.model import Line, Order, OutOfStock
from shop.orders import CancelTooLate, OrderNotFound, check_lines
from shop.rows import orders
from shop.shelf import Shelf

Ids = str | Sequence[str]  # of one customer: the id under which they come, or all under which they are known
_BEFORE = {"placed": ("ready", "collected"), "ready": ("placed",), "collected": ("placed", "ready")}


class OrderBook:
    """The orders in the shop's database. ``shelf`` looks again when goods leave it or go back; ``tells``: as of ``ShopStore``."""

    def __init__(self, engine: Engine, shelf: Shelf, *, tells: bool = False) -> None:
        self._engine, self._shelf, self._tells = engine, shelf, tells

    # --- find ---

    def of(self, customer: Ids) -> tuple[Order, ...]:
        """The customer's orders, newest first; with several ids, those of all of them."""
        with reading(self._engine) as connection:
            return order_rows.find(connection, orders.c.customer.in_(each_of(customer)))

    def get(self, order_id: str) -> Order:
        """One order, whoever's it is: for the shop. Raises OrderNotFound."""
        with reading(self._engine) as connection:
            found = order_rows.find(connection, orders.c.id == order_id)
        if not found:
            raise OrderNotFound(f"{order_id}: there is no such order")
        return found[0]

    def recent(self, limit: int = 5_000) -> tuple[Order, ...]:
        """The shop's latest orders, newest first: for what goes together, not for naming anybody."""
        with reading(self._engine) as connection:
            latest = select(orders.c.id).order_by(orders.c.ordered_at.desc()).limit(limit)
            return order_rows.find(connection, orders.c.id.in_(latest))

    def placed_by(self, customer: str, key: str) -> Order | None:
        """The order that this message placed, if it did."""
        with reading(self._engine) as connection:
            return _placed_by(connection, customer, key)

    def cancelled_by(self, customer: Ids, key: str) -> Order | None:
        """The order that this message cancelled, if it did; with several ids, a message of the first one."""
        ids = each_of(customer)
        with reading(self._engine) as connection:
            found = order_rows.find(connection, orders.c.customer.in_(ids), orders.c.cancel_key == _key_of(ids, key))
            return found[0] if found else None

    # --- change ---

    def place(
        self, customer: str, key: str, lines: Sequence[Line], at: datetime, *, gift: bool = False, currency: str = ""
    ) -> Order:
        """Order these lines at the prices that they carry, take the goods off the shelf, empty the cart.

        ``key`` is the message's id: a second time the same order comes back and nothing else happens. ``gift``: all
        lines are gifts. What is held for others is not there. Raises OutOfStock, UnknownVariant, ShopError; then nothing has changed.
        """
        checked = tuple(replace(line, gift=True) if gift else line for line in check_lines(lines))
        try:
            with writing(self._engine) as connection:
                known = _placed_by(connection, customer, key)
                if known is not None:
                    return known
                order_rows.take_stock(connection, checked, customer, at)
                order = Order(order_rows.next_id(connection), customer, at, checked, currency=currency)
                order_rows.insert(connection, order, key)
                counter_rows.add(connection, order)
                self._tell(connection, "order.placed", order, at)
                cart_rows.write(connection, customer, ())
        except (IntegrityError, OutOfStock):  # the same message in another process, a moment ago; it took the last one
            known = self.placed_by(customer, key)
            if known is None:
                raise
            return known
        self._shelf.look_again()
        return order

    def cancel(self, customer: Ids, order_id: str, key: str, at: datetime | None = None) -> Order:
        """Cancel one's own order that is not ready yet; the goods go back. Cancelled before: the same order comes back.

        With several ids, the first is the one that cancels. ``at`` is when, for the shop's own systems. Raises
        OrderNotFound (also for somebody else's order) and CancelTooLate.
        """
        ids = each_of(customer)
        with writing(self._engine) as connection:
            own = orders.c.customer.in_(ids) & (orders.c.id == order_id)
            # The conditional update decides: of two cancellations at once only one returns the goods.
            cancelled = update(orders).where(own & (orders.c.status == "placed"))
            changed = connection.execute(cancelled.values(status="cancelled", cancel_key=_key_of(ids, key))).rowcount
            found = order_rows.find(connection, own)
            if not found:
                raise OrderNotFound(f"{order_id}: this customer has no such order")
            if found[0].status != "cancelled":
                raise CancelTooLate(order_id, found[0].status)
            if changed:
                order_rows.return_stock(connection, found[0].lines)
                counter_rows.recount(connection, (found[0].customer,))
                self._tell(connection, "order.cancelled", found[0], at or found[0].ordered_at)
        self._shelf.look_again()
        return found[0]

    def say_of(self, customer: Ids, order_id: str, said: Mapping[str, str]) -> Order | None:
        """Put circumstances (by slot) with one's own order that is not ready yet; None when there is none. Twice is once."""
        with writing(self._engine) as connection:
            mine = orders.c.customer.in_(each_of(customer)) & (orders.c.id == order_id) & (orders.c.status == "placed")
            found = order_rows.find(connection, mine)
            if not found:
                return None
            described = replace(found[0], lines=with_said(found[0].lines, said))
            order_rows.write_circumstances(connection, described)
            if described.lines != found[0].lines:
                counter_rows.recount(connection, (described.customer,))
        return described

    def set_status(self, order_id: str, status: str) -> Order:
        """Say that an order is ready or collected. Raises OrderNotFound; a cancelled or returned order stays so, and one that
        was collected is not ready again."""
        if status not in _BEFORE:
            raise ValueError(f"status: {status!r} is none of placed, ready, collected")
        with writing(self._engine) as connection:
            live = (orders.c.id == order_id) & orders.c.status.in_(_BEFORE[status])
            connection.execute(update(orders).where(live).values(status=status))
            found = order_rows.find(connection, orders.c.id == order_id)
        if not found:
            raise OrderNotFound(f"{order_id}: there is no such order")
        return found[0]

    def _tell(self, connection: Connection, event: str, order: Order, at: datetime) -> None:
        if self._tells:
            untold.add(connection, event, order, at)


def each_of(customer: Ids) -> tuple[str, ...]:
    """The ids, one or several, as a tuple."""
    return (customer,) if isinstance(customer, str) else tuple(customer)


def _key_of(ids: tuple[str, ...], key: str) -> str:
    """A message as an order remembers it. Ids of messages are unique for each customer only: of several, say whose."""
    return key if len(ids) == 1 else sha256(f"{ids[0]} {key}".encode()).hexdigest()


def _placed_by(connection: Connection, customer: str, key: str) -> Order | None:
    found = order_rows.find(connection, orders.c.customer == customer, orders.c.key == key)
    return found[0] if found else None
