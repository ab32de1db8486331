"""The exams of the usual: each takes customers, and returns figures. The shop's own code decides; nothing is decided here."""

from __future__ import annotations

import random
from collections import Counter as CountOf
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from itertools import islice
from math import log2

import numpy as np

from benchmarks.figures import spearman
from benchmarks.purchases import Customers, Day
from shop.complements import beside, pairs_of
from shop.counters import Counter, Counters, Key, Tallies, count
from shop.exploring import exploring, fading_of
from shop.foreseeing import next_basket as foreseen_basket
from shop.habits import habits
from shop.model import Line, Order
from shop.orders import Purchase, own_purchases
from shop.repeat import RepeatRates, rates_from
from shop.usual import usual_of

PRECISION = 0.79
_NEVER = 10_000_000  # the day from which a first purchase is too young: none


def counted(days: Sequence[Day]) -> Mapping[Key, Counter]:
    """A customer's counters after these visits."""
    counters = Counters()
    for day in days:
        for purchase in sorted(day.items, key=lambda one: (one.kind, one.product)):
            counters.add(purchase)
    return counters.known


def rates_of(customers: Customers) -> RepeatRates:
    """What comes back, among these customers."""
    tallies = Tallies(_NEVER)
    for days in customers.values():
        tallies.add(counted(days))
    return rates_from(tallies)


@dataclass(frozen=True)
class Guess:
    """One prediction: how probable, and was it so."""

    probability: float
    came: bool


def next_in_kind(customers: Customers, visits: int, rates: RepeatRates) -> list[Guess]:
    """Each customer's likeliest product after so many visits in their one kind: was it in the next visit?"""
    found = []
    for days in customers.values():
        if len(days) > visits:
            best = habits(counted(days[:visits]).values(), rates)[0].products[0]
            came = any(one.product == best.product for one in days[visits].items)
            found.append(Guess(best.probability, came))
    return found


def threshold(guesses: Sequence[Guess], precision: float) -> float:
    """The lowest probability from which guesses come true this often; above 1 when never."""
    ordered = sorted(guesses, key=lambda one: -one.probability)
    hits = np.cumsum([one.came for one in ordered]) / np.arange(1, len(ordered) + 1)
    enough = np.flatnonzero(hits >= precision)
    return ordered[enough[-1]].probability if len(enough) else 2.0


def coverage(guesses: Sequence[Guess], least: float) -> tuple[float, float]:
    """The share of customers spoken to from this probability on, and how often rightly."""
    spoken = [one.came for one in guesses if one.probability >= least]
    return len(spoken) / len(guesses), float(np.mean(spoken)) if spoken else float("nan")


