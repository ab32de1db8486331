"""Explore or repeat? How much of what a customer takes is new to them. Pure.

What people buy tells more of their taste for the new than what they write. On a second visit nearly everything is new to
everybody, on a tenth much less, and in a café sooner than in a gift shop: so each visit is held against what is new at such
a visit in this shop, and what is left is shrunk to nothing. Who comes seldom finds more that is new. One day is one visit
(UTC date).

Numbers learnt on the groceries of ``benchmarks/usual.py``: there 1.05 · visit^−.18 of a visit is new in the mean; of two
customers the one whose visits lie e times further apart takes .035 more that is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt

from shop.orders import Purchase
from shop.repeat import RepeatRates

FIRST, FADING = 1.05, 0.18
PRIOR_VISITS = 4.0
PER_LOG_GAP, USUAL_LOG_GAP = 0.035, 2.0  # ln(1 + 6.4 days)
CLEAR_VISITS, CLEARLY = 4, 0.1
KNOWN_FROM = 300  # so many things taken, and a shop's own fading is known


@dataclass(frozen=True)
class Exploring:
    """share     0 … 1 of the things of the next visit that will be new to this customer, as foreseen
    leaning   how much more (or less) that is than others at such a visit: above 0 the curious, below 0 the faithful
    visits    how many visits after the first it rests on; with none, nothing is known
    """

    share: float
    leaning: float
    visits: int


def exploring(purchases: Iterable[Purchase], fading: float = FADING) -> Exploring:
    """From what was bought for oneself, in any order. ``fading``: how fast all customers run out of the new (below)."""
    days: dict[int, set[str]] = defaultdict(set)
    for purchase in purchases:
        days[purchase.day].add(purchase.product)
    seen: set[str] = set()
    beyond = weights = 0.0
    for visit, (_, taken) in enumerate(sorted(days.items()), start=1):
        if visit > 1:  # the first is new all over
            weight = sqrt(len(taken))  # a basket of forty is not forty witnesses: its things go together
            beyond += weight * (len(taken - seen) / len(taken) - _expected(visit, fading))
            weights += weight
        seen |= taken
    visits = max(len(days) - 1, 0)
    if not visits:
        return Exploring(_expected(2, fading), 0.0, 0)
    gap_days = (max(days) - min(days)) / visits
    leaning = beyond / weights * visits / (visits + PRIOR_VISITS) + PER_LOG_GAP * (log(1 + gap_days) - USUAL_LOG_GAP)
    return Exploring(min(max(_expected(visits + 2, fading) + leaning, 0.0), 1.0), leaning, visits)


def clear_leaning(purchases: Iterable[Purchase], fading: float = FADING) -> float:
    """The leaning where it is clear: after enough visits, and far enough from what others do; else 0."""
    found = exploring(purchases, fading)
    return found.leaning if found.visits >= CLEAR_VISITS and abs(found.leaning) >= CLEARLY else 0.0


def fading_of(rates: RepeatRates) -> float:
    """How fast the new gives out in this shop: the exponent that makes the mean over all visits come out as it is.

    0.02 … 1.5; that of the groceries while too little is known.
    """
    taken = sum(rates.product_days.values())
    if taken < KNOWN_FROM or not rates.customers:
        return FADING
    visits = max(rates.days.get("", 0) / rates.customers, 1.1)
    # Few come often: so many are taken to be there at a second visit, a third … that the mean comes out.
    there = [(1 - 1 / visits) ** before for before in range(round(10 * visits))]
    fresh, low, high = rates.firsts / taken, 0.02, 1.5
    for _ in range(30):
        middle = (low + high) / 2
        mean = sum(of * _expected(visit, middle) for visit, of in enumerate(there, start=1)) / sum(there)
        low, high = (middle, high) if mean > fresh else (low, middle)
    return (low + high) / 2


def _expected(visit: int, fading: float) -> float:
    return float(min(FIRST * visit**-fading, 1.0))
