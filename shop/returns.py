"""Goods that come back: asked for by the customer under a number, done when the shop says so. Only then they are on the shelf."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shop import counter_rows, order_rows, untold
from shop.engines import reading, writing
from shop.model import Line, Order, ShopError
from shop.orders import OrderNotFound
from shop.rows import orders, returns
from shop.sequence_rows import bump

UNMARKED = timedelta(days=1)  # a shop that marks nothing as collected: by then it will have been


class ReturnNotFound(ShopError):
    """There is no such return, or no such thing in the order."""


@dataclass(frozen=True)
class Return:
    """``status``: asked, or done once the goods are back."""

    id: str  # what the customer is told: "R-1001"
    customer: str
    order_id: str
    variant_id: str
    quantity: int
    title: str
    asked_at: datetime
    status: Literal["asked", "done"]


def in_time(order: Order, at: datetime, days: int) -> bool:
    """May something of this order come back at ``at``, within so many days of the order? Pure."""
    there = order.status in ("ready", "collected") or (order.status == "placed" and at - order.ordered_at >= UNMARKED)
    return there and at - order.ordered_at <= timedelta(days=days)


def of_product(found: Sequence[Order], product_id: str) -> tuple[tuple[Order, Line], ...]:
    """The customer's own orders that hold this product, newest first, with the line. Pure."""
    lines = ((order, line) for order in found for line in order.lines if line.product_id == product_id)
    return tuple((order, line) for order, line in lines if order.status != "cancelled")


class Returns:
    """The returns in the shop's database. ``tells``: as of ``ShopStore``."""

    def __init__(self, engine: Engine, *, tells: bool = False) -> None:
        self._engine, self._tells = engine, tells

    def ask(self, customers: Collection[str], order_id: str, variant_id: str, key: str, at: datetime) -> Return:
        """A number for the return of a thing in one of these ids' own orders. Asked before: the same number.

        Raises OrderNotFound (also for somebody else's order) and ReturnNotFound.
        """
        try:
            with writing(self._engine) as connection:
                order = _own(connection, customers, order_id)
                before = _find(connection, returns.c.order_id == order_id, returns.c.variant_id == variant_id)
                if before:
                    return before[0]
                made = _new(connection, order, variant_id, key, at, "asked")
                self._tell(connection, "order.return_asked", order, made, at)
        except IntegrityError:  # the same message in another process, a moment ago
            with reading(self._engine) as connection:
                return _find(connection, returns.c.order_id == order_id, returns.c.variant_id == variant_id)[0]
        return made

    def done(self, number: str, at: datetime) -> tuple[Return, ...]:
        """The goods are back: of the return R-…, or of all that was asked for of an order, or else of the whole order.

        Done before: nothing happens again. Raises ReturnNotFound or OrderNotFound.
        """
        with writing(self._engine) as connection:
            found = _find(connection, (returns.c.id == number) | (returns.c.order_id == number))
            if not found and number.startswith("R-"):
                raise ReturnNotFound(f"{number}: there is no such return")
            order = _order(connection, found[0].order_id if found else number)
            handed_over = (orders.c.id == order.id) & orders.c.status.in_(("placed", "ready"))
            connection.execute(update(orders).where(handed_over).values(status="collected"))
            if not found:
                whole = dict.fromkeys(line.variant_id for line in order.lines)
                found = tuple(_new(connection, order, v, f"shop:{order.id}:{v}", at, "asked") for v in whole)
            return tuple(self._take_back(connection, one, at) for one in found)

    def of_order(self, order_id: str) -> tuple[Return, ...]:
        with reading(self._engine) as connection:
            return _find(connection, returns.c.order_id == order_id)

    def asked(self) -> tuple[Return, ...]:
        """What is still to come back, the oldest first."""
        with reading(self._engine) as connection:
            return _find(connection, returns.c.status == "asked")

    def _take_back(self, connection: Connection, one: Return, at: datetime) -> Return:
        still = (returns.c.id == one.id) & (returns.c.status == "asked")
        # The conditional update decides: of two at once only one puts the goods back.
        if connection.execute(update(returns).where(still).values(status="done")).rowcount:
            order = _order(connection, one.order_id)
            order_rows.return_stock(connection, [_line(order, one)])
            gone = {r.variant_id for r in _find(connection, returns.c.order_id == order.id, returns.c.status == "done")}
            if gone >= {line.variant_id for line in order.lines}:
                connection.execute(update(orders).where(orders.c.id == order.id).values(status="returned"))
                counter_rows.recount(connection, (order.customer,))
            self._tell(connection, "order.returned", order, one, at)
        return replace(one, status="done")

    def _tell(self, connection: Connection, event: str, order: Order, one: Return, at: datetime) -> None:
        if self._tells:
            untold.add(connection, event, replace(order, lines=(_line(order, one),)), at, **{"return": one.id})


def _own(connection: Connection, customers: Collection[str], order_id: str) -> Order:
    found = order_rows.find(connection, orders.c.customer.in_(customers), orders.c.id == order_id)
    if not found or found[0].status == "cancelled":
        raise OrderNotFound(f"{order_id}: this customer has no such order")
    return found[0]


def _order(connection: Connection, order_id: str) -> Order:
    """The order, ours alone until the commit: a cancellation of it waits. Raises OrderNotFound."""
    connection.execute(select(orders.c.id).where(orders.c.id == order_id).with_for_update())
    found = order_rows.find(connection, orders.c.id == order_id)
    if not found or found[0].status == "cancelled":
        raise OrderNotFound(f"{order_id}: there is no such order, or it was cancelled")
    return found[0]


def _new(connection: Connection, order: Order, variant_id: str, key: str, at: datetime, status: str) -> Return:
    mine = [line for line in order.lines if line.variant_id == variant_id]
    if not mine:
        raise ReturnNotFound(f"{order.id}: there is no {variant_id} in it")
    row: dict[str, Any] = {
        "id": f"R-{bump(connection, 'return')}",
        "customer": order.customer,
        "order_id": order.id,
        "variant_id": variant_id,
        "quantity": sum(line.quantity for line in mine),
        "title": mine[0].title,
        "asked_at": at,
        "status": status,
    }
    connection.execute(insert(returns).values(**row, key=key))
    return Return(**row)


def _line(order: Order, one: Return) -> Line:
    """All pieces of what comes back, as one line."""
    mine = next(line for line in order.lines if line.variant_id == one.variant_id)
    return replace(mine, quantity=one.quantity)


def _find(connection: Connection, *conditions: Any) -> tuple[Return, ...]:
    rows = connection.execute(select(returns).where(*conditions).order_by(returns.c.asked_at, returns.c.id))
    return tuple(
        Return(r.id, r.customer, r.order_id, r.variant_id, r.quantity, r.title, r.asked_at, r.status) for r in rows
    )
