"""Erasure in the dialogue's and the shop's files: the rows go, then the bytes; a file in use is told, not passed over."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from raw_bytes import raw_bytes

from bot.tracker_rows import TrackerRows, open_engine
from profiles import engines as profile_engines
from shop import engines as shop_engines
from shop.migrate import upgrade
from shop.model import Line, Product, Variant
from shop.store import ShopStore

DRAW = random.Random(3)
CUSTOMERS = [f"customer-zq{number:04}-" + "x" * DRAW.randrange(90) for number in range(120)]
GONE = DRAW.sample(CUSTOMERS, 60)
AT = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
TEA = Line("tea", "tea-1", 1, Decimal("2.00"), "Tea", "tea")


def say(rows: TrackerRows, customers: Sequence[str]) -> None:
    """One event of each as Rasa writes it, short or long."""
    insert = sa.text("INSERT INTO events (sender_id, timestamp, data) VALUES (:sender, 1.0, :data)")
    with rows.engine.begin() as connection:
        for customer in customers:
            data = json.dumps({"event": "user", "text": customer + " word" * DRAW.choice([1, 3, 20, 100, 600])})
            connection.execute(insert, {"sender": customer, "data": data})


def order(store: ShopStore, customer: str) -> None:
    """One order with a note, and a cart."""
    line = replace(TEA, note=f"for {customer} " * DRAW.choice([1, 3, 20]))
    store.orders.place(customer, f"{customer}-{DRAW.random()}", [line], AT)
    store.carts.put(customer, f"{customer}-{DRAW.random()}", [line])


@pytest.fixture
def dialogue(tmp_path: Path) -> TrackerRows:
    """The customers' events, mixed, so that SQLite splits and rebuilds its pages: there stale copies stay behind."""
    rows = TrackerRows(open_engine(f"sqlite:///{tmp_path / 'tracker.db'}"))
    with rows.engine.begin() as connection:
        columns = "id INTEGER PRIMARY KEY, sender_id VARCHAR(255), timestamp FLOAT, data TEXT"
        connection.execute(sa.text(f"CREATE TABLE events ({columns})"))
        connection.execute(sa.text("CREATE INDEX ix_events_sender_id ON events (sender_id)"))
        connection.execute(sa.text("CREATE INDEX ix_events_sender_id_id ON events (sender_id, id)"))
    DRAW.seed(3)
    for _ in range(10):
        say(rows, DRAW.sample(CUSTOMERS, len(CUSTOMERS)))
    return rows


@pytest.fixture
def books(tmp_path: Path) -> ShopStore:
    """The customers' orders and carts, mixed."""
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    upgrade(url)
    store = ShopStore(shop_engines.open_engine(url))
    tea = Variant("tea-1", "", Decimal("2.00"), {}, None)
    store.load_catalogue([Product(id="tea", title="Tea", kind="tea", category="drinks", variants=(tea,))])
    DRAW.seed(3)
    for _ in range(2):
        for customer in DRAW.sample(CUSTOMERS, len(CUSTOMERS)):
            order(store, customer)
    return store


def left_in(folder: Path, customers: Sequence[str]) -> list[str]:
    """Those whose mark is in any file."""
    content = raw_bytes(folder.iterdir())
    return [customer for customer in customers if customer[:15].encode() in content]


def check_bytes(folder: Path, erase: Callable[[str], None], go_on: Callable[[list[str]], None]) -> None:
    """Half of them are erased, one after the other, while the others go on: not one of them is left, all others are."""
    stays = [customer for customer in CUSTOMERS if customer not in GONE]
    assert left_in(folder, CUSTOMERS) == CUSTOMERS
    for customer in GONE:
        erase(customer)
        go_on(DRAW.sample(stays, 2))
    erase("nobody")  # and what was said meanwhile is in the file, not in its journal
    assert left_in(folder, GONE) == []
    assert left_in(folder, stays) == stays


def test_the_dialogue_forgets_the_bytes(dialogue: TrackerRows, tmp_path: Path) -> None:
    """No byte of an erased customer is left in Rasa's database."""
    check_bytes(tmp_path, dialogue.erase, lambda customers: say(dialogue, customers))
    assert dialogue.export(GONE[0]) == []


def test_the_shop_forgets_the_bytes(books: ShopStore, tmp_path: Path) -> None:
    """No byte of an erased customer is left in the shop's database; the orders are there, and nobody's."""
    check_bytes(tmp_path, books.erase, lambda customers: order(books, customers[0]))
    assert books.orders.of(GONE[0]) == ()
    assert len(books.orders.recent()) == 2 * len(CUSTOMERS) + len(GONE)


def reading(file: Path, table: str) -> sqlite3.Connection:
    """Somebody reads, and does not come to an end."""
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute(f"SELECT count(*) FROM {table}").fetchone()
    return reader


def test_a_dialogue_in_use(dialogue: TrackerRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Erasing says so when the bytes could not go, and erasing again ends it."""
    monkeypatch.setattr(profile_engines, "SCRUB_TRIES", 1)
    reader = reading(tmp_path / "tracker.db", "events")
    with pytest.raises(profile_engines.NotScrubbed):
        dialogue.erase(GONE[0])
    assert dialogue.export(GONE[0]) == []
    reader.close()
    dialogue.erase(GONE[0])
    assert left_in(tmp_path, GONE[:1]) == []


def test_books_in_use(books: ShopStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for the shop's file."""
    monkeypatch.setattr(shop_engines, "FORGET_TRIES", 1)
    reader = reading(tmp_path / "shop.db", "shop_order")
    with pytest.raises(shop_engines.FileInUse):
        books.erase(GONE[0])
    assert books.orders.of(GONE[0]) == ()
    reader.close()
    books.erase(GONE[0])
    assert left_in(tmp_path, GONE[:1]) == []
