"""``solito order``: how an order stands, and what has become of it; saying it twice changes nothing."""

from __future__ import annotations

import json

from clock import now
from house import open_house
from settings import Settings


def show(settings: Settings, number: str) -> str:
    """One order, as JSON. Raises OrderNotFound."""
    shop = open_house(settings).shop
    order = shop.orders.get(number)
    told = {
        "order": order.id,
        "status": order.status,
        "customer": order.customer,
        "ordered_at": order.ordered_at.isoformat(),
        "total": str(order.total),
        **({"delivery_fee": str(order.fee)} if order.fee else {}),
        "currency": order.currency,
        "lines": [
            {
                "variant": x.variant_id,
                "title": x.title,
                "quantity": x.quantity,
                "price": str(x.unit_price),
                "note": x.note,
            }
            for x in order.lines
        ],
        "returns": [
            {"number": one.id, "variant": one.variant_id, "quantity": one.quantity, "status": one.status}
            for one in shop.returns.of_order(order.id)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def mark(settings: Settings, number: str, status: str) -> str:
    """Ready, or collected. Raises OrderNotFound; an order that is further on stays so."""
    order = open_house(settings).shop.orders.set_status(number, status)
    return f"{order.id} is {order.status}."


def returned(settings: Settings, number: str) -> str:
    """The goods are back: of a return, or of an order. Raises ReturnNotFound or OrderNotFound."""
    found = open_house(settings).shop.returns.done(number, now())
    return "\n".join(
        f"{one.id}: {one.quantity} × {one.title or one.variant_id} of {one.order_id} is back." for one in found
    )
