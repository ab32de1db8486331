"""What is asked for, in the customer's own words, and whether a product of ours was really named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.asked_for import asked_for
from actions.heard import Wish
from actions.lines import bare, read_lines, spans
from actions.naming_wishes import option_phrases
from actions.not_ours import not_here
from actions.pointing import by_place, pointer
from profiles.model import Customer, Visit
from shop.catalogue import Catalogue, catalogue_of
from shop.linking import link
from shop.model import Product, Variant


def product(
    title: str, kind: str, price: str = "3.00", options: tuple[dict[str, str], ...] = ({},), stock: int | None = None
) -> Product:
    key = title.lower().replace(" ", "-")
    variants = tuple(Variant(f"{key}.{i}", "", Decimal(price), o, stock) for i, o in enumerate(options))
    return Product(key, title, kind, variants)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """A small counter."""
    milks = tuple({"Size": s, "Milk": m} for s in ("Small", "Large") for m in ("Whole", "Oat"))
    shirts = tuple({"Size": s} for s in ("S", "M"))
    return catalogue_of(
        [
            product("Flat white", "Coffee", options=milks),
            product("Caffè latte", "Coffee", options=milks),
            product("Butter croissant", "Pastry", stock=5),
            product("Oat biscuits", "Pantry", stock=5),
            product("Striped t-shirt", "T-shirt", "36.00", shirts, stock=2),
        ]
    )


def wish(text: str, catalogue: Catalogue, intent: str = "order_item") -> Wish:
    from bot.components.entities import read_entities

    return Wish(intent, text, 1.0, tuple(read_entities(text)), tuple(link(text, catalogue)))


def read(text: str, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    from datetime import datetime, timezone

    nobody = Customer("x", True, Visit(1, datetime(2026, 1, 1, tzinfo=timezone.utc), 1))
    return read_lines(wish(text, catalogue), catalogue, nobody)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Could I please get a mocha?", "mocha"),
        ("i want one veg pizza", "veg pizza"),
        ("Do you have any syrups?", "syrups"),
        ("Hi. Do you make ice cream shakes here?", "ice cream shakes"),
        ("avete del tiramisù?", "tiramisù"),
        ("i want to build a pizza", "pizza"),
        ("5 medium burger", "burger"),
        ("yes make one green fresh salad for my dad", "green fresh salad"),
        ("do you also have donuts?", "donuts"),
        ("i like pizza", "pizza"),
        ("vorrei un hamburger per mio figlio", "hamburger"),
        ("i would like 20 piece nuggets", "nuggets"),
        ("vorrei 3 pezzi di focaccia", "focaccia"),
        ("I'd like 7up", "7up"),
        ("make it thik", ""),
        ("I'd love one!", ""),
        ("something to eat with it", ""),
        ("i went to the market this morning and thought of you all", ""),
    ],
)
def test_the_thing_is_found_in_the_request(text: str, thing: str) -> None:
    """Carrier phrases, sizes and for whom it is go; a rest that is too long names no thing."""
    assert asked_for(text) == thing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a large oat flat white please", [("flat-white", 1, {"Size": "Large", "Milk": "Oat"})]),
        ("two butter croissants", [("butter-croissant", 2, {})]),
        (
            "3 flat whites and 2 butter croissants",
            [("flat-white", 3, {"Size": "Small", "Milk": "Whole"}), ("butter-croissant", 2, {})],
        ),
    ],
)
def test_lines_are_read(text: str, expected: list[tuple[str, int, dict[str, str]]], catalogue: Catalogue) -> None:
    """Product, number and way, each with its own goods."""
    lines = read(text, catalogue).lines
    assert [(x.product_id, x.quantity, dict(catalogue.by_variant(x.variant_id)[1].options)) for x in lines] == expected  # type: ignore[index]


def test_an_unknown_thing_is_not_a_known_one(catalogue: Catalogue) -> None:
    """A matcha latte is no caffè latte: it comes near, and is asked about."""
    found = read("a matcha latte please", catalogue)
    assert not found.lines
    assert not found.choosing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("a flat white and a matcha latte", ["matcha latte"]),
        ("two butter croissants and a big thank you", []),
        ("a flat white with oat milk and please be quick", []),
        ("a pumpkin sundae, a flat white and one schnitzel", ["pumpkin sundae", "schnitzel"]),
        ("a reliable flat white", []),
    ],
)
def test_what_is_not_here_is_not_lost(text: str, missing: list[str], catalogue: Catalogue) -> None:
    """Counted things with a word that is neither everyday English nor the shop's; a quality makes no other thing."""
    assert not_here(wish(text, catalogue), catalogue) == missing


def test_a_quality_makes_no_other_thing(catalogue: Catalogue) -> None:
    """A reliable striped t-shirt is the striped t-shirt."""
    assert read("a reliable striped t-shirt", catalogue).choosing


def test_clothing_needs_its_size(catalogue: Catalogue) -> None:
    """What comes off the shelf in several sizes has no default; what is made at the counter has."""
    assert read("the striped t-shirt", catalogue).choosing
    assert read("a flat white", catalogue).lines


@pytest.mark.parametrize(
    "text", ["-3 butter croissants", "0 butter croissants", "1000000000 butter croissants", "half a butter croissant"]
)
def test_odd_quantities_are_seen(text: str, catalogue: Catalogue) -> None:
    """Nobody can be served minus three, none, a billion or half a croissant."""
    found = read(text, catalogue)
    assert found.odd is not None
    assert not found.lines


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("flat white oat", True),
        ("2 butter croissants", True),
        ("flat white?", False),
        ("who makes the flat white", False),
    ],
)
def test_bare_goods_are_an_order(text: str, is_bare: bool, catalogue: Catalogue) -> None:
    """Goods, numbers and ways and nothing else: an order, unless it is a question."""
    assert bare(wish(text, catalogue)) is is_bare


def test_ways_of_more_than_a_word_are_known(catalogue: Catalogue) -> None:
    """ "Oat milk" leads to what is sold with it."""
    assert "flat-white" in option_phrases(catalogue)["oat milk"]
    assert spans(()) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("the second one", "b"), ("the first, please", "a"), ("last one", "c"), ("il terzo", "c"), ("blue", None)],
)
def test_pointing(text: str, place: str | None) -> None:
    """By its place among what was shown."""
    assert by_place(text, ["a", "b", "c"]) == place


@pytest.mark.parametrize(
    ("text", "surely", "word"),
    [
        ("one of those and a tea", True, "those"),
        ("that one please", True, "that one"),
        ("I'll take it", True, None),
        ("I'll take it", False, "it"),
        ("I'd love one", False, "one"),
        ("a tea please", False, None),
        ("due di quelli", True, "quelli"),
    ],
)
def test_pronouns_point(text: str, surely: bool, word: str | None) -> None:
    """Some forms point even beside named goods, others only where nothing is named."""
    place = pointer(text, surely=surely)
    assert (text[slice(*place)] if place else None) == word
