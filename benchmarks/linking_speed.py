"""How long linking takes in a shop of 10,000 products, whose titles are invented."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product as combined
from random import Random

import numpy as np

from benchmarks.figures import Spread, spread
from bot.components.catalogue_index import CatalogueIndex, Encodes
from shop.catalogue import Catalogue, catalogue_of
from shop.model import Product, Variant

MANY = 10_000
_COLOURS = (
    *("red", "blue", "green", "black", "white", "grey", "brown", "pink", "yellow", "orange", "navy", "cream", "olive"),
    *("silver", "golden", "violet"),
)
_STUFFS = (
    *("cotton", "linen", "wooden", "steel", "leather", "glass", "woollen", "ceramic", "paper", "silk", "bamboo"),
    *("copper", "marble", "velvet", "cork"),
)
_THINGS = (
    *("lamp", "bowl", "chair", "jacket", "basket", "clock", "shelf", "pillow", "blanket", "jug", "apron", "kettle"),
    *("tray", "mirror", "rug", "stool", "vase", "bench", "knife", "notebook", "wallet", "backpack", "hat", "belt"),
    *("ladle", "funnel", "whisk", "candle", "frame", "box", "bottle", "cup", "plate", "fork", "spoon", "hammer"),
    *("ladder", "bucket", "brush", "comb", "ring"),
)


class Known:
    """A catalogue at hand without a database, for the one that is only timed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def catalogue(self) -> Catalogue:
        return self._catalogue


def many_products(count: int = MANY, seed: int = 5) -> Catalogue:
    """So many products of invented titles, no two alike."""
    names = [" ".join(words) for words in combined(_COLOURS, _STUFFS, _THINGS)]
    titles = [f"{names[i % len(names)]} no. {i // len(names) + 1}" for i in range(count)]
    Random(seed).shuffle(titles)
    goods = (
        Product(f"p{i:05d}", title.capitalize(), title.split()[2], (Variant(f"v{i}", "", Decimal(5)),))
        for i, title in enumerate(titles)
    )
    return catalogue_of(goods)


class RandomVectors:
    """Unit vectors of no meaning for the titles of the timed catalogue: to encode 10,000 is not what is timed."""

    def __init__(self, dimension: int) -> None:
        self._dimension, self._random = dimension, np.random.default_rng(3)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = self._random.normal(size=(len(texts), self._dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def timed(texts: Iterable[str], encoder: Encodes, dimension: int) -> Spread:
    """How long linking takes among MANY products, each text once, encoding apart; milliseconds."""
    index = CatalogueIndex(Known(many_products()), RandomVectors(dimension))
    index.matches("to build what is built once")
    index.wait()
    spent = []
    for text in texts:
        vector = encoder.encode([text])[0]
        began = time.perf_counter()
        index.matches(text, vector)
        spent.append(1000 * (time.perf_counter() - began))
    return spread(spent)
