"""The counters behind the usual: per customer and item, how often it was bought and whether it came back. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shop.orders import Purchase

Level = Literal["shop", "kind", "product"]
AGAIN_WITHIN_DAYS = 180


@dataclass(frozen=True)
class Counter:
    """One customer's purchases of one product or kind, or of anything (level "shop"). Days are ordinals of UTC dates.

    repeated  it was bought again, on another day, within 180 days of the first time
    """

    level: Level
    item: str
    parent: str  # a product's kind; "" for a kind
    first_day: int
    last_day: int
    days: int
    repeated: bool


@dataclass(frozen=True)
class Tally:
    """One item over all customers: the ``days`` on which they bought it; how many bought it first long enough ago
    (``buyers``), and how many of these came back for it (``repeaters``)."""

    level: Level
    item: str
    parent: str
    buyers: int
    repeaters: int
    days: int


def count(purchases: Iterable[Purchase]) -> tuple[Counter, ...]:
    """The counters of one customer."""
    days: dict[tuple[Level, str], set[int]] = defaultdict(set)
    kind_of: dict[str, str] = {}
    for purchase in purchases:
        for level, item in (("shop", ""), ("kind", purchase.kind), ("product", purchase.product)):
            days[level, item].add(purchase.day)  # type: ignore[index]  # the three literals above
        kind_of[purchase.product] = purchase.kind
    return tuple(
        _counter(level, item, kind_of[item] if level == "product" else "", sorted(on))
        for (level, item), on in days.items()
    )


def tally(counters: Iterable[Counter], last_first_day: int) -> tuple[Tally, ...]:
    """Add counters up. Whoever first bought after ``last_first_day`` has had no time to come back: not a buyer yet."""
    sums: dict[tuple[Level, str, str], list[int]] = {}
    for counter in counters:
        three = sums.setdefault((counter.level, counter.item, counter.parent), [0, 0, 0])
        three[2] += counter.days
        if counter.first_day <= last_first_day:
            three[0] += 1
            three[1] += counter.repeated
    return tuple(Tally(*key, *three) for key, three in sums.items())


def _counter(level: Level, item: str, parent: str, days: list[int]) -> Counter:
    repeated = len(days) > 1 and days[1] - days[0] <= AGAIN_WITHIN_DAYS
    return Counter(level, item, parent, days[0], days[-1], len(days), repeated)
