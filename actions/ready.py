"""When an order can be collected, in words."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_date

from actions.desk import LOCALES, Desk
from actions.wanted import wanted_of
from shop.model import Order


def ready_at(desk: Desk, order: Order) -> str:
    """ "At 8:40": some minutes after it was placed; with its day after the opening that followed, or where that is not today;
    or when it is wanted.
    """
    if wanted := wanted_of(desk, order.lines):
        return wanted if desk.lang == "it" else f"on {wanted}"
    placed = order.ordered_at
    closed = not desk.terms.is_open(placed)  # then "at 07:10", said after midnight, would leave open of which day
    start = (desk.terms.next_opening(placed) or placed) if closed else placed
    local = (start + timedelta(minutes=desk.terms.collection.ready_minutes)).astimezone(desk.terms.timezone)
    moment = desk.clock_time(local)
    if closed or local.date() != desk.at.astimezone(desk.terms.timezone).date():
        day = format_date(local, "EEEE", locale=LOCALES[desk.lang])
        return f"{day} alle {moment}" if desk.lang == "it" else f"on {day} at {moment}"
    return f"alle {moment}" if desk.lang == "it" else f"at {moment}"
