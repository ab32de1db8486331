"""When an order can be collected, in words."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_date

from actions.desk import LOCALES, Desk
from actions.wanted import wanted_of
from shop.model import Order


def ready_at(desk: Desk, order: Order) -> str:
    """ "at 8:40": some minutes after it was placed, or after the opening that followed, with its day; or when it is wanted."""
    if wanted := wanted_of(desk, order.lines):
        return wanted if desk.lang == "it" else f"on {wanted}"
    placed = order.ordered_at
    start = placed if desk.terms.is_open(placed) else (desk.terms.next_opening(placed) or placed)
    local = (start + timedelta(minutes=desk.terms.collection.ready_minutes)).astimezone(desk.terms.timezone)
    moment = desk.clock_time(local)
    if local.date() != desk.at.astimezone(desk.terms.timezone).date():
        day = format_date(local, "EEEE", locale=LOCALES[desk.lang])
        return f"{day} alle {moment}" if desk.lang == "it" else f"on {day} at {moment}"
    return f"alle {moment}" if desk.lang == "it" else f"at {moment}"
