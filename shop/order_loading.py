"""Past orders from a file into the books: compared with what stands there, and then only what differs is written.

Stock stays as it is: these goods left the shop long ago. What was erased stays cut loose from its customer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from shop import counter_rows, order_rows
from shop.engines import reading, unhurried, writing
from shop.model import Order
from shop.orders import ERASED
from shop.rows import order_lines, orders
from shop.spool import Spool, batched

BATCH = 500  # below SQLite's bound on parameters
_KEY = "import:"


@dataclass(frozen=True)
class OrderChanges:
    """What an import does to the books, in orders. ``erased``: their customer was forgotten, and stays so."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    erased: int = 0
    lines: int = 0
    customers: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged + self.erased


@dataclass(frozen=True)
class OrderPlan:
    """An import that was compared with the books. ``todo``: orders that differ; ``customers``: whose counters change."""

    engine: Engine
    changes: OrderChanges
    todo: Spool[Order]
    customers: frozenset[str]

    def carry_out(self, told: Callable[[float], None] | None = None) -> None:
        """Write what differs, and count anew for whom it differs, all or nothing. ``told`` hears how much is done."""
        if not len(self.todo):
            return
        done, all_of_it = 0, len(self.todo) + len(self.customers)
        with writing(self.engine) as connection:
            unhurried(connection)
            for batch in self.todo.batches():
                order_rows.skip_numbers(connection, (order.id for order in batch))
                _put(connection, batch)
                done += len(batch)
                if told:
                    told(done / all_of_it)
            for some in batched(sorted(self.customers), BATCH):
                counter_rows.recount(connection, some)
                done += len(some)
                if told:
                    told(done / all_of_it)


@contextmanager
def planned(engine: Engine, imported: Iterable[Order]) -> Iterator[OrderPlan]:
    """Read all orders and compare them with the books; nothing is written yet. Of two with one id the later counts."""
    counted: dict[str, int] = defaultdict(int)
    customers, touched = set[str](), set[str]()
    with Spool[Order]() as todo:
        for some in batched(imported, BATCH):
            batch = list({order.id: order for order in some}.values())
            customers.update(order.customer for order in batch)
            counted["lines"] += sum(len(order.lines) for order in batch)
            with reading(engine) as connection:
                before = _find(connection, [order.id for order in batch])
            differing: list[Order] = []
            for order in batch:
                sort = _sort(before.get(order.id), order)
                counted[sort] += 1
                if sort in ("new", "changed"):
                    differing.append(order)
                    touched |= {order.customer} | ({before[order.id].customer} if order.id in before else set())
            todo.add(differing)
        changes = OrderChanges(**counted, customers=len(customers))
        yield OrderPlan(engine, changes, todo, frozenset(touched))


def load(engine: Engine, imported: Iterable[Order]) -> OrderChanges:
    """Upsert orders by their id, all or nothing."""
    with planned(engine, imported) as plan:
        plan.carry_out()
        return plan.changes


def _find(connection: Connection, ids: list[str]) -> dict[str, Order]:
    return {order.id: order for order in order_rows.find(connection, orders.c.id.in_(ids))}


def _sort(before: Order | None, now: Order) -> str:
    if before is None:
        return "new"
    if before.customer.startswith(ERASED):
        return "erased"
    return "unchanged" if before == now else "changed"


def _put(connection: Connection, batch: list[Order]) -> None:
    """Each order in place of the one with its id; whose customer was forgotten a moment ago is left as it is."""
    ids = [order.id for order in batch]
    gone = orders.c.id.in_(ids) & orders.c.customer.startswith(ERASED, autoescape=True)
    erased = set(connection.execute(select(orders.c.id).where(gone)).scalars())
    kept = [order for order in batch if order.id not in erased]
    if not kept:
        return
    ids = [order.id for order in kept]
    connection.execute(delete(order_lines).where(order_lines.c.order_id.in_(ids)))
    connection.execute(delete(orders).where(orders.c.id.in_(ids)))
    heads = [
        {"id": o.id, "customer": o.customer, "ordered_at": o.ordered_at, "status": o.status, "key": f"{_KEY}{o.id}"}
        for o in kept
    ]
    lines = [
        {"order_id": order.id, **order_rows.line_values(line, place)}
        for order in kept
        for place, line in enumerate(order.lines)
    ]
    connection.execute(orders.insert(), heads)
    if lines:
        connection.execute(order_lines.insert(), lines)
