"""Who is on their way, as the staff page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.customers import path_of
from console.desk import House
from console.finding import shown_name
from console.orders_shown import as_wanted
from shop.arrivals import Arrivals


@dataclass(frozen=True)
class Coming:
    """``what`` as it is said; ``order_id`` where they have ordered, None while it is only what they always take."""

    id: str
    customer: str
    path: str
    shown: str
    what: tuple[str, ...]
    due: datetime
    order_id: str | None
    seen: bool


def awaited(house: House, at: datetime) -> list[Coming]:
    """The next first. Who no longer agrees to be remembered is not shown."""
    found = []
    for draft in Arrivals(house.shop.engine).drafts(at):
        known = house.profiles.load(draft.customer, at)
        if not known.allows("remember"):
            continue
        placed = (o for o in house.shop.orders.of(known.ids) if o.status in ("placed", "ready"))
        order = next((o for o in placed if o.ordered_at >= draft.at or o.id == draft.order_id), None)
        lines = (
            [(x.quantity, as_wanted(x)) for x in order.lines]
            if order
            else [(g["quantity"], g["title"]) for g in draft.goods]
        )
        what = tuple(f"{number} × {title}" if number > 1 else title for number, title in lines)
        name, path = shown_name(known)[0], path_of(draft.customer)
        order_id, seen = order.id if order else None, draft.status == "seen"
        found.append(Coming(draft.id, draft.customer, path, name, what, draft.due, order_id, seen))
    return found