def calibration_error(guesses: Sequence[Guess], bins: int = 10) -> float:
    """Expected calibration error over equal bins of probability."""
    chances = np.array([one.probability for one in guesses])
    came = np.array([one.came for one in guesses], dtype=float)
    places = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [
        abs(chances[places == b].mean() - came[places == b].mean()) * (places == b).mean()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


@dataclass(frozen=True)
class Greeted:
    """How many of the customers are greeted with a usual, and how often it was in their next visit (NaN: nobody's)."""

    share: float
    right: float
    customers: int


def greeted(customers: Customers, visits: int | None, rates: RepeatRates) -> Greeted:
    """The whole rule, after so many visits (None: all but the last)."""
    offers, right, asked = 0, [], 0
    for days in customers.values():
        seen = days[:-1] if visits is None else days[:visits]
        if not seen or len(days) <= len(seen):
            continue
        asked += 1
        found = usual_of(counted(seen).values(), seen[-1].day, rates)
        if found.offer:
            offers += 1
            names = ("kind", "product", "variant")
            right.append(any(found.item in (getattr(one, name) for name in names) for one in days[len(seen)].items))
    return Greeted(offers / max(asked, 1), float(np.mean(right)) if right else float("nan"), asked)


def greeted_by_gifts(customers: Customers, rates: RepeatRates) -> float:
    """The share greeted when every purchase was a present: what is a present never reaches the counters."""
    offers = sum(usual_of(count(_own(days)), days[-1].day, rates).offer for days in customers.values())
    return offers / len(customers)


def _own(days: Sequence[Day]) -> Sequence[Purchase]:
    lines = [
        Order(f"o{day.day}", "c", datetime.fromordinal(day.day).replace(tzinfo=timezone.utc), (_present(one),))
        for day in days
        for one in day.items
    ]
    return own_purchases(lines)


def _present(one: Purchase) -> Line:
    return Line(one.product, one.variant, 1, Decimal(1), "", one.kind, gift=True)


@dataclass(frozen=True)
class Ranked:
    """How well the next basket was foreseen, customer by customer."""

    ndcg: np.ndarray
    first: np.ndarray


def next_basket(
    customers: Customers, visits: int, rates: RepeatRates, popular: Mapping[str, int]
) -> tuple[Ranked, Ranked]:
    """Our order and the plain one (own frequency, then popularity) against the basket after so many visits."""
    ours, plain = [], []
    for days in customers.values():
        if len(days) <= visits:
            continue
        true = {one.kind for one in days[visits].items}
        counters = counted(days[:visits])
        kinds = [one for one in counters.values() if one.level == "kind"]
        by_count = sorted(kinds, key=lambda one: (-one.days, -popular.get(one.item, 0)))
        ours.append(_graded(foreseen_basket(counters.values(), rates), true))
        plain.append(_graded([one.item for one in by_count], true))
    return tuple(Ranked(*map(np.array, zip(*graded, strict=True))) for graded in (ours, plain))  # type: ignore[return-value]


def _graded(order: Sequence[str], true: set[str]) -> tuple[float, float]:
    gained = sum(1 / log2(place + 2) for place, item in enumerate(order[:10]) if item in true)
    best = sum(1 / log2(place + 2) for place in range(min(10, len(true))))
    return gained / best, float(order[0] in true)


def popularity(customers: Customers, visits: int) -> dict[str, int]:
    """On how many of the customers' first visits each kind was taken."""
    found: dict[str, int] = {}
    for days in customers.values():
        for day in days[:visits]:
            for kind in {one.kind for one in day.items}:
                found[kind] = found.get(kind, 0) + 1
    return found


def bootstrap(ours: np.ndarray, theirs: np.ndarray, rounds: int = 2_000, seed: int = 5) -> tuple[float, float, float]:
    """The mean difference, paired over customers, with its 95 % interval."""
    gains = ours - theirs
    drawn = np.random.default_rng(seed).integers(0, len(gains), (rounds, len(gains)))
    low, high = np.percentile(gains[drawn].mean(axis=1), [2.5, 97.5])
    return float(gains.mean()), float(low), float(high)


def explored(customers: Customers, visits: int, ahead: int = 10, least: int = 3) -> float:
    """Spearman between the share foreseen after so many visits and that of the next ones (mean share a visit)."""
    foreseen, true = [], []
    fading = fading_of(rates_of(customers))
    for days in customers.values():
        if len(days) < visits + least:
            continue
        own = [one for day in days[:visits] for one in day.items]
        seen = {one.product for one in own}
        shares = []
        for day in days[visits : visits + ahead]:
            taken = {one.product for one in day.items}
            shares.append(len(taken - seen) / len(taken))
            seen |= taken
        foreseen.append(exploring(own, fading).share)
        true.append(float(np.mean(shares)))
    return spearman(foreseen, true)


def complement_hits(customers: Customers, others: Customers, shown: int = 5, seed: int = 3) -> tuple[float, float, int]:
    """One thing of each basket of at least two is hidden: is it among the first that go with the rest? And among the most
    popular that are not in the rest? With the number of baskets; what goes together was learnt from the ``others``."""
    learnt = [(name, {one.product for one in day.items}) for name, days in others.items() for day in days]
    pairs, chance = pairs_of(learnt), random.Random(seed)
    popular = [item for item, _ in CountOf(item for _, basket in learnt for item in basket).most_common()]
    ours = plain = asked = 0
    for days in customers.values():
        for day in days:
            basket = sorted({one.product for one in day.items})
            if len(basket) < 2:
                continue
            hidden = chance.choice(basket)
            rest = [item for item in basket if item != hidden]
            ours += hidden in beside(rest, pairs)[:shown]
            there = set(rest)
            plain += hidden in list(islice((item for item in popular if item not in there), shown))
            asked += 1
    return ours / asked, plain / asked, asked
