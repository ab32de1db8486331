"""Colour, material and size: what was asked for, and which goods are so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from shop_sample import PRODUCTS, product

from shop import qualities
from shop.catalogue import catalogue_of
from shop.model import Product, Variant
from shop.qualities import Quality, qualities_said


def has(one: Product, quality: Quality) -> bool:
    """Is it so, in a shop of its own?"""
    return qualities.fitting([one], [quality], catalogue_of([one])) == [one]


def shop(product_id: str) -> Product:
    """A product of the small shop."""
    return next(one for one in PRODUCTS if one.id == product_id)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("show me red things", ["red"]),
        ("a navy wool scarf", ["navy", "wool"]),
        ("anything in size M?", ["M"]),
        ("the boots in size 39", ["39"]),
        ("una sciarpa rossa di lana, taglia L", ["rosso", "lana", "L"]),
        ("not the red one", []),
        ("qualcosa, ma non rosso", []),
        ("a large flat white", ["white"]),
        ("what scarves do you have", []),
        ("a lemon cake, mint tea and a glass of wine", []),
        ("", []),
    ],
)
def test_what_is_asked_for(text: str, said: list[str]) -> None:
    """Families of words in both languages; what is refused is not asked for."""
    assert [quality.said for quality in qualities_said(text)] == said


def test_red_goods_are_red_and_black_ones_are_not() -> None:
    """By the title; by a colour that is in stock, and by those alone where there are several."""
    (red,) = qualities_said("red things")
    assert has(shop("red-handbag"), red)
    told = "A roomy bag of soft leather with many pockets, made by hand, stitched in red."
    assert not has(product("black-bag", "Black bag", "Handbag", description=told), red)
    colours = [Variant(f"scarf.{c}", c, Decimal(9), {"Colour": c}, stock=n) for c, n in (("Rust", 2), ("Scarlet", 0))]
    scarf = product("scarf", "Scarf", "Scarf", *colours, description="Red, green and blue.")
    assert not has(scarf, red)
    assert has(replace(scarf, variants=(colours[0], replace(colours[1], stock=1))), red)


def test_navy_is_blue_and_lambswool_is_wool() -> None:
    """One family, whatever its word."""
    blue, wool = qualities_said("a blue wool hat")
    hat = product(
        "hat", "Beanie", "Hat", Variant("hat.navy", "Navy", Decimal(9), {"Colour": "Navy"}), tags=("lambswool",)
    )
    assert has(hat, blue)
    assert has(hat, wool)


def test_a_size_that_is_sold_out_is_not_had() -> None:
    """Only what is in stock counts, by its letter, its word or its number."""
    (size,) = qualities_said("size M")
    tee = product("tee", "Tee", "Clothing", Variant("t.m", "M", Decimal(9), {"Size": "M"}, stock=1))
    latte = product("latte", "Latte", "Coffee", Variant("l.m", "Medium", Decimal(3), {"Size": "Medium"}))
    assert not has(shop("wool-jumper"), size)
    assert has(tee, size)
    assert not has(latte, size), "an M is no medium coffee"
    (medium,) = qualities_said("in size medium")
    assert has(tee, medium)
    assert has(latte, medium)
    (number,) = qualities_said("size 39")
    assert has(shop("walking-boots"), number)
