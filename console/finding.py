"""Looking for somebody: by a part of their number or of their name, or by the number of an order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.desk import House
from console.wording import short_id
from profiles import listing
from profiles.listing import Summary
from profiles.model import Customer
from shop.model import Order
from shop.orders import ERASED, OrderNotFound

SEARCHED = 10_000  # the latest customers that a search looks through
NAMESAKES = 200


def shown_name(customer: Customer) -> tuple[str, bool]:
    """Their name where they agreed to be remembered and told it; else their number, cut short."""
    name = customer.fact("name") if customer.allows("remember") else None
    return (name, True) if name else (short_id(customer.id), False)


def found(house: House, search: str, at: datetime) -> list[Summary]:
    """Everybody whom these words may mean, the latest first. A name is found only where it may be shown."""
    wanted = search.casefold()
    by_id = {one.id: one for one in house.profiles.customers(SEARCHED) if wanted in one.id.casefold()}
    others = {*_by_name(house, search, at), *_by_order(house, search)} - by_id.keys()
    both = [*by_id.values(), *listing.among(house.profiles.engine, others)]
    return sorted(both, key=lambda one: one.last_at, reverse=True)


def order_by(house: House, number: str) -> Order | None:
    """The order of this number, as a customer would read it out: in any case, spaces around it."""
    try:
        return house.shop.orders.get(number.strip().upper())
    except OrderNotFound:
        return None


def _by_name(house: House, search: str, at: datetime) -> Iterable[str]:
    for customer in listing.named(house.profiles.engine, search, NAMESAKES):
        name, named = shown_name(house.profiles.load(customer, at))
        if named and search.casefold() in name.casefold():
            yield customer


def _by_order(house: House, search: str) -> Iterable[str]:
    order = order_by(house, search)
    if order is not None and not order.customer.startswith(ERASED):
        yield order.customer
