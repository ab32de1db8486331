"""The shop's one store: catalogue, carts, orders. A shell: the only place where the shop's database is opened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shop import (
    cart_rows,
    catalogue_rows,
    counter_rows,
    hold_rows,
    loading,
    order_loading,
    order_rows,
    rights,
    untold,
)
from shop.catalogue import Catalogue
from shop.circumstances import with_said
from shop.complements import Pairs
from shop.engines import reading, writing
from shop.learnt import Learnt, Voices
from shop.model import Cart, Line, Order, OutOfStock, Product, Usual
from shop.orders import CancelTooLate, OrderNotFound, check_lines, day_of
from shop.repeat import RepeatRates
from shop.returns import Returns
from shop.rows import orders
from shop.usual import usual, usual_of

Ids = str | Sequence[str]  # of one customer: the id under which they come, or all under which they are known
_CHECK_EVERY_S = 1.0  # how old the catalogue in hand may be
_BEFORE = {"placed": ("ready", "collected"), "ready": ("placed",), "collected": ("placed", "ready")}


class ShopStore:
    """``monotonic`` is a clock for caches only; what happened when comes as ``at``.

    ``tells``: what becomes of orders is written down for the shop's own systems (see ``shop.untold``). ``voices``: which
    ids are one person, where others are counted (see ``shop.learnt``).
    """

    def __init__(
        self,
        engine: Engine,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        tells: bool = False,
        voices: Voices | None = None,
    ) -> None:
        self._engine, self._monotonic, self._tells = engine, monotonic, tells
        self._lock = threading.Lock()
        self._shown: tuple[Catalogue, int] | None = None  # with its stock version
        self._checked_s = float("-inf")
        self._learnt = Learnt(engine, monotonic, voices)
        self._hold_ends: datetime | None = None  # the next hold's end, as last seen

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def returns(self) -> Returns:
        return Returns(self._engine, tells=self._tells)

    # --- the shelf ---

    def catalogue(self, at: datetime | None = None) -> Catalogue:
        """The catalogue, at most one second old; reads only what changed. What is held for somebody is not in stock.

        With ``at``, what was held until then is let go.
        """
        with self._lock:
            now_s = self._monotonic()
            ended = at is not None and self._hold_ends is not None and at >= self._hold_ends
            if self._shown is None or ended or now_s - self._checked_s >= _CHECK_EVERY_S:
                self._shown = self._look(at)
                self._checked_s = now_s
            return self._shown[0]

    def _look(self, at: datetime | None) -> tuple[Catalogue, int]:
        with reading(self._engine) as connection:
            shown, self._hold_ends = self._fresh(connection), hold_rows.first_end(connection)
        if at is None or self._hold_ends is None or at < self._hold_ends:
            return shown
        with writing(self._engine) as connection:
            hold_rows.sweep(connection, at)
            self._hold_ends = hold_rows.first_end(connection)
            return self._fresh(connection)

    def catalogue_for(self, customer: str, at: datetime) -> Catalogue:
        """The catalogue as this customer sees it: what is held for them is there, for them."""
        catalogue = self.catalogue(at)
        with reading(self._engine) as connection:
            own = hold_rows.own(connection, customer)
        there = {
            v: found[1].stock + n
            for v, n in own.items()
            if (found := catalogue.by_variant(v)) and found[1].stock is not None
        }
        return catalogue.with_stock(there) if there else catalogue

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
        """Put these lines in the cart's place. ``key`` is the message's id: a second time it changes nothing.

        What an earlier message had the shop hold is let go.
        """
        try:
            with writing(self._engine) as connection:
                if hold_rows.release(connection, customer, but=key):
                    self._checked_s = float("-inf")
                if cart_rows.take_key(connection, customer, key):
                    cart_rows.write(connection, customer, lines)
                return cart_rows.read(connection, customer)
        except IntegrityError:  # the same message in another process, a moment ago
            return self.cart(customer)

    def hold(
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
            self._checked_s = float("-inf")

    def release(self, customer: str) -> None:
        """Let go of what is held for a customer."""
        with writing(self._engine) as connection:
            hold_rows.release(connection, customer)
        self._checked_s = float("-inf")

    # --- orders ---

    def place_order(
        self, customer: str, key: str, lines: Sequence[Line], at: datetime, *, gift: bool = False, currency: str = ""
    ) -> Order:
        """Order these lines at the prices that they carry, take the goods off the shelf, empty the cart.

        ``key`` is the message's id: a second time the same order comes back and nothing else happens. ``gift``: all
        lines are gifts. What is held for others is not there. Raises OutOfStock, UnknownVariant, ShopError; then nothing has changed.
        """
        checked = tuple(replace(line, gift=True) if gift else line for line in check_lines(lines))
        try:
            with writing(self._engine) as connection:
                known = _order_of_key(connection, customer, key)
                if known is not None:
                    return known
                order_rows.take_stock(connection, checked, customer, at)
                order = Order(order_rows.next_id(connection), customer, at, checked, currency=currency)
                order_rows.insert(connection, order, key)
                counter_rows.add(connection, order)
                self._tell(connection, "order.placed", order, at)
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

    def order(self, order_id: str) -> Order:
        """One order, whoever's it is: for the shop. Raises OrderNotFound."""
        with reading(self._engine) as connection:
            found = order_rows.find(connection, orders.c.id == order_id)
        if not found:
            raise OrderNotFound(f"{order_id}: there is no such order")
        return found[0]

    def recent_orders(self, limit: int = 5_000) -> tuple[Order, ...]:
        """The shop's latest orders, newest first: for what goes together, not for naming anybody."""
        with reading(self._engine) as connection:
            latest = select(orders.c.id).order_by(orders.c.ordered_at.desc()).limit(limit)
            return order_rows.find(connection, orders.c.id.in_(latest))

    def pairs(self) -> Pairs:
        """What is taken together in this shop, at most ten minutes old (see ``shop.learnt``)."""
        return self._learnt.pairs()

    def _tell(self, connection: Connection, event: str, order: Order, at: datetime, **beside: Any) -> None:
        if self._tells:
            untold.add(connection, event, order, at, **beside)

    def cancel_order(self, customer: Ids, order_id: str, key: str, at: datetime | None = None) -> Order:
        """Cancel one's own order that is not ready yet; the goods go back. Cancelled before: the same order comes back.

        With several ids, the first is the one that cancels. ``at`` is when, for the shop's own systems. Raises
        OrderNotFound (also for somebody else's order) and CancelTooLate.
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
                self._tell(connection, "order.cancelled", found[0], at or found[0].ordered_at)
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

    def import_orders(self, imported: Iterable[Order]) -> int:
        """Upsert orders by their id, all or nothing. Stock stays: these goods left the shop long ago. How many."""
        changes = order_loading.load(self._engine, imported)
        self._forget_caches()
        return changes.total

    # --- the usual ---

    def repeat_rates(self, at: datetime) -> RepeatRates:
        """What comes back in this shop, from the counters; at most ten minutes old."""
        return self._learnt.rates(at, self.catalogue)

    def usual(self, customer: Ids, at: datetime, *, stated: str | None = None) -> Usual:
        """This customer's usual (see ``shop.usual``). Whether it may be used is for the caller to know: consent."""
        ids = _each(customer)
        # Of several ids the orders are read: counters cannot be shuffled together.
        if stated is not None or len(ids) > 1:
            return usual(self.orders(ids), at, stated=stated, repeats=self.repeat_rates(at))
        rates = self.repeat_rates(at)
        with reading(self._engine) as connection:
            return usual_of(counter_rows.read(connection, ids[0]), day_of(at), rates)

    # --- the customer's rights ---

    def export(self, customer: str) -> dict[str, Any]:
        """All that the shop keeps about this customer, ready for JSON."""
        return rights.export(self._engine, customer)

    def erase(self, *customers: str) -> None:
        """Forget customers, physically: orders and returns stay without them; all else that is theirs goes."""
        rights.erase(self._engine, *customers)
        self._checked_s = float("-inf")

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]:
        """Every customer of whom something is kept, with the time of their first order; a cart alone has no time."""
        return rights.first_seen(self._engine)

    def _forget_caches(self) -> None:
        self._checked_s = float("-inf")
        self._learnt.forget()


def _each(customer: Ids) -> tuple[str, ...]:
    return (customer,) if isinstance(customer, str) else tuple(customer)


def _key_of(ids: tuple[str, ...], key: str) -> str:
    """A message as an order remembers it. Ids of messages are unique for each customer only: of several, say whose."""
    return key if len(ids) == 1 else sha256(f"{ids[0]} {key}".encode()).hexdigest()


def _order_of_key(connection: Connection, customer: str, key: str) -> Order | None:
    found = order_rows.find(connection, orders.c.customer == customer, orders.c.key == key)
    return found[0] if found else None
