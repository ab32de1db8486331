"""Does it come back? Shares over all buyers, shrunk item → kind → shop. Pure.

Two questions. Is it bought again within 180 days at all: which tells kinds that repeat from those that do not. And is it
taken again at the very next visit: which a single customer's few visits are shrunk to (``shop.calibration``).

Without customers enough to tell, a kind is judged by its name: what is used up comes back, what lasts does not. The
priors sit where public purchases put them: food and drink come back to .7 of their buyers, durable goods and presents to
about .1 (handbags 10 %, jewellery 4 % within 90 days); a next visit repeats what is used up in .75 (with it, three of
three the same come out at the .83 that a café measured). A kind that no word tells is taken for .25: silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from shop.counters import Tally
from shop.text import word_list

REPEATS_FROM = 0.5  # a kind "repeats" from this share on
MATURE_DAYS = 90  # a buyer counts once they have had this long to come back

_USED_UP, _LASTS, _UNTOLD = 0.7, 0.1, 0.25
_NEXT = {_USED_UP: 0.75, _LASTS: 0.1, _UNTOLD: 0.25}  # taken again at the very next visit
_COMMON, _COMMON_STRENGTH = 0.15, 20.0  # what others take, before any others are known
_STRENGTH = 10.0  # how many buyers, or next visits, a prior is worth

Pair = tuple[int, int]


@dataclass(frozen=True)
class RepeatRates:
    """Shares 0 … 1, asked by the name of the kind; ``categories`` is each kind's shelf, where its name says little."""

    kinds: Mapping[str, Pair] = field(default_factory=dict)  # kind -> buyers, repeaters
    products: Mapping[str, Pair] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    shop: float = _UNTOLD
    days: Mapping[str, int] = field(default_factory=dict)  # kind -> customers' days with it; "" all days in the shop
    buyers_visits: Mapping[str, int] = field(default_factory=dict)  # kind -> all days in the shop of those who buy it
    product_days: Mapping[str, int] = field(default_factory=dict)  # product -> customers' days with it
    variant_days: Mapping[str, int] = field(default_factory=dict)  # variant -> customers' days with it
    next_kinds: Mapping[str, Pair] = field(default_factory=dict)  # kind -> visits to the shop after one with it, kept
    next_products: Mapping[str, Pair] = field(default_factory=dict)  # product -> visits in its kind after it, kept
    next_in_kinds: Mapping[str, Pair] = field(default_factory=dict)  # kind -> those of all its products
    customers: int = 0
    firsts: int = 0  # how often a customer took a product for the first time

    def kind(self, kind: str) -> float:
        """The share of buyers of this kind who buy the kind again."""
        buyers, repeaters = self.kinds.get(kind, (0, 0))
        prior = prior_of(kind, self.categories.get(kind, ""))
        return _shrunk(buyers, repeaters, self.shop if prior is None else prior, _STRENGTH)

    def product(self, product: str, kind: str) -> float:
        """The share of buyers of this product who buy this very product again."""
        buyers, repeaters = self.products.get(product, (0, 0))
        return _shrunk(buyers, repeaters, self.kind(kind), _STRENGTH)

    def next_kind(self, kind: str) -> float:
        """The share of visits to the shop after one with this kind that have it again."""
        return _shrunk(*self.next_kinds.get(kind, (0, 0)), self._next_prior(kind, self.next_kinds), _STRENGTH)

    def next_product(self, product: str, kind: str) -> float:
        """The share of visits in this kind after one with this product that have it again."""
        prior = self._next_prior(kind, self.next_in_kinds)
        in_kind = _shrunk(*self.next_in_kinds.get(kind, (0, 0)), prior, _STRENGTH)
        return _shrunk(*self.next_products.get(product, (0, 0)), in_kind, _STRENGTH)

    def _next_prior(self, kind: str, known: Mapping[str, Pair]) -> float:
        prior = prior_of(kind, self.categories.get(kind, ""))
        if prior is not None:
            return _NEXT[prior]
        return _shrunk(*known.get("", (0, 0)), _NEXT[_UNTOLD], _STRENGTH)

    def share_of_visits(self, kind: str) -> float:
        """The share of all visits to the shop that include this kind; 0 when nobody's visits are known."""
        return self.days.get(kind, 0) / max(self.days.get("", 0), 1)

    def common_kind(self, kind: str, own_days: int, own_visits: int) -> float:
        """The share of their visits in which others who buy this kind take it. ``own_…``: this customer's, left out.

        1 while too few other visits to the shop are known: in a café "coffee" says nothing of anybody.
        """
        if self.days.get("", 0) - own_visits < _COMMON_STRENGTH:
            return 1.0
        days, visits = self.days.get(kind, 0) - own_days, self.buyers_visits.get(kind, 0) - own_visits
        return _shrunk(visits, days, _COMMON, _COMMON_STRENGTH)

    def common_product(self, product: str, kind: str, own_days: int, own_visits: int) -> float:
        """The share of all others' visits in this kind that include this product."""
        others = self.days.get(kind, 0) - own_visits
        return _shrunk(others, self.product_days.get(product, 0) - own_days, _COMMON, _COMMON_STRENGTH)

    def common_variant(self, variant: str, kind: str, own_days: int, own_visits: int) -> float:
        """The share of all others' visits in this kind that include this very variant."""
        others = self.days.get(kind, 0) - own_visits
        return _shrunk(others, self.variant_days.get(variant, 0) - own_days, _COMMON, _COMMON_STRENGTH)

    def repeats(self, kind: str) -> bool:
        return self.kind(kind) >= REPEATS_FROM


