"""The same but bigger, smaller, cheaper: counted from what was shown or ordered last. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from shop.catalogue import Catalogue
from shop.model import Product, Variant
from shop.text import fold, words

Step = Literal["bigger", "smaller", "cheaper", "dearer"]
# Of folded text: small letters, no accents.
_SAID: tuple[tuple[Step, re.Pattern[str]], ...] = (
    (
        "bigger",
        re.compile(
            r"\b(?:bigger|larger|(?:next |one |a )?size up|one up|upsize|too (?:small|tight)|piu grande|troppo (?:piccol|strett)[oaie])\b"
        ),
    ),
    (
        "smaller",
        re.compile(
            r"\b(?:smaller|littler|(?:next |one |a )?size down|downsize|too (?:big|large|loose|wide)|piu piccol[oaie]"
            r"|troppo (?:grand[ei]|largh?[oaie]))\b"
        ),
    ),
    (
        "cheaper",
        re.compile(
            r"\b(?:cheaper|less (?:expensive|money|dear)|costs? less|too (?:expensive|dear|pricey)|piu economic(?:o|a|i|he)"
            r"|meno car[oaie]|costa(?:no)? meno|troppo car[oaie])\b"
        ),
    ),
    ("dearer", re.compile(r"\b(?:dearer|pricier|more expensive|piu car[oaie])\b")),
)
_SIZE_OPTIONS = frozenset(
    [
        "size",
        "sizes",
        "taglia",
        "misura",
        "numero",
        "formato",
        "volume",
        "capacity",
        "weight",
        "length",
        "width",
        "pack",
    ]
)
_BY_RANK = (
    ("middle", re.compile(r"\b(?:medium|middle|in between|medi[oa]|di mezzo)\b")),
    ("last", re.compile(r"\b(?:big(?:gest)?|large(?:st)?|long(?:est)?|the bigger|grand[ei]|piu grande)\b")),
    ("first", re.compile(r"\b(?:small(?:est)?|little|short(?:est)?|the smaller|piccol[oaie]|piu piccol[oaie])\b")),
)
# From small to large; words of one group are the same size.
_ORDER = (
    ("xxs",),
    ("xs", "extra small", "mini", "tiny", "half", "mezza"),
    ("s", "small", "piccolo", "piccola", "single", "singolo", "cup", "tazza"),
    ("m", "medium", "medio", "media", "regular", "standard", "normal"),
    ("l", "large", "grande", "double", "doppio", "big", "pot", "teiera", "tall"),
    ("xl", "extra large", "triple", "triplo", "maxi", "jumbo", "family"),
    ("xxl", "2xl"),
    ("xxxl", "3xl"),
)
_RANKS = {word: float(rank) for rank, group in enumerate(_ORDER) for word in group}
_UNITS = {"ml": 0.001, "cl": 0.01, "dl": 0.1, "l": 1.0, "g": 0.001, "kg": 1.0, "mm": 0.1, "cm": 1.0, "m": 100.0}
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:[-–/]\s*\d+(?:[.,]\d+)?)?\s*([a-z]{0,2})")


_ASKS_HOW = re.compile(
    r"\bhow (?:big|large|small|long|tall|wide|high)\b|\bquant[oa] (?:e |sono )?(?:grand|piccol|lung|alt)"
)


def asks_how_big(text: str) -> bool:
    """ "How big is it" wants nothing bigger."""
    return _ASKS_HOW.search(fold(text)) is not None


def step_said(text: str) -> Step | None:
    """Which way the text points from what was shown last ("the same but bigger"); None when it does not."""
    said = fold(text)
    if asks_how_big(text):
        return None
    return next((step for step, pattern in _SAID if pattern.search(said)), None)


def next_size(product: Product, variant: Variant, *, bigger: bool) -> Variant | None:
    """The next size up or down, everything else as it is; sold out or not. None at the end, and where there are no sizes."""
    name = size_option(product)
    if name is None:
        return None
    alike = [v for v in product.variants if _without(v, name) == _without(variant, name)]
    ladder = sorted(alike, key=lambda v: size_rank(v.options[name]) or 0.0)
    here = next((place for place, v in enumerate(ladder) if v.options[name] == variant.options.get(name)), None)
    if here is None:
        return None
    there = here + (1 if bigger else -1)
    return ladder[there] if 0 <= there < len(ladder) else None


def resized(product: Product, variant: Variant, text: str) -> dict[str, str]:
    """The options of the next size, when the text asks for a bigger or smaller one; {} when not, or when there is none."""
    step = step_said(text)
    found = next_size(product, variant, bigger=step == "bigger") if step in ("bigger", "smaller") else None
    return dict(found.options) if found is not None else {}


def size_option(product: Product) -> str | None:
    """The option that says the size: the one so called, else the first whose values are all sizes; None without one."""
    names = dict.fromkeys(name for variant in product.variants for name in variant.options)
    sized = [name for name in names if _all_sizes([v.options[name] for v in product.variants if name in v.options])]
    return next((name for name in sized if fold(name) in _SIZE_OPTIONS), next(iter(sized), None))


def size_by_rank(product: Product, text: str) -> dict[str, str]:
    """ "The big one", of 100 ml and 250 ml: the largest, the smallest, or of three the middle one, in stock or not; {} where
    the text says none, or there are no sizes."""
    name, said = size_option(product), fold(text)
    end = next((place for place, pattern in _BY_RANK if pattern.search(said)), None)
    if name is None or end is None:
        return {}
    ladder = sorted({v.options[name] for v in product.variants}, key=lambda value: size_rank(value) or 0.0)
    if end == "middle":
        return {name: ladder[1]} if len(ladder) == 3 else {}
    return {name: ladder[-1 if end == "last" else 0]}


def _all_sizes(values: Sequence[str]) -> bool:
    return len(set(values)) > 1 and all(size_rank(value) is not None for value in values)


def size_rank(value: str) -> float | None:
    """Where a size stands among others of its sort: "S" < "M", "250 ml" < "0.5 l", "36-40" < "41-45"; None for no size."""
    said = fold(value).strip()
    if said in _RANKS:
        return _RANKS[said]
    measure = _MEASURE.fullmatch(said)
    if measure is None or (measure[2] and measure[2] not in _UNITS):
        return None
    return float(measure[1].replace(",", ".")) * _UNITS.get(measure[2], 1.0)


def _without(variant: Variant, name: str) -> dict[str, str]:
    return {key: value for key, value in variant.options.items() if key != name}


def next_price(product: Product, catalogue: Catalogue, *, cheaper: bool = True) -> Product | None:
    """The product of the same sort whose price is next below (or above) this one's, in stock; None when there is none.

    Of the same sort: what ends in the same word of the title ("sofa"), else what the shop calls the same kind.
    """
    others = [p for p in catalogue.listed() if p.id != product.id and p.in_stock and not p.discreet]
    sort = of_its_sort(product, others)
    if cheaper:
        return max((p for p in sort if p.price_from < product.price_from), key=lambda p: p.price_from, default=None)
    return min((p for p in sort if p.price_from > product.price_from), key=lambda p: p.price_from, default=None)


def of_its_sort(product: Product, others: Sequence[Product]) -> list[Product]:
    """Those that are called the same ("sofa"), else those of the kind that the shop calls the same."""
    called = called_the_same(product, others)
    return called or [p for p in others if p.id != product.id and p.kind and p.kind == product.kind]


def called_the_same(product: Product, others: Sequence[Product]) -> list[Product]:
    """Those whose title ends in the same word: sofas for a sofa."""
    return [p for p in others if p.id != product.id and _head(p) == _head(product)]


def _head(product: Product) -> str:
    title = words(product.title)
    return title[-1].stem if title else ""
