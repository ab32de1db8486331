"""From a score to a probability: how often a thing with this score really was in the next visit. Pure.

score        (decayed count + a · rate) / (decayed visits + a), where rate is how often the thing is taken again at the
             very next visit, by all customers (see ``shop.repeat``)
probability  1 / (1 + exp(−(b0 + b1 · logit(score) + b2 · ln(visits / 3))))

Model card: ``shop/calibration.md``. Where we differ from counting: an item's own rate (milk is taken again, a magazine is
not) stands for the visits that nobody has seen yet, and what many visits say is trusted more than the score alone shows.
"""

from __future__ import annotations

from math import exp, log

DECAY = 0.9  # r: what a visit still counts after one more
PRIOR_VISITS = 4.0  # a: how many visits the rate is worth
INTERCEPT, SLOPE, PER_VISITS = -0.40, 1.15, 0.17  # python -m benchmarks.usual --fit


def decayed_visits(visits: int) -> float:
    """What this many visits are worth, the latest 1, the one before ``DECAY`` …"""
    return (1 - DECAY**visits) / (1 - DECAY)


def score(decayed_count: float, visits: int, rate: float) -> float:
    """0 … 1: how much of the customer's visits this thing is part of, shrunk to its rate in the shop."""
    return (decayed_count + PRIOR_VISITS * rate) / (decayed_visits(visits) + PRIOR_VISITS)


def probability(of_score: float, visits: int) -> float:
    """0 … 1: that the next visit (in the same kind; of a kind: to the shop) includes it."""
    inside = min(max(of_score, 1e-4), 1 - 1e-4)
    return 1 / (1 + exp(-(INTERCEPT + SLOPE * log(inside / (1 - inside)) + PER_VISITS * log(max(visits, 1) / 3))))
