"""The goods as the Rasa server holds them, with an encoder that knows two directions; no model is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from bot.components.catalogue_index import CatalogueIndex
from shop.catalogue import Catalogue, catalogue_of
from shop.model import Product, Variant

WARM, OTHER = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)


class Warmth:
    """Everything that speaks of cold is one way, everything else another."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([WARM if "cold" in text else OTHER for text in texts])


class Shelf:
    """A shop whose catalogue can be changed, or fail."""

    def __init__(self, *products: Product) -> None:
        self.now: Catalogue | None = catalogue_of(products, 1)

    def catalogue(self) -> Catalogue:
        if self.now is None:
            raise OSError("the database is down")
        return self.now


def product(key: str, best_for: str = "", *, discreet: bool = False) -> Product:
    return Product(
        key, key.capitalize(), "Thing", (Variant(key, "", Decimal(1)),), best_for=best_for or None, discreet=discreet
    )


def test_what_a_thing_is_for_is_found_in_a_text_that_names_nothing() -> None:
    """Named by words at once; by what it is for as soon as it is encoded, discreet goods never among what suits."""
    index = CatalogueIndex(
        Shelf(product("gloves", "cold hands"), product("vase"), product("plaster", "cold sores", discreet=True)),
        Warmth(),
    )
    assert [match.product_id for match in index.matches("gloves please", WARM)] == ["gloves"]
    index.wait()
    assert {match.product_id for match in index.matches("for frosty fingers", WARM)} == {"gloves", "plaster"}
    assert [key for key, _ in index.suited(WARM)] == ["gloves"]
    assert [key for key, _ in index.suited(OTHER)] == ["vase"]


def test_a_new_catalogue_is_found_by_words_before_it_is_encoded() -> None:
    """And the old one's vectors are not held against it, which has more rows."""
    shelf = Shelf(product("vase"))
    index = CatalogueIndex(shelf, Warmth())
    index.matches("vase", OTHER)
    index.wait()
    shelf.now = catalogue_of([product("vase"), product("gloves", "cold hands")], 2)
    assert [match.product_id for match in index.matches("gloves", WARM)] == ["gloves"]
    index.wait()
    assert [key for key, _ in index.suited(WARM)] == ["gloves"]


def test_without_a_catalogue_nothing_is_named() -> None:
    """The database is down: no goods, and no exception; an empty shop neither."""
    shelf = Shelf()
    index = CatalogueIndex(shelf, Warmth())
    assert index.matches("vase", OTHER) == []
    index.wait()
    assert index.matches("vase", OTHER) == []
    shelf.now = None
    assert index.matches("vase", OTHER) == []
    assert index.suited(OTHER) == []


def test_the_first_message_finds_the_catalogue_encoded() -> None:
    """A server that has opened the shop has begun already; one whose books cannot be read opens all the same."""
    shelf = Shelf(product("gloves", "cold hands"), product("vase"))
    index = CatalogueIndex(shelf, Warmth())
    index.prepare()
    index.wait()
    assert [key for key, _ in index.suited(WARM)] == ["gloves"]
    shelf.now = None
    CatalogueIndex(shelf, Warmth()).prepare()
