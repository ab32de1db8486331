"""The hour damps or chooses, and never makes a usual; what is always taken with it is offered with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shop_sample import START, line

from shop.combos import taken_with
from shop.dayparts import chosen_by_time, damped
from shop.model import Line, Order
from shop.repeat import RepeatRates
from shop.usual import contenders, usual

ROME = ZoneInfo("Europe/Rome")
FLAT, CAPPUCCINO = "flat-white.large-oat", "cappuccino.small-whole"
MONDAY = START  # 3 March 2025, nine in the morning in Rome


def order(day: int, *lines: Line, hour: int = 0, status: str = "collected") -> Order:
    """An order so many days and hours after nine on a Monday morning."""
    return Order(f"o{day}-{hour}", "ada", MONDAY + timedelta(days=day, hours=hour), lines, status)  # type: ignore[arg-type]


def at(day: int, hour: int = 0) -> datetime:
    """So many days and hours after nine on that Monday morning."""
    return MONDAY + timedelta(days=day, hours=hour)


def test_in_the_evening_a_morning_coffee_is_not_offered() -> None:
    """Mornings a flat white, evenings never: the usual holds in the morning and is silent in the evening."""
    orders = [order(day, line(FLAT)) for day in range(16)] + [
        order(16 + i, line(CAPPUCCINO), hour=10) for i in range(3)
    ]
    found = usual(orders[:16], at(20))
    assert damped(found, orders, at(20), ROME) == found
    evening = damped(found, orders, at(20, hour=10), ROME)
    assert (evening.step, evening.offer) == ("none", False)
    assert "at this time only 0 of 3" in evening.reason


def test_on_weekends_something_else() -> None:
    """Weekdays one thing, weekends another, at the same hour: each day has its own."""
    orders = [order(day, line(FLAT if day % 7 < 5 else CAPPUCCINO)) for day in range(14)]
    found = usual(orders[:5], at(15))
    assert damped(found, orders, at(14), ROME).step == "usual"
    assert damped(found, orders, at(19), ROME).step == "none"


def test_what_was_stated_is_never_damped() -> None:
    """"Make this my usual" holds at every hour."""  # fmt: skip
    orders = [order(day, line(CAPPUCCINO), hour=10) for day in range(6)]
    assert damped(usual(orders, at(9), stated=FLAT), orders, at(9, hour=10), ROME).offer


def test_an_hour_never_seen_says_nothing() -> None:
    """Whoever has never come in the evening is greeted as ever."""
    orders = [order(day, line(FLAT)) for day in range(4)]
    found = usual(orders, at(9))
    assert damped(found, orders, at(9, hour=10), ROME) == found


def test_the_hour_chooses_between_two() -> None:
    """Flat white in the morning, cappuccino in the evening: the hour tells which; at noon nothing does."""
    orders = [order(day, line(FLAT)) for day in range(4)] + [order(day, line(CAPPUCCINO), hour=10) for day in range(4)]
    orders = [replace(one, ordered_at=one.ordered_at + timedelta(days=i)) for i, one in enumerate(orders)]
    two = contenders(orders, at(30))
    assert len(two) == 2
    assert chosen_by_time(two, orders, at(28), ROME).product_id == "flat-white"  # type: ignore[union-attr]
    assert chosen_by_time(two, orders, at(28, hour=10), ROME).product_id == "cappuccino"  # type: ignore[union-attr]
    assert chosen_by_time(two, orders, at(28, hour=4), ROME) is None


def test_what_is_always_taken_with_it_goes_with_it() -> None:
    """Coffee and croissant together each time: a pair; the tart of one day is not; a croissant at every second is not."""
    both = [order(day, line(FLAT), line("almond-croissant")) for day in range(5)]
    both[2] = replace(both[2], lines=(*both[2].lines, line("lemon-tart")))
    found = usual(both, at(9))
    assert [one.product_id for one in taken_with(found, both, RepeatRates())] == ["almond-croissant"]
    half = [order(day, line(FLAT), *((line("almond-croissant"),) if day % 2 else ())) for day in range(6)]
    assert taken_with(usual(half, at(9)), half, RepeatRates()) == ()


def test_presents_and_cancelled_orders_make_no_pair() -> None:
    """A croissant for a sister, or in orders that were cancelled, is not theirs."""
    gifts = [order(day, line(FLAT), line("almond-croissant", recipient="my sister")) for day in range(5)]
    assert taken_with(usual(gifts, at(9)), gifts, RepeatRates()) == ()
    twice = [order(day, line(FLAT)) for day in range(5)]
    cancelled = [order(day, line("almond-croissant"), hour=1, status="cancelled") for day in range(5)]
    assert taken_with(usual(twice, at(9)), [*twice, *cancelled], RepeatRates()) == ()


def test_two_visits_make_no_pair() -> None:
    """Three days at least, as for the usual itself."""
    orders = [order(day, line(FLAT), line("almond-croissant")) for day in range(2)]
    assert taken_with(usual(orders, at(9)), orders, RepeatRates()) == ()
