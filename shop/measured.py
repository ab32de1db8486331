"""Values that are measures or sizes in figures, as they are said: "2.5 L", "4 x 50 mm", "43", "40-43", "250 ml". Pure.

A figure belongs to its unit, and its decimals to it: "2.5 litres" is no "5 L", and neither is five of anything. Without a
unit a figure is a size where it cannot be told from a number of pieces otherwise: from 20 on, with decimals, as one of two
("5x70"), after "size". "44" is the "44-47" in which it lies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from shop.model import Product
from shop.text import fold
from shop.units import OF_SIZES

PLAIN_LEAST = 20  # from here on a bare figure that is one of a thing's sizes is that size
_FIGURE = r"\d+(?:[.,]\d+)?"
_UNIT = "|".join(f"(?P<{name}>{unit.said})" for name, unit in OF_SIZES.items())
_MEASURE = re.compile(
    rf"(?<![\w.,-])(?:[€$£]\s*)?(?P<one>{_FIGURE})(?:\s*(?P<by>x|×|by|per|-|–|/)\s*(?P<two>{_FIGURE}))?(?:\s*-?\s*(?:{_UNIT})(?![^\W\d_]))?"
    r"(?=$|[^\w.,]|[.,](?!\d))"
)
_SIZE_BEFORE = re.compile(r"\b(?:sizes?|sized|sz|taglia|numero|misura|eu|uk|us)\s*$")


class Measure(NamedTuple):
    """One figure, or two with "x" or "-" between them; ``unit`` "" for none; where it stands in its text."""

    figures: tuple[float, ...]
    ranging: bool
    unit: str
    start: int
    end: int
    after_size: bool = False


@lru_cache(maxsize=20_000)
def measure_of(value: str) -> Measure | None:
    """An option's value read as a measure or a size in figures; None for any other ("Large", "Oat")."""
    found = list(measures_in(value))
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(value.strip())
    return found[0] if whole else None


def measures_in(text: str) -> Iterator[Measure]:
    """Every measure, size or mere number in figures that stands in the text."""
    said = fold(text) if len(fold(text)) == len(text) else text.lower()
    for match in _MEASURE.finditer(said):
        figures = tuple(float(match[part].replace(",", ".")) for part in ("one", "two") if match[part])
        unit = next((name for name in OF_SIZES if match[name]), "")
        ranging = bool(match["by"]) and match["by"] in "-–/"
        yield Measure(figures, ranging, unit, *match.span(), bool(_SIZE_BEFORE.search(said[: match.start()])))


def said_measures(values: Collection[str], text: str, called: str = "") -> Iterator[tuple[str, int, int]]:
    """Which of an option's values the text says, and where. ``called``: the option's name, which may stand before it."""
    ours = {value: measure for value in values if (measure := measure_of(value))}
    for said in measures_in(text) if ours else ():
        named = bool(called) and fold(text[: said.start]).rstrip().endswith(fold(called))
        fitting = [value for value, measure in ours.items() if _is(said, measure, said.after_size or named)]
        if len(fitting) == 1:
            yield fitting[0], said.start, said.end


def size_places(product: Product, text: str) -> Iterator[tuple[int, int]]:
    """Where the text says sizes in figures that this product is sold in: they count nothing."""
    for name in dict.fromkeys(name for variant in product.variants for name in variant.options):
        values = {variant.options[name] for variant in product.variants if name in variant.options}
        for _, start, end in said_measures(values, text, name):
            yield start, end


def _is(said: Measure, measure: Measure, sized: bool) -> bool:
    if said.figures == measure.figures:
        if said.unit:
            return said.unit == measure.unit
        return sized or len(said.figures) > 1 or _telling(said.figures[0])
    if not measure.ranging or len(measure.figures) != 2 or len(said.figures) != 1:
        return False
    low, high = measure.figures
    inside = low <= said.figures[0] <= high and said.unit in ("", measure.unit)
    return inside and (sized or bool(said.unit) or _telling(said.figures[0]))


def _telling(figure: float) -> bool:
    return figure >= PLAIN_LEAST or figure != int(figure)
