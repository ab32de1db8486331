"""A small shop of the tests' own: a dozen products, and orders in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from shop.catalogue import catalogue_of
from shop.model import Line, Order, Product, Variant

START = datetime(2025, 3, 3, 8, 0, tzinfo=timezone.utc)


def product(product_id: str, title: str, kind: str, *variants: Variant, **details: object) -> Product:
    """A product; without variants it has one, at 3.00, not counted."""
    return Product(product_id, title, kind, variants or (Variant(product_id, "", Decimal("3.00")),), **details)  # type: ignore[arg-type]


def coffee(product_id: str, title: str, **details: object) -> Product:
    """A coffee in two sizes and two milks."""
    variants = tuple(
        Variant(
            f"{product_id}.{size.lower()}-{milk.lower()}",
            f"{size} / {milk}",
            Decimal("3.20") if size == "Large" else Decimal("2.60"),
            {"Size": size, "Milk": milk},
        )
        for size in ("Small", "Large")
        for milk in ("Whole", "Oat")
    )
    return product(product_id, title, "Coffee", *variants, category="Drinks", tags=("hot",), **details)


PRODUCTS = (
    coffee("flat-white", "Flat white", complements=("almond-croissant",)),
    coffee("cappuccino", "Cappuccino"),
    coffee("filter-coffee", "Filter coffee"),
    product("earl-grey-tea", "Earl Grey tea", "Tea", category="Drinks"),
    product("green-tea", "Green tea", "Tea", category="Drinks"),
    product("butter-croissant", "Butter croissant", "Pastry", category="Bakery", tags=("also:cornetto",)),
    product("almond-croissant", "Almond croissant", "Pastry", category="Bakery", tags=("sweet",)),
    product("morning-roll", "Morning roll", "Bread", category="Bakery"),
    product("lemon-tart", "Lemon tart", "Cake", Variant("lemon-tart", "", Decimal("4.00"), stock=3), category="Bakery"),
    product("red-handbag", "Red leather handbag", "Handbag", Variant("red-handbag", "", Decimal("89"), stock=1)),
    product(
        "walking-boots",
        "Walking boots",
        "Shoes",
        *(Variant(f"walking-boots.{n}", str(n), Decimal("120"), {"Size": str(n)}, stock=2) for n in (38, 39, 40)),
    ),
    product(
        "wool-jumper",
        "Wool jumper",
        "Clothing",
        *(Variant(f"wool-jumper.{s.lower()}", s, Decimal("75"), {"Size": s}, stock=0) for s in ("S", "M", "L")),
    ),
    product("pregnancy-test", "Pregnancy test", "Pharmacy", discreet=True),
    product("old-mug", "Old mug", "Homeware", listed=False),
)


def line(variant_id: str, quantity: int = 1, **details: object) -> Line:
    """A line of the small shop at its price."""
    found = catalogue_of(PRODUCTS).by_variant(variant_id)
    assert found is not None
    bought, variant = found
    values = {"title": bought.title, "kind": bought.kind, **details}
    return Line(bought.id, variant.id, quantity, variant.price, **values)  # type: ignore[arg-type]


def visits(*variant_ids: str, gift: bool = False, days_apart: int = 2) -> list[Order]:
    """One order a visit, newest first, as the store gives them."""
    return [
        Order(f"A-{i}", "ada", START + timedelta(days=days_apart * i), (line(variant_id, gift=gift),))
        for i, variant_id in reversed(list(enumerate(variant_ids)))
    ]
