"""The counters behind the usual: per customer and item, how often it was bought and whether it came back. Pure.

They grow with each purchase, oldest first (``Counters.add``), at a cost that depends on what was bought alone, not on
how much was bought before. A visit is a day (UTC). Kinds are counted among the visits to the shop, products and their
variants among the visits with something of their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from shop.calibration import DECAY
from shop.orders import Purchase

Level = Literal["shop", "kind", "product", "variant"]
Key = tuple[Level, str]
SHOP: Key = ("shop", "")
AGAIN_WITHIN_DAYS = 180


@dataclass(frozen=True)
class Counter:
    """One customer's purchases of one item, or of anything (level "shop"). Days are ordinals of UTC dates.

    parent    a variant's product, a product's kind; "" for a kind and for the shop
    repeated  it was bought again, on another day, within 180 days of the first time
    weight    the days on which it was bought, each worth ``DECAY`` of what it was worth a visit later, at ``visit``
    visit     at which of the visits (of its kind; for a kind: of the shop) it was bought last; 1 is the first
    run       on how many visits in a row, up to ``visit``
    kept      how often it was bought again at the very next visit
    """

    level: Level
    item: str
    parent: str
    first_day: int
    last_day: int
    days: int
    repeated: bool
    weight: float = 1.0
    visit: int = 1
    run: int = 1
    kept: int = 0

    @property
    def key(self) -> Key:
        return self.level, self.item


@dataclass
class Counters:
    """The counters of one customer, by level and item. ``known``: what was counted before."""

    known: dict[Key, Counter] = field(default_factory=dict)

    def add(self, bought: Purchase) -> tuple[Counter, ...]:
        """Count one more purchase; the counters that it changed. ValueError when it is older than the last one."""
        shop = self.known.get(SHOP)
        if shop is not None and bought.day < shop.last_day:
            raise ValueError(f"day {bought.day} comes after day {shop.last_day} was counted: count anew")
        visits = self._take(SHOP, "", bought.day, 0).days
        visits_of_kind = self._take(("kind", bought.kind), "", bought.day, visits).days
        self._take(("product", bought.product), bought.kind, bought.day, visits_of_kind)
        keys = [SHOP, ("kind", bought.kind), ("product", bought.product)]
        if bought.variant:
            self._take(("variant", bought.variant), bought.product, bought.day, visits_of_kind)
            keys.append(("variant", bought.variant))
        return tuple(self.known[key] for key in keys)

    def _take(self, key: Key, parent: str, day: int, visit: int) -> Counter:
        """``visit``: which visit of its parent this is; 0 for the shop itself, whose days are the visits."""
        before = self.known.get(key)
        if before is None or before.parent != parent:  # a product that has changed its kind begins anew
            fresh = Counter(*key, parent, day, day, 1, False, visit=visit or 1)
            self.known[key] = fresh
            return fresh
        if before.last_day == day:
            return before
        visit = visit or before.days + 1
        again = visit == before.visit + 1
        after = Counter(
            *key,
            parent,
            before.first_day,
            day,
            before.days + 1,
            before.repeated or (before.days == 1 and day - before.first_day <= AGAIN_WITHIN_DAYS),
            before.weight * DECAY ** (visit - before.visit) + 1,
            visit,
            before.run + 1 if again else 1,
            before.kept + again,
        )
        self.known[key] = after
        return after


def keys_of(bought: Purchase) -> tuple[Key, ...]:
    """The counters that a purchase changes."""
    own: tuple[Key, ...] = (SHOP, ("kind", bought.kind), ("product", bought.product))
    return (*own, ("variant", bought.variant)) if bought.variant else own


def count(purchases: Iterable[Purchase]) -> tuple[Counter, ...]:
    """The counters of one customer, from all their purchases in any order."""
    counters = Counters()
    for purchase in sorted(purchases, key=lambda one: one.day):
        counters.add(purchase)
    return tuple(counters.known.values())


@dataclass(frozen=True)
class Tally:
    """One item over all customers.

    buyers, repeaters  how many first bought it long enough ago, and how many of these came back for it
    days               on which they bought it
    chances, kept      visits that followed one with it (in its kind; a kind's: in the shop), and how many had it again
    visits             those of all who ever bought it (in its kind; a kind's: in the shop)
    customers          how many ever bought it
    """

    level: Level
    item: str
    parent: str
    buyers: int
    repeaters: int
    days: int
    chances: int
    kept: int
    visits: int
    customers: int


class Tallies:
    """Counters of many customers, added up one customer at a time."""

    def __init__(self, last_first_day: int) -> None:
        """Whoever first bought a thing after ``last_first_day`` has had no time to come back: not a buyer yet."""
        self._last_first_day = last_first_day
        self._sums: dict[tuple[Level, str, str], list[int]] = {}

    def add(self, counters: Mapping[Key, Counter]) -> None:
        """All counters of one more customer."""
        for counter in counters.values():
            sums = self._sums.setdefault((counter.level, counter.item, counter.parent), [0] * 7)
            visits = visits_of(counter, counters)
            if counter.first_day <= self._last_first_day:
                sums[0] += 1
                sums[1] += counter.repeated
            sums[2] += counter.days
            sums[3] += counter.days - (counter.visit == visits)
            sums[4] += counter.kept
            sums[5] += visits
            sums[6] += 1

    def __iter__(self) -> Iterator[Tally]:
        return (Tally(*key, *sums) for key, sums in self._sums.items())


def visits_of(counter: Counter, counters: Mapping[Key, Counter]) -> int:
    """How many visits this item could have been part of: its own customer's, of its kind; a kind's: of the shop."""
    if counter.level in ("shop", "kind"):
        return counters[SHOP].days
    kind = counter.parent if counter.level == "product" else counters["product", counter.parent].parent
    return counters["kind", kind].days
