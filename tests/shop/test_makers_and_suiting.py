"""Whose work a thing is, and what it is stated to go with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop.catalogue import Catalogue
from shop.linking import link
from shop.makers import work_of
from shop.model import Product, Variant
from shop.suiting import suits


def _book(id: str, title: str, author: str, series: str = "") -> Product:
    stated = (("Author", author), *((("Series", series),) if series else ()))
    return Product(id, title, "Novels", (Variant(id, "", Decimal("9")),), attributes=stated)


BOOKS = [
    _book("mill", "The Mill Race", "Berta Quill"),
    _book("owls", "Nine Owls", "Berta Quill", "The Owl Wood, book 1"),
    _book("rust", "Rust and Rye", "Hugo Stone"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anything by Berta Quill?", ["mill", "owls"]),
        ("the new quill", ["mill", "owls"]),
        ("is there another of the owl wood", ["owls"]),
        ("a book about stone walls", []),
    ],
)
def test_by_whom(text: str, found: list[str]) -> None:
    """An author or a series names all of its works; a surname that is an everyday word names nobody alone."""
    assert [p.id for p in work_of(BOOKS, text)] == found


def test_an_author_is_found() -> None:
    """A thing is found by the name of its author."""
    matches = link("quill", Catalogue(1, {p.id: p for p in BOOKS}))
    assert {m.product_id for m in matches} == {"mill", "owls"}


CASE = Product(
    "case",
    "Clear Case",
    "Cases",
    (Variant("case", "", Decimal("9")),),
    attributes=(("Compatible with", "Nuvo 7, Nuvo 7 Pro"), ("Skin type", "oily")),
)


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("does it fit the nuvo 7?", True),
        ("does it work with my Nuvo 7 Pro", True),
        ("does it fit the 7 Pro?", True),
        ("does it fit the 7 mini?", False),
        ("will it work with a Nuvo 8?", False),
        ("is it ok for oily skin?", True),
        ("is it good for dry skin?", False),
    ],
)
def test_a_yes_only_for_what_stands_there(text: str, surely: bool) -> None:
    """Another model is told what stands there, and gets neither a yes nor a no."""
    found = suits(CASE, text)
    assert found is not None
    assert found.surely is surely


@pytest.mark.parametrize("text", ["is it red?", "how much is it?", "is it good for my cat?"])
def test_nothing_of_that(text: str) -> None:
    """What is not asked of its fitting, and of what the column is not, is answered elsewhere."""
    assert suits(Product("p", "Soap", "Soaps", CASE.variants, attributes=(("Skin type", "oily"),)), text) is None
