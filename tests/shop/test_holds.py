"""Goods held between read-back and yes, on SQLite and PostgreSQL: nobody is sold what somebody else holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from selling import TART, buy
from shop_sample import PRODUCTS, START, line

from shop import rows
from shop.engines import open_engine
from shop.migrate import upgrade
from shop.model import OutOfStock
from shop.orders import UnknownVariant
from shop.store import ShopStore

HERE = Path(__file__).resolve().parent
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopStore]:
    """The small shop on an empty database of either kind."""
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgres_url")()
    else:
        url = f"sqlite:///{tmp_path}/shop.db"
    upgrade(url)
    shop = ShopStore(open_engine(url))
    shop.load_catalogue(PRODUCTS)
    yield shop
    shop.engine.dispose()


def stock(books: ShopStore, pieces: int) -> None:
    tart = next(p for p in PRODUCTS if p.id == TART)
    books.load_catalogue([replace(tart, variants=(replace(tart.variants[0], stock=pieces),))])


def shown(books: ShopStore) -> int | None:
    found = books.catalogue().by_variant(TART)
    assert found is not None
    return found[1].stock


def on_the_shelf(books: ShopStore) -> int:
    with books.engine.connect() as connection:
        return connection.execute(sa.select(rows.variants.c.stock).where(rows.variants.c.id == TART)).scalar_one()


def held(books: ShopStore) -> int:
    with books.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.coalesce(sa.func.sum(rows.holds.c.quantity), 0))).scalar_one()


def sold(books: ShopStore) -> int:
    return sum(one.quantity for order in books.orders.recent() for one in order.lines)


def test_what_is_held_is_shown_to_nobody_else(books: ShopStore) -> None:
    """Two of three held: everybody sees one, the holder three; another process sees it within the second."""
    now = [0.0]
    other = ShopStore(open_engine(books.engine.url.render_as_string(hide_password=False)), monotonic=lambda: now[0])
    assert shown(other) == 3
    books.holds.take("ada", "m1", [line(TART, 2)], START, 10, 20)
    assert shown(books) == 1
    own = books.catalogue_for("ada", START).by_variant(TART)
    assert own is not None
    assert own[1].stock == 3
    now[0] = 1.0
    assert shown(other) == 1
    other.engine.dispose()


def test_the_last_one_is_held_for_one_of_twelve(books: ShopStore) -> None:
    """Twelve are read back the last three at once, one each: three hold one, and nine are told at once."""

    def ask(number: int) -> bool:
        try:
            books.holds.take(f"buyer-{number}", "m1", [line(TART)], START, 10, 20)
        except OutOfStock:
            return False
        return True

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(ask, range(12))) == 3
    assert (held(books), on_the_shelf(books), shown(books)) == (3, 3, 0)


def test_a_yes_without_a_hold_cannot_take_what_is_held(books: ShopStore) -> None:
    """To the piece, in the transaction: with two of three held, an order of two is refused and one of one is taken."""
    books.holds.take("ada", "m1", [line(TART, 2)], START, 10, 20)
    with pytest.raises(OutOfStock) as short:
        books.orders.place("bea", "m1", [line(TART, 2)], START)
    assert (short.value.wanted, short.value.left) == (2, 1)
    books.orders.place("bea", "m2", [line(TART)], START)
    books.orders.place("ada", "m2", [line(TART, 2)], START)
    assert (sold(books), held(books), on_the_shelf(books)) == (3, 0, 0)


def test_the_end_of_a_hold(books: ShopStore) -> None:
    """Until its end a hold counts, from then on it does not; nobody need have swept it, and looking sweeps it."""
    books.holds.take("ada", "m1", [line(TART, 3)], START, 10, 20)
    with pytest.raises(OutOfStock):
        books.orders.place("bea", "m1", [line(TART)], START + 9 * MINUTE)
    assert books.orders.place("bea", "m1", [line(TART)], START + 10 * MINUTE).lines[0].quantity == 1
    seen = books.catalogue(START + 10 * MINUTE).by_variant(TART)
    assert seen is not None
    assert (seen[1].stock, held(books)) == (2, 0)


def test_a_hold_is_replaced_by_the_next(books: ShopStore) -> None:
    """One customer has one hold: the next read-back's; the same message does it once, also at eight times at once."""
    books.holds.take("ada", "m1", [line(TART, 3)], START, 10, 20)
    books.holds.take("ada", "m2", [line("walking-boots.38")], START, 10, 20)
    assert shown(books) == 3
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(lambda n: books.holds.take("ada", "m3", [line(TART, 2)], START + n * MINUTE, 10, 20), range(8))
        )
    assert held(books) == 2
    assert len({row["until"] for row in books.export("ada")["holds"]}) == 1


