"""Goods side by side by what is stated of them in figures: which is lighter, which lasts longer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop.compared import figures, ordered, scale_said
from shop.model import Product, Variant


def _thing(title: str, price: str = "10", **stated: str) -> Product:
    attributes = tuple((name.replace("_", " ").capitalize(), value) for name, value in stated.items())
    return Product(title.lower(), title, "Things", (Variant(title, "", Decimal(price)),), attributes=attributes)


LAMP = _thing("Lamp", "30", weight="1.2 kg", battery_life="3 days", screen_size="6.1 inch", pages="90")
TORCH = _thing(
    "Torch", "12", weight="340 g", battery_life="20 hours, 40 when dimmed", screen_size="15 cm", pages="1,120"
)
CANDLE = _thing("Candle", "9", material="wax")


@pytest.mark.parametrize(
    ("text", "winner"),
    [
        ("which is lighter?", "Torch"),
        ("which one is the heaviest", "Lamp"),
        ("which lasts longer?", "Lamp"),
        ("which has the bigger screen", "Lamp"),
        ("which is thicker", "Torch"),
        ("which is cheaper, the lamp or the torch", "Torch"),
        ("qual è più leggero?", "Torch"),
    ],
)
def test_the_figures_tell_whatever_their_unit(text: str, winner: str) -> None:
    """Grams beside kilos, days beside hours, inches beside centimetres, thousands with their comma."""
    scale = scale_said(text)
    assert scale is not None
    assert ordered([LAMP, TORCH], scale)[0][0].title == winner


def test_what_nobody_states_is_none() -> None:
    """Of a thing without the column, and of a quality that is never stated in figures, nothing is worked out."""
    lighter, warmer = scale_said("which is lighter"), scale_said("which is warmer")
    assert lighter
    assert warmer
    assert figures([LAMP, CANDLE], lighter)[1] is None
    assert figures([LAMP, TORCH], warmer) == [None, None]


def test_of_another_sort_is_not_compared() -> None:
    """A width and a volume under one heading are no two sizes."""
    size = scale_said("which is bigger")
    assert size
    found = figures([_thing("Pot", size="2 l"), _thing("Mat", size="40 cm")], size)
    assert found.count(None) == 1


def test_several_sizes_are_no_figure() -> None:
    """ "M 36 cm, L 44 cm" says how big nothing is."""
    size = scale_said("which is bigger")
    assert size
    assert figures([_thing("Bed", dimensions="Medium 80 x 60 cm, Large 110 x 80 cm")], size) == [None]


@pytest.mark.parametrize(
    "text", ["which is better?", "a paper bag", "the other one", "is it under 20?", "I'd rather have tea"]
)
def test_no_comparison(text: str) -> None:
    """Words that only end so compare nothing, and "better" is no measure."""
    assert scale_said(text) is None
