"""What all customers together have taught the shop: what comes back, what is taken together. Kept for ten minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy.engine import Engine

from shop import counter_rows, order_rows
from shop.catalogue import Catalogue
from shop.complements import Pairs, pairs_of
from shop.engines import reading
from shop.orders import day_of
from shop.repeat import MATURE_DAYS, RepeatRates, rates_from

_EVERY_S = 600.0
_AGAIN_S = 60.0  # when nobody could tell who is who
_PAIRED_ORDERS = 20_000

# Of customers' ids: the one that speaks for each one's person, "" for nobody who can be told from others; None while that
# cannot be told. The shop keeps no table of who is who.
Voices = Callable[[Collection[str]], Mapping[str, str] | None]


class Learnt:
    """``monotonic`` is a clock for ages only. Without ``voices`` each id is a customer."""

    def __init__(self, engine: Engine, monotonic: Callable[[], float], voices: Voices | None = None) -> None:
        self._engine, self._monotonic, self._voices = engine, monotonic, voices
        self._rates: RepeatRates | None = None
        self._pairs: Pairs | None = None
        self._rated_s = self._paired_s = float("-inf")

    def rates(self, at: datetime, catalogue: Callable[[], Catalogue]) -> RepeatRates:
        """What comes back, from the counters; at most ten minutes old."""
        now_s = self._monotonic()
        if self._rates is None or now_s - self._rated_s >= _EVERY_S:
            categories = {product.kind: product.category for product in catalogue().listed()}
            with reading(self._engine) as connection:
                self._rates = rates_from(counter_rows.tallies(connection, day_of(at) - MATURE_DAYS), categories)
            self._rated_s = now_s
        return self._rates

    def pairs(self) -> Pairs:
        """What is taken together, counted over the latest orders, by persons.

        Nobody waits for it but the first: from ten minutes of age on they are counted anew beside the questions.
        """
        known = self._pairs
        if known is None:
            self._count_pairs()
        elif self._monotonic() - self._paired_s >= _EVERY_S:
            self._paired_s = self._monotonic()
            threading.Thread(target=self._count_pairs, name="pairs", daemon=True).start()
        return known or self._pairs or Pairs()

    def forget(self) -> None:
        """After an import: both are counted anew at the next question."""
        self._rated_s = float("-inf")
        self._pairs = None

    def _count_pairs(self) -> None:
        with reading(self._engine) as connection:
            baskets = list(order_rows.baskets(connection, _PAIRED_ORDERS))
        who = self._who({customer for customer, _ in baskets} - {""})
        if who is None:  # what was counted before stands
            self._pairs = self._pairs or Pairs()
            self._paired_s = self._monotonic() - _EVERY_S + _AGAIN_S
            return
        self._pairs = pairs_of((who.get(customer, ""), products) for customer, products in baskets)
        self._paired_s = self._monotonic()

    def _who(self, customers: Collection[str]) -> Mapping[str, str] | None:
        return self._voices(customers) if self._voices else {customer: customer for customer in customers}
