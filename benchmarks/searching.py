"""``python -m benchmarks.searching``: how long a search among 10,000 products takes, the sentence's vector apart.

What happens to one clause on its way: words and meaning are matched against the catalogue in the Rasa server, then the
action server filters by price, stock, colour, material and size. Titles are invented; vectors are of no meaning, so only
time is measured here; whether the right goods are found is ``benchmarks/linking.py``.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from decimal import Decimal
from itertools import product as combined
from random import Random

import numpy as np
from rich.console import Console

from benchmarks.exam_results import Exam, table
from benchmarks.figures import spread
from benchmarks.linking_speed import MANY, Known, RandomVectors, many_products
from bot.components.catalogue_index import CatalogueIndex
from shop.catalogue import Catalogue, catalogue_of
from shop.model import Product, Variant
from shop.qualities import qualities_said
from shop.search import search

MOST_MS = 20.0
DIMENSION = 384
_LOOKING = ("do you have", "show me", "i want", "is there", "what about", "looking for")
_WHAT = (
    "a red cotton jacket",
    "something in leather",
    "a blue wool blanket in size m",
    "wooden bowls",
    "a black hat",
    "gren linnen apron",
)
_LIMITS = ("", " under 20 euros", " in stock please")


def shelves(count: int = MANY) -> Catalogue:
    """Invented goods in two colours, three sizes, prices and stock at random."""
    chance = Random(9)

    def dressed(one: Product) -> Product:
        variants = tuple(
            Variant(
                f"{one.id}.{colour}-{size}".lower(),
                f"{colour} / {size}",
                Decimal(chance.randint(3, 90)),
                {"Colour": colour, "Size": size},
                stock=chance.randint(0, 3),
            )
            for colour, size in combined(chance.sample(("Red", "Navy", "Moss green", "Grey"), 2), ("S", "M", "L"))
        )
        return replace(
            one, variants=variants, tags=("gift", "new"), description=f"A {one.title.lower()} for every day."
        )

    return catalogue_of([dressed(one) for one in many_products(count).products.values()])


def main() -> int:
    """Print the table; 1 when the bar is missed."""
    catalogue = shelves()
    vectors = RandomVectors(DIMENSION)
    index = CatalogueIndex(Known(catalogue), vectors)
    index.matches("to build what is built once")
    index.wait()
    began = time.perf_counter()
    search(catalogue, qualities=qualities_said("a red thing"))
    first_ms = 1000 * (time.perf_counter() - began)
    spent = []
    for looking, what, limit in combined(_LOOKING, _WHAT, _LIMITS):
        text = f"{looking} {what}{limit}"
        vector: np.ndarray = vectors.encode([text])[0]
        began = time.perf_counter()
        matches = index.matches(text, vector)
        index.suited(vector)
        most = Decimal(20) if "20" in limit else None
        kinds = {goods.kind for match in matches[:3] if (goods := catalogue.get(match.product_id))}
        search(catalogue, kinds=kinds, qualities=qualities_said(text), max_price=most)
        spent.append(1000 * (time.perf_counter() - began))
    found = spread(spent)
    about = f"median {found.p50:.1f}, worst {found.most:.1f}; {found.n} texts; the first after an import {first_ms:.0f}"
    exams = [
        Exam(
            f"one search among {MANY:,} products, 95th percentile, ms",
            found.p95,
            MOST_MS,
            "at most",
            about=about,
            form=".1f",
        )
    ]
    Console(width=130).print(table(exams, "Searching", "–"))
    return 0 if all(exam.kept for exam in exams) else 1


if __name__ == "__main__":
    sys.exit(main())
