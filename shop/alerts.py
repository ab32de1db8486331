"""Who wants to be told when a thing is back: kept until it was told once, or for ninety days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from shop import hold_rows
from shop.engines import reading, writing
from shop.rows import alerts, products, variants

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Back:
    """A thing that somebody waits for is there again."""

    customer: str
    product_id: str
    variant_id: str
    asked_at: datetime


class Alerts:
    """The alerts in the shop's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, customer: str, product_id: str, variant_ids: Iterable[str], at: datetime) -> None:
        """Keep the asking, for any of these variants; once for each, however often it is said."""
        for variant_id in variant_ids:
            row = {"customer": customer, "variant_id": variant_id, "product_id": product_id, "asked_at": at}
            try:
                with writing(self._engine) as connection:
                    connection.execute(insert(alerts).values(**row))
            except IntegrityError:  # asked before
                continue

    def back(self, at: datetime) -> list[Back]:
        """What is there again, who asked first first; one for each customer and product. What was asked long ago goes.

        What is held for somebody is not there.
        """
        joined = alerts.join(variants, alerts.c.variant_id == variants.c.id).join(
            products, products.c.id == variants.c.product_id
        )
        query = select(alerts, variants.c.id, variants.c.stock).select_from(joined).where(products.c.listed)
        with reading(self._engine) as connection:
            if connection.execute(select(alerts.c.customer).limit(1)).first() is None:
                return []
            held = hold_rows.held(connection, at=at)
            rows = connection.execute(query.order_by(alerts.c.asked_at, alerts.c.variant_id)).all()
        there = [row for row in rows if (left := hold_rows.left(row, held)) is None or left > 0]
        self._forget_old(at)
        first = {(row.customer, row.product_id): row for row in reversed(there)}
        return [Back(r.customer, r.product_id, r.variant_id, r.asked_at) for r in reversed(first.values())]

    def waits(self, back: Back) -> bool:
        """Is it still waited for?"""
        own = (alerts.c.customer == back.customer) & (alerts.c.variant_id == back.variant_id)
        with reading(self._engine) as connection:
            return connection.execute(select(alerts.c.customer).where(own)).first() is not None

    def told(self, customer: str, product_id: str) -> None:
        """It was told: nothing is kept of the asking."""
        own = (alerts.c.customer == customer) & (alerts.c.product_id == product_id)
        with writing(self._engine) as connection:
            connection.execute(delete(alerts).where(own))

    def _forget_old(self, at: datetime) -> None:
        old = alerts.c.asked_at < at - KEPT
        with reading(self._engine) as connection:
            if connection.execute(select(alerts.c.customer).where(old).limit(1)).first() is None:
                return
        with writing(self._engine) as connection:
            connection.execute(delete(alerts).where(old))
