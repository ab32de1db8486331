"""More of one thing than is sold at once: said of which thing, how many there may be, and that a colleague can be asked."""

from __future__ import annotations

import pytest
from counter import Customer

from profiles import handover


def test_what_is_too_many_is_named(customer: Customer) -> None:
    """The thing, the most at once, and a colleague: not only a number."""
    answer = customer.says("200 butter croissants for the office party", "order_item")
    assert customer.plan["acts"] == ["quantity_most"]
    assert "butter croissant" in answer.lower()
    assert "50" in answer
    assert "colleague" in answer


def test_a_yes_hands_the_large_order_on(customer: Customer) -> None:
    """With what was asked for, so that nobody has to say it again."""
    customer.says("200 butter croissants for the office party", "order_item")
    customer.says("yes please", "affirm")
    assert "hand_over_waiting" in customer.plan["acts"]
    (waits,) = handover.waiting(customer.house.profiles.engine)
    assert "200 × butter croissant" in " ".join(waits.notes)


@pytest.mark.parametrize("number", ["30", "ok, 30 then"])
def test_fewer_will_do(customer: Customer, number: str) -> None:
    """A number that can be had is ordered, of the thing that was asked for."""
    customer.says("200 butter croissants", "order_item")
    customer.says(number, "order_item")
    assert customer.lines == [(30, "butter-croissant")]


def test_what_stands_beside_it_is_ordered(customer: Customer) -> None:
    """The brownie of "100 espressos and a brownie" is not lost with the espressos."""
    answer = customer.says("100 espressos and a chocolate brownie", "order_item")
    assert customer.lines == [(1, "chocolate-brownie")]
    assert "chocolate brownie" in answer
    customer.says("20", "order_item")
    assert sorted(customer.lines) == [(1, "chocolate-brownie"), (20, "espresso.single")]


def test_thirty_and_thirty_more_are_not_cut_to_fifty_in_silence(customer: Customer) -> None:
    """What comes to more than is sold at once is said so."""
    customer.says("30 butter croissants", "order_item")
    customer.says("and 30 more butter croissants", "add_to_cart")
    assert customer.plan["acts"] == ["quantity_most"]
    assert customer.lines == [(30, "butter-croissant")]


def test_of_several_things_the_number_comes_first(customer: Customer) -> None:
    """ "200 teas": how many is settled, then which tea."""
    customer.says("200 teas", "order_item")
    assert customer.plan["acts"] == ["quantity_most"]
    customer.says("20", "order_item")
    assert "which_product" in customer.plan["acts"]
