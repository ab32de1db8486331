"""The same but bigger, smaller, cheaper."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shop_sample import product

from shop.catalogue import Catalogue, catalogue_of
from shop.model import Product, Variant
from shop.relative import next_price, next_size, resized, size_option, step_said


def sold_in(name: str, *values: str, colours: tuple[str, ...] = ()) -> Product:
    """A thing in these sizes, and in each of the colours."""
    ways = [{name: value} | ({"Colour": c} if c else {}) for value in values for c in colours or ("",)]
    variants = (Variant("/".join(way.values()), "", Decimal("10"), way) for way in ways)
    return product("thing", "Thing", "Things", *variants)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("the same but bigger", "bigger"),
        ("one size up please", "bigger"),
        ("it's too small", "bigger"),
        ("lo stesso ma più grande", "bigger"),
        ("a smaller one", "smaller"),
        ("that's too big", "smaller"),
        ("più piccola", "smaller"),
        ("got a cheaper one?", "cheaper"),
        ("too expensive", "cheaper"),
        ("qualcosa di meno caro", "cheaper"),
        ("something more expensive", "dearer"),
        ("a big flat white", None),
        ("the cheapest", None),
        ("yes please", None),
    ],
)
def test_the_way_that_a_text_points(text: str, step: str | None) -> None:
    """Comparatives point from what was shown; a plain size or a superlative does not."""
    assert step_said(text) == step


@pytest.mark.parametrize(
    "sizes",
    [
        ("Small", "Medium", "Large"),
        ("XS", "S", "M", "L", "XL", "XXL"),
        ("Single", "Double"),
        ("Cup", "Pot"),
        ("38", "39", "40"),
        ("36-40", "41-45"),
        ("250 ml", "500 ml", "1 l"),
        ("500 g", "1 kg"),
        ("Regular", "Large"),
    ],
)
def test_sizes_are_climbed_in_their_order(sizes: tuple[str, ...]) -> None:
    """Whatever the order of the merchant's rows: up reaches every size and ends, down is the way back."""
    thing = sold_in("Size", *reversed(sizes))
    here = thing.variant(sizes[0])
    climbed = []
    while here is not None:
        climbed.append(here.options["Size"])
        last, here = here, next_size(thing, here, bigger=True)
    assert tuple(climbed) == sizes
    below = next_size(thing, last, bigger=False)
    assert below is not None
    assert below.options["Size"] == sizes[-2]


def test_everything_else_stays() -> None:
    """A bigger green one is green."""
    thing = sold_in("Size", "S", "M", colours=("Red", "Green"))
    found = next_size(thing, thing.variants[1], bigger=True)
    assert found is not None
    assert found.options == {"Size": "M", "Colour": "Green"}


def test_a_size_under_another_name() -> None:
    """The option need not be called Size; one whose values are no sizes is none."""
    assert size_option(sold_in("Bottle", "250 ml", "500 ml")) == "Bottle"
    assert size_option(sold_in("Colour", "Red", "Green")) is None
    assert size_option(sold_in("Size", "S", "M", colours=("1", "2"))) == "Size"
    assert (
        next_size(sold_in("Colour", "Red", "Green"), Variant("Red", "", Decimal(1), {"Colour": "Red"}), bigger=True)
        is None
    )


def test_resized_are_the_options_of_the_next_size() -> None:
    """Only a comparative changes the size, and at the end of the ladder nothing does."""
    thing = sold_in("Size", "S", "M")
    small, medium = thing.variants
    assert resized(thing, small, "the same but bigger") == {"Size": "M"}
    assert resized(thing, small, "two of them") == {}
    assert resized(thing, small, "a cheaper one") == {}
    assert resized(thing, medium, "bigger please") == {}


@pytest.fixture
def sofas() -> Catalogue:
    """Sofas in a shop whose kinds are as broad as "Indoor"."""

    def piece(key: str, title: str, price: str, **details: object) -> Product:
        return product(key, title, "Indoor", Variant(key, "", Decimal(price), stock=1), **details)

    return catalogue_of(
        [
            piece("cheap", "Green sofa", "100"),
            piece("middle", "Blue sofa", "200"),
            piece("dear", "Red sofa", "300"),
            piece("lamp", "Lamp", "190"),
            piece("secret", "Plain sofa", "150", discreet=True),
            piece("gone", "Old sofa", "180", listed=False),
        ]
    )


def test_the_next_cheaper_is_of_the_same_sort(sofas: Catalogue) -> None:
    """A cheaper sofa is the next cheaper sofa on the list, and no lamp; nothing is cheaper than the cheapest."""
    dear, middle, cheap = (sofas.products[key] for key in ("dear", "middle", "cheap"))
    assert next_price(dear, sofas) is middle
    assert next_price(middle, sofas) is cheap
    assert next_price(cheap, sofas) is None
    assert next_price(cheap, sofas, cheaper=False) is middle


def test_what_stands_alone_is_compared_with_its_kind(sofas: Catalogue) -> None:
    """There is one lamp only: what is cheaper of its kind comes next."""
    assert next_price(sofas.products["lamp"], sofas) is sofas.products["cheap"]
