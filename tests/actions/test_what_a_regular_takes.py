"""What is always taken together, at which hour, in which milk, and how curious they are: heard from orders, said at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from counter import AT, Customer

from house import House
from shop.model import Line, Order
from shop.order_book import OrderBook

FLAT, CROISSANT, DECAF = "flat-white.medium-oat", "almond-croissant", "decaf"


def bought(customer: Customer, days_ago: int, *variants: str, hours: float = 0) -> None:
    """They took these so many days ago, at this hour of the day (plus so many)."""
    shop = customer.house.shop
    lines = []
    for variant_id in variants:
        found = shop.catalogue().by_variant(variant_id) or (shop.catalogue().products[variant_id], None)
        product, variant = found[0], found[1] or found[0].variants[0]
        lines.append(Line(product.id, variant.id, 1, variant.price, product.title, product.kind))
    at = AT - timedelta(days=days_ago) + timedelta(hours=hours)
    shop.import_orders([Order(f"T-{days_ago}-{hours}-{customer.id}", customer.id, at, tuple(lines), "collected")])


@pytest.fixture
def regular(customer: Customer) -> Customer:
    """Somebody remembered, who has taken nothing yet."""
    return customer.allows("remember", "personalise", "recommend")


def test_what_is_always_taken_with_it_is_offered_with_it_and_one_yes_orders_both(regular: Customer) -> None:
    """Coffee and croissant each time: one question with both and their sum, and one yes."""
    for days in range(1, 6):
        bought(regular, days, FLAT, CROISSANT)
    welcome = regular.arrives()
    assert "flat white" in welcome.lower()
    assert "almond croissant" in welcome.lower()
    prices = [regular.house.shop.catalogue().products[p].price_from for p in ("almond-croissant",)]
    assert f"€{prices[0]}" not in welcome, "one sum, not a price list"
    regular.says("yes please", "affirm")
    assert set(regular.bought[0]) == {"flat-white", "almond-croissant"}


def test_where_the_second_thing_is_sold_out_the_first_goes_alone(regular: Customer) -> None:
    """No croissant left: the coffee is offered as ever."""
    for days in range(1, 6):
        bought(regular, days, FLAT, CROISSANT)
    product = regular.house.shop.catalogue().products["almond-croissant"]
    gone = replace(product, variants=tuple(replace(v, stock=0) for v in product.variants))
    regular.house.shop.load_catalogue([gone])
    welcome = regular.arrives()
    assert "flat white" in welcome.lower()
    assert "croissant" not in welcome.lower()


def test_at_an_hour_when_they_take_something_else_the_usual_is_not_offered(regular: Customer) -> None:
    """Mornings the flat white; the three evenings they came it was tea: in the evening nothing is claimed."""
    for days in range(1, 15):
        bought(regular, days, FLAT)
    for days in range(1, 4):
        bought(regular, days, "earl-grey-tea", hours=10)
    for days in range(4, 7):
        bought(regular, days, "cappuccino.small-whole", hours=10)
    assert "flat white" in regular.arrives().lower()
    evening = Customer(replace(regular.house, clock=lambda: AT + timedelta(hours=10)), regular.phrasings, regular.id)
    evening.said = 50
    evening.passed = timedelta(hours=10)
    assert "flat white" not in evening.arrives().lower()
    assert "flat white" in evening.says("my usual please", "reorder_usual").lower(), "asked for, it is theirs"


def test_the_usual_that_is_sold_out_keeps_its_milk(regular: Customer) -> None:
    """Oat is out in medium: another size with oat, never another milk."""
    for days in range(1, 6):
        bought(regular, days, FLAT)
    product = regular.house.shop.catalogue().products["flat-white"]
    ways = tuple(replace(v, stock=0) if v.id == FLAT else v for v in product.variants)
    regular.house.shop.load_catalogue([replace(product, variants=ways)])
    welcome = regular.arrives().lower()
    assert "oat" in welcome.split("flat white", 2)[-1], welcome
    regular.says("yes", "affirm")
    line = regular.house.shop.orders.of(regular.id)[0].lines[0]
    assert (line.product_id, line.variant_id.rsplit("-", 1)[1]) == ("flat-white", "oat")


def plan_reason(customer: Customer) -> str:
    """Which cue led the pitch of the last answer."""
    return next(r["cue"] for r in customer.plan["reasons"] if r["dial"] == "pitch")


@pytest.mark.parametrize(("curious", "lead"), [(True, "new"), (False, "proven")])
def test_who_always_takes_the_new_is_told_what_is_new(regular: Customer, curious: bool, lead: str) -> None:
    """Something else each time, or the same each time: the pitch leads with the new, or with the proven; with its reason."""
    goods = [p.id for p in regular.house.shop.catalogue().listed() if p.kind in ("Coffee", "Tea", "Pastry", "Cake")]
    for days in range(1, 11):
        bought(regular, days * 4, goods[days % len(goods)] if curious else "americano")
    regular.says("what can you recommend", "recommend")
    assert (regular.plan["pitch"]["lead"], plan_reason(regular)) == (lead, "purchases")


def test_without_consent_to_recommend_purchases_lead_no_pitch(customer: Customer) -> None:
    """Remembered, but not to be advised by what they bought: the default leads."""
    customer.allows("remember", "personalise")
    for days in range(1, 11):
        bought(customer, days * 4, "americano")
    customer.says("what can you recommend", "recommend")
    assert plan_reason(customer) != "purchases"


def test_a_colour_is_a_filter(customer: Customer) -> None:
    """Red things are red; where nothing of a kind is so it is said, and what there is is named."""
    red = customer.says("show me red things", "browse_search")
    assert "red leather handbag" in red.lower()
    assert "black" not in red.lower()
    blue = customer.says("what scarves do you have in blue", "browse_search")
    assert "blue" in blue
    assert "scarf" in blue


@pytest.mark.parametrize("intent", ["browse_search", "ask_size", "ask_stock", "out_of_scope"])
def test_a_size_is_a_filter(customer: Customer, intent: str) -> None:
    """What comes in M and is there, whatever intent was heard; a size that nothing comes in is said."""
    medium = customer.says("do you have anything in size M", intent)
    assert "t-shirt" in medium.lower()
    assert "americano" not in medium.lower(), "an M is no medium coffee"
    assert "size 61" in customer.says("do you have anything in size 61", "browse_search")


def test_which_of_those_that_were_shown(customer: Customer) -> None:
    """ "Which of these are silk?" is about what was just listed."""
    customer.says("what scarves do you have", "browse_search")
    found = customer.says("which of these are silk?", "ask_price")
    assert "silk scarf" in found.lower()
    assert "lambswool" not in found.lower()


def test_nothing_more_is_read_for_a_newcomer(house: House, customer: Customer) -> None:
    """Without consent no order is looked at for a taste."""
    reads: list[str] = []
    orders = OrderBook.of
    try:
        OrderBook.of = lambda self, ids: (reads.append("orders"), orders(self, ids))[1]  # type: ignore[method-assign,assignment,func-returns-value]
        customer.says("what time do you close", "opening_hours")
    finally:
        OrderBook.of = orders  # type: ignore[method-assign]
    assert reads == []
