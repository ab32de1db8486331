"""Met with their own greeting."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize("text", ["hi", "Hello there!", "hey", "hiii", "hello, I have a question"])
def test_a_hello_is_answered_by_a_hello(customer: Customer, text: str) -> None:
    """Not by the hour's "Good morning", which sounds stiff after it."""
    assert customer.says(text, "greet").startswith("Hello")


@pytest.mark.parametrize("text", ["good morning", "hello, good morning", "morning!", "good day"])
def test_a_greeting_of_the_hour_is_answered_by_one(customer: Customer, text: str) -> None:
    """It is morning in the shop."""
    customer.says(text, "greet")
    assert any("/good_morning/" in wording for wording in customer.plan["phrasings"])


def test_nobodys_clock_is_put_right(customer: Customer) -> None:
    """ "Good evening", where it is morning here, hears no "Good morning"."""
    assert customer.says("good evening", "greet").startswith(("Hello", "Good day"))


def test_in_italian(customer: Customer) -> None:
    """Salve to a salve."""
    assert customer.says_in("it", "salve", "greet").startswith("Salve")
