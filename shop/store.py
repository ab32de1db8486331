"""The shop's one store: catalogue, carts, orders. A shell: the only place where the shop's database is opened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shop import cart_rows, catalogue_rows, counter_rows, loading, order_loading, order_rows
from shop.catalogue import Catalogue
from shop.circumstances import with_said
from shop.complements import Pairs, pairs_of
from shop.engines import forget_freed_pages, reading, writing
from shop.model import Cart, Line, Order, OutOfStock, Product, Usual
from shop.orders import CancelTooLate, OrderNotFound, check_lines, day_of
from shop.repeat import MATURE_DAYS, RepeatRates, rates_from
from shop.rows import cart_keys, cart_lines, counters, orders
from shop.usual import contenders, usual, usual_of

Ids = str | Sequence[str]  # of one customer: the id under which they come, or all under which they are known
_CHECK_EVERY_S = 1.0  # how old the catalogue in hand may be
_RATES_EVERY_S = 600.0
_PAIRED_ORDERS = 20_000


class ShopStore:
    """``monotonic`` is a clock for caches only; what happened when comes as ``at``."""

    def __init__(self, engine: Engine, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._monotonic = engine, monotonic
        self._lock = threading.Lock()
        self._shown: tuple[Catalogue, int] | None = None  # with its stock version
        self._checked_s = self._rated_s = float("-inf")
        self._rates: RepeatRates | None = None
        self._paired_s = float("-inf")
        self._pairs: Pairs | None = None

    @property
    def engine(self) -> Engine:
        return self._engine

    # --- the shelf ---

    def catalogue(self) -> Catalogue:
        """The catalogue, at most one second old; reads only what changed."""
        with self._lock:
            now_s = self._monotonic()
            if self._shown is None or now_s - self._checked_s >= _CHECK_EVERY_S:
                with reading(self._engine) as connection:
                    self._shown = self._fresh(connection)
                self._checked_s = now_s
            return self._shown[0]

    def _fresh(self, connection: Connection) -> tuple[Catalogue, int]:
        if self._shown is None:
            return catalogue_rows.load(connection)
        catalogue, stock_version = self._shown
        versions = catalogue_rows.read_versions(connection)
        if versions["catalogue"] != catalogue.version:
            return catalogue_rows.load(connection)
        if versions["stock"] != stock_version:
            return catalogue_rows.with_new_stock(connection, catalogue, stock_version), versions["stock"]
        return self._shown

    def load_catalogue(self, products: Iterable[Product], replace: bool = False) -> int:
        """Upsert products by id, all or nothing; with ``replace`` the others go. How many. Raises ShopError."""
        changes = loading.load(self._engine, products, keep_others=not replace)
        self._forget_caches()
        return changes.total

    # --- carts ---

    def cart(self, customer: str, key: str | None = None) -> Cart:
        """What is in the cart. With the ``key`` of a message that has changed it: what that message found in it."""
        with reading(self._engine) as connection:
            before = cart_rows.read_before(connection, customer, key) if key is not None else None
            return before if before is not None else cart_rows.read(connection, customer)

    def set_cart(self, customer: str, key: str, lines: Sequence[Line]) -> Cart:
        """Put these lines in the cart's place. ``key`` is the message's id: a second time it changes nothing."""
        try:
            with writing(self._engine) as connection:
                if cart_rows.take_key(connection, customer, key):
                    cart_rows.write(connection, customer, lines)
                return cart_rows.read(connection, customer)
        except IntegrityError:  # the same message in another process, a moment ago
            return self.cart(customer)

    # --- orders ---

    def place_order(self, customer: str, key: str, lines: Sequence[Line], at: datetime, *, gift: bool = False) -> Order:
        """Order these lines at the prices that they carry, take the goods off the shelf, empty the cart.

        ``key`` is the message's id: a second time the same order comes back and nothing else happens. ``gift``: all
        lines are gifts. Raises OutOfStock, UnknownVariant, ShopError; then nothing has changed.
        """
        checked = tuple(replace(line, gift=True) if gift else line for line in check_lines(lines))
        try:
            with writing(self._engine) as connection:
                known = _order_of_key(connection, customer, key)
                if known is not None:
                    return known
                order_rows.take_stock(connection, checked)
                order = Order(order_rows.next_id(connection), customer, at, checked)
                order_rows.insert(connection, order, key)
                counter_rows.add(connection, order)
                cart_rows.write(connection, customer, ())
        except (IntegrityError, OutOfStock):  # the same message in another process, a moment ago; it took the last one
            known = self.order_of_key(customer, key)
            if known is None:
                raise
            return known
        self._checked_s = float("-inf")
        return order

    def order_of_key(self, customer: str, key: str) -> Order | None:
        """The order that this message placed, if it did."""
        with reading(self._engine) as connection:
            return _order_of_key(connection, customer, key)

    def orders(self, customer: Ids) -> tuple[Order, ...]:
        """The customer's orders, newest first; with several ids, those of all of them."""
        with reading(self._engine) as connection:
            return order_rows.find(connection, orders.c.customer.in_(_each(customer)))

    def recent_orders(self, limit: int = 5_000) -> tuple[Order, ...]:
        """The shop's latest orders, newest first: for what goes together, not for naming anybody."""
        with reading(self._engine) as connection:
            latest = select(orders.c.id).order_by(orders.c.ordered_at.desc()).limit(limit)
            return order_rows.find(connection, orders.c.id.in_(latest))

    def pairs(self) -> Pairs:
        """What is taken together in this shop, counted over its latest orders.

        Nobody waits for it but the first: from ten minutes of age on they are counted anew beside the questions.
        """
        if self._pairs is None:
            self._count_pairs()
        elif self._monotonic() - self._paired_s >= _RATES_EVERY_S:
            self._paired_s = self._monotonic()
            threading.Thread(target=self._count_pairs, name="pairs", daemon=True).start()
        return self._pairs or Pairs()

    def _count_pairs(self) -> None:
        with reading(self._engine) as connection:
            self._pairs = pairs_of(order_rows.baskets(connection, _PAIRED_ORDERS))
        self._paired_s = self._monotonic()

    def cancel_order(self, customer: Ids, order_id: str, key: str) -> Order:
        """Cancel one's own order that is not ready yet; the goods go back. Cancelled before: the same order comes back.

        With several ids, the first is the one that cancels. Raises OrderNotFound (also for somebody else's order) and
        CancelTooLate.
        """
        ids = _each(customer)
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
        self._checked_s = float("-inf")
        return found[0]

    def cancelled_by(self, customer: Ids, key: str) -> Order | None:
        """The order that this message cancelled, if it did; with several ids, a message of the first one."""
        ids = _each(customer)
        with reading(self._engine) as connection:
            found = order_rows.find(connection, orders.c.customer.in_(ids), orders.c.cancel_key == _key_of(ids, key))
            return found[0] if found else None

    def say_of_order(self, customer: Ids, order_id: str, said: Mapping[str, str]) -> Order | None:
        """Put circumstances (by slot) with one's own order that is not ready yet; None when there is none. Twice is once."""
        with writing(self._engine) as connection:
            mine = orders.c.customer.in_(_each(customer)) & (orders.c.id == order_id) & (orders.c.status == "placed")
            found = order_rows.find(connection, mine)
            if not found:
                return None
            described = replace(found[0], lines=with_said(found[0].lines, said))
            order_rows.write_circumstances(connection, described)
            if described.lines != found[0].lines:
                counter_rows.recount(connection, (described.customer,))
        return described

    def set_status(self, order_id: str, status: str) -> Order:
        """Say that an order is ready or collected. Raises OrderNotFound; a cancelled order stays so."""
        if status not in ("placed", "ready", "collected"):
            raise ValueError(f"status: {status!r} is none of placed, ready, collected")
        with writing(self._engine) as connection:
            live = (orders.c.id == order_id) & (orders.c.status != "cancelled")
            connection.execute(update(orders).where(live).values(status=status))
            found = order_rows.find(connection, orders.c.id == order_id)
        if not found:
            raise OrderNotFound(f"{order_id}: there is no such order")
        return found[0]

    def import_orders(self, imported: Iterable[Order]) -> int:
        """Upsert orders by their id, all or nothing. Stock stays: these goods left the shop long ago. How many."""
        changes = order_loading.load(self._engine, imported)
        self._forget_caches()
        return changes.total

    # --- the usual ---

    def repeat_rates(self, at: datetime) -> RepeatRates:
        """What comes back in this shop, from the counters; at most ten minutes old."""
        now_s = self._monotonic()
        if self._rates is None or now_s - self._rated_s >= _RATES_EVERY_S:
            categories = {product.kind: product.category for product in self.catalogue().listed()}
            with reading(self._engine) as connection:
                self._rates = rates_from(counter_rows.tallies(connection, day_of(at) - MATURE_DAYS), categories)
            self._rated_s = now_s
        return self._rates

    def usual(self, customer: Ids, at: datetime, *, stated: str | None = None) -> Usual:
        """This customer's usual (see ``shop.usual``). Whether it may be used is for the caller to know: consent."""
        ids = _each(customer)
        if (
            stated is not None or len(ids) > 1
        ):  # of several ids the orders are read: counters cannot be shuffled together
            return usual(self.orders(ids), at, stated=stated, repeats=self.repeat_rates(at))
        rates = self.repeat_rates(at)
        with reading(self._engine) as connection:
            return usual_of(counter_rows.read(connection, ids[0]), day_of(at), rates)

    def contenders(self, customer: Ids, at: datetime) -> tuple[Usual, ...]:
        """The two things between which this customer goes back and forth, or nothing."""
        return contenders(self.orders(customer), at, repeats=self.repeat_rates(at))

    # --- the customer's rights ---

    def export(self, customer: str) -> dict[str, Any]:
        """All that the shop keeps about this customer, ready for JSON."""
        with reading(self._engine) as connection:
            cart = cart_rows.read(connection, customer)
            bought = order_rows.find(connection, orders.c.customer == customer)
            own = select(counters).where(counters.c.customer == customer).order_by(*counters.primary_key)
            counted = connection.execute(own).mappings().all()
        return {
            "cart": [_line_for_export(line) for line in cart.lines],
            "orders": [
                {
                    "id": order.id,
                    "ordered_at": order.ordered_at.isoformat(),
                    "status": order.status,
                    "total": str(order.total),
                    "lines": [_line_for_export(line) for line in order.lines],
                }
                for order in bought
            ],
            "counters": [_counter_for_export(row) for row in counted],
        }

    def erase(self, *customers: str) -> None:
        """Forget customers, physically: orders stay without them, cart and counters go."""
        for customer in customers:
            with writing(self._engine) as connection:
                order_rows.detach(connection, customer)
                for table in (cart_lines, cart_keys, counters):
                    connection.execute(delete(table).where(table.c.customer == customer))
        forget_freed_pages(self._engine)

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]:
        """Every customer of whom something is kept, with the time of their first order; a cart alone has no time."""
        with reading(self._engine) as connection:
            yield from order_rows.first_orders(connection)
            for table in (cart_lines, cart_keys, counters):
                found = connection.execute(select(table.c.customer).distinct()).scalars()
                yield from ((customer, None) for customer in found)

    def _forget_caches(self) -> None:
        self._checked_s = self._rated_s = float("-inf")
        self._pairs = None


def _each(customer: Ids) -> tuple[str, ...]:
    return (customer,) if isinstance(customer, str) else tuple(customer)


def _key_of(ids: tuple[str, ...], key: str) -> str:
    """A message as an order remembers it. Ids of messages are unique for each customer only: of several, say whose."""
    return key if len(ids) == 1 else sha256(f"{ids[0]} {key}".encode()).hexdigest()


def _order_of_key(connection: Connection, customer: str, key: str) -> Order | None:
    found = order_rows.find(connection, orders.c.customer == customer, orders.c.key == key)
    return found[0] if found else None


def _line_for_export(line: Line) -> dict[str, Any]:
    return {**vars(line), "unit_price": str(line.unit_price)}


def _counter_for_export(row: Any) -> dict[str, Any]:
    return {
        "level": row["level"],
        "item": row["item"],
        "days": row["days"],
        "first_day": datetime.fromordinal(row["first_day"]).date().isoformat(),
        "last_day": datetime.fromordinal(row["last_day"]).date().isoformat(),
    }
