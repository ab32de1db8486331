"""Does it come back? The share of buyers who take a thing again within 180 days, shrunk item → kind → shop. Pure.

Without customers enough to tell, a kind is judged by its name: what is used up comes back, what lasts does not.
The two priors sit where public purchases put them: food and drink about .7 (with it, three of three the same
come out at the .83 that a café measured), durable goods and
presents about .1 (handbags 10 %, jewellery 4 % within 90 days). A kind that no word tells is taken for .25: silence.
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
_KIND_STRENGTH = 10.0  # how many buyers the prior of a kind is worth
_PRODUCT_STRENGTH = 10.0


@dataclass(frozen=True)
class RepeatRates:
    """Shares 0 … 1, asked by the name of the kind; ``categories`` is each kind's shelf, where its name says little."""

    kinds: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # kind -> buyers, repeaters
    products: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    shop: float = _UNTOLD
    days: Mapping[str, int] = field(default_factory=dict)  # kind -> customers' days with it; "" all days in the shop

    def kind(self, kind: str) -> float:
        """The share of buyers of this kind who buy the kind again."""
        buyers, repeaters = self.kinds.get(kind, (0, 0))
        prior = prior_of(kind, self.categories.get(kind, ""))
        return _shrunk(buyers, repeaters, self.shop if prior is None else prior, _KIND_STRENGTH)

    def product(self, product: str, kind: str) -> float:
        """The share of buyers of this product who buy this very product again."""
        buyers, repeaters = self.products.get(product, (0, 0))
        return _shrunk(buyers, repeaters, self.kind(kind), _PRODUCT_STRENGTH)

    def common(self, kind: str) -> float | None:
        """The share of all visits to the shop that include this kind; None when nobody's visits are known."""
        return self.days.get(kind, 0) / self.days[""] if self.days.get("") else None

    def repeats(self, kind: str) -> bool:
        return self.kind(kind) >= REPEATS_FROM


def rates_from(tallies: Iterable[Tally], categories: Mapping[str, str] | None = None) -> RepeatRates:
    """Rates from tallied counters (see ``shop.counters``). ``categories``: the shelf of each kind."""
    kinds: dict[str, tuple[int, int]] = {}
    products: dict[str, tuple[int, int]] = {}
    days: dict[str, int] = {}
    for one in tallies:
        if one.level != "product":
            days[one.item] = one.days
        if one.level != "shop":
            level = kinds if one.level == "kind" else products
            buyers, repeaters = level.get(one.item, (0, 0))
            level[one.item] = buyers + one.buyers, repeaters + one.repeaters
    buyers, repeaters = (sum(pair[i] for pair in kinds.values()) for i in (0, 1))
    return RepeatRates(kinds, products, categories or {}, _shrunk(buyers, repeaters, _UNTOLD, _KIND_STRENGTH), days)


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


def _shrunk(buyers: int, repeaters: int, prior: float, strength: float) -> float:
    return (repeaters + strength * prior) / (buyers + strength)
