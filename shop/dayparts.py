"""The hour and the day of the week: they damp a usual, or choose between two, and never make one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from shop.model import Order, Usual
from shop.orders import day_of

PART_VISITS = 3  # from so many visits on a part of the day tells something
MOSTLY, SELDOM = 0.8, 0.5
STOCKED_GAP_DAYS = 3.0
_FROM_HOUR = (4, 11, 15, 18)  # morning, midday, afternoon, evening


def damped(found: Usual, orders: Iterable[Order], at: datetime, zone: tzinfo) -> Usual:
    """The same, but not said where it is seldom taken at this hour, or on such a day of the week.

    What was stated is not damped; neither is what is no recall yet.
    """
    if found.stated or not found.product_id or found.step not in ("same", "usual"):
        return found
    for visits, taken in _at_such_a_time(found.product_id, orders, at, zone):
        if visits >= PART_VISITS and taken < SELDOM * visits:
            reason = f"{found.reason}; at this time only {taken} of {visits}"
            return replace(found, step="none", offer=False, reason=reason)
    return found


def chosen_by_time(two: Sequence[Usual], orders: Sequence[Order], at: datetime, zone: tzinfo) -> Usual | None:
    """Of things that compete, the one that is nearly always taken at this hour, or on such a day; None: neither is."""
    for one in two:
        for visits, taken in _at_such_a_time(one.product_id, orders, at, zone):
            if visits >= PART_VISITS and taken >= MOSTLY * visits:
                return one
    return None


def just_stocked_up(orders: Iterable[Order], product: str, at: datetime) -> bool:
    """Was it bought today, by somebody who buys it every few days at most? Then nothing is due."""
    own = (o for o in orders if any(line.product_id == product and line.own for line in o.lines))
    days = sorted({day_of(order.ordered_at) for order in own})
    if not days or days[-1] != day_of(at) or len(days) < 2:
        return False
    return (days[-1] - days[0]) / (len(days) - 1) >= STOCKED_GAP_DAYS


def _at_such_a_time(product: str, orders: Iterable[Order], at: datetime, zone: tzinfo) -> list[tuple[int, int]]:
    """Visits with something of the product's kind, and those with the product: at this hour, then on such a day."""
    hour: dict[datetime, bool] = {}
    week: dict[datetime, bool] = {}
    lines = [(order.ordered_at.astimezone(zone), line) for order in orders for line in order.lines if line.own]
    kind = next((line.kind for _, line in lines if line.product_id == product), None)
    now = at.astimezone(zone)
    for when, line in lines:
        if line.kind != kind:
            continue
        day = datetime(when.year, when.month, when.day)
        for table, same in ((hour, _part(when) == _part(now)), (week, _weekend(when) == _weekend(now))):
            if same:
                table[day] = table.get(day, False) or line.product_id == product
    return [(len(table), sum(table.values())) for table in (hour, week)]


def _part(when: datetime) -> int:
    return sum(when.hour >= hour for hour in _FROM_HOUR) % len(_FROM_HOUR)


def _weekend(when: datetime) -> bool:
    return when.weekday() >= 5
