"""The counters behind the usual grow with each order, and say the same as all orders counted at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_sample import START, line

from shop.calibration import DECAY
from shop.counter_rows import ITEMS_READ, read, recount, recount_if_none
from shop.counters import Counter, Counters, Tallies, count
from shop.engines import reading, writing
from shop.exploring import FADING, clear_leaning, exploring, fading_of
from shop.foreseeing import next_basket
from shop.model import Order
from shop.orders import Purchase, own_purchases
from shop.repeat import RepeatRates, rates_from
from shop.store import ShopStore
from shop.usual import usual
from shop.usual_of_file import usual_from_rows

FLAT, CAPPUCCINO = "flat-white.large-oat", "cappuccino.small-whole"
GOODS = [("flat", "flat-oat", "Coffee"), ("latte", "", "Coffee"), ("tea", "", "Tea"), ("bun", "bun-big", "Bread")]
PURCHASES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(GOODS)), max_size=40)


def bought(drawn: list[tuple[int, tuple[str, str, str]]]) -> list[Purchase]:
    """Purchases of these goods on these days."""
    return [Purchase(day, *goods) for day, goods in drawn]


@given(PURCHASES)
def test_any_order_of_one_day_and_any_repetition_count_the_same(drawn: list) -> None:
    """A day is one visit: what is bought twice on it, in whatever order, counts once."""
    purchases = bought(drawn)
    again = [*purchases, *purchases]
    random.Random(1).shuffle(again)
    assert set(count(purchases)) == set(count(again))


@given(PURCHASES)
def test_counters_say_what_the_days_say(drawn: list) -> None:
    """Days, decayed weight, run and kept, each against its own definition over the whole history."""
    purchases = bought(drawn)
    shop_days = sorted({one.day for one in purchases})
    for counter in count(purchases):
        if counter.level != "product":
            continue
        kind_days = sorted({one.day for one in purchases if one.kind == counter.parent})
        taken = [any(one.day == day and one.product == counter.item for one in purchases) for day in kind_days]
        assert counter.days == sum(taken)
        assert counter.visit == max(i for i, yes in enumerate(taken, start=1) if yes)
        weight = sum(DECAY ** (counter.visit - i) for i, yes in enumerate(taken, start=1) if yes)
        assert counter.weight == pytest.approx(weight)
        assert counter.kept == sum(a and b for a, b in pairwise(taken))
        ends = taken[: counter.visit]
        assert counter.run == len(ends) - max((i for i, yes in enumerate(ends, start=1) if not yes), default=0)
    shop = [one for one in count(purchases) if one.level == "shop"]
    assert [one.days for one in shop] == ([len(shop_days)] if shop_days else [])


def test_what_comes_late_is_refused_by_the_counters() -> None:
    """Adding a purchase of an earlier day would count wrongly: it is said, not done."""
    counters = Counters()
    counters.add(Purchase(9, "tea", "", "Tea"))
    with pytest.raises(ValueError, match="day 3 comes after day 9"):
        counters.add(Purchase(3, "tea", "", "Tea"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from([FLAT, CAPPUCCINO, "green-tea"]), st.booleans()), max_size=8)
)
def test_orders_one_by_one_leave_the_counters_of_all_at_once(tmp_path_factory, drawn: list) -> None:
    """Orders of any day, late ones and presents among them, and one cancelled: the rows are those of a count anew."""
    store = fresh_store(tmp_path_factory)
    for i, (day, variant, gift) in enumerate(drawn):
        store.orders.place(
            "ada", f"m{i}", [line(variant), line("butter-croissant")], START + timedelta(days=day), gift=gift
        )
    for order in store.orders.of("ada")[:1]:
        store.orders.cancel("ada", order.id, "stop")
    with writing(store.engine) as connection:
        grown = {one.key: one for one in read(connection, "ada")}
        recount(connection, ("ada",))
        anew = {one.key: one for one in read(connection, "ada")}
    assert rounded(grown) == rounded(anew)
    at = START + timedelta(days=30)
    assert store.usual("ada", at) == usual(store.orders.of("ada"), at, repeats=store.repeat_rates(at))


def rounded(counters: dict) -> dict:
    """Counters with weights that may be compared."""
    return {key: replace(one, weight=round(one.weight, 9)) for key, one in counters.items()}


def fresh_store(tmp_path_factory) -> ShopStore:
    """A shop of its own for each example."""
    from shop_sample import PRODUCTS

    from shop.engines import open_engine
    from shop.migrate import upgrade

    url = f"sqlite:///{tmp_path_factory.mktemp('shop')}/shop.db"
    upgrade(url)
    store = ShopStore(open_engine(url))
    store.load_catalogue(PRODUCTS)
    return store


def test_a_migrated_shop_counts_its_orders_anew(store: ShopStore) -> None:
    """Counters that a migration dropped come back from the orders."""
    for day in range(3):
        store.orders.place("ada", f"m{day}", [line(FLAT)], START + timedelta(days=day))
    with writing(store.engine) as connection:
        before = read(connection, "ada")
        connection.exec_driver_sql("DELETE FROM shop_counter")
        recount_if_none(connection)
        assert read(connection, "ada") == before
        assert len(before) == 4


def test_a_thousand_kinds_are_read_no_slower_than_ten(store: ShopStore) -> None:
    """What is read of a customer is bounded, and what they come for most is in it."""
    wide = [Purchase(day, f"p{day}-{i}", "", f"k{day}-{i}") for day in range(20) for i in range(30)]
    orders = [
        Order(
            f"w{day}",
            "ada",
            START + timedelta(days=day),
            tuple(
                replace(line(FLAT), product_id=p.product, variant_id=p.product, kind=p.kind)
                for p in (*(one for one in wide if one.day == day), Purchase(day, "flat-white", "", "Coffee"))
            ),
        )
        for day in range(20)
    ]
    store.import_orders(orders)
    with reading(store.engine) as connection:
        found = read(connection, "ada")
    assert len(found) == ITEMS_READ
    assert {"Coffee", "flat-white"} <= {one.item for one in found}
    assert len(count(own_purchases(orders))) > 1_200


def test_no_taste_is_no_usual() -> None:
    """400 customers who take one of eight drinks by chance, as all do: at most one in twenty is greeted with a usual."""
    from shop.orders import OrderRow

    drinks, weights = [f"drink {i}" for i in range(8)], [27, 20, 14, 12, 10, 8, 5, 4]
    for visits in (3, 4, 6, 12):
        chance = random.Random(visits)
        rows = [
            OrderRow(f"c{c}", f"{c}-{day}", START + timedelta(days=day), drink, "Coffee", 1, False)
            for c in range(400)
            for day, drink in enumerate(chance.choices(drinks, weights, k=visits))
        ]
        offers = sum(found.offer for _, found in usual_from_rows(rows))
        assert offers <= 20, f"{offers} of 400 after {visits} visits"


def test_what_everybody_takes_tells_nothing_of_anybody() -> None:
    """Three of three of what nine in ten take is no usual of theirs; twenty-five of twenty-five is."""
    from shop.orders import OrderRow

    def rows(who: str, visits: int, odd: int) -> list[OrderRow]:
        return [
            OrderRow(
                who,
                f"{who}{day}",
                START + timedelta(days=day),
                "latte" if day % 10 != odd else "tea",
                "Drink",
                1,
                False,
            )
            for day in range(visits)
        ]

    others = [row for i in range(10) for row in rows(f"c{i}", 10, i)]
    assert dict(usual_from_rows([*others, *rows("ada", 3, 9)]))["ada"].offer is False
    found = dict(usual_from_rows([*others, *[replace(row, product="latte") for row in rows("ada", 60, 9)]]))["ada"]
    assert (found.offer, found.item) == (True, "latte")


def test_the_same_milk_on_one_visit_in_four_is_not_offered_at_the_door() -> None:
    """Whoever comes for a kind now and then is not greeted with it, however faithful they are in it."""
    purchases = [Purchase(day, "oat milk", "", "Milk") for day in range(0, 40, 4)]
    purchases += [Purchase(day, f"bread {day}", "", f"Bread {day}") for day in range(40)]
    orders = [
        Order(
            f"o{p.product}{p.day}",
            "ada",
            START + timedelta(days=p.day),
            (replace(line("green-tea"), product_id=p.product, variant_id="", kind=p.kind),),
        )
        for p in purchases
    ]
    assert usual(orders, START + timedelta(days=60)).offer is False
    milk_only = [order for order in orders if order.lines[0].kind == "Milk"]
    assert usual(milk_only, START + timedelta(days=60)).offer is True


def test_the_curious_and_the_faithful_lean_apart() -> None:
    """Something new each time leans above nothing, the same each time below; one visit leans nowhere; days count once."""
    curious = exploring([Purchase(day, f"thing {day}", "", "Coffee") for day in range(10)])
    faithful = exploring([Purchase(day, "flat", "", "Coffee") for day in range(10)])
    assert faithful.leaning < 0 < curious.leaning
    assert 0 <= faithful.share < 0.3 < 0.6 < curious.share <= 1
    assert curious.visits == faithful.visits == 9
    assert (exploring([]).visits, exploring([Purchase(3, "flat", "", "Coffee")]).leaning) == (0, 0.0)


def test_a_shop_where_everybody_repeats_expects_less_that_is_new() -> None:
    """In a café, where all take the same again, two new things in three are curious; where nothing is known, hardly."""
    regulars = Tallies(10**6)
    for _ in range(60):
        regulars.add(dict((one.key, one) for one in count([Purchase(day, "flat", "", "Coffee") for day in range(12)])))
    fading = fading_of(rates_from(regulars))
    assert fading > 0.8 > FADING == fading_of(RepeatRates())
    now_and_then = [Purchase(day, f"thing {day if day % 3 else 0}", "", "Coffee") for day in range(12)]
    assert clear_leaning(now_and_then, fading) > 3 * max(exploring(now_and_then).leaning, 0.0)


def test_few_visits_lean_less_than_many() -> None:
    """The same behaviour is trusted the more, the longer it was seen."""
    leaning = [exploring([Purchase(day, "flat", "", "Coffee") for day in range(n)]).leaning for n in (2, 4, 8)]
    assert leaning[0] > leaning[1] > leaning[2]


def test_the_next_basket_begins_with_what_is_taken_most() -> None:
    """Own frequency leads; of two that were taken as often, the one of late; never more than asked for."""
    purchases = [Purchase(day, "milk", "", "Milk") for day in range(6)]
    purchases += [Purchase(day, "jam", "", "Jam") for day in (0, 1)] + [
        Purchase(day, "tea", "", "Tea") for day in (4, 5)
    ]
    assert next_basket(count(purchases), RepeatRates()) == ("Milk", "Tea", "Jam")
    assert next_basket(count(purchases), RepeatRates(), limit=1) == ("Milk",)
    assert next_basket((), RepeatRates()) == ()


def test_a_counter_knows_its_key() -> None:
    """Level and item name a counter."""
    assert Counter("kind", "Tea", "", 1, 1, 1, False).key == ("kind", "Tea")
