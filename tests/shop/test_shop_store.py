"""Catalogue, carts, orders and rights on a real SQLite file."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from raw_bytes import raw_bytes
from shop_sample import PRODUCTS, START, line

from shop.engines import open_engine
from shop.migrate import upgrade
from shop.model import Order, OutOfStock, Product, ShopError, Variant
from shop.orders import CancelTooLate, OrderNotFound, UnknownVariant
from shop.store import ShopStore


def test_a_product_comes_back_from_the_database_as_it_was(store: ShopStore) -> None:
    """Every field of a product survives the database, "stated to hold none" told apart from "unknown"."""
    full = Product(
        "jam", "Jam", "Pantry", (Variant("jam", "", Decimal("4.10"), {}, 7, "J1"),), "Plum.", "Food", "Ada", ("sweet",),
        "i.jpg", "/jam", "plums", (), "A story.", "Ada", date(2025, 2, 1), 40, Decimal("4.7"), 12, "a year", "14 days",
        "toast", 0, ("butter-croissant",), True, False, ("scone",),
    )  # fmt: skip
    store.load_catalogue([full])
    assert store.catalogue().get("jam") == full
    assert store.catalogue().get("flat-white") == PRODUCTS[0]
    assert list(store.catalogue().products) == [*(p.id for p in PRODUCTS), "jam"]


def test_another_process_sees_a_new_price_within_a_second(store: ShopStore) -> None:
    """A catalogue in hand is served for a second, then the changed one; the version has grown."""
    now = [0.0]
    other = ShopStore(open_engine(str(store.engine.url)), monotonic=lambda: now[0])
    before = other.catalogue()
    store.load_catalogue([replace(PRODUCTS[3], variants=(Variant("earl-grey-tea", "", Decimal("9")),))])
    assert other.catalogue() is before
    now[0] = 1.0
    assert other.catalogue().products["earl-grey-tea"].price_from == 9
    assert other.catalogue().version > before.version


def test_a_sale_changes_stock_but_not_the_version(store: ShopStore) -> None:
    """Vectors need no renewal after a sale; the new stock is served all the same."""
    before = store.catalogue()
    store.orders.place("ada", "m1", [line("lemon-tart", 2)], START)
    assert store.catalogue().version == before.version
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 1  # type: ignore[index]


def test_loading_is_all_or_nothing(store: ShopStore) -> None:
    """A variant that belongs to another product stops the whole load."""
    good = Product("scone", "Scone", "Cake", (Variant("scone", "", Decimal(2)),))
    bad = Product("thief", "Thief", "Cake", (Variant("lemon-tart", "", Decimal(2)),))
    with pytest.raises(ShopError, match="lemon-tart"):
        store.load_catalogue([good, bad])
    assert store.catalogue().get("scone") is None


def test_replace_takes_the_rest_off_the_shelf(store: ShopStore) -> None:
    """With replace only the new products remain."""
    store.load_catalogue(PRODUCTS[:2], replace=True)
    assert set(store.catalogue().products) == {"flat-white", "cappuccino"}


def test_the_same_message_changes_a_cart_once(store: ShopStore) -> None:
    """carts.put with a key that was applied before leaves the cart as it is."""
    store.carts.put("ada", "m1", [line("earl-grey-tea")])
    later = store.carts.put("ada", "m2", [line("earl-grey-tea"), line("lemon-tart", 2)])
    assert store.carts.put("ada", "m1", [line("earl-grey-tea")]) == later == store.carts.of("ada")
    assert later.total == Decimal("11.00")
    assert store.carts.of("bea").lines == ()


def test_the_same_message_orders_once(store: ShopStore) -> None:
    """orders.place with a known key returns that order and takes nothing more off the shelf."""
    store.carts.put("ada", "m0", [line("lemon-tart", 2)])
    first = store.orders.place("ada", "m1", [line("lemon-tart", 2)], START)
    again = store.orders.place("ada", "m1", [line("lemon-tart", 2)], START + timedelta(hours=1))
    assert first == again == store.orders.placed_by("ada", "m1")
    assert (first.id, store.carts.of("ada").lines) == ("A-1001", ())
    assert store.orders.place("ada", "m2", [line("lemon-tart")], START).id == "A-1002"
    assert [order.id for order in store.orders.of("ada")] == ["A-1002", "A-1001"]
    with pytest.raises(OutOfStock) as refused:
        store.orders.place("bea", "m1", [line("lemon-tart")], START)
    assert (refused.value.wanted, refused.value.left) == (1, 0)


def test_a_refused_order_changes_nothing(store: ShopStore) -> None:
    """When one line is short, no stock moves, no number is spent and the cart stays."""
    store.carts.put("ada", "m0", [line("lemon-tart", 1)])
    with pytest.raises(OutOfStock):
        store.orders.place("ada", "m1", [line("lemon-tart", 1), line("walking-boots.38", 3)], START)
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 3  # type: ignore[index]
    assert store.carts.of("ada").lines
    assert store.orders.place("ada", "m2", [line("lemon-tart", 1)], START).id == "A-1001"
    with pytest.raises(UnknownVariant):
        store.orders.place("ada", "m3", [replace(line("lemon-tart"), variant_id="gone")], START)
    with pytest.raises(ShopError, match="at least"):
        store.orders.place("ada", "m4", [], START)


def test_two_lines_of_one_variant_cannot_outrun_its_stock(store: ShopStore) -> None:
    """Two lines of two from a stock of three are four, and refused."""
    with pytest.raises(OutOfStock):
        store.orders.place("ada", "m1", [line("lemon-tart", 2), line("lemon-tart", 2, gift=True)], START)


def test_the_last_three_are_sold_to_three_of_twelve(store: ShopStore) -> None:
    """Twelve buyers at once, each from an engine of their own half of the time: three get one, numbers are unique."""
    url = str(store.engine.url)
    shops = [store, ShopStore(open_engine(url))]

    def buy(number: int) -> str | None:
        try:
            shop = random.Random(number).choice(shops)
            return shop.orders.place(f"buyer-{number}", "m1", [line("lemon-tart")], START).id
        except OutOfStock:
            return None

    with ThreadPoolExecutor(12) as threads:
        sold = [order_id for order_id in threads.map(buy, range(12)) if order_id]
    assert sorted(sold) == ["A-1001", "A-1002", "A-1003"]
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 0  # type: ignore[index]


def test_the_same_message_in_eight_threads_orders_once(store: ShopStore) -> None:
    """A message that is handled eight times at once makes one order."""
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: store.orders.place("ada", "m1", [line("lemon-tart")], START), range(8)))
    assert len({order.id for order in made}) == 1
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 2  # type: ignore[index]


def test_cancelling_returns_the_goods_once_and_only_to_the_owner(store: ShopStore) -> None:
    """The owner cancels, twice without harm; a stranger finds no such order; a ready order stays."""
    order = store.orders.place("ada", "m1", [line("lemon-tart", 2)], START)
    with pytest.raises(OrderNotFound):
        store.orders.cancel("bea", order.id, "m2")
    assert store.orders.cancel("ada", order.id, "m2").status == "cancelled"
    assert store.orders.cancel("ada", order.id, "m2").status == "cancelled"
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 3  # type: ignore[index]
    ready = store.orders.place("ada", "m3", [line("lemon-tart")], START)
    store.orders.set_status(ready.id, "ready")
    with pytest.raises(CancelTooLate) as late:
        store.orders.cancel("ada", ready.id, "m4")
    assert late.value.status == "ready"


def test_imported_orders_are_upserted_and_our_numbers_go_on(store: ShopStore) -> None:
    """The same file twice is the same orders; a number that it uses is not given again; stock stays."""
    tart = Order("A-1001", "ada", START, (line("lemon-tart"),), "collected")
    past = [tart, Order("T-7", "ada", START, (line("cappuccino.small-oat"),), "collected")]
    assert store.import_orders(past) == store.import_orders(past) == 2
    assert len(store.orders.of("ada")) == 2
    assert store.orders.place("ada", "m1", [line("lemon-tart")], START).id == "A-1002"
    assert store.catalogue().by_variant("lemon-tart")[1].stock == 2  # type: ignore[index]


def test_erase_detaches_orders_and_leaves_no_trace_in_the_file(store: ShopStore, tmp_path: Path) -> None:
    """An erased order is the shop's alone; neither id nor gift note is in any file; an import does not undo it."""
    who, note = "customer-qzx-4711", "for dear Wilhelmina"
    store.carts.put(who, "m0", [line("earl-grey-tea", note=note)])
    order = store.orders.place(who, "m1", [line("lemon-tart", gift=True, recipient="Wilhelmina", note=note)], START)
    store.carts.put(who, "m2", [line("earl-grey-tea", note=note)])
    store.import_orders([Order("T-1", who, START, (line("cappuccino.small-oat"),), "collected")])
    assert len(store.export(who)["orders"]) == 2
    store.erase(who)
    assert store.orders.of(who) == ()
    assert not any(store.export(who).values())
    kept = store.orders.recent()
    assert {o.id for o in kept} == {order.id, "T-1"}
    assert all(o.customer.startswith("erased-") for o in kept)
    written = raw_bytes(tmp_path.iterdir())
    assert who.encode() not in written
    assert b"Wilhelmina" not in written
    store.import_orders([Order("T-1", who, START, (line("cappuccino.small-oat"),), "collected")])
    assert store.orders.of(who) == ()


def test_an_export_is_complete(store: ShopStore) -> None:
    """Cart, orders with lines, and counters are in the export, as plain JSON values."""
    store.orders.place("ada", "m1", [line("cappuccino.large-oat", 2)], START)
    store.carts.put("ada", "m2", [line("lemon-tart")])
    export = store.export("ada")
    assert export["cart"][0]["unit_price"] == "4.00"
    assert export["orders"][0]["total"] == "6.40"
    assert {row["item"] for row in export["counters"]} == {"", "Coffee", "cappuccino", "cappuccino.large-oat"}


def test_an_upgrade_twice_at_once_is_one(tmp_path: Path) -> None:
    """Four processes may migrate together; the tables are those that rows.py names."""
    from sqlalchemy import inspect

    from shop.rows import metadata

    url = f"sqlite:///{tmp_path}/new/shop.db"
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(upgrade, [url] * 4))
    found = inspect(open_engine(url))
    for table in metadata.sorted_tables:
        columns = {column["name"] for column in found.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}


def test_an_unknown_database_is_refused() -> None:
    """The error names what the shop keeps its books in."""
    with pytest.raises(ShopError, match="SQLite or PostgreSQL"):
        open_engine("mysql://x/y")
