"""The catalogue in hand: what the shop shows now, at most one second old."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Connection, Engine

from shop import catalogue_rows, hold_rows
from shop.catalogue import Catalogue
from shop.engines import reading, writing

_CHECK_EVERY_S = 1.0  # how old the catalogue in hand may be


class Shelf:
    """``monotonic`` is a clock for the catalogue's age only; what happened when comes as ``at``."""

    def __init__(self, engine: Engine, monotonic: Callable[[], float]) -> None:
        self._engine, self._monotonic = engine, monotonic
        self._lock = threading.Lock()
        self._shown: tuple[Catalogue, int] | None = None  # with its stock version
        self._checked_s = float("-inf")
        self._hold_ends: datetime | None = None  # the next hold's end, as last seen

    def look_again(self) -> None:
        """Something has changed: the next question does not wait for the second to be over."""
        self._checked_s = float("-inf")

    def catalogue(self, at: datetime | None = None) -> Catalogue:
        """What the shop shows; only what changed is read. With ``at``, what was held until then is let go."""
        with self._lock:
            now_s = self._monotonic()
            ended = at is not None and self._hold_ends is not None and at >= self._hold_ends
            if self._shown is None or ended or now_s - self._checked_s >= _CHECK_EVERY_S:
                self._shown = self._look(at)
                self._checked_s = now_s
            return self._shown[0]

    def catalogue_for(self, customer: str, at: datetime) -> Catalogue:
        """The same for one customer, with what is held for them."""
        catalogue = self.catalogue(at)
        with reading(self._engine) as connection:
            own = hold_rows.own(connection, customer)
        there = {
            v: found[1].stock + n
            for v, n in own.items()
            if (found := catalogue.by_variant(v)) and found[1].stock is not None
        }
        return catalogue.with_stock(there) if there else catalogue

    def _look(self, at: datetime | None) -> tuple[Catalogue, int]:
        with reading(self._engine) as connection:
            shown, self._hold_ends = self._fresh(connection), hold_rows.first_end(connection)
        if at is None or self._hold_ends is None or at < self._hold_ends:
            return shown
        with writing(self._engine) as connection:
            hold_rows.sweep(connection, at)
            self._hold_ends = hold_rows.first_end(connection)
            return self._fresh(connection)

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
