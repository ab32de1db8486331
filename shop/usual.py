"""Your usual? From a customer's own orders to the boldest thing that may be said about them. Pure.

Three steps, each asked as a question. After one visit with one thing, in a kind that repeats: "again". After two of two
the same: "same". The word *usual* only with a calibrated probability ≥ .8, on at least three purchase days that are
at least .8 of the visits in that kind, never a gift, in a kind that repeats: on the fourth visit at the earliest, or
at once when the customer has said so. It is said at the finest level that clears the bar: variant, product, kind.

One day counts as one visit (UTC date). Whether it may be used at all (consent, stock, discreet goods, absence) is for
the caller to know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Literal

from shop.counters import count, tally
from shop.habits import Candidate, KindHabit, habits
from shop.model import Order, Usual
from shop.orders import OrderRow, Purchase, day_of, own_purchases
from shop.repeat import MATURE_DAYS, RepeatRates, rates_from

USUAL_PROBABILITY = 0.8
USUAL_DAYS = 3
USUAL_SHARE = 0.8
# A kind is offered at the door only to those who came for it at least every second time.
KIND_SHARE = 0.5
# What nearly everybody takes on nearly every visit says nothing about this customer.
COMMON_KIND = 0.6

Step = Literal["none", "again", "same", "usual"]
_BOLDNESS = {"none": 0, "again": 1, "same": 2, "usual": 3}


def usual(
    orders: Sequence[Order], at: datetime, *, stated: str | None = None, repeats: RepeatRates | None = None
) -> Usual:
    """What this one customer takes, and how boldly it may be said at ``at`` (aware; later orders are not looked at).

    ``stated``: the variant that the customer has called their usual; it is certain. ``repeats``: what comes back in the
    shop; without it kinds are judged by their names (see ``shop.repeat``).
    """
    if stated is not None:
        lines = (line for order in orders for line in order.lines if line.variant_id == stated)
        product = next((line.product_id for line in lines), "")
        return Usual("usual", True, stated, "variant", 1.0, "the customer said so", product, stated, stated=True)
    return _decide(own_purchases(orders, until=at), day_of(at), repeats or RepeatRates())


def contenders(orders: Sequence[Order], at: datetime, *, repeats: RepeatRates | None = None) -> tuple[Usual, ...]:
    """The two products between which this customer goes back and forth in one kind, likelier first; else nothing.

    Each was taken at least twice and, between them, they make up .8 of at least three visits.
    """
    for habit in _by_weight(habits(own_purchases(orders, until=at), repeats or RepeatRates())):
        if _two_compete(habit):
            return tuple(_as_usual("none", _finest(habit, one), day_of(at)) for one in habit.products[:2])
    return ()


def usual_from_rows(rows: Iterable[OrderRow], at: datetime | None = None) -> Iterator[tuple[str, Usual]]:
    """One usual for each customer of an orders file, as they appear; repeat rates come from the file itself.

    ``at`` defaults to the last ``ordered_at``; rows after it are not looked at. Holds one small record a purchase.
    """
    bought: dict[str, dict[Purchase, None]] = defaultdict(dict)
    last = at
    for row in rows:
        if at is not None and row.ordered_at > at:
            continue
        last = row.ordered_at if last is None else max(last, row.ordered_at)
        own = bought[row.customer_id]
        if not row.gift:
            own[Purchase(day_of(row.ordered_at), row.product, row.variant, row.kind)] = None
    if last is None:
        return
    today = day_of(last)
    counters = chain.from_iterable(count(own) for own in bought.values())
    rates = rates_from(tally(counters, today - MATURE_DAYS))
    for customer, own in bought.items():
        yield customer, _decide(sorted(own, key=lambda purchase: purchase.day), today, rates)


def contract_row(customer_id: str, found: Usual) -> dict[str, Any]:
    """One output line of ``solito usual``."""
    return {
        "customer_id": customer_id,
        "offer": found.offer,
        "item": found.item,
        "level": found.level,
        "probability": round(found.probability, 4),
        "reason": found.reason,
    }


def _decide(purchases: Sequence[Purchase], today: int, rates: RepeatRates) -> Usual:
    found = [(_step(habit, rates.common(habit.kind)), habit) for habit in _by_weight(habits(purchases, rates))]
    if not found:
        return Usual("none", False, "", "product", 0.0, "nothing bought for themselves yet")
    (step, candidate), habit = max(found, key=lambda pair: _BOLDNESS[pair[0][0]])
    return _as_usual(step, candidate, today, rates.repeats(habit.kind), _two_compete(habit))


def _by_weight(found: Iterable[KindHabit]) -> list[KindHabit]:
    """What the customer comes for most, first; the latest breaks the tie."""
    return sorted(found, key=lambda h: (-h.share, -h.products[0].probability, -h.last_day, h.kind))


def _step(habit: KindHabit, common: float | None) -> tuple[Step, Candidate]:
    """The boldest step of one kind, with what it is about. ``common``: the kind's share of everybody's visits."""
    best = _finest(habit, habit.products[0])
    if not habit.repeats:
        return "none", best
    if habit.visits == 1:
        return ("again" if len(habit.products) == 1 and len(habit.variants) <= 1 else "none"), best
    if habit.share >= KIND_SHARE:
        tells = common is not None and common <= COMMON_KIND
        for candidate in (*habit.variants[:1], *habit.products[:1], *((habit.as_kind,) if tells else ())):
            if _is_usual(candidate):
                return "usual", candidate
    for candidate in (*habit.variants[:1], *habit.products[:1]):
        if candidate.newest and candidate.share >= USUAL_SHARE:
            return "same", candidate
    return "none", best


def _is_usual(candidate: Candidate) -> bool:
    often = candidate.days >= USUAL_DAYS and candidate.share >= USUAL_SHARE
    return often and candidate.probability >= USUAL_PROBABILITY


def _finest(habit: KindHabit, product: Candidate) -> Candidate:
    """The one variant that a product was always taken in, else the product."""
    own = [variant for variant in habit.variants if variant.product == product.product]
    return own[0] if len(own) == 1 and own[0].days == product.days else product


def _two_compete(habit: KindHabit) -> bool:
    if not habit.repeats or habit.visits < USUAL_DAYS or len(habit.products) < 2:
        return False
    first, second = habit.products[:2]
    enough = min(first.days, second.days) >= 2 and first.days + second.days >= USUAL_SHARE * habit.visits
    return enough and first.share < USUAL_SHARE


def _as_usual(step: Step, about: Candidate, today: int, repeats: bool = True, close: bool = False) -> Usual:
    where = "visits" if about.level == "kind" else f"visits with {about.kind}" if about.kind else "visits"
    ago = today - about.last_day
    reason = f"{about.item}: {about.days} of {about.visits} {where}, last {ago} day{'' if ago == 1 else 's'} ago"
    if not repeats:
        reason += f"; {about.kind or 'this kind'} is not bought again often enough"
    if close and step == "none":
        reason += "; two close contenders"
    item, chance = about.item, about.probability
    return Usual(step, step == "usual", item, about.level, chance, reason, about.product, about.variant)
