"""What an import does to the shelf and the books: only what differs, all or nothing, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from shop_sample import PRODUCTS, START, line

from shop import loading, order_loading
from shop.engines import open_engine, writing
from shop.migrate import upgrade
from shop.model import Order, Product, ShopError, Variant
from shop.store import ShopStore

MANY = 1_201  # more than two batches, and not a whole number of them


@pytest.fixture(params=["sqlite", "postgresql"])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopStore]:
    """The small shop on an empty database of either engine."""
    make: Callable[[], str] = lambda: f"sqlite:///{tmp_path}/books.db"  # noqa: E731
    url = (request.getfixturevalue("new_postgres_url") if request.param == "postgresql" else make)()
    upgrade(url)
    shop = ShopStore(open_engine(url))
    shop.load_catalogue(PRODUCTS)
    yield shop
    shop.engine.dispose()


def version(shop: ShopStore) -> int:
    """The catalogue's version as a fresh process sees it."""
    return ShopStore(shop.engine).catalogue().version


def goods(count: int = MANY, price: str = "2.00") -> list[Product]:
    """So many plain products."""
    return [Product(f"p{i}", f"P {i}", "Thing", (Variant(f"p{i}", "", Decimal(price), stock=5),)) for i in range(count)]


def test_the_same_file_twice_changes_nothing(books: ShopStore) -> None:
    """Neither rows nor the catalogue's version, however many batches it takes; nor does it with replace."""
    first = loading.load(books.engine, goods())
    assert (first.new, first.total, first.variants) == (MANY, MANY, MANY)
    before = version(books)
    again = loading.load(books.engine, goods())
    assert (again.unchanged, again.any, version(books)) == (MANY, False, before)
    loading.load(books.engine, goods(), keep_others=False)
    at_rest = version(books)
    assert not loading.load(books.engine, goods(), keep_others=False).any
    assert version(books) == at_rest


def test_only_what_differs_is_written(books: ShopStore) -> None:
    """One new price is one changed product; its place and the others' stay."""
    loading.load(books.engine, goods())
    before = version(books)
    priced = goods()
    priced[600] = goods(price="3.00")[600]
    changes = loading.load(books.engine, priced)
    assert (changes.new, changes.changed, changes.unchanged) == (0, 1, MANY - 1)
    catalogue = ShopStore(books.engine).catalogue()
    assert (catalogue.version, catalogue.products["p600"].price_from) == (before + 1, 3)
    assert list(catalogue.products) == [*(p.id for p in PRODUCTS), *(p.id for p in priced)]


def test_new_stock_is_served_and_is_no_new_catalogue(books: ShopStore) -> None:
    """After a sale the same file puts the stock back; a shop that is open sees that without reading everything anew."""
    open_shop = ShopStore(books.engine, monotonic=iter(range(10)).__next__)
    before = open_shop.catalogue()
    books.orders.place("ada", "m1", [line("lemon-tart")], START)
    changes = loading.load(books.engine, PRODUCTS)
    assert (changes.restocked, changes.unchanged) == (1, len(PRODUCTS) - 1)
    now = open_shop.catalogue()
    assert (now.by_variant("lemon-tart")[1].stock, now.version) == (3, before.version)  # type: ignore[index]


def test_replace_counts_what_goes(books: ShopStore) -> None:
    """What is not in the file goes off the shelf, and the rest stands in the file's order."""
    changes = loading.load(books.engine, [PRODUCTS[3], PRODUCTS[1]], keep_others=False)
    assert (changes.new, changes.changed, changes.gone) == (0, 1, len(PRODUCTS) - 2)  # the cappuccino stays second
    assert list(ShopStore(books.engine).catalogue().products) == [PRODUCTS[3].id, PRODUCTS[1].id]


