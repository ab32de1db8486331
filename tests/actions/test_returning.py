""" "I want to return my handbag": one's own, within the terms, under a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from counter import AT, Customer

from house import House
from shop.model import Line, Order

Somebody = Callable[[str], Customer]


def goods(house: House) -> str:
    """Something of the demo shop that may come back: neither drink nor baked."""
    return next(p.id for p in house.shop.catalogue().listed() if p.category == "Accessories" and len(p.variants) == 1)


def has(
    house: House, who: str, product_id: str, days_ago: float = 3, order_id: str = "T-1", status: str = "collected"
) -> None:
    product = house.shop.catalogue().products[product_id]
    variant = product.variants[0]
    line = Line(product.id, variant.id, 1, variant.price, product.title, product.kind)
    house.shop.import_orders([Order(order_id, who, AT - timedelta(days=days_ago), (line,), status)])  # type: ignore[arg-type]


def asks(customer: Customer, product_id: str, end: str = "") -> str:
    title = customer.house.shop.catalogue().products[product_id].title
    return customer.says(f"i want to return the {title}{end}", "return_refund")


def test_it_is_noted_under_a_number(house: House, somebody: Somebody) -> None:
    """Staff see it; asked again it is the same number; nothing is on the shelf yet."""
    thing = goods(house)
    has(house, "ada", thing)
    ada = somebody("ada")
    assert "R-1001" in asks(ada, thing)
    assert "R-1001" in asks(ada, thing)
    (one,) = house.shop.returns.asked()
    assert (one.id, one.customer, one.order_id) == ("R-1001", "ada", "T-1")


@pytest.mark.parametrize("why", ["somebody else's", "too late", "never taken back", "cancelled"])
def test_what_is_not_taken_back_gets_the_terms(house: House, somebody: Somebody, why: str) -> None:
    """No number for another's order, after thirty days, for food, or for what was cancelled: the terms are said."""
    thing = "butter-croissant" if why == "never taken back" else goods(house)
    has(house, "bea" if why == "somebody else's" else "ada", thing, 31 if why == "too late" else 3,
        status="cancelled" if why == "cancelled" else "collected")  # fmt: skip
    reply = asks(somebody("ada"), thing)
    assert "R-" not in reply
    assert "30 days" in reply
    assert house.shop.returns.asked() == ()


def test_a_question_is_asked_back(house: House, somebody: Somebody) -> None:
    """ "Can I return it?" gets the terms and the offer; the yes notes it, a no does not."""
    thing = goods(house)
    for who in ("ada", "bea"):
        has(house, who, thing, order_id=f"T-{who}")
    ada, bea = somebody("ada"), somebody("bea")
    assert "30 days" in asks(ada, thing, "?")
    assert house.shop.returns.asked() == ()
    assert "R-1001" in ada.presses("yes")
    asks(bea, thing, "?")
    bea.presses("no")
    assert [one.customer for one in house.shop.returns.asked()] == ["ada"]


def test_without_a_thing_it_is_the_terms(house: House, somebody: Somebody) -> None:
    """ "What about returns?" """
    has(house, "ada", goods(house))
    assert "30 days" in somebody("ada").says("i want a refund", "return_refund")
    assert house.shop.returns.asked() == ()


@pytest.mark.parametrize("theirs", ["checked-scarf", "lambswool-scarf", "silk-scarf"])
def test_of_several_the_one_that_they_have(house: House, somebody: Somebody, theirs: str) -> None:
    """ "The scarf" is the scarf that they bought here, whichever stands first on the shelf; a scarf that is named outright is that one."""
    has(house, "ada", theirs)
    ada = somebody("ada")
    told = ada.says("i want to return the scarf", "return_refund")
    assert "R-" in told, told
    assert house.shop.catalogue().products[theirs].title.lower() in told.lower()
    other = "silk-scarf" if theirs != "silk-scarf" else "checked-scarf"
    assert "R-" not in asks(ada, other)
