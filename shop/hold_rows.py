"""Goods that are held between a read-back and its yes ↔ rows, on a connection that the store opened.

Whoever takes or gives a hold takes the next stock version first, as a sale does: on PostgreSQL its row is the lock
behind which what is left is counted, on SQLite the writer is alone anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from shop.model import OutOfStock
from shop.orders import UnknownVariant
from shop.rows import holds, variants
from shop.sequence_rows import bump

Held = dict[str, int]  # variant id → pieces
UNNAMED_SHARE = 2  # those who are nobody yet hold, all together, one piece in so many, rounded down


def held(connection: Connection, *, but: str | None = None, at: datetime | None = None, unnamed: bool = False) -> Held:
    """What is held of each variant; ``but``: by others than this customer; ``at``: what is still held then; ``unnamed``:
    only for those who are nobody yet."""
    query = select(holds.c.variant_id, func.sum(holds.c.quantity)).group_by(holds.c.variant_id)
    query = query if but is None else query.where(holds.c.customer != but)
    query = query if at is None else query.where(holds.c.until > at)
    query = query.where(holds.c.unnamed.is_(True)) if unnamed else query
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def own(connection: Connection, customer: str) -> Held:
    query = select(holds.c.variant_id, holds.c.quantity).where(holds.c.customer == customer)
    return {row.variant_id: row.quantity for row in connection.execute(query)}


def left(variant: Any, taken: Mapping[str, int]) -> int | None:
    """What is left of a variant's row (``id``, ``stock``); None where the shop does not count it."""
    return None if variant.stock is None else max(variant.stock - taken.get(variant.id, 0), 0)


def first_end(connection: Connection) -> datetime | None:
    """When the next hold ends; None while nothing is held."""
    found: datetime | None = connection.execute(select(holds.c.until).order_by(holds.c.until).limit(1)).scalar()
    return found


def sweep(connection: Connection, at: datetime) -> None:
    """Let go of what was held until now."""
    _let_go(connection, holds.c.until <= at)


def release(connection: Connection, customer: str, *, but: str | None = None) -> bool:
    """Let go of what is held for a customer, save by the message ``but``. Was there anything?"""
    theirs = holds.c.customer == customer
    theirs = theirs if but is None else theirs & (holds.c.key != but)
    if connection.execute(select(holds.c.customer).where(theirs).limit(1)).first() is None:
        return False
    _let_go(connection, theirs)
    return True


def hold(
    connection: Connection,
    customer: str,
    key: str,
    wanted: Held,
    at: datetime,
    until: datetime,
    most: int,
    unnamed: bool = False,
) -> bool:
    """Hold ``wanted`` for a customer, at most ``most`` pieces, in the place of what was held for them before.

    ``unnamed``: they are nobody yet, and all such together keep at most half of what there is from others; what is beyond
    is not held, and is whoever's says yes first. The same message with the same goods changes nothing, not even the end. Did anything change? Raises OutOfStock (of
    what is wanted, held or not) or UnknownVariant; then nothing may be committed.
    """
    counted = _counted(connection, wanted)
    before = select(holds).where(holds.c.customer == customer)
    rows = connection.execute(before).all()
    if not counted and not rows:
        return False
    version = bump(connection, "stock")
    counted, others = _counted(connection, wanted), held(connection, but=customer, at=at)  # anew, behind the lock
    for variant_id, stock in sorted(counted.items()):
        if (there := max(stock - others.get(variant_id, 0), 0)) < wanted[variant_id]:
            raise OutOfStock(variant_id, wanted[variant_id], there)
    kept = {variant_id: wanted[variant_id] for variant_id in wanted if variant_id in counted}
    if unnamed:
        taken = held(connection, but=customer, at=at, unnamed=True)
        kept = {v: min(n, counted[v] // UNNAMED_SHARE - taken.get(v, 0)) for v, n in kept.items()}
    kept = _at_most(most, kept)
    if {(r.key, r.variant_id, r.quantity) for r in rows} == {(key, v, n) for v, n in kept.items()}:
        return False
    connection.execute(delete(holds).where(holds.c.customer == customer))
    if kept:
        new = {"customer": customer, "key": key, "until": until, "unnamed": unnamed}
        connection.execute(insert(holds), [{**new, "variant_id": v, "quantity": n} for v, n in kept.items()])
    _renew(connection, {*kept, *(row.variant_id for row in rows)}, version)
    return True


def _counted(connection: Connection, wanted: Held) -> Held:
    """The stock of those that the shop counts. Raises UnknownVariant."""
    query = select(variants.c.id, variants.c.stock).where(variants.c.id.in_(wanted))
    found = {row.id: row.stock for row in connection.execute(query)}
    for variant_id in wanted:
        if variant_id not in found:
            raise UnknownVariant(variant_id)
    return {variant_id: stock for variant_id, stock in found.items() if stock is not None}


def _at_most(most: int, wanted: Held) -> Held:
    kept: Held = {}
    for variant_id, quantity in wanted.items():
        if (pieces := min(quantity, most - sum(kept.values()))) > 0:
            kept[variant_id] = pieces
    return kept


def _let_go(connection: Connection, which: Any) -> None:
    version = bump(connection, "stock")
    gone = {row.variant_id for row in connection.execute(select(holds.c.variant_id).where(which))}
    connection.execute(delete(holds).where(which))
    _renew(connection, gone, version)


def _renew(connection: Connection, changed: set[str], version: int) -> None:
    """The shown counts of these have changed."""
    if changed:
        connection.execute(update(variants).where(variants.c.id.in_(sorted(changed))).values(stock_version=version))