def test_a_plan_alone_changes_nothing(books: ShopStore) -> None:
    """A dry run knows all numbers, and the shelf is as it was."""
    before = version(books)
    with loading.planned(books.engine, goods(3), keep_others=False) as plan:
        assert (plan.changes.new, plan.changes.gone) == (3, len(PRODUCTS))
    assert version(books) == before
    assert set(ShopStore(books.engine).catalogue().products) == {product.id for product in PRODUCTS}


def test_the_shop_sells_while_a_file_is_read(books: ShopStore) -> None:
    """Until the write, no lock is held: an order in the middle of a long file goes through."""

    def slowly() -> Iterator[Product]:
        yield from goods(700)
        books.orders.place("ada", "m1", [line("lemon-tart")], START)
        yield from goods()[700:]

    assert loading.load(books.engine, slowly()).new == MANY
    assert len(books.orders.of("ada")) == 1


def test_the_shop_sells_while_a_catalogue_is_written(books: ShopStore) -> None:
    """Until all of it waits beside the shelf, no lock is held: an order at each step goes through, of goods that are counted,
    and of these the file's count stands in the end."""
    sold: list[str] = []

    def sell(done: float) -> None:
        sold.append(books.orders.place("ada", f"m{done}", [line("lemon-tart")], START).id)
        assert "p0" not in ShopStore(books.engine).catalogue().products

    tart = next(p for p in PRODUCTS if p.id == "lemon-tart")
    with loading.planned(books.engine, [replace(tart, description="new"), *goods()]) as plan:
        plan.carry_out(sell)
    assert len(sold) == 3
    catalogue = ShopStore(books.engine).catalogue()
    assert (len(catalogue.products), catalogue.by_variant("lemon-tart")[1].stock) == (len(PRODUCTS) + MANY, 3)  # type: ignore[index]


def test_a_load_that_is_cut_off_leaves_nothing_behind(books: ShopStore) -> None:
    """Stopped in the middle, the shelf is as it was, nothing waits on any connection, and the next load goes through."""
    before = version(books)

    def stop(done: float) -> None:
        raise KeyboardInterrupt

    with loading.planned(books.engine, goods(), keep_others=False) as plan:
        with pytest.raises(KeyboardInterrupt):
            plan.carry_out(stop)
        with books.engine.connect() as connection:
            for name in ("staged_shop_product", "staged_shop_variant", "staged_leaving"):
                assert not sa.inspect(connection).has_table(name)
        assert version(books) == before
        plan.carry_out()
    assert list(ShopStore(books.engine).catalogue().products) == [product.id for product in goods()]


def test_a_catalogue_that_was_loaded_meanwhile_is_not_written_over(books: ShopStore) -> None:
    """The numbers of a plan would no longer be true: it is refused, and nothing of it is written."""
    with loading.planned(books.engine, goods(2)) as plan:
        books.load_catalogue([replace(PRODUCTS[3], title="Earl")])
        with pytest.raises(loading.ChangedMeanwhile):
            plan.carry_out()
    assert "p0" not in ShopStore(books.engine).catalogue().products


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        (Product("p1", "Again", "Thing", (Variant("other", "", Decimal(1)),)), "p1 comes twice"),
        (Product("bare", "Bare", "Thing", ()), "bare has no variant"),
        (Product("x", "X", "Thing", (Variant("p1", "", Decimal(1)),)), "p1 comes twice"),
        (Product("x", "X", "Thing", (Variant("lemon-tart", "", Decimal(1)),)), "belongs to lemon-tart"),
    ],
)
def test_a_load_is_all_or_nothing(books: ShopStore, bad: Product, named: str) -> None:
    """Whatever is wrong with the last of many products, none is loaded."""
    with pytest.raises(ShopError, match=named):
        loading.load(books.engine, [*goods(), bad])
    assert "p0" not in ShopStore(books.engine).catalogue().products


