"""The time of an order, said bit by bit and put right: the day stays where only the hour is said, and the hour where only the day is."""

from __future__ import annotations

from counter import Customer


def test_an_hour_said_alone_is_on_the_day_that_was_said(customer: Customer) -> None:
    """Heard at ten in the morning, "nine o'clock" is not tomorrow, and not at night when nobody is there."""
    customer.says("12 butter croissants for Saturday", "order_item")
    answer = customer.says("nine o'clock would do nicely", "opening_hours")
    assert "Saturday 28 November at 09:00" in answer
    assert customer.plan["acts"] == ["read_back"]


def test_another_day_keeps_the_hour(customer: Customer) -> None:
    """And a "no" before it refuses the day, not the order."""
    customer.says("12 butter croissants for Saturday at 9", "order_item")
    answer = customer.says("no, Friday rather", "deny")
    assert "Friday 27 November at 09:00" in answer
    assert customer.cart == {"butter-croissant": 12}


def test_minutes_to_and_past_the_hour(customer: Customer) -> None:
    """ "Ten past eight" is a time, and no ten of anything."""
    customer.says("a sourdough loaf for tomorrow", "order_item")
    answer = customer.says("could it be at ten past eight", "opening_hours")
    assert "08:10" in answer
    assert customer.cart == {"sourdough-loaf": 1}
