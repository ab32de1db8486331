"""What the shop's own systems are still to be told ↔ rows: written in the transaction of what happened.

An event is told until it is taken, at least once, under one id; of one order the older event goes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from shop.engines import reading, writing
from shop.model import Order
from shop.rows import untold_events

GIVE_UP_AFTER = timedelta(hours=24)
PAUSE_FIRST_S, PAUSE_MAX_S = 2.0, 3600.0
LEASE_S = 60.0  # a sender that died holds an event up for so long


@dataclass(frozen=True)
class Event:
    """One thing to tell. ``tries`` counts those that failed; ``customer`` None: erased meanwhile."""

    id: str
    order_id: str
    customer: str | None
    body: Mapping[str, Any]
    at: datetime
    tries: int

    def told(self) -> dict[str, Any]:
        """What is sent."""
        return {**self.body, "customer": self.customer}


def add(connection: Connection, name: str, order: Order, at: datetime, **beside: Any) -> None:
    """Write down that something (``order.placed`` …) has become of an order: what, how much, when; nothing that was said."""
    body = {
        "event": name,
        "order": order.id,
        "at": at.astimezone(timezone.utc).isoformat(),
        "total": str(order.total),
        "currency": order.currency,
        "lines": [
            {
                "product": line.product_id,
                "variant": line.variant_id,
                "title": line.title,
                "quantity": line.quantity,
                "price": str(line.unit_price),
            }
            for line in order.lines
        ],
        **({"delivery_fee": str(order.fee)} if order.fee else {}),
        **beside,
    }
    row = {"event_id": f"evt_{uuid4().hex}", "order_id": order.id, "customer": order.customer, "body": body}
    connection.execute(insert(untold_events).values(**row, at=at, due=at, tries=0))


class Untold:
    """The events that wait, for whoever sends them. ``at`` is the shop's time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, at: datetime, most: int = 50) -> list[Event]:
        """The events that are due, oldest first, one for each order; nobody else is given them for a minute."""
        first = select(func.min(untold_events.c.id)).group_by(untold_events.c.order_id)
        due = (
            select(untold_events)
            .where(untold_events.c.id.in_(first), untold_events.c.due <= at)
            .order_by(untold_events.c.id)
            .limit(most)
        )
        with writing(self._engine) as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).all()
            lease = {"due": at + timedelta(seconds=LEASE_S)}
            connection.execute(
                update(untold_events).where(untold_events.c.id.in_([row.id for row in rows])).values(**lease)
            )
        return [Event(r.event_id, r.order_id, r.customer, r.body, r.at, r.tries) for r in rows]

    def customer_of(self, event_id: str) -> str | None:
        """Whose order it is now: an erasure may have come in between."""
        with reading(self._engine) as connection:
            found: str | None = connection.execute(
                select(untold_events.c.customer).where(untold_events.c.event_id == event_id)
            ).scalar()
        return found

    def sent(self, event_id: str) -> None:
        """It was taken: nothing is kept of it."""
        with writing(self._engine) as connection:
            connection.execute(delete(untold_events).where(untold_events.c.event_id == event_id))

    def failed(self, event: Event, at: datetime) -> bool:
        """Try again later, each time after twice the pause; False: a day has passed, it is given up."""
        if at - event.at >= GIVE_UP_AFTER:
            self.sent(event.id)
            return False
        pause_s = min(PAUSE_FIRST_S * 2**event.tries, PAUSE_MAX_S)
        later = {"due": at + timedelta(seconds=pause_s), "tries": event.tries + 1}
        with writing(self._engine) as connection:
            connection.execute(update(untold_events).where(untold_events.c.event_id == event.id).values(**later))
        return True

    def postpone(self, event: Event, at: datetime) -> None:
        """Give back what was taken and not tried."""
        with writing(self._engine) as connection:
            connection.execute(update(untold_events).where(untold_events.c.event_id == event.id).values(due=at))

    def waiting(self) -> int:
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(untold_events)).scalar_one())
