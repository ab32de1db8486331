"""What is always taken with the usual: "a flat white and an almond croissant". Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shop.calibration import DECAY, probability, score
from shop.model import Line, Order, Usual
from shop.orders import day_of
from shop.repeat import RepeatRates
from shop.usual import USUAL_DAYS, USUAL_PROBABILITY, USUAL_SHARE

MOST_BESIDE = 2


def taken_with(found: Usual, orders: Iterable[Order], rates: RepeatRates) -> tuple[Line, ...]:
    """The latest own lines of what clears the usual's bars among the days on which the usual was taken, likeliest first.

    Presents and cancelled orders teach nothing. Only beside a product; a kind goes alone.
    """
    days: dict[int, dict[str, Line]] = defaultdict(dict)
    for order in sorted(orders, key=lambda order: order.ordered_at):
        if order.status != "cancelled":
            days[day_of(order.ordered_at)] |= {line.product_id: line for line in order.lines if line.own}
    visits = [taken for _, taken in sorted(days.items()) if found.product_id in taken]
    if not found.product_id or len(visits) < USUAL_DAYS:
        return ()
    weights = [DECAY**ago for ago in range(len(visits) - 1, -1, -1)]
    sure: list[tuple[float, Line]] = []
    for product in {product for taken in visits for product in taken} - {found.product_id}:
        latest = next(taken[product] for taken in reversed(visits) if product in taken)
        times = sum(product in taken for taken in visits)
        decayed = sum(weight for weight, taken in zip(weights, visits, strict=True) if product in taken)
        rate = rates.next_product(product, latest.kind)
        chance = probability(score(decayed, len(visits), rate), len(visits))
        often = times >= USUAL_DAYS and times >= USUAL_SHARE * len(visits)
        if often and chance >= USUAL_PROBABILITY and rates.repeats(latest.kind):
            sure.append((chance, latest))
    return tuple(line for _, line in sorted(sure, key=lambda pair: (-pair[0], pair[1].product_id))[:MOST_BESIDE])
