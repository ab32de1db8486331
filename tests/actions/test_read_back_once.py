"""An order is read back once, as it is in the end, with all that was said about it."""

from __future__ import annotations

import pytest
from counter import Customer

COFFEES = ((("cappuccino", 0.38), ("pistachio-latte", 0.37)),)


@pytest.mark.parametrize(
    ("text", "intents", "line"),
    [
        ("a cappuccino please. I'd also like it with oat milk.", ("order_item", "change_cart"), "cappuccino.small-oat"),
        ("a cappuccino please. make it large", ("order_item", "change_cart"), "cappuccino.large-whole"),
    ],
)
def test_a_second_sentence_about_it(customer: Customer, text: str, intents: tuple[str, str], line: str) -> None:
    """What was said last holds, and nobody is asked to agree to what they have just changed."""
    customer.says(text, *intents)
    assert customer.plan["acts"] == ["read_back"]
    assert customer.lines == [(1, line)]


@pytest.mark.parametrize(
    "second", ["I'd also like it to go.", "I'd like it to go", "It's to go", "That's to take away"]
)
def test_a_sentence_of_circumstances_is_understood(customer: Customer, second: str) -> None:
    """It is no wish of its own, whatever it is taken for."""
    answer = customer.says(f"a cappuccino please. {second}", "order_item", "out_of_scope")
    assert customer.plan["acts"] == ["read_back"]
    assert "take away" in answer


@pytest.mark.parametrize(
    ("yes", "line"), [("yes!", "cappuccino.small-oat"), ("the pistachio latte", "pistachio-latte.small-oat")]
)
def test_something_else_instead_keeps_the_way(customer: Customer, yes: str, line: str) -> None:
    """A milk that was asked for holds for what is taken in place of a thing that is not here."""
    customer.says("a mocha with oat milk", "order_item", suited=COFFEES)
    assert "not_found_instead" in customer.plan["acts"]
    customer.says(yes, "affirm" if yes == "yes!" else "order_item")
    assert customer.plan["acts"] == ["read_back"]
    assert customer.lines == [(1, line)]


def test_a_yes_to_one_of_two_is_asked_about_one(customer: Customer) -> None:
    """Where nothing more was said one of them and its price are the question, without advice or a reason, for a yes was
    said; nothing is on the order until the next one."""
    customer.says("a mocha please", "order_item", suited=COFFEES)
    reply = customer.says("yes!", "affirm")
    assert customer.plan["acts"] == ["this_one"]
    assert "cappuccino, small, whole milk" in reply
    assert "€2.20" in reply
    assert customer.lines == []
    customer.says("yes", "affirm")
    assert customer.plan["acts"] == ["read_back"]
    assert customer.lines == [(1, "cappuccino.small-whole")]


@pytest.mark.parametrize("all_of_it", ["nothing more", "no, nothing else thanks", "that's all"])
def test_nothing_more_than_what_they_agreed_to(customer: Customer, all_of_it: str) -> None:
    """Who has said yes and then "nothing more" wants that one; it is read back, and ordered only on a yes to that."""
    customer.says("a mocha please", "order_item", suited=COFFEES)
    customer.says("yes!", "affirm")
    customer.says(all_of_it, "deny")
    assert customer.plan["acts"] == ["read_back"]
    assert customer.bought == []


def test_a_no_to_one_of_two_after_all_orders_nothing(customer: Customer) -> None:
    """The yes to "this or that?" was no order."""
    customer.says("a mocha please", "order_item", suited=COFFEES)
    customer.says("yes!", "affirm")
    customer.says("no", "deny")
    assert customer.lines == []
    assert customer.plan["acts"] == ["what_instead"]