def test_nobody_holds_the_whole_shelf(books: ShopStore) -> None:
    """Twenty pieces at most are held for one customer, whatever was read back; goods without a count need no hold."""
    stock(books, 50)
    books.holds.take("ada", "m1", [line("walking-boots.38"), line(TART, 40), line("earl-grey-tea", 9)], START, 10, 20)
    assert {row["variant_id"]: row["quantity"] for row in books.export("ada")["holds"]} == {
        "walking-boots.38": 1,
        TART: 19,
    }
    assert shown(books) == 31


def test_browsers_that_are_nobody_hold_half_together(books: ShopStore) -> None:
    """Thirty anonymous sessions at once keep five of ten from others, not one of the last one, and no named customer counts
    among them; what they hold is theirs all the same."""
    stock(books, 10)

    def ask(number: int) -> None:
        books.holds.take(f"anon-{number}", "m1", [line(TART, 3)], START, 5, 20, unnamed=True)

    def hold(number: int) -> None:
        with suppress(OutOfStock):
            ask(number)

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(hold, range(30)))
    assert (held(books), shown(books)) == (5, 5)
    books.holds.take("ada", "m1", [line(TART, 5)], START, 10, 20)
    assert books.orders.place("ada", "m2", [line(TART, 5)], START).lines[0].quantity == 5
    with pytest.raises(OutOfStock):
        books.orders.place("bea", "m1", [line(TART)], START)
    assert books.orders.place("bea", "m2", [line(TART)], START + 5 * MINUTE)
    stock(books, 1)
    books.catalogue(START + 5 * MINUTE)  # what has ended is swept
    books.holds.take("anon-new", "m1", [line(TART)], START + 5 * MINUTE, 5, 20, unnamed=True)
    assert (held(books), shown(books)) == (0, 1)


def test_another_cart_lets_go_and_the_same_message_does_not(books: ShopStore) -> None:
    """A message that changes the cart ends the hold of an earlier one; what it had held itself stays."""
    books.holds.take("ada", "m1", [line(TART)], START, 10, 20)
    books.carts.put("ada", "m1", [line(TART)])
    assert held(books) == 1
    books.carts.put("ada", "m2", [])
    assert (held(books), shown(books)) == (0, 3)


def test_what_the_shop_does_not_have_is_not_held(books: ShopStore) -> None:
    """A variant that is gone from the catalogue is refused, and nothing is held."""
    with pytest.raises(UnknownVariant):
        books.holds.take("ada", "m1", [line(TART), replace(line(TART), variant_id="gone")], START, 10, 20)
    assert held(books) == 0


@pytest.mark.parametrize("where", ["threads", "processes"])
def test_nothing_is_sold_twice(books: ShopStore, where: str) -> None:
    """Many buyers ask, agree, refuse and go away at once for forty pieces: no yes to what was held fails, the stock is never
    below nothing, and what was sold, is held and is left makes forty."""
    stock(books, 40)
    url, buyers = books.engine.url.render_as_string(hide_password=False), [f"buyer-{n}" for n in range(10)]
    if where == "threads":
        with ThreadPoolExecutor(len(buyers)) as threads:
            got = list(threads.map(lambda name: buy(books, name, 8), buyers))
    else:
        environment = {**os.environ, "PYTHONPATH": f"{HERE.parents[1]}:{HERE}"}
        command = [sys.executable, str(HERE / "selling.py"), url]
        started = [
            subprocess.Popen([*command, name, "12"], env=environment, stdout=subprocess.PIPE, text=True)
            for name in buyers[:5]
        ]
        got = [int(one.communicate(timeout=60)[0]) for one in started]
    assert sum(got) == sold(books)
    books.holds.take("last", "m0", [line("earl-grey-tea")], START, 10, 20)
    assert on_the_shelf(books) >= held(books) >= 0
    assert sold(books) + on_the_shelf(books) == 40
    assert shown(books) == on_the_shelf(books) - held(books)


@pytest.mark.parametrize("pieces", [7])
def test_as_many_as_there_are_are_sold(books: ShopStore, pieces: int) -> None:
    """Of twenty who want one each, exactly as many get one as there are, and the shelf is empty, not below."""
    stock(books, pieces)

    def want(number: int) -> bool:
        name = f"buyer-{number}"
        try:
            books.holds.take(name, "m1", [line(TART)], START, 10, 20)
        except OutOfStock:
            return False
        books.orders.place(name, "m2", [line(TART)], START)
        return True

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(want, range(20))) == pieces
    assert (sold(books), on_the_shelf(books), held(books)) == (pieces, 0, 0)
