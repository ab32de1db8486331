"""A customer's orders as their page shows them, and what staff may say has become of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.numbers import format_currency

from console.desk import House
from profiles.model import Customer
from shop.circumstances import for_the_counter
from shop.model import Line, Order

SHOWN = 8
NEXT = {"placed": (("ready", "It is ready"), ("collected", "They have it")), "ready": (("collected", "They have it"),)}
STANDS = {
    "placed": "being prepared",
    "ready": "ready",
    "collected": "collected",
    "cancelled": "cancelled",
    "returned": "returned",
}


@dataclass(frozen=True)
class OrderView:
    """One order; ``next`` are the (status, words) that may be said of it now, ``return_of`` the goods asked back."""

    id: str
    at: datetime
    stands: str
    lines: tuple[str, ...]
    total: str
    next: tuple[tuple[str, str], ...]


def orders_of(house: House, known: Customer) -> tuple[list[OrderView], int]:
    """(the latest ones, how many more): of all the ids of the person, as the shop's books have them."""
    placed = house.shop.orders.of(known.ids)
    return [_view(house, order) for order in placed[:SHOWN]], max(0, len(placed) - SHOWN)


def _view(house: House, order: Order) -> OrderView:
    total = format_currency(order.total, order.currency or house.terms.currency, locale="en")
    lines = tuple(_line(line) for line in order.lines)
    return OrderView(order.id, order.ordered_at, STANDS[order.status], lines, total, NEXT.get(order.status, ()))


def as_wanted(line: Line) -> str:
    """ "Flat white (no sugar, window)": what was said of it must reach the counter."""
    told, title = for_the_counter(line), line.title or line.variant_id
    return f"{title} ({told})" if told else title


def _line(line: Line) -> str:
    """ "2 × Flat white (no sugar, window) · a present"."""
    title = as_wanted(line)
    gift = " · a present" if line.gift else ""
    return f"{line.quantity} × {title}{gift}" if line.quantity > 1 else title + gift
