"""Erasure in the dialogue's and the shop's files: the rows go, then the bytes; a file in use is told, not passed over."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.tracker_rows import TrackerRows, open_engine
from profiles import engines as profile_engines
from shop import engines as shop_engines
from shop.migrate import upgrade
from shop.model import Line, Product, Variant
from shop.store import ShopStore

CUSTOMERS = [f"customer-zq{number:04}" for number in range(60)]
AT = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)


@pytest.fixture
def dialogue(tmp_path: Path) -> TrackerRows:
    """Sixty customers' events as Rasa writes them, one turn of each after the other, of many lengths."""
    rows, draw = TrackerRows(open_engine(f"sqlite:///{tmp_path / 'tracker.db'}")), random.Random(7)
    with rows.engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT, data TEXT)")
        )
        connection.execute(sa.text("CREATE INDEX ix_events_sender_id_id ON events (sender_id, id)"))
        for turn in range(20):
            for customer in CUSTOMERS:
                data = json.dumps({"event": "user", "text": f"{customer} says " + "word " * draw.randrange(200)})
                values = {"sender": customer, "at": turn, "data": data}
                insert = "INSERT INTO events (sender_id, timestamp, data) VALUES (:sender, :at, :data)"
                connection.execute(sa.text(insert), values)
    return rows


@pytest.fixture
def books(tmp_path: Path) -> ShopStore:
    """Sixty customers with orders, and a cart with a note in it."""
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    upgrade(url)
    store = ShopStore(shop_engines.open_engine(url))
    tea = Variant("tea-1", "", Decimal("2.00"), {}, None)
    store.load_catalogue([Product(id="tea", title="Tea", kind="tea", category="drinks", variants=(tea,))])
    for turn in range(5):
        for customer in CUSTOMERS:
            line = Line("tea", "tea-1", 1, Decimal("2.00"), "Tea", "tea", note=f"for {customer} " * turn)
            store.place_order(customer, f"{customer}-{turn}", [line], AT)
            store.set_cart(customer, f"{customer}-cart-{turn}", [line])
    return store


def left_in(folder: Path, customer: str) -> list[str]:
    return [file.name for file in folder.iterdir() if customer.encode() in file.read_bytes()]


def check_bytes(folder: Path, erase: Callable[[str], None]) -> None:
    """Every second customer is erased, one after the other: none of them is left, all others are."""
    assert all(left_in(folder, customer) for customer in CUSTOMERS)
    for customer in CUSTOMERS[::2]:
        erase(customer)
    assert [customer for customer in CUSTOMERS[::2] if left_in(folder, customer)] == []
    assert all(left_in(folder, customer) for customer in CUSTOMERS[1::2])


def test_the_dialogue_forgets_the_bytes(dialogue: TrackerRows, tmp_path: Path) -> None:
    """No byte of an erased customer is left in Rasa's database."""
    check_bytes(tmp_path, dialogue.erase)
    assert dialogue.export(CUSTOMERS[0]) == []
    assert len(dialogue.export(CUSTOMERS[1])) == 20


def test_the_shop_forgets_the_bytes(books: ShopStore, tmp_path: Path) -> None:
    """No byte of an erased customer is left in the shop's database; the orders are there, and nobody's."""
    check_bytes(tmp_path, books.erase)
    assert books.orders(CUSTOMERS[0]) == ()
    assert len(books.recent_orders()) == 5 * len(CUSTOMERS)


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
        dialogue.erase(CUSTOMERS[0])
    assert dialogue.export(CUSTOMERS[0]) == []
    reader.close()
    dialogue.erase(CUSTOMERS[0])
    assert left_in(tmp_path, CUSTOMERS[0]) == []


def test_books_in_use(books: ShopStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for the shop's file."""
    monkeypatch.setattr(shop_engines, "FORGET_TRIES", 1)
    reader = reading(tmp_path / "shop.db", "shop_order")
    with pytest.raises(shop_engines.FileInUse):
        books.erase(CUSTOMERS[0])
    assert books.orders(CUSTOMERS[0]) == ()
    reader.close()
    books.erase(CUSTOMERS[0])
    assert left_in(tmp_path, CUSTOMERS[0]) == []
