"""What is asked to be done, and no thing to be had, is neither sold nor denied."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("do you repair umbrellas?", "out_of_scope"),
        ("do you mend shoes?", "browse_search"),
        ("do you do alterations?", "payment"),
        ("could you possibly sharpen my knives?", "chitchat"),
        ("is there a repair service?", "browse_search"),
        ("riparate ombrelli?", "out_of_scope"),
        ("fate orli?", "browse_search"),
    ],
)
def test_a_trade_is_asked_of_a_colleague(customer: Customer, text: str, intent: str) -> None:
    """Whatever it was heard as: the data do not tell, and a yes hands the question on with its words."""
    customer.writes(text, intent)
    assert customer.plan["acts"] == ["service_unlisted"]
    customer.says("yes please", "affirm")
    assert customer.plan["acts"] == ["hand_over_waiting"]


@pytest.mark.parametrize(
    "text",
    ["can you fix my order", "could you alter the delivery address", "can you mend that", "do you have a repair kit"],
)
def test_what_is_ours_to_put_right_is_no_trade(customer: Customer, text: str) -> None:
    """An order, an address, a mistake; and a kit is a thing."""
    customer.writes(text, "chitchat")
    assert "service_unlisted" not in customer.plan["acts"]


def test_beside_an_open_order_it_asks_nothing(customer: Customer) -> None:
    """The yes that is open belongs to the order."""
    customer.says("a rye loaf", "order_item")
    customer.writes("do you sharpen knives?", "chitchat")
    assert customer.plan["acts"][0] == "dont_know"
    assert not customer.bought
    customer.says("yes", "affirm")
    assert len(customer.bought) == 1
