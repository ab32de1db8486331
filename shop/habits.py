"""What a customer's own purchases add up to, per kind: candidates for the usual, with their scores. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from shop.calibration import DECAY, probability, score
from shop.orders import Purchase
from shop.repeat import RepeatRates

Level = Literal["variant", "product", "kind"]


@dataclass(frozen=True)
class Candidate:
    """One thing that a customer took. ``days`` of ``visits`` included it; days are ordinals of UTC dates.

    newest      did each of the last two visits include it (one, when there was only one)?
    probability that the next visit of this sort includes it, calibrated
    """

    level: Level
    product: str
    variant: str
    kind: str
    days: int
    visits: int
    newest: bool
    last_day: int
    probability: float

    @property
    def item(self) -> str:
        return {"variant": self.variant, "product": self.product, "kind": self.kind}[self.level]

    @property
    def share(self) -> float:
        return self.days / self.visits


@dataclass(frozen=True)
class KindHabit:
    """What a customer does in one kind. Candidates come best first.

    visits      days with something of this kind, for oneself
    share       of the customer's days in the shop
    """

    kind: str
    visits: int
    share: float
    last_day: int
    repeats: bool
    variants: tuple[Candidate, ...]
    products: tuple[Candidate, ...]
    as_kind: Candidate


def habits(purchases: Iterable[Purchase], rates: RepeatRates) -> tuple[KindHabit, ...]:
    """One habit for each kind that was bought."""
    days_by_kind: dict[str, dict[int, set[Purchase]]] = defaultdict(lambda: defaultdict(set))
    all_days: set[int] = set()
    for purchase in purchases:
        days_by_kind[purchase.kind][purchase.day].add(purchase)
        all_days.add(purchase.day)
    return tuple(_habit(kind, days, sorted(all_days), rates) for kind, days in days_by_kind.items())


def _habit(kind: str, days: Mapping[int, set[Purchase]], all_days: list[int], rates: RepeatRates) -> KindHabit:
    own_days = sorted(days)
    by_product: dict[str, set[int]] = defaultdict(set)
    by_variant: dict[tuple[str, str], set[int]] = defaultdict(set)
    for day in own_days:
        for purchase in days[day]:
            by_product[purchase.product].add(day)
            if purchase.variant:
                by_variant[purchase.product, purchase.variant].add(day)
    products = [
        _candidate("product", product, "", kind, taken, own_days, rates.product(product, kind))
        for product, taken in by_product.items()
    ]
    variants = [
        _candidate("variant", product, variant, kind, taken, own_days, rates.product(product, kind))
        for (product, variant), taken in by_variant.items()
    ]
    as_kind = _candidate("kind", "", "", kind, set(own_days), all_days, rates.kind(kind))
    return KindHabit(
        kind=kind,
        visits=len(own_days),
        share=len(own_days) / len(all_days),
        last_day=own_days[-1],
        repeats=rates.repeats(kind),
        variants=_best_first(variants),
        products=_best_first(products),
        as_kind=as_kind,
    )


def _candidate(
    level: Level, product: str, variant: str, kind: str, taken: set[int], visits: list[int], repeat_rate: float
) -> Candidate:
    weights = {day: DECAY**ago for ago, day in enumerate(reversed(visits))}
    decayed = sum(weights[day] for day in taken)
    chance = probability(score(decayed, sum(weights.values()), repeat_rate))
    newest = all(day in taken for day in visits[-2:])
    return Candidate(level, product, variant, kind, len(taken), len(visits), newest, max(taken), chance)


def _best_first(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    # Ties fall to the latest, then to the name: the answer never hangs on the order of a set.
    return tuple(sorted(candidates, key=lambda c: (-c.probability, -c.last_day, c.product, c.variant)))
