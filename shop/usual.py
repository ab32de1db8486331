"""Your usual? From a customer's own orders to the boldest thing that may be said about them. Pure.

Three steps, each asked as a question. After one visit with one thing, in a kind that repeats: "again". After two of two
the same: "same". The word *usual* only with a calibrated probability ≥ .8, on at least three purchase days that are
at least .8 of the visits in that kind, never a gift, in a kind that repeats, and only for what tells this customer
from the others: on the fourth visit at the earliest, or at once when the customer has said so. It is said at the finest
level that clears the bar: variant, product, kind.

One day counts as one visit (UTC date). Whether it may be used at all (consent, stock, discreet goods, absence) is for
the caller to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import exp, log
from typing import Any, Literal

from shop.counters import Counter, count
from shop.habits import Candidate, KindHabit, habits
from shop.model import Order, Usual
from shop.orders import day_of, own_purchases
from shop.repeat import RepeatRates

USUAL_PROBABILITY = 0.8
USUAL_DAYS = 3
USUAL_SHARE = 0.8
# A thing is offered at the door only to those who will probably have come for its kind: a household whose milk is always
# the same does not come for milk each time.
KIND_PROBABILITY = 0.6
# How seldom somebody without a taste of their own, who takes what all take, would come to as many.
BY_CHANCE = 0.03

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
        return stated_usual(stated, next((line.product_id for line in lines), ""))
    return usual_of(count(own_purchases(orders, until=at)), day_of(at), repeats or RepeatRates())


def stated_usual(variant: str, product: str) -> Usual:
    """What the customer has called their usual."""
    return Usual("usual", True, variant, "variant", 1.0, "the customer said so", product, variant, stated=True)


def contenders(orders: Sequence[Order], at: datetime, *, repeats: RepeatRates | None = None) -> tuple[Usual, ...]:
    """The two products between which this customer goes back and forth in one kind, likelier first; else nothing.

    Each was taken at least twice and, between them, they make up .8 of at least three visits.
    """
    rates = repeats or RepeatRates()
    for habit in _likeliest_first(habits(count(own_purchases(orders, until=at)), rates)):
        if _two_compete(habit):
            return tuple(_as_usual("none", _finest(habit, one), day_of(at)) for one in habit.products[:2])
    return ()


def usual_of(counters: Iterable[Counter], today: int, rates: RepeatRates) -> Usual:
    """The same from the customer's counters (``shop.counters``). ``today``: the ordinal of the UTC date."""
    ordered = _likeliest_first(habits(counters, rates))
    if not ordered:
        return Usual("none", False, "", "product", 0.0, "nothing bought for themselves yet")
    found = [(_step(habit, rates), habit) for habit in ordered]
    (step, candidate), habit = max(found, key=lambda pair: _BOLDNESS[pair[0][0]])
    return _as_usual(step, candidate, today, rates.repeats(habit.kind), _two_compete(habit))


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


def _likeliest_first(found: Iterable[KindHabit]) -> list[KindHabit]:
    """What the customer comes for most probably, first; the latest breaks the tie."""
    return sorted(found, key=lambda h: (-h.as_kind.probability, -h.products[0].probability, -h.last_day, h.kind))


def _step(habit: KindHabit, rates: RepeatRates) -> tuple[Step, Candidate]:
    """The boldest step of one kind, with what it is about."""
    likely = _finest_likely(habit, rates)
    if not habit.repeats:
        return "none", likely
    if habit.visits == 1:
        one = len(habit.products) == 1 and len(habit.variants) <= 1
        return ("again", _finest(habit, habit.products[0])) if one else ("none", likely)
    if habit.as_kind.probability >= KIND_PROBABILITY:
        for candidate in (*habit.variants[:1], *habit.products[:1], habit.as_kind):
            if _is_usual(candidate) and _tells(candidate, rates):
                return "usual", candidate
    for candidate in (*habit.variants[:1], *habit.products[:1]):
        if candidate.newest and candidate.share >= USUAL_SHARE:
            return "same", candidate
    return "none", likely


def _is_usual(candidate: Candidate) -> bool:
    often = candidate.days >= USUAL_DAYS and candidate.share >= USUAL_SHARE
    return often and candidate.probability >= USUAL_PROBABILITY


def _tells(candidate: Candidate, rates: RepeatRates) -> bool:
    """Does it say something of this customer, or would whoever takes what all take have come to it by chance?

    By Chernoff's bound on the binomial tail: exact where it was taken at every visit, else on the cautious side.
    """
    own = (candidate.days, candidate.visits)
    if candidate.level == "kind":
        common = rates.common_kind(candidate.kind, *own)
    elif candidate.level == "variant":
        common = rates.common_variant(candidate.variant, candidate.kind, *own)
    else:
        common = rates.common_product(candidate.product, candidate.kind, *own)
    share = candidate.share
    if share <= common:
        return False
    surprise = share * log(share / common)
    if share < 1:
        surprise += (1 - share) * log((1 - share) / (1 - common))
    return exp(-candidate.visits * surprise) <= BY_CHANCE


def _finest(habit: KindHabit, product: Candidate) -> Candidate:
    """The one variant that a product was always taken in, else the product."""
    own = [variant for variant in habit.variants if variant.product == product.product]
    return own[0] if len(own) == 1 and own[0].days == product.days else product


def _finest_likely(habit: KindHabit, rates: RepeatRates) -> Candidate:
    """What can be said of the next visit at best: the finest level that is likely, else the likeliest that tells."""
    ladder = [_finest(habit, habit.products[0]), habit.products[0]]
    if _tells(habit.as_kind, rates):
        ladder.append(habit.as_kind)
    sure = [candidate for candidate in ladder if candidate.probability >= USUAL_PROBABILITY]
    return sure[0] if sure else max(ladder, key=lambda candidate: candidate.probability)


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
