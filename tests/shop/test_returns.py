"""Returns on SQLite and PostgreSQL: the owner asks, the shop says when the goods are back, and each counts once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from shop_sample import PRODUCTS, START, line

from shop.engines import open_engine
from shop.migrate import upgrade
from shop.orders import CancelTooLate, OrderNotFound, own_purchases
from shop.returns import ReturnNotFound, in_time
from shop.store import ShopStore
from shop.untold import Untold

DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopStore]:
    """The small shop on an empty database of either kind; it tells its systems what becomes of orders."""
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgres_url")()
    else:
        url = f"sqlite:///{tmp_path}/shop.db"
    upgrade(url)
    shop = ShopStore(open_engine(url), tells=True)
    shop.load_catalogue(PRODUCTS)
    yield shop
    shop.engine.dispose()


def stock(books: ShopStore, variant_id: str) -> int | None:
    found = books.catalogue_for("nobody", START).by_variant(variant_id)
    books._forget_caches()
    assert found is not None
    return found[1].stock


def bought(books: ShopStore, key: str = "m1") -> str:
    order = books.orders.place("ada", key, [line("lemon-tart", 2), line("red-handbag")], START, currency="EUR")
    books.orders.set_status(order.id, "collected")
    return order.id


def test_the_owner_asks_and_nobody_else(books: ShopStore) -> None:
    """One number however often it is asked; a stranger, a thing that is not in it, and no such order are refused."""
    order = bought(books)
    with pytest.raises(OrderNotFound):
        books.returns.ask(["bea"], order, "red-handbag", "m2", START)
    with pytest.raises(ReturnNotFound):
        books.returns.ask(["ada"], order, "earl-grey-tea", "m2", START)
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda n: books.returns.ask(["ada"], order, "red-handbag", f"m-{n}", START), range(6)))
    assert {one.id for one in made} == {"R-1001"} or len({one.id for one in made}) == 1
    assert [one.variant_id for one in books.returns.asked()] == ["red-handbag"]
    assert books.export("ada")["returns"][0]["id"] == made[0].id


def test_asked_is_not_back(books: ShopStore) -> None:
    """The goods are on the shelf once the shop says so, and then once, however many say it at the same time."""
    order = bought(books)
    number = books.returns.ask(["ada"], order, "lemon-tart", "m2", START).id
    assert (stock(books, "lemon-tart"), books.orders.get(order).status) == (1, "collected")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: books.returns.done(number, START + DAY), range(4)))
    assert (stock(books, "lemon-tart"), stock(books, "red-handbag")) == (3, 0)
    assert books.orders.get(order).status == "collected"
    assert books.returns.asked() == ()


def test_the_whole_order(books: ShopStore) -> None:
    """By the order's number all of it is back, and the order is returned: it can be neither cancelled nor collected again,
    and no longer speaks for a usual."""
    order = bought(books)
    for _ in range(2):
        books.returns.done(order, START + DAY)
    assert (stock(books, "lemon-tart"), stock(books, "red-handbag")) == (3, 1)
    assert books.orders.get(order).status == "returned"
    assert books.orders.set_status(order, "ready").status == "returned"
    with pytest.raises(CancelTooLate):
        books.orders.cancel("ada", order, "m9")
    assert own_purchases(books.orders.of("ada")) == []
    assert books.export("ada")["counters"] == []


def test_a_part_that_came_back_is_not_cancelled_with_the_rest(books: ShopStore) -> None:
    """What was handed over is no longer cancelled: else its goods would be counted twice."""
    order = books.orders.place("ada", "m1", [line("lemon-tart", 2), line("red-handbag")], START).id
    number = books.returns.ask(["ada"], order, "lemon-tart", "m2", START).id
    books.returns.done(number, START)
    with pytest.raises(CancelTooLate):
        books.orders.cancel("ada", order, "m3")
    assert stock(books, "lemon-tart") == 3


def test_a_cancelled_order_has_nothing_to_return(books: ShopStore) -> None:
    """Neither by the customer nor by the shop."""
    order = books.orders.place("ada", "m1", [line("lemon-tart")], START).id
    books.orders.cancel("ada", order, "m2")
    with pytest.raises(OrderNotFound):
        books.returns.ask(["ada"], order, "lemon-tart", "m3", START)
    for number in (order, "A-1"):
        with pytest.raises(OrderNotFound):
            books.returns.done(number, START)
    with pytest.raises(ReturnNotFound):
        books.returns.done("R-7", START)
    assert stock(books, "lemon-tart") == 3


def test_the_systems_are_told(books: ShopStore) -> None:
    """Placed, asked, back: each once, with what is returned and its number."""
    order = bought(books)
    number = books.returns.ask(["ada"], order, "lemon-tart", "m2", START).id
    for _ in range(2):
        books.returns.done(number, START)
    untold, told = Untold(books.engine), []
    while events := untold.take(START):
        told += [event.told() for event in events]
        for event in events:
            untold.sent(event.id)
    assert [one["event"] for one in told] == ["order.placed", "order.return_asked", "order.returned"]
    assert [one.get("return") for one in told] == [None, number, number]
    assert (told[2]["total"], [x["quantity"] for x in told[2]["lines"]]) == ("8.00", [2])


def test_an_erased_customers_return_stays_with_the_shop(books: ShopStore) -> None:
    """As the order does: without them."""
    order = bought(books)
    number = books.returns.ask(["ada"], order, "lemon-tart", "m2", START).id
    books.erase("ada")
    assert books.export("ada")["returns"] == []
    assert "ada" not in {who for who, _ in books.first_seen()}
    assert books.returns.asked()[0].customer.startswith("erased-")
    books.returns.done(number, START)
    assert stock(books, "lemon-tart") == 3


def test_statuses_go_forward(books: ShopStore) -> None:
    """Ready, collected, and not back; said twice it is once."""
    order = books.orders.place("ada", "m1", [line("lemon-tart")], START).id
    said = ("ready", "ready", "collected", "collected", "ready")
    assert [books.orders.set_status(order, status).status for status in said] == [
        "ready",
        "ready",
        "collected",
        "collected",
        "collected",
    ]


def test_in_time(books: ShopStore) -> None:
    """From the collection, or a day after the order in a shop that marks nothing, to the last day of the terms."""
    placed = books.orders.place("ada", "m1", [line("lemon-tart")], START)
    assert not in_time(placed, START + timedelta(hours=1), 30)
    assert in_time(placed, START + DAY, 30)
    collected = books.orders.set_status(placed.id, "collected")
    assert in_time(collected, START + timedelta(hours=1), 30)
    assert in_time(collected, START + 30 * DAY, 30)
    assert not in_time(collected, START + 31 * DAY, 30)
