"""One buyer in a process of their own: reads back, says yes or no. Started by test_holds.py: URL, name, rounds."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import sqlalchemy as sa
from psycopg2.errors import QueryCanceled
from shop_sample import START, line

from shop.engines import open_engine
from shop.model import OutOfStock
from shop.store import ShopStore

TART, TRIES = "lemon-tart", 5
T = TypeVar("T")


def patiently(call: Callable[[], T]) -> T:
    """As the shop does with a message that a slow database cut off: the same one again. Nothing else is forgiven."""
    for _ in range(TRIES):
        try:
            return call()
        except sa.exc.OperationalError as error:
            slow = isinstance(error.orig, QueryCanceled) or "locked" in str(error.orig)
            if not slow:
                raise
    raise AssertionError(f"{TRIES} times too slow")


def buy(store: ShopStore, name: str, rounds: int) -> int:
    """How many pieces this buyer got. Some say no, some change their mind about the number, some never answer."""
    chance, got = random.Random(name), 0
    for n in range(rounds):
        wanted, at = chance.randint(1, 3), START + timedelta(seconds=n)
        try:
            patiently(lambda: store.holds.take(name, f"ask-{n}", [line(TART, wanted)], at, 10, 20))  # noqa: B023
        except OutOfStock:
            continue
        said = chance.random()
        if said < 0.6:
            try:
                order = patiently(lambda: store.orders.place(name, f"yes-{n}", [line(TART, wanted)], at))  # noqa: B023
                got += sum(one.quantity for one in order.lines)
            except OutOfStock:
                raise AssertionError(f"{name}: a yes failed that was held") from None
        elif said < 0.9:
            patiently(lambda: store.carts.put(name, f"no-{n}", []))  # noqa: B023
    return got


if __name__ == "__main__":
    url, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print(buy(ShopStore(open_engine(url)), name, rounds))
