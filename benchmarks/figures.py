"""Pure arithmetic of the benchmark: medians, ninety-fifth percentiles, ratios. All times are milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

TAIL = 95


def median(values: Sequence[float]) -> float:
    """The middle value. Raises ValueError for no values: no figure is made up."""
    return _percentile(values, 50)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below, interpolated. Raises ValueError for no values."""
    return _percentile(values, TAIL)


def _percentile(values: Sequence[float], percent: float) -> float:
    if not len(values):
        raise ValueError("there are no values to summarise")
    return float(np.percentile(np.asarray(values, dtype=float), percent))


def spearman(one: Sequence[float] | np.ndarray, other: Sequence[float] | np.ndarray) -> float:
    """Rank correlation, −1 … 1, ties at their mean rank; NaN where a side does not vary."""
    from scipy.stats import spearmanr  # the timed benchmarks do without it

    if min(np.ptp(one), np.ptp(other)) == 0:
        return float("nan")
    return float(spearmanr(one, other).correlation)


@dataclass(frozen=True)
class Spread:
    """How ``n`` latencies lie: median, 95th and 99th percentile, and the worst; milliseconds."""

    n: int
    p50: float
    p95: float
    p99: float
    most: float


def spread(latencies_ms: Sequence[float]) -> Spread:
    """Raises ValueError for no values."""
    p50, tail, p99 = (_percentile(latencies_ms, percent) for percent in (50, TAIL, 99))
    return Spread(len(latencies_ms), p50, tail, p99, max(latencies_ms))


@dataclass(frozen=True)
class Round:
    """One round of one system: how long each turn took, and the processor time of each of its processes in a turn."""

    latencies_ms: tuple[float, ...]
    cpu_ms: Mapping[str, float]


@dataclass(frozen=True)
class TurnFigures:
    """Median over the rounds of each round's own figure, so that one disturbed round does not decide."""

    median_ms: float
    p95_ms: float
    cpu_ms: Mapping[str, float]

    @property
    def cpu_total_ms(self) -> float:
        return sum(self.cpu_ms.values())


def over_rounds(rounds: Sequence[Round]) -> TurnFigures:
    """Summarise the rounds of one system. Raises ValueError without rounds."""
    return TurnFigures(
        median([median(r.latencies_ms) for r in rounds]),
        median([p95(r.latencies_ms) for r in rounds]),
        {name: median([r.cpu_ms[name] for r in rounds]) for name in rounds[0].cpu_ms},
    )


def paired_ratio(ours: Sequence[Round], theirs: Sequence[Round]) -> float:
    """How many times slower: the median over the rounds of (our median ÷ theirs in that same round).

    The two stand minutes apart at most, so what disturbs the machine for longer than a round cancels out.
    """
    return median([median(a.latencies_ms) / median(b.latencies_ms) for a, b in zip(ours, theirs, strict=True)])


@dataclass(frozen=True)
class Ageing:
    """What a turn costs early and late in one conversation; ``ratio`` is late ÷ early."""

    early_ms: float
    late_ms: float
    ratio: float


def ageing(conversations: Sequence[Sequence[float]], early: range, late: range) -> Ageing:
    """From the latencies of long conversations; ``early`` and ``late`` are turns, counted from 1.

    Each conversation gives one median a window and one ratio; the median over the conversations is told.
    """
    pairs = [(median(_window(turns, early)), median(_window(turns, late))) for turns in conversations]
    return Ageing(median([e for e, _ in pairs]), median([la for _, la in pairs]), median([la / e for e, la in pairs]))


def _window(turns: Sequence[float], window: range) -> list[float]:
    if len(turns) < window.stop - 1:
        raise ValueError(f"a conversation of {len(turns)} turns has no turns {window.start} to {window.stop - 1}")
    return [turns[number - 1] for number in window]
