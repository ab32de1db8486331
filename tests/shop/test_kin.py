"""What a thing is a kind of, whatever it is called: pure, on the demo shop's goods."""

from __future__ import annotations

from pathlib import Path

import pytest

from shop.catalogue import Catalogue
from shop.importers.detect import read_catalogue
from shop.kin import kin_of, of_its_kind, other_things
from shop.lexicon import lexicon_of

DEMO = Path(__file__).resolve().parents[2] / "demo" / "catalogue.csv"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(1, {product.id: product for product in read_catalogue(DEMO).products})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ginger ale", ("drink", "cold")),
        ("caramel cappuccino", ("drink", "coffee", "milky")),
        ("classic chicken sandwich", ("savoury", "sandwich")),
        ("green fresh salad", ("savoury", "meal")),
        ("torta al limone", ("sweet", "cake")),
        ("winter coats", ("top", "outdoor")),
        ("coffee table", ()),
        ("dog food", ()),
        ("bicycles", ()),
        ("", ()),
    ],
)
def test_the_head_of_a_name_tells(name: str, kind: tuple[str, ...]) -> None:
    """In English its end, in Italian its beginning: a coffee table is no coffee."""
    assert kin_of(name) == kind


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("burger", {"Sandwich"}),
        ("pizza", {"Sandwich"}),
        ("donut", {"Pastry"}),
        ("tiramisu", {"Cake"}),
        ("ginger ale", {"Cold drink"}),
        ("beer", {"Cold drink"}),
        ("baguette", {"Bread"}),
        ("winter coat", {"Jumper"}),
        ("hoodie", {"Jumper"}),
        ("roses", {"Flowers"}),
        ("jeans", set()),
        ("lawnmower", set()),
    ],
)
def test_what_is_of_its_kind(catalogue: Catalogue, name: str, kinds: set[str]) -> None:
    """Of the nearest kind that the shop has; of another kind nothing, though it has things to wear as well."""
    found = of_its_kind(name, catalogue)
    assert kinds <= {product.kind for product in found}
    assert bool(found) == bool(kinds)
    assert all(product.in_stock and not product.discreet for product in found)


@pytest.mark.parametrize(("said", "not_meant"), [("coke", "cake"), ("birra", "burro"), ("beer", "bear")])
def test_a_thing_of_another_kind_is_no_slip(catalogue: Catalogue, said: str, not_meant: str) -> None:
    """Though it is spelt nearly alike."""
    assert other_things(said, not_meant)
    assert not_meant not in [word for word, _ in lexicon_of(catalogue).near(said)]


def test_a_slip_of_the_same_kind_is_one(catalogue: Catalogue) -> None:
    """ "Cappuccini" is a word of its own, and means the cappuccino."""
    assert "cappuccino" in [word for word, _ in lexicon_of(catalogue).near("cappuccini")]
