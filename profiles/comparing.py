"""Does it sell more? Two groups by lot, and how far what they bought lies apart. Pure.

A lot falls to each person, not to each visit: who comes often is one throw of the die, and the doubt must say so. The share
of visits that end with a sale is therefore a ratio of sums over persons, with the delta method's standard error (Deng,
Knoblich and Lu 2018, "Applying the Delta Method in Metric Analytics").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt
from typing import Literal

Group = Literal["adapted", "plain"]
PERSONS_MIN = 30  # in each group, and
EACH_WAY_MIN = 5  # visits with a sale and without in each: below it the normal curve does not hold, and nothing is said
Z = 1.96  # 95 of 100
POWER = 7.85  # (1.96 + 0.84)²: a difference that is there is found four times in five
TYPICAL = 0.25  # variance of a yes and no at its greatest: what is reckoned with before anything was counted
_LOTS = 1 << 32


@dataclass(frozen=True)
class Counted:
    """A visit: whose, in which group, and whether something was bought."""

    person: str
    group: str
    sold: bool


@dataclass(frozen=True)
class Side:
    """One group. ``rate`` of visits with a sale, 0 … 1, None without any visit; ``spread``: its variance times persons."""

    persons: int
    visits: int
    sales: int
    rate: float | None
    spread: float


@dataclass(frozen=True)
class Comparison:
    """Both groups; ``switched`` persons were in both (the lot of an id linked later) and count in neither.

    ``difference`` adapted − plain in the share of visits with a sale, and ``low`` … ``high``, within which it lies with 95 %
    certainty; all None where there are too few to say anything.
    """

    adapted: Side
    plain: Side
    switched: int = 0
    difference: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def told(self) -> Literal["too few", "not yet", "more", "less"]:
        if self.low is None or self.high is None:
            return "too few"
        return "more" if self.low > 0 else "less" if self.high < 0 else "not yet"


def group_of(ids: Collection[str], share: float) -> Group:
    """The lot of a person: the same at every visit, and for every greater ``share`` (0 … 1) of plain ones."""
    lot = int.from_bytes(sha256(f"manner {min(ids)}".encode()).digest()[:4], "big")
    return "plain" if lot < share * _LOTS else "adapted"


def compare(counted: Iterable[Counted]) -> Comparison:
    """The two groups beside each other."""
    persons: dict[str, list[Counted]] = {}
    for visit in counted:
        persons.setdefault(visit.person, []).append(visit)
    steady = [found for found in persons.values() if len({visit.group for visit in found}) == 1]
    adapted, plain = (_side([f for f in steady if f[0].group == group]) for group in ("adapted", "plain"))
    switched = len(persons) - len(steady)
    if adapted.rate is None or plain.rate is None or not (_enough(adapted) and _enough(plain)):
        return Comparison(adapted, plain, switched)
    difference = adapted.rate - plain.rate
    doubt = Z * sqrt(adapted.spread / adapted.persons + plain.spread / plain.persons)
    return Comparison(adapted, plain, switched, difference, difference - doubt, difference + doubt)


def persons_needed(found: Comparison, difference: float, share: float) -> int:
    """How many persons in all find a difference of this size (0 … 1) four times in five, with this share of plain ones."""
    enough = found.difference is not None
    adapted, plain = (found.adapted.spread, found.plain.spread) if enough else (TYPICAL, TYPICAL)
    return ceil(POWER * (adapted / (1 - share) + plain / share) / difference**2)


def _side(persons: Sequence[Sequence[Counted]]) -> Side:
    visits = sum(len(found) for found in persons)
    sales = sum(visit.sold for found in persons for visit in found)
    if not visits:
        return Side(0, 0, 0, None, 0.0)
    rate, many = sales / visits, len(persons)
    off = sum((sum(v.sold for v in found) - rate * len(found)) ** 2 for found in persons)
    spread = off / max(many - 1, 1) / (visits / many) ** 2
    return Side(many, visits, sales, rate, spread)


def _enough(side: Side) -> bool:
    return side.persons >= PERSONS_MIN and min(side.sales, side.visits - side.sales) >= EACH_WAY_MIN
