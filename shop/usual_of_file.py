"""The usual of each customer of an orders file, however many lines it has. Pure, but for the memory that it takes.

Of a line only two numbers are kept (the day, and which goods), so that millions of lines fit; each customer is then
counted twice: once for what comes back in the shop, once for their own.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from shop.counters import Counter, Counters, Key, Tallies
from shop.model import Usual
from shop.orders import OrderRow, Purchase, day_of
from shop.repeat import MATURE_DAYS, rates_from
from shop.usual import usual_of

_Goods = tuple[str, str, str]  # product, variant, kind


def usual_from_rows(rows: Iterable[OrderRow], at: datetime | None = None) -> Iterator[tuple[str, Usual]]:
    """One usual for each customer, in the order in which they appear; repeat rates come from the file itself.

    ``at`` (aware) defaults to the last ``ordered_at``; rows after it are not looked at.
    """
    numbers: dict[_Goods, int] = {}
    bought: dict[str, array[int]] = defaultdict(lambda: array("L"))  # day, goods, day, goods …
    last = at
    for row in rows:
        if at is not None and row.ordered_at > at:
            continue
        last = row.ordered_at if last is None else max(last, row.ordered_at)
        own = bought[row.customer_id]
        if not row.gift:
            goods = (row.product, row.variant, row.kind)
            own.extend((day_of(row.ordered_at), numbers.setdefault(goods, len(numbers))))
    if last is None:
        return
    named = list(numbers)
    today = day_of(last)
    tallies = Tallies(today - MATURE_DAYS)
    for own in bought.values():
        tallies.add(_counted(own, named))
    rates = rates_from(tallies)
    for customer, own in bought.items():
        yield customer, usual_of(_counted(own, named).values(), today, rates)


def _counted(own: array[int], named: list[_Goods]) -> Mapping[Key, Counter]:
    counters = Counters()
    for day, goods in sorted(set(zip(own[::2], own[1::2], strict=True))):
        product, variant, kind = named[goods]
        counters.add(Purchase(day, product, variant, kind))
    return counters.known
