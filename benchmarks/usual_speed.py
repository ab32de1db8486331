"""What one prediction and one order's counting cost in the shop's database, with few customers and with many."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from benchmarks.exam_results import Exam
from benchmarks.figures import median, p95
from shop import counter_rows
from shop.engines import open_engine, writing
from shop.migrate import upgrade
from shop.model import Line, Order
from shop.store import ShopStore

START = datetime(2026, 1, 1, 8, 0, tzinfo=timezone.utc)
FEW, MANY = (200, 50), (20_000, 10_000)  # customers, products
VISITS, LINES, ROUNDS = 6, 2, 400
MOST_MS = 1.0


def exams() -> Iterator[Exam]:
    """Medians, with the 95th percentile beside; the bar is one millisecond, however many customers there are."""
    for customers, goods in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            store = _filled(Path(folder), customers, goods)
            store.repeat_rates(START)
            about = f"{customers:,} customers, {goods:,} products"
            predicted = [_predict(store, f"c{i % customers}") for i in range(ROUNDS)]
            updated = [_update(store, f"c{i % customers}", i, goods) for i in range(ROUNDS)]
            store.engine.dispose()
        for name, times in (("one prediction", predicted), ("one order counted", updated)):
            told = f"{about}; 95 of 100 within {p95(times):.2f}"
            yield Exam(f"{name}, ms", median(times), MOST_MS, "at most", about=told)


def _filled(folder: Path, customers: int, goods: int) -> ShopStore:
    url = f"sqlite:///{folder}/shop.db"
    upgrade(url)
    store = ShopStore(open_engine(url))
    chance = random.Random(1)
    store.import_orders(
        Order(f"o{c}-{day}", f"c{c}", START + timedelta(days=day), _lines(chance, goods), "collected")
        for c in range(customers)
        for day in range(VISITS)
    )
    return store


def _lines(chance: random.Random, goods: int) -> tuple[Line, ...]:
    numbers = chance.sample(range(goods), LINES)
    return tuple(Line(f"p{n}", f"p{n}.a", 1, Decimal("2.50"), f"Thing {n}", f"Kind {n % 40}") for n in numbers)


def _predict(store: ShopStore, customer: str) -> float:
    began = time.perf_counter()
    store.usual(customer, START + timedelta(days=VISITS))
    return (time.perf_counter() - began) * 1000


def _update(store: ShopStore, customer: str, place: int, goods: int) -> float:
    """The counting alone, inside the transaction in which the order is placed."""
    order = Order(f"n{place}", customer, START + timedelta(days=VISITS + place), _lines(random.Random(place), goods))
    with writing(store.engine) as connection:
        began = time.perf_counter()
        counter_rows.add(connection, order)
        return (time.perf_counter() - began) * 1000
