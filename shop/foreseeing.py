"""What will the next basket hold? A customer's kinds, the likeliest first. Pure.

In the mean over customers no learnt ranker does much better than their own frequency; this is it, with what lies long
ago weighing a little less, and with what everybody takes, and takes again, a little before what nobody else does.
"""

from __future__ import annotations

from collections.abc import Iterable

from shop.calibration import DECAY, decayed_visits
from shop.counters import SHOP, Counter
from shop.repeat import RepeatRates

_DECAYED, _AGAIN, _POPULAR = 0.3, 2.0, 5.0  # learnt: see benchmarks/usual.py


def next_basket(counters: Iterable[Counter], rates: RepeatRates, limit: int = 10) -> tuple[str, ...]:
    """The kinds that the next visit is likeliest to include, from one customer's counters (``shop.counters``)."""
    known = list(counters)
    visits = next((one.days for one in known if one.key == SHOP), 0)
    kinds = [one for one in known if one.level == "kind"]

    def worth(one: Counter) -> float:
        decayed = one.weight * DECAY ** (visits - one.visit) / decayed_visits(visits) * visits
        own = _DECAYED * decayed + (1 - _DECAYED) * one.days
        return own + _AGAIN * rates.next_kind(one.item) + _POPULAR * rates.share_of_visits(one.item)

    return tuple(one.item for one in sorted(kinds, key=lambda one: (-worth(one), one.item))[:limit])
