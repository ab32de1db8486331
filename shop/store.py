"""The shop's one store. A shell: the only door to the shop's database, with a part for each thing that is kept there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from shop import counter_rows, loading, order_loading, rights
from shop.carts import Carts
from shop.catalogue import Catalogue
from shop.complements import Pairs
from shop.engines import reading
from shop.holds import Holds
from shop.learnt import Learnt, Voices
from shop.model import Order, Product, Usual
from shop.order_book import Ids, OrderBook, each_of
from shop.orders import day_of
from shop.repeat import RepeatRates
from shop.returns import Returns
from shop.shelf import Shelf
from shop.usual import usual, usual_of


class ShopStore:
    """What the shop has and has learnt; and its parts: ``carts``, ``holds``, ``orders`` and ``returns``.

    ``monotonic`` is a clock for caches only; what happened when comes as ``at``. ``tells``: what becomes of orders is
    written down for the shop's own systems (see ``shop.untold``). ``voices``: which ids are one person, where others are
    counted (see ``shop.learnt``).
    """

    def __init__(
        self,
        engine: Engine,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        tells: bool = False,
        voices: Voices | None = None,
    ) -> None:
        self._engine = engine
        self._shelf = Shelf(engine, monotonic)
        self._learnt = Learnt(engine, monotonic, voices)
        self.carts = Carts(engine, self._shelf)
        self.holds = Holds(engine, self._shelf)
        self.orders = OrderBook(engine, self._shelf, tells=tells)
        self.returns = Returns(engine, tells=tells)

    @property
    def engine(self) -> Engine:
        return self._engine

    # --- the shelf ---

    def catalogue(self, at: datetime | None = None) -> Catalogue:
        """The catalogue, at most one second old; reads only what changed. What is held for somebody is not in stock.

        With ``at``, what was held until then is let go.
        """
        return self._shelf.catalogue(at)

    def catalogue_for(self, customer: str, at: datetime) -> Catalogue:
        """The catalogue as this customer sees it: what is held for them is there, for them."""
        return self._shelf.catalogue_for(customer, at)

    # --- loading ---

    def load_catalogue(self, products: Iterable[Product], replace: bool = False) -> int:
        """Upsert products by id, all or nothing; with ``replace`` the others go. How many. Raises ShopError."""
        changes = loading.load(self._engine, products, keep_others=not replace)
        self._forget_caches()
        return changes.total

    def import_orders(self, imported: Iterable[Order]) -> int:
        """Upsert orders by their id, all or nothing. Stock stays: these goods left the shop long ago. How many."""
        changes = order_loading.load(self._engine, imported)
        self._forget_caches()
        return changes.total

    # --- what customers have taught the shop ---

    def pairs(self) -> Pairs:
        """What is taken together in this shop, at most ten minutes old (see ``shop.learnt``)."""
        return self._learnt.pairs()

    def repeat_rates(self, at: datetime) -> RepeatRates:
        """What comes back in this shop, from the counters; at most ten minutes old."""
        return self._learnt.rates(at, self.catalogue)

    def usual(self, customer: Ids, at: datetime, *, stated: str | None = None) -> Usual:
        """This customer's usual (see ``shop.usual``). Whether it may be used is for the caller to know: consent."""
        ids = each_of(customer)
        # Of several ids the orders are read: counters cannot be shuffled together.
        if stated is not None or len(ids) > 1:
            return usual(self.orders.of(ids), at, stated=stated, repeats=self.repeat_rates(at))
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
        self._shelf.look_again()

    def first_seen(self) -> Iterator[tuple[str, datetime | None]]:
        """Every customer of whom something is kept, with the time of their first order; a cart alone has no time."""
        return rights.first_seen(self._engine)

    def _forget_caches(self) -> None:
        self._shelf.look_again()
        self._learnt.forget()
