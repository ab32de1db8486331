"""Hours of the day that is asked for, and an order that is wanted for a time."""

from __future__ import annotations

from counter import Customer

from house import House


def wanted(house: House) -> list[str]:
    return [line.circumstances.get("when", "") for order in house.shop.orders("c-1") for line in order.lines]


def test_hours_of_the_day_that_is_asked_for(customer: Customer) -> None:
    """A weekday, a date and a feast are answered with their own hours; a day off is said to be one."""
    assert "08:00–13:00" in customer.says("are you open on sunday?", "opening_hours")
    assert "Tuesday 8 December" in customer.says("what time do you open on the 8th", "opening_hours")
    assert "closed" in customer.says("are you open on christmas day?", "opening_hours").lower()


def test_open_at_that_time_or_not(customer: Customer) -> None:
    """ "Are you open at …?" gets a yes or a no with the hours, also for a part of the day."""
    assert customer.says("are you open tomorrow at 9?", "opening_hours").startswith(("Yes", "It is", "Yep"))
    assert "not at 18:00" in customer.says("are you open on sunday at 6 pm?", "opening_hours").lower().replace(
        "closed", "not"
    )
    sunday = customer.says("are you open on sunday afternoon?", "opening_hours")
    assert sunday.startswith(("Yes", "It is", "Yep"))  # until one


def test_an_order_for_a_time_is_read_back_with_it_and_kept(customer: Customer, house: House) -> None:
    """The time is said before the yes, stands on the order, and is when it will be ready."""
    said = customer.says("two butter croissants for tomorrow at 8", "order_item")
    assert "for Wednesday 25 November at 08:00" in said
    assert customer.cart == {"butter-croissant": 2}
    done = customer.says("yes", "affirm")
    assert wanted(house) == ["2026-11-25 08:00"]
    assert "Wednesday 25 November at 08:00" in done


def test_a_time_said_after_the_goods_is_kept_too(customer: Customer, house: House) -> None:
    """ "For Friday at 9" after the goods belongs to them; said anew, the later one counts."""
    customer.says("a cinnamon bun and a butter croissant", "order_item")
    assert "at 09:00" in customer.says("for friday at 9", "out_of_scope")
    again = customer.says("make it for friday at 10 please", "change_cart")
    assert "at 10:00" in again
    assert "at 09:00" not in again


def test_another_day_is_asked_after(customer: Customer) -> None:
    """ "And on the 25th?" after the hours of one day asks for those of another."""
    customer.says("are you open on sunday?", "opening_hours")
    assert "25 December" in customer.says("and on december 25th?", "out_of_scope")


def test_ten_is_in_the_morning_when_nobody_is_there_at_night(customer: Customer) -> None:
    """At noon "for 9" would be nine in the evening, when the shop is closed: it is taken for the next morning's."""
    said = customer.later(hours=3).says("two butter croissants for 9 o'clock", "order_item")
    assert "for Wednesday 25 November at 09:00" in said
    customer.says("no", "deny")
    assert "19:30" in customer.says("two butter croissants for 9 pm", "order_item")


def test_a_part_of_the_day_beside_an_hour(customer: Customer) -> None:
    """ "And for saturday at 10 in the morning" says when, and nothing else."""
    customer.says("a butter croissant", "order_item")
    assert "at 10:00" in customer.says("and for saturday at 10 in the morning", "out_of_scope")


def test_nobody_is_there_then(customer: Customer, house: House) -> None:
    """A time at which the shop is closed is no promise: the hours are said, and nothing is noted."""
    said = customer.says("two butter croissants for sunday at 6 pm", "order_item")
    assert "08:00–13:00" in said
    customer.says("yes", "affirm")
    assert wanted(house) == [""]


def test_the_question_which_one_keeps_the_time(customer: Customer, house: House) -> None:
    """Asked for a size in between, the time that was said is not lost."""
    customer.says("the striped t-shirt for tomorrow at 10", "order_item")
    assert "at 10:00" in customer.says("M", "order_item")


def test_today_needs_no_note(customer: Customer, house: House) -> None:
    """ "A coffee today" is an order like any other."""
    customer.says("a butter croissant today please", "order_item")
    customer.says("yes", "affirm")
    assert wanted(house) == [""]
