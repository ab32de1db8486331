"""What orders tell about their buyer, and what cannot be done with one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from shop.model import Line, Order, ShopError

ERASED = "erased-"  # begins what stands in the place of a forgotten customer


class OrderNotFound(ShopError):
    """This customer has no such order (somebody else's counts as none)."""


class CancelTooLate(ShopError):
    """The order is ready or collected: ``status`` says which."""

    def __init__(self, order_id: str, status: str) -> None:
        super().__init__(f"{order_id} is {status}: too late to cancel it")
        self.order_id, self.status = order_id, status


class UnknownVariant(ShopError):
    """The catalogue no longer has a variant that an order asks for: ``variant_id``."""

    def __init__(self, variant_id: str) -> None:
        super().__init__(f"{variant_id}: the shop does not have it any more")
        self.variant_id = variant_id


@dataclass(frozen=True)
class Purchase:
    """One thing bought for oneself on one day. ``day`` is the ordinal of the UTC date."""

    day: int
    product: str
    variant: str
    kind: str


def day_of(at: datetime) -> int:
    """The ordinal of the UTC date of an aware instant."""
    return at.astimezone(timezone.utc).toordinal()


def own_purchases(orders: Iterable[Order], until: datetime | None = None) -> list[Purchase]:
    """What the buyers took for themselves, oldest first: no gifts, nothing for a recipient, nothing cancelled
    or brought back."""
    found = [
        (order.ordered_at, Purchase(day_of(order.ordered_at), line.product_id, line.variant_id, line.kind))
        for order in orders
        if order.status not in ("cancelled", "returned") and (until is None or order.ordered_at <= until)
        for line in order.lines
        if line.own
    ]
    return [purchase for _, purchase in sorted(found, key=lambda pair: pair[0])]


def check_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of an order, or ShopError when there is none or a quantity is below 1."""
    checked = tuple(lines)
    if not checked:
        raise ShopError("an order needs at least one line")
    for line in checked:
        if line.quantity < 1:
            raise ShopError(f"{line.title or line.variant_id}: the quantity must be at least 1, not {line.quantity}")
    return checked


@dataclass(frozen=True)
class OrderRow:
    """One line of an orders file, in the columns of its contract. ``variant`` "" where the file does not say."""

    customer_id: str
    order_id: str
    ordered_at: datetime
    product: str
    kind: str
    quantity: int
    gift: bool
    variant: str = ""
