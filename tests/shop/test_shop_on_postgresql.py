"""The shop's books on PostgreSQL, where two writers do not wait for each other unless they are made to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from shop_sample import PRODUCTS, START, line

from shop.engines import open_engine
from shop.migrate import upgrade
from shop.store import ShopStore

AT_ONCE = 4


@pytest.fixture
def books(new_postgres_url: Callable[[], str]) -> Iterator[ShopStore]:
    """The small shop on an empty PostgreSQL database."""
    url = new_postgres_url()
    upgrade(url)
    shop = ShopStore(open_engine(url))
    shop.load_catalogue(PRODUCTS)
    yield shop
    shop.engine.dispose()


def test_the_same_message_at_once_orders_once(books: ShopStore) -> None:
    """Three messages, each handled by four threads at the same time: one order each, and one tart each off the shelf."""

    def order(message: str) -> str:
        return books.orders.place("ada", message, [line("lemon-tart")], START).id

    with ThreadPoolExecutor(AT_ONCE) as threads:
        made = [set(threads.map(order, [message] * AT_ONCE)) for message in ("m1", "m2", "m3")]
    assert [len(orders) for orders in made] == [1, 1, 1]
    assert len(books.orders.of("ada")) == 3
    assert books.catalogue().by_variant("lemon-tart")[1].stock == 0  # type: ignore[index]


def test_the_same_message_at_once_changes_a_cart_once(books: ShopStore) -> None:
    """Four threads with one message; a fifth that comes later with other lines changes nothing."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda _: books.carts.put("ada", "m1", [line("lemon-tart")]), range(AT_ONCE)))
    books.carts.put("ada", "m1", [])
    assert [one.variant_id for one in books.carts.of("ada").lines] == ["lemon-tart"]
