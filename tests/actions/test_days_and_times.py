"""Hours of the day that is asked for, and an order that is wanted for a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counter import Customer

from house import House

Somebody = Callable[[str], Customer]


def wanted(house: House) -> list[str]:
    return [line.circumstances.get("when", "") for order in house.shop.orders.of("c-1") for line in order.lines]


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


@pytest.mark.parametrize("hour", [0.5, 10, 18, 23.5])
@pytest.mark.parametrize("day", range(7))
def test_sundays_hours_on_every_day_of_the_week(customer: Customer, day: int, hour: float) -> None:
    """Whatever day and hour it is asked, a Sunday itself included: Sunday's hours, by that name."""
    customer.later(days=day, hours=hour - 10)  # from Tuesday at ten
    assert (customer.now.weekday(), customer.now.hour) == ((1 + day) % 7, int(hour))
    for text in ("are you open on sunday?", "what time do you open on sundays", "and sunday?"):
        said = customer.says(text, "opening_hours")
        assert "Sunday" in said, said
        assert "08:00–13:00" in said, said
    said = customer.says_in("it", "domenica siete aperti?", "opening_hours")
    assert "omenica" in said
    assert "08:00–13:00" in said


@pytest.mark.parametrize("day", range(7))
def test_each_day_is_answered_with_its_own_hours(customer: Customer, day: int) -> None:
    """Asked for by their names, seven days have seven answers on each day of the week; "today" is still today."""
    customer.later(days=day)
    for name, hours in (
        ("Monday", "07:00–19:30"),
        ("Friday", "07:00–20:30"),
        ("Saturday", "07:30–20:30"),
        ("Sunday", "08:00–13:00"),
    ):
        said = customer.says(f"are you open on {name.lower()}?", "opening_hours")
        assert name in said, said
        assert hours in said, said
    assert "today" in customer.says("are you open today?", "opening_hours").lower()


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (8, "at 18:10"),
        (11, "on Wednesday at 07:10"),  # nine in the evening
        (14.5, "on Wednesday at 07:10"),  # half past midnight
        (20.9, "on Wednesday at 07:10"),  # just before seven in the morning
        (21.5, "at 07:40"),
    ],
)
def test_it_is_said_on_which_day_it_is_ready(customer: Customer, hours: float, told: str) -> None:
    """Ordered while the shop is open, the time is enough; ordered while it is closed, the day is said, after midnight, too."""
    customer.later(hours=hours)
    customer.says("a butter croissant please", "order_item")
    done = customer.says("yes", "affirm")
    assert told in done, done
    assert ("day" in done) == ("day" in told), done


def test_asked_the_next_morning_the_day_is_said(customer: Customer) -> None:
    """Ordered yesterday at six: asked today when it is ready, "at 18:10" would be this evening's."""
    customer.later(hours=8).says("a butter croissant please", "order_item")
    customer.says("yes", "affirm")
    assert "on Tuesday at 18:10" in customer.later(hours=14).says("when will it be ready?", "order_status")


def test_an_hour_of_today_that_is_over_is_next_weeks(customer: Customer, house: House) -> None:
    """ "For sunday at 9", said on a Sunday at eleven, is the next one; at eight it is today."""
    sunday = customer.later(days=5, hours=1)
    assert "Sunday 6 December at 09:00" in sunday.says("two butter croissants for sunday at 9", "order_item")
    early = customer.later(hours=-3)
    assert "Sunday 29 November at 09:00" in early.says("two butter croissants for sunday at 9", "order_item")
