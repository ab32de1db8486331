"""Explore or repeat? How much of what a customer takes is new to them. Pure.

What people buy tells more of their taste for the new than what they write. On a second visit nearly everything is new to
everybody, on a tenth much less: so each visit is held against what is new at such a visit in the mean, and what is left is
shrunk to nothing. Who comes seldom finds more that is new. One day is one visit (UTC date).

Numbers learnt on the groceries of ``benchmarks/usual.py``: the mean share that is new is .94 · visit^−.26; of two customers
the one whose visits lie e times further apart takes .035 more that is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt

from shop.orders import Purchase

FIRST, FADING = 0.94, 0.26
PRIOR_VISITS = 4.0
PER_LOG_GAP, USUAL_LOG_GAP = 0.035, 2.0  # ln(1 + 6.4 days)


@dataclass(frozen=True)
class Exploring:
    """share     0 … 1 of the things of the next visit that will be new to this customer, as foreseen
    leaning   how much more (or less) that is than others at such a visit: above 0 the curious, below 0 the faithful
    visits    how many visits after the first it rests on; with none, nothing is known
    """

    share: float
    leaning: float
    visits: int


def exploring(purchases: Iterable[Purchase]) -> Exploring:
    """From what was bought for oneself, in any order."""
    days: dict[int, set[str]] = defaultdict(set)
    for purchase in purchases:
        days[purchase.day].add(purchase.product)
    seen: set[str] = set()
    beyond = weights = 0.0
    for visit, (_, taken) in enumerate(sorted(days.items()), start=1):
        if visit > 1:  # the first is new all over
            weight = sqrt(len(taken))  # a basket of forty is not forty witnesses: its things go together
            beyond += weight * (len(taken - seen) / len(taken) - _expected(visit))
            weights += weight
        seen |= taken
    visits = max(len(days) - 1, 0)
    if not visits:
        return Exploring(_expected(2), 0.0, 0)
    gap_days = (max(days) - min(days)) / visits
    leaning = beyond / weights * visits / (visits + PRIOR_VISITS) + PER_LOG_GAP * (log(1 + gap_days) - USUAL_LOG_GAP)
    return Exploring(min(max(_expected(visits + 2) + leaning, 0.0), 1.0), leaning, visits)


def _expected(visit: int) -> float:
    return float(FIRST * visit**-FADING)
