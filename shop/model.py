"""The shop's values: products, carts and orders. No Rasa, no profiles, no wording.

Money is always a ``Decimal`` in the shop's one currency. Times are aware UTC datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

PEOPLE_MIN = 5
FEE = "fee"  # of a line's circumstances: what delivery of the whole order costs, frozen at the yes


def enough_people(people: int | None) -> bool:
    """May it be said that customers do, like or take something? Only from five on: of fewer it would tell of somebody.

    Every claim about others goes through here: ratings, what is popular, what is taken together.
    """
    return people is not None and people >= PEOPLE_MIN


class ShopError(Exception):
    """Something the shop cannot do, said in the shop's words."""


class OutOfStock(ShopError):
    """There is not enough of a variant: ``variant_id``, ``wanted`` and ``left`` say how much."""

    def __init__(self, variant_id: str, wanted: int, left: int) -> None:
        super().__init__(f"{variant_id}: {wanted} wanted, {left} left")
        self.variant_id, self.wanted, self.left = variant_id, wanted, left


@dataclass(frozen=True)
class Variant:
    """One way in which a product is sold. ``stock`` None means that the shop does not count it (made to order)."""

    id: str
    title: str  # "" for the only variant of a product
    price: Decimal
    options: Mapping[str, str] = field(default_factory=dict)  # {"Size": "Large", "Milk": "Oat"}
    stock: int | None = None
    sku: str = ""

    @property
    def in_stock(self) -> bool:
        return self.stock is None or self.stock > 0


@dataclass(frozen=True)
class Product:
    """One product with its true material. Every detail may be None: then no claim is made."""

    id: str  # the handle
    title: str
    kind: str  # the shop's Type: "Coffee", "Handbag"
    variants: tuple[Variant, ...]
    description: str = ""  # plain text, HTML taken off
    category: str = ""  # "Drinks", "Bakery" …: the broader shelf
    vendor: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    url: str = ""
    ingredients: str | None = None
    allergens: tuple[str, ...] | None = None  # None: unknown; (): stated to hold none
    story: str | None = None  # two true sentences
    maker: str | None = None
    arrived_on: date | None = None
    made_count: int | None = None
    rating: Decimal | None = None  # 0 … 5
    rating_count: int | None = None
    guarantee: str | None = None
    returns: str | None = None
    best_for: str | None = None
    prep_minutes: int | None = None
    complements: tuple[str, ...] = ()  # handles, the merchant's own column
    discreet: bool = False  # never named from memory
    listed: bool = True
    related: tuple[str, ...] = ()  # handles of what may be taken instead; never a complement
    attributes: tuple[tuple[str, str], ...] = ()  # what other columns state: (("Weight", "340 g"), …)
    tax: str = ""  # what the catalogue states of taxes, said as it is: "incl. 10 % VAT"

    @property
    def price_from(self) -> Decimal:
        """The lowest price among the variants."""
        return min(v.price for v in self.variants)

    @property
    def in_stock(self) -> bool:
        return any(v.in_stock for v in self.variants)

    def variant(self, variant_id: str) -> Variant | None:
        return next((v for v in self.variants if v.id == variant_id), None)


@dataclass(frozen=True)
class Match:
    """A product found in a text. ``score`` 0 … 1; ``options`` are the variant words that were said ({"Milk": "Oat"}).

    ``barred``: values that were refused ({"Colour": ("Green",)} for "not the green one").
    """

    product_id: str
    score: float
    start: int = 0
    end: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    barred: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a cart or an order. ``unit_price`` is frozen at the yes. A gift teaches nothing about the buyer."""

    product_id: str
    variant_id: str
    quantity: int
    unit_price: Decimal
    title: str = ""  # as said to the customer: "Oat flat white, large"
    kind: str = ""
    gift: bool = False
    recipient: str | None = None
    note: str = ""
    circumstances: Mapping[str, str] = field(default_factory=dict, hash=False)  # by slot, see circumstances.py

    @property
    def total(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def own(self) -> bool:
        """Bought for oneself: no present, nobody else named."""
        return not self.gift and self.recipient is None


@dataclass(frozen=True)
class Cart:
    customer: str
    lines: tuple[Line, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Order:
    id: str  # what the customer is told: "A-1042"
    customer: str
    ordered_at: datetime
    lines: tuple[Line, ...]
    status: Literal["placed", "ready", "collected", "cancelled", "returned"] = "placed"
    currency: str = ""  # ISO 4217; "" of imported ones: the shop's own

    @property
    def fee(self) -> Decimal:
        """What it cost to have it brought; 0 where it was collected, or brought for nothing."""
        return sum((Decimal(line.circumstances.get(FEE, "0")) for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Goods and delivery."""
        return sum((line.total for line in self.lines), self.fee)


@dataclass(frozen=True)
class Usual:
    """What this customer takes, and how boldly it may be said.

    step   "none" say nothing · "again" one past item, a recall · "same" two of two · "usual" the word may be used
    offer  True only for step "usual" (calibrated, or stated by the customer)
    item   product id, or variant id when level is "variant", or the kind's name
    """

    step: Literal["none", "again", "same", "usual"]
    offer: bool
    item: str
    level: Literal["variant", "product", "kind"]
    probability: float
    reason: str
    product_id: str = ""
    variant_id: str = ""
    stated: bool = False
