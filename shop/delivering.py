"""What it costs to have an order brought, and what is not brought at all. Pure.

That an order is to be brought is one of its circumstances (``where`` is ``DELIVERED``). What it costs is frozen with the
prices, at the yes, beside it (``FEE``): the order's total has it in, whatever the shop asks later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from shop.circumstances import DELIVERED
from shop.model import FEE, Line, Product
from shop.terms import Delivery


def delivered(lines: Iterable[Line]) -> bool:
    """Is this order to be brought?"""
    return any(line.circumstances.get("where") == DELIVERED for line in lines)


def fee_of(lines: Sequence[Line], delivery: Delivery) -> Decimal:
    """What bringing these lines costs as the shop has it now: nothing where they are collected, or worth enough."""
    if not delivered(lines) or delivery.fee is None:
        return Decimal(0)
    worth = sum((line.total for line in lines), Decimal(0))
    return Decimal(0) if delivery.free_from is not None and worth >= delivery.free_from else delivery.fee


def with_fee(lines: Sequence[Line], delivery: Delivery) -> tuple[Line, ...]:
    """The lines with their fee frozen on the first of them, also where it is nothing; none where they are collected."""
    bare = [_without(line, FEE) for line in lines]
    if not delivered(bare):
        return tuple(bare)
    first = replace(bare[0], circumstances={**bare[0].circumstances, FEE: str(fee_of(bare, delivery))})
    return (first, *bare[1:])


def frozen_fee(lines: Iterable[Line]) -> Decimal | None:
    """What was asked for bringing an order that was placed; None where it is not placed yet."""
    fees = [Decimal(line.circumstances[FEE]) for line in lines if FEE in line.circumstances]
    return sum(fees, Decimal(0)) if fees else None


def collected(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of an order that is not to be brought after all."""
    return tuple(_without(line, "where", "to") for line in lines) if delivered(lines) else tuple(lines)


def not_brought(product: Product, delivery: Delivery) -> bool:
    """Is it for collection only?"""
    return bool({product.kind, product.category} & set(delivery.not_these))


def _without(line: Line, *slots: str) -> Line:
    return replace(line, circumstances={n: v for n, v in line.circumstances.items() if n not in slots})
