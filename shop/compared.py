"""Goods side by side by what can be measured of them: which is lighter, which lasts longer, which has the bigger screen. Pure.

Only stated figures count, of one heading and one sort of unit for all that are compared; of a title, which says few figures,
the one with its unit does. ``wordlists/compared.txt`` says which words ask for which heading. What nobody states is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import Literal

from shop.model import Product
from shop.text import LISTS, fold
from shop.units import unit_said

Way = Literal["question", "picks", "most", "other"]
# In a title such a figure says how heavy, how big, how strong the thing is.
_TITLED = {
    "weight": ("mass",),
    "screen size": ("length", "volume"),
    "length": ("length",),
    "power": ("power", "voltage", "charge", "share"),
    "brightness": ("light",),
}
_FIGURE = re.compile(
    r"(?<![\w.,])(?P<all>\d[\d,.]*(?:\s*[x×]\s*\d[\d,.]*)*)\s*-?\s*(?P<unit>[a-z]+|[\"″%])?(?![^\W\d_])", re.IGNORECASE
)
_LASTING = ("battery life", "burning time", "shelf life", "durata")
_LASTS = re.compile(
    r"\b(?:last|lasts|burn|burns|keep|keeps|run|runs)\s+(?:for )?(?:the )?(?P<more>longer|longest|more)\b|\bdura(?:no)? (?:di )?più\b",
    re.IGNORECASE,
)
_DEARER = re.compile(
    r"\b(?:dearer|dearest|pricier|priciest|(?:more|most) expensive|costs? (?:more|most)|più car[oaie])\b", re.IGNORECASE
)
_CHEAPER = re.compile(
    r"\b(?:cheaper|cheapest|(?:less|least) expensive|costs? (?:less|least)|meno car[oaie]|più economic\w+)\b",
    re.IGNORECASE,
)
_HAS_MORE = re.compile(
    r"\b(?:which|what)\b.*?\b(?:has|have|got|offers?|with)\s+(?:got\s+)?(?:the\s+)?(?P<how>more|most|less|least|fewer|fewest|bigger|biggest|larger|largest|higher|highest|"
    r"longer|longest|better|best|smaller|smallest|shorter|shortest)\s+(?P<what>[a-z]{3,}(?: [a-z]{3,})?)",
    re.IGNORECASE,
)
_FEWER = frozenset(["less", "least", "fewer", "fewest", "smaller", "smallest", "shorter", "shortest"])
_OTHER_ER = re.compile(
    r"\b(?:which|what)(?: one| of (?:them|these|those|the two))?(?:['’]s| is| are|) (?:the )?(?P<how>(?!better|other|either|under|over|never|after|rather|paper|leather)[a-z]{3,}(?:er|est))\b"
    r"|\bqual[ei]? (?:dei due )?è (?:il |la )?più (?P<come>[a-z]{4,})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scale:
    """By what is compared. ``said``: "lighter"; ``more``: the greater figure wins; ``headings``: where it may be stated; none
    where no catalogue states such a thing. ``price``: by that. ``part``: a thing has it, and is not so ("bigger screen")."""

    said: str
    more: bool
    headings: tuple[str, ...] = ()
    price: bool = False
    part: bool = False


@dataclass(frozen=True)
class Figure:
    """What is stated of one thing: of which sort, how much, and the words in which it stands ("221 g")."""

    sort: str
    amount: float
    words: str


def scale_said(text: str) -> Scale | None:
    """By what a text compares; None where it does not. "Which is warmer" is a comparison whether or not figures are stated."""
    if price := _CHEAPER.search(text) or _DEARER.search(text):
        return _by_price(price.group().lower(), more=_CHEAPER.search(text) is None)
    if lasts := _LASTS.search(text):
        return Scale("longer-lasting" if lasts["more"] else "resistente", True, _LASTING)
    if (has := _HAS_MORE.search(text)) and (noun := fold(has["what"])) not in ("one", "ones"):
        fewer = has["how"].lower() in _FEWER
        return Scale(f"{has['how']} {has['what']}".lower(), not fewer, (noun, noun.split()[0]), part=True)
    found = next((known for word in re.findall(r"[^\W\d_]+", fold(text)) if (known := _scales().get(word))), None)
    if found and (found.said.endswith(("er", "est")) or re.search(rf"\b(?:piu|more|most) {found.said}\b", fold(text))):
        return replace(found, said=f"more {found.said}") if found.said == "powerful" else found
    other = _OTHER_ER.search(text)
    return Scale((other["how"] or other["come"]).lower(), True) if other else None


def _by_price(said: str, *, more: bool) -> Scale:
    italian = said.startswith(("più", "meno"))
    most = said.endswith("st") or said.startswith(("most", "least"))
    plain = (
        ("più caro" if more else "più economico")
        if italian
        else (("most expensive" if most else "dearer") if more else ("cheapest" if most else "cheaper"))
    )
    return Scale(plain, more, price=True)


def figures(products: Sequence[Product], scale: Scale) -> list[Figure | None]:
    """What is stated of each, under the heading that most of them have: all of one sort, else None for it."""
    best: list[Figure | None] = [None] * len(products)
    for heading in scale.headings:
        found = _of_one_sort([_stated(product, heading) for product in products])
        if sum(f is not None for f in found) > sum(f is not None for f in best):
            best = found
    return best


def ordered(products: Sequence[Product], scale: Scale) -> list[tuple[Product, Figure]]:
    """Those of which a figure is stated, the winner first; ties as they came. Without two of them [] says less."""
    if scale.price:
        priced = [(p, Figure("price", float(p.price_from), "")) for p in products]
        return sorted(priced, key=lambda pair: pair[1].amount, reverse=scale.more)
    pairs = [(p, f) for p, f in zip(products, figures(products, scale), strict=True) if f is not None]
    return sorted(pairs, key=lambda pair: pair[1].amount, reverse=scale.more)


def _of_one_sort(found: list[Figure | None]) -> list[Figure | None]:
    sorts = [f.sort for f in found if f is not None]
    commonest = max(dict.fromkeys(sorts), key=sorts.count, default="")
    return [f if f is not None and f.sort == commonest else None for f in found]


def _stated(product: Product, heading: str) -> Figure | None:
    for name, value in product.attributes:
        named = fold(name)
        if named == heading or (" " not in heading and heading in named.split()):
            found = _figure(value)
            plain = found is not None and found.sort.isdigit()  # of no unit: "342" is told as "342 pages"
            return replace(found, words=f"{found.words} {named}") if found and plain else found
    if heading in _TITLED and (found := _figure(product.title)) and found.sort in _TITLED[heading]:
        return found
    return None


@lru_cache(maxsize=5_000)
def _figure(text: str) -> Figure | None:
    """The first figure of a value, with its unit; None where it has none, or states several sizes ("M 36 cm, L 44 cm")."""
    every = [(m, unit_said(m["unit"] or "")) for m in _FIGURE.finditer(text)]
    every = [(m, unit) for m, unit in every if unit or not m["unit"] or len(m["unit"]) > 2]
    known = [(m, unit) for m, unit in every if unit]
    match, unit = next(iter(known or every), (None, None))
    if match is None:
        return None
    sort, times = (unit.sort, unit.times) if unit else ("", 1.0)
    parts = [number for one in re.split(r"[x×]", match["all"]) if (number := _number(one.strip())) is not None]
    same = [other for _, other in known if other.sort == sort]
    if not parts or (len(parts) > 1 and len(same) > 1):
        return None
    return Figure(f"{sort}{len(parts)}", prod(part * times for part in parts), text.strip().rstrip("."))


def _number(said: str) -> float | None:
    """ "10,000" is ten thousand; "2,5" two and a half."""
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", said.rstrip(".,")).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _scales() -> dict[str, Scale]:
    """Word → what it compares by."""
    found: dict[str, Scale] = {}
    for line in (LISTS / "compared.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        said, _, headings = line.partition(" : ")
        stated = tuple(fold(one.strip()) for one in headings.split(","))
        for side, more in zip(said.split("/"), (True, False), strict=True):
            for word in fold(side).replace(",", " ").split():
                found[word] = Scale(word, more, stated)
    return found
