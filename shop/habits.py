"""What a customer's own purchases add up to, per kind: candidates for the usual, with their scores. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shop.calibration import DECAY, probability, score
from shop.counters import SHOP, Counter
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


def habits(counters: Iterable[Counter], rates: RepeatRates) -> tuple[KindHabit, ...]:
    """One habit for each kind that was bought, from the counters of one customer (``shop.counters``)."""
    known = {counter.key: counter for counter in counters}
    if SHOP not in known:
        return ()
    products: dict[str, list[Candidate]] = defaultdict(list)
    variants: dict[str, list[Candidate]] = defaultdict(list)
    for (level, item), counter in known.items():
        if level == "product" and ("kind", counter.parent) in known:
            kind = counter.parent
            rate = rates.next_product(item, kind)
            products[kind].append(_candidate(counter, item, "", kind, known["kind", kind].days, rate))
        elif level == "variant" and (product := known.get(("product", counter.parent))):
            kind = product.parent
            rate = rates.next_product(product.item, kind)
            variants[kind].append(_candidate(counter, product.item, item, kind, known["kind", kind].days, rate))
    return tuple(
        _habit(known["kind", kind], known[SHOP].days, found, variants[kind], rates) for kind, found in products.items()
    )


def _habit(
    kind: Counter, all_visits: int, products: list[Candidate], variants: list[Candidate], rates: RepeatRates
) -> KindHabit:
    return KindHabit(
        kind=kind.item,
        visits=kind.days,
        share=kind.days / all_visits,
        last_day=kind.last_day,
        repeats=rates.repeats(kind.item),
        variants=_best_first(variants),
        products=_best_first(products),
        as_kind=_candidate(kind, "", "", kind.item, all_visits, rates.next_kind(kind.item)),
    )


def _candidate(counter: Counter, product: str, variant: str, kind: str, visits: int, rate: float) -> Candidate:
    decayed = counter.weight * DECAY ** (visits - counter.visit)
    chance = probability(score(decayed, visits, rate), visits)
    newest = counter.visit == visits and (visits == 1 or counter.run >= 2)
    level: Level = "variant" if variant else "product" if product else "kind"
    return Candidate(level, product, variant, kind, counter.days, visits, newest, counter.last_day, chance)


def _best_first(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    # Ties fall to the latest, then to the name: the answer never hangs on the order of a set.
    return tuple(sorted(candidates, key=lambda c: (-c.probability, -c.last_day, c.product, c.variant)))
