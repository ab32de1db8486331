"""What is read back is put right in few words, whatever intent those are heard as."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize("intent", ["deny", "change_cart", "out_of_scope"])
def test_a_no_that_names_another_way_changes_it(customer: Customer, intent: str) -> None:
    """ "No sorry, small after all": the same thing, small; nothing is dropped."""
    customer.says("a large cappuccino please", "order_item")
    customer.says("no sorry, small after all", intent)
    assert customer.plan["acts"] == ["read_back"]
    assert customer.lines == [(1, "cappuccino.small-whole")]


@pytest.mark.parametrize("text", ["no sorry, no large cappuccino for me", "never mind, no cappuccino then", "no"])
def test_a_no_that_names_no_other_way_is_a_no(customer: Customer, text: str) -> None:
    """Nothing is ordered that was refused."""
    customer.says("a large cappuccino please", "order_item")
    customer.says(text, "deny")
    assert customer.lines == []


@pytest.mark.parametrize("intent", ["add_to_cart", "order_item", "affirm"])
@pytest.mark.parametrize(("text", "number"), [("ok, one slice of that then", 1), ("yes, two of those please", 2)])
def test_so_many_of_that_is_a_number_not_more(customer: Customer, text: str, number: int, intent: str) -> None:
    """Said of what was just read back, it counts it; it adds nothing."""
    customer.says("the lemon cake please", "order_item")
    customer.says(text, intent)
    assert customer.plan["acts"] == ["read_back"]
    assert [count for count, _ in customer.lines] == [number]
