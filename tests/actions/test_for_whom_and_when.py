"""What is put forward, and when it is wanted, in a few words."""

from __future__ import annotations

from datetime import datetime

import pytest
from counter import Customer

from bot.components.entities import read_entities

TUESDAY = datetime(2026, 11, 24, 10, 0)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("for 10 tomorrow", [("time", "10:00"), ("date", "2026-11-25")]),
        ("ok for two tomorrow please", [("time", "14:00"), ("date", "2026-11-25")]),
        ("a lemonade for me, for 10 tomorrow", [("quantity", 1), ("time", "10:00"), ("date", "2026-11-25")]),
        ("tomorrow for 8", [("date", "2026-11-25"), ("time", "08:00")]),
        ("for 10 people tomorrow", [("quantity", 10), ("date", "2026-11-25")]),
        ("lunch for 4 tomorrow", [("quantity", 4), ("date", "2026-11-25")]),
    ],
)
def test_for_and_a_number_beside_a_day_is_the_hour(said: str, found: list[tuple[str, object]]) -> None:
    """ "For ten tomorrow" and nothing before it is when; so many people, or so many meals, stay a number."""
    assert [(e["entity"], e["value"]) for e in read_entities(said, 0, TUESDAY)] == found


def test_nobody_living_is_offered_funeral_flowers_first(customer: Customer) -> None:
    """Flowers for one's mother: no lilies "for condolences" while there are others; who mourns is offered them at once."""
    said = customer.says("do you have something for my mum, she likes flowers, under 20 euros", "gift")
    assert "lilies" not in said.lower()
    assert "lilies" not in customer.says("something else", "recommend").lower()


def test_who_mourns_may_say_yes_to_what_was_named(customer: Customer) -> None:
    """Nothing is pressed on them, so no "want one?" is asked; their yes is one all the same."""
    said = customer.says("do you have anything for the funeral?", "gift", grief=0.9)
    assert "lilies" in said.lower()
    assert "lilies" in customer.says("yes please", "affirm").lower()


def test_a_size_that_none_of_them_has_leaves_the_question_open(customer: Customer) -> None:
    """ "Small", of teas that come by the cup and the pot: it is said, and asked which again."""
    customer.says("a tea", "order_item")
    said = customer.says("small", "change_cart")
    assert "small" in said.lower()
    assert "Earl Grey" in said
    assert "Earl Grey" in customer.says("the second", "order_item")
