"""Which true claim a product can be offered with. A claim without data is not made. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from actions.adaptation.model import Lead, Say
from actions.adaptation.pitch import pitches
from actions.desk import LOCALES
from actions.told import reason_mark
from shop.model import Product, enough_people

NEW_DAYS = 45  # "new" is said of what arrived at most this long ago
FEW_MADE = 200
POPULAR_COUNT, POPULAR_RATING = 30, 4.3  # below, it is only a rating

_Claim = Callable[[Product, date, str, str], "dict[str, str] | None"]


def pitch(
    product: Product,
    lead: Lead,
    today: date,
    price: str,
    lang: str,
    *,
    free_text: bool = True,
    told: Collection[str] = (),
) -> tuple[Say, ...]:
    """The claims of this lead that the product's own data can fill, best first; as many are said as there is room for.

    ``price``: "" where it is said anyway. ``free_text`` False: only figures and dates, for a customer whose language the shop's texts are not written in.
    ``told``: marks of what this customer was told lately. A claim among them is not made again (how quick it is, is asked
    for anew each time); when this lead has none left, what it is best for, its story or its maker are another reason.
    """
    claims = _CLAIMS if free_text else {act: claim for act, claim in _CLAIMS.items() if act not in _FREE_TEXT}
    filled = {act: slots for act, claim in claims.items() if (slots := claim(product, today, price, lang)) is not None}
    if "pitch_popular" in filled:  # the same figures, said once
        del filled["pitch_rating"]
    claims = tuple(replace(claim, about=product.id) for claim in pitches(lead, filled))
    if not claims or lead == "quickest":
        return claims
    more = (replace(claim, about=product.id) for claim in pitches("story", filled))
    return _untold(claims, told) or _untold(more, told)


def _untold(claims: Iterable[Say], told: Collection[str]) -> tuple[Say, ...]:
    return tuple(claim for claim in claims if reason_mark(claim.about or "", claim.act) not in told)


def is_new(product: Product, today: date) -> bool:
    return product.arrived_on is not None and 0 <= (today - product.arrived_on).days <= NEW_DAYS


def is_popular(product: Product) -> bool:
    """Do enough customers like it for that to be said?"""
    count = product.rating_count or 0
    if product.rating is None or not enough_people(count):
        return False
    return bool(product.rating >= POPULAR_RATING) and count >= POPULAR_COUNT


def _new(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    if not is_new(p, today) or p.arrived_on is None:
        return None
    day = format_date(p.arrived_on, "d MMMM", locale=LOCALES.get(lang, "en_IE"))
    return {"arrived": f"il {day}" if lang == "it" else f"on {day}"}


def _rare(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    return {"count": str(p.made_count)} if p.made_count and p.made_count <= FEW_MADE else None


def _rating(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    if p.rating is None or not enough_people(p.rating_count):
        return None
    return {
        "rating": f"{p.rating.normalize():f}".replace(".", "," if lang == "it" else "."),
        "count": str(p.rating_count),
    }


def _popular(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    slots = _rating(p, today, price, lang)
    return slots if slots and is_popular(p) else None


def _text(field: str) -> _Claim:
    def claim(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
        value = getattr(p, field)
        return {field: value.strip()} if value else None

    return claim


def _quickest(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    return {"minutes": str(p.prep_minutes)} if p.prep_minutes else None


def _value(p: Product, today: date, price: str, lang: str) -> dict[str, str] | None:
    return {"price": price} if price else None


_FREE_TEXT = frozenset({"pitch_guarantee", "pitch_returns", "pitch_story", "pitch_maker", "pitch_best_for"})
_CLAIMS: Mapping[str, _Claim] = {
    "pitch_new": _new,
    "pitch_rare": _rare,
    "pitch_rating": _rating,
    "pitch_popular": _popular,
    "pitch_guarantee": _text("guarantee"),
    "pitch_returns": _text("returns"),
    "pitch_story": _text("story"),
    "pitch_maker": _text("maker"),
    "pitch_best_for": _text("best_for"),
    "pitch_quickest": _quickest,
    "pitch_value": _value,
}
