"""Small sums that detectors share."""

from __future__ import annotations

import math
from collections.abc import Iterable

from profiles.model import Cue, Evidence

NO_WORDS = "no words to measure"
_MOST_EVIDENCE = 12  # spans shown for one cue


def strength(total: float) -> float:
    """A sum of weights (≥ 0) as 0 … 1: one word of weight 1 gives .63, two give .86."""
    return 1.0 - math.exp(-max(0.0, total))


def unknown(names: Iterable[str], reason: str = NO_WORDS) -> list[Cue]:
    """The cues ``names``, none of which could be measured."""
    return [Cue(name, None, reason=reason) for name in names]


def in_order(spans: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Spans from left to right, those inside another left out, at most twelve."""
    kept: list[Evidence] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept[:_MOST_EVIDENCE])