def test_a_variant_may_move_within_a_file(books: ShopStore) -> None:
    """What another product gives up in the same file is free, in whichever order they come."""
    taker = Product("taker", "Taker", "Cake", (Variant("lemon-tart", "", Decimal(4)),))
    giver = replace(PRODUCTS[8], variants=(Variant("lemon-tart.new", "", Decimal(4)),))
    loading.load(books.engine, [taker, giver])
    catalogue = ShopStore(books.engine).catalogue()
    assert catalogue.by_variant("lemon-tart")[0].id == "taker"  # type: ignore[index]
    assert catalogue.by_variant("lemon-tart.new")[0].id == "lemon-tart"  # type: ignore[index]


# --- orders ---


def sold(count: int = MANY, customers: int = 700) -> list[Order]:
    """So many orders of a coffee, a day apart for each customer."""
    made = (line("cappuccino.small-oat"), line("earl-grey-tea", gift=True))
    return [
        Order(f"o{i}", f"c{i % customers}", START + timedelta(days=i // customers), made, "collected")
        for i in range(count)
    ]


def test_the_same_orders_twice_change_nothing(books: ShopStore) -> None:
    """Orders and counters are the same; the second time nothing is written."""
    first = order_loading.load(books.engine, sold())
    assert (first.new, first.lines, first.customers) == (MANY, 2 * MANY, 700)
    before = [books.export(f"c{i}") for i in (0, 1, 699)]
    with order_loading.planned(books.engine, sold()) as plan:
        assert (plan.changes.unchanged, len(plan.todo), len(plan.customers)) == (MANY, 0, 0)
        plan.carry_out()
    assert [books.export(f"c{i}") for i in (0, 1, 699)] == before


def test_counters_in_bulk_are_those_of_one_customer(books: ShopStore) -> None:
    """What an import counts is what a sale counts; presents are not counted."""
    books.import_orders(sold())
    counted = books.export("c0")["counters"]
    books.orders.place("c0", "m1", [line("green-tea")], START)
    books.orders.cancel(
        "c0", books.orders.of("c0")[0].id if books.orders.of("c0")[0].status == "placed" else "A-1001", "m2"
    )
    assert books.export("c0")["counters"] == counted
    assert {row["item"]: row["days"] for row in counted} == {
        "": 2,
        "Coffee": 2,
        "cappuccino": 2,
        "cappuccino.small-oat": 2,
    }


def test_an_order_that_has_changed_is_counted_anew_for_both(books: ShopStore) -> None:
    """An order that now is another customer's leaves the first one's counters, too."""
    books.import_orders(sold(1))
    moved = replace(sold(1)[0], customer="bea")
    changes = order_loading.load(books.engine, [moved])
    assert (changes.changed, changes.new) == (1, 0)
    assert books.export("c0")["counters"] == []
    assert len(books.export("bea")["counters"]) == 4


def test_who_is_forgotten_while_a_file_is_read_stays_so(books: ShopStore) -> None:
    """Between the comparison and the write an order may lose its customer; the write does not give it back."""
    books.import_orders(sold(2, customers=2))
    changed = [replace(order, status="cancelled") for order in sold(2, customers=2)]
    with order_loading.planned(books.engine, changed) as plan:
        assert plan.changes.changed == 2
        books.erase("c0")
        plan.carry_out()
    assert books.orders.of("c0") == ()
    assert books.export("c0")["counters"] == []
    assert books.orders.of("c1")[0].status == "cancelled"


def test_orders_are_all_or_nothing(books: ShopStore) -> None:
    """When the file breaks at its end, no order of it is in the books; when the write breaks, neither."""

    def broken() -> Iterator[Order]:
        yield from sold()
        raise ShopError("line 9")

    with pytest.raises(ShopError, match="line 9"):
        books.import_orders(broken())
    assert books.orders.recent() == ()
    with writing(books.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE shop_counter RENAME TO shop_counter_away")
    with pytest.raises(Exception, match="shop_counter"):
        books.import_orders(sold())
    assert books.orders.recent() == ()
