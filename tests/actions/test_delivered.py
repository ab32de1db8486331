"""An order that is to be brought: the fee is told before the yes, stands in the sum and in the order, and is told once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from counter import Customer

from shop.delivering import fee_of, with_fee
from shop.model import FEE, Line
from shop.terms import Delivery

FEE_NOW = Decimal("3.00")


def test_the_fee_is_in_the_sum_that_is_read_back_and_in_the_order(customer: Customer) -> None:
    """€4.80 and €3.00 are €7.80, before the yes and after it; the terms are told once."""
    answer = customer.says("a rye loaf, delivered please", "order_item")
    assert customer.plan["acts"] == ["delivery", "read_back"]
    assert "(€3.00)" in answer
    assert "€7.80" in answer
    assert "€7.80" in customer.says("yes", "affirm")
    (order,) = customer.house.shop.orders.of(customer.id)
    assert (order.fee, order.total) == (FEE_NOW, Decimal("7.80"))
    assert order.lines[0].circumstances["where"] == "delivered"
    customer.says("and two brownies, delivered", "order_item")
    assert "delivery" not in customer.plan["acts"]


def test_from_a_certain_sum_it_is_free(customer: Customer) -> None:
    """Free as the shop says, and said so."""
    assert "(free)" in customer.says("2 panettone delivered", "order_item")
    customer.says("yes", "affirm")
    assert customer.house.shop.orders.of(customer.id)[0].total == Decimal("68.00")


def test_a_yes_to_the_old_sum_orders_nothing_dearer(customer: Customer) -> None:
    """ "Yes, delivered" is read back with the fee first."""
    customer.says("a rye loaf", "order_item")
    answer = customer.says("yes, delivered please", "affirm")
    assert not customer.bought
    assert "€7.80" in answer


def test_the_address_goes_with_the_order(customer: Customer) -> None:
    """Said with it, it is read back; else it is asked for once it is ordered."""
    assert "14 Harbour Lane" in customer.says("a rye loaf delivered to 14 Harbour Lane please", "order_item")
    customer.says("yes", "affirm")
    assert "where_to" not in customer.plan["acts"]
    assert customer.house.shop.orders.of(customer.id)[0].lines[0].circumstances["to"] == "14 Harbour Lane"
    customer.says("a brownie, delivered", "order_item")
    customer.says("yes", "affirm")
    assert "where_to" in customer.plan["acts"]


def test_who_collects_after_all_pays_no_fee(customer: Customer) -> None:
    """ "I'll pick it up": the same goods, without the fee."""
    customer.says("a rye loaf, delivered", "order_item")
    answer = customer.says("actually I'll pick it up", "start_order")
    assert customer.plan["acts"] == ["read_back"]
    assert "€4.80" in answer
    customer.says("yes", "affirm")
    assert customer.house.shop.orders.of(customer.id)[0].total == Decimal("4.80")


def test_what_is_ordered_is_not_made_dearer_afterwards(customer: Customer) -> None:
    """ "Delivered, please", after the yes: it stands as it was ordered."""
    customer.says("a rye loaf", "order_item")
    customer.says("yes", "affirm")
    customer.says("delivered please", "chitchat")
    assert "placed_already" in customer.plan["acts"]
    assert customer.house.shop.orders.of(customer.id)[0].total == Decimal("4.80")


@pytest.mark.parametrize("intent", ["delivery", "ask_price", "ask_stock"])
def test_is_delivery_free(customer: Customer, intent: str) -> None:
    """A plain answer by the shop's own figures, with the sum of what lies there."""
    told = customer.says("is delivery free?", intent)
    assert customer.plan["acts"] == ["delivery_fee_from"]
    assert "€3.00" in told
    assert "€35.00" in told
    customer.says("a rye loaf", "order_item")
    assert "€7.80" in customer.says("how much is that with delivery?", intent)


def test_a_shop_that_says_nothing_of_delivery_promises_none(customer: Customer) -> None:
    """It is known of no delivery, and the order is for collection; whether it is free is not known."""
    vars(customer.house)["terms"] = replace(customer.house.terms, delivery=Delivery())  # as another shop.yml would read
    customer.says("is delivery free?", "delivery")
    assert customer.plan["acts"] == ["dont_know_ask"]
    answer = customer.says("a rye loaf, delivered", "order_item")
    assert customer.plan["acts"] == ["no_delivery", "read_back"]
    assert "€4.80" in answer


@pytest.mark.parametrize(
    "text",
    [
        "my bread was delivered cold",
        "do you deliver?",
        "is it delivered?",
        "it was never delivered",
        "bring it to the table please",
    ],
)
def test_talk_of_deliveries_has_nothing_brought(customer: Customer, text: str) -> None:
    """What is asked or told of a delivery puts no fee on an order."""
    customer.says("a rye loaf", "order_item")
    customer.says(text, "delivery")
    assert not any(line.circumstances for line in customer.house.shop.carts.of(customer.id).lines)


def test_the_fee_survives_forgetting_and_nothing_else_does(customer: Customer) -> None:
    """The shop's books keep the sum; where it was brought goes with the customer."""
    customer.says("a rye loaf delivered to 14 Harbour Lane", "order_item")
    customer.says("yes", "affirm")
    (order,) = customer.house.shop.orders.of(customer.id)
    customer.house.shop.erase(customer.id)
    kept = customer.house.shop.orders.get(order.id)
    assert kept.total == order.total
    assert {name: Decimal(value) for name, value in kept.lines[0].circumstances.items()} == {FEE: FEE_NOW}


def test_a_fee_is_frozen_once() -> None:
    """Lines of an earlier order bring no second fee; collected ones have none."""
    brought = Line("a", "a.1", 1, Decimal("10"), circumstances={"where": "delivered"})
    terms = Delivery(fee=Decimal("3"), free_from=Decimal("35"))
    again = with_fee([*with_fee([brought], terms), *with_fee([brought], terms)], terms)
    assert [line.circumstances.get(FEE) for line in again] == ["3", None]
    assert fee_of([replace(brought, quantity=4)], terms) == 0
    assert with_fee([replace(brought, circumstances={FEE: "3"})], terms)[0].circumstances == {}
