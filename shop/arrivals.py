"""Who is on their way, and what staff may get ready for them: a draft, no order. Nothing is charged without the customer's yes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from shop.catalogue import Catalogue
from shop.engines import reading, writing
from shop.model import Order, Usual
from shop.rows import arrivals

KEPT = timedelta(days=1)  # far longer than a call may be old
SHOWN_AFTER_DUE = timedelta(hours=2)
Goods = tuple[dict[str, Any], ...]  # {"variant", "title", "quantity"}
Known = Literal["new", "known", "conflict"]


@dataclass(frozen=True)
class Wanted:
    """What they come for: their open order, or what they always take."""

    goods: Goods
    order_id: str | None = None


@dataclass(frozen=True)
class Draft:
    """One line of the staff page. ``status``: draft, or seen once staff have said that they see to it."""

    id: str
    customer: str
    at: datetime
    due: datetime
    goods: Goods
    order_id: str | None
    status: str


def wanted(
    orders: Sequence[Order], usual: Usual, catalogue: Catalogue, discreet_kinds: Collection[str]
) -> Wanted | None:
    """The open order, else the usual where that word may be used: in stock and not discreet. None: nothing to prepare.

    The caller knows that the customer may be remembered. Pure.
    """
    open_ = next((order for order in orders if order.status in ("placed", "ready")), None)
    if open_ is not None:
        goods = ({"variant": x.variant_id, "title": x.title, "quantity": x.quantity} for x in open_.lines)
        return Wanted(tuple(goods), open_.id)
    if not usual.offer:
        return None
    pair = catalogue.by_variant(usual.variant_id)
    product = pair[0] if pair else catalogue.get(usual.product_id)
    if product is None or not product.listed or product.discreet or product.kind in discreet_kinds:
        return None
    if not (pair[1].in_stock if pair else product.in_stock):
        return None
    title = f"{product.title}, {pair[1].title}" if pair and pair[1].title else product.title
    return Wanted(({"variant": pair[1].id if pair else "", "title": title, "quantity": 1},))


class Arrivals:
    """The drafts in the shop's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, id_: str, body_hash: str) -> Known:
        """Was this arrival told before ("conflict": with another body)?"""
        query = select(arrivals.c.body_hash).where(arrivals.c.id == id_)
        with reading(self._engine) as connection:
            found = connection.execute(query).scalar()
        return "new" if found is None else "known" if found == body_hash else "conflict"

    def tell(
        self, id_: str, body_hash: str, at: datetime, customer: str | None, due: datetime, wanted: Wanted | None
    ) -> Known:
        """Write an arrival down, once for each id; a customer's earlier drafts give way. ``customer`` None, or nothing
        wanted: only the id is kept. What is older than a day goes."""
        draft = wanted is not None and customer is not None
        row = {"id": id_, "body_hash": body_hash, "at": at, "status": "draft" if draft else ""}
        row |= {"customer": customer if draft else None, "due": due if draft else None}
        row |= {"order_id": wanted.order_id, "goods": list(wanted.goods)} if wanted and draft else {}
        try:
            with writing(self._engine) as connection:
                connection.execute(delete(arrivals).where(arrivals.c.at < at - KEPT))
                earlier = update(arrivals).where(arrivals.c.customer == customer)
                if draft:
                    connection.execute(earlier.values(customer=None, due=None, order_id=None, goods=None, status=""))
                connection.execute(insert(arrivals).values(**row))
        except IntegrityError:  # told before, or in another process a moment ago
            return self.known(id_, body_hash)
        return "new"

    def forget_old(self, at: datetime) -> int:
        """What is older than a day goes, also where nobody else comes. Nothing that others must wait for: 0."""
        old = arrivals.c.at < at - KEPT
        with reading(self._engine) as connection:
            due = connection.execute(select(arrivals.c.id).where(old).limit(1)).first() is not None
        if due:
            with writing(self._engine) as connection:
                connection.execute(delete(arrivals).where(old))
        return 0

    def drafts(self, at: datetime) -> list[Draft]:
        """Who is awaited, the next first; not those who were due long ago."""
        awaited = arrivals.c.customer.isnot(None) & (arrivals.c.due > at - SHOWN_AFTER_DUE)
        with reading(self._engine) as connection:
            rows = connection.execute(select(arrivals).where(awaited).order_by(arrivals.c.due, arrivals.c.id)).all()
        return [Draft(r.id, r.customer, r.at, r.due, tuple(r.goods or ()), r.order_id, r.status) for r in rows]

    def see_to(self, id_: str) -> bool:
        """Staff see to it. False: there is no such draft (any more)."""
        there = (arrivals.c.id == id_) & arrivals.c.customer.isnot(None)
        with writing(self._engine) as connection:
            return connection.execute(update(arrivals).where(there).values(status="seen")).rowcount > 0