def rates_from(tallies: Iterable[Tally], categories: Mapping[str, str] | None = None) -> RepeatRates:
    """Rates from tallied counters (see ``shop.counters``). ``categories``: the shelf of each kind."""
    again: dict[str, dict[str, Pair]] = {"kind": {}, "product": {}}
    kept: dict[str, dict[str, Pair]] = {"kind": {}, "product": {}, "in kind": {}}
    days: dict[str, dict[str, int]] = {"kind": {}, "product": {}, "variant": {}}
    buyers_visits: dict[str, int] = {}
    customers = firsts = 0
    for one in tallies:
        days["kind" if one.level == "shop" else one.level][one.item] = one.days
        if one.level == "kind":
            buyers_visits[one.item] = one.visits
        if one.level in again:
            _add(again[one.level], one.item, one.buyers, one.repeaters)
            for item in (one.item, ""):  # "" is all of them
                _add(kept[one.level], item, one.chances, one.kept)
        if one.level == "shop":
            customers = one.customers
        if one.level == "product":
            firsts += one.customers
            for item in (one.parent, ""):
                _add(kept["in kind"], item, one.chances, one.kept)
    buyers, repeaters = (sum(pair[i] for pair in again["kind"].values()) for i in (0, 1))
    shop = _shrunk(buyers, repeaters, _UNTOLD, _STRENGTH)
    return RepeatRates(
        kinds=again["kind"],
        products=again["product"],
        categories=categories or {},
        shop=shop,
        days=days["kind"],
        buyers_visits=buyers_visits,
        product_days=days["product"],
        variant_days=days["variant"],
        next_kinds=kept["kind"],
        next_products=kept["product"],
        next_in_kinds=kept["in kind"],
        customers=customers,
        firsts=firsts,
    )


def _add(pairs: dict[str, Pair], item: str, more: int, of_them: int) -> None:
    whole, part = pairs.get(item, (0, 0))
    pairs[item] = whole + more, part + of_them


@lru_cache(maxsize=4096)
def prior_of(kind: str, category: str = "") -> float | None:
    """What the words of a kind, else of its category, say: .7 is used up, .1 lasts, None no word tells.

    A word that lasts wins ("coffee table", "tea cup").
    """
    for name in (kind, category):
        words = {
            form for word in re.findall(r"\w+", name.lower()) for form in (word, word.rstrip("s"), _singular(word))
        }
        if words & word_list("lasts"):
            return _LASTS
        if words & word_list("used_up"):
            return _USED_UP
    return None


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith("es") else word


def _shrunk(whole: int, part: int, prior: float, strength: float) -> float:
    return (max(part, 0) + strength * prior) / (max(whole, 0) + strength)
