"""Pure arithmetic of ``make bench-voice``: how far one side of a dialogue follows the other. No model is loaded here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from benchmarks.figures import spearman
from bot.cues.style_matching import lsm

_STOP = re.compile(r"(?<=[.?!…])\s+")


class Agreement(NamedTuple):
    """Spearman's rank correlation over ``n`` dialogues, −1 … 1; ``low`` and ``high`` bound 95 % of resampled ones."""

    rho: float
    low: float
    high: float
    n: int


def words(text: str) -> int:
    """Words, parted by spaces; a dash or another mark that stands alone is none."""
    return sum(any(c.isalnum() for c in token) for token in text.split())


def mean_words(texts: Sequence[str]) -> float:
    """Mean words a turn. Raises ValueError for no turns."""
    if not texts:
        raise ValueError("there are no turns to count")
    return float(np.mean([words(text) for text in texts]))


def agreement(one: Sequence[float], other: Sequence[float], seed: int = 3, samples: int = 2_000) -> Agreement:
    """Spearman between two sides, dialogue by dialogue, with a bootstrap interval over the dialogues.

    Raises ValueError where the sides differ in length, or fewer than three dialogues are given.
    """
    if len(one) != len(other) or len(one) < 3:
        raise ValueError(f"two sides of at least three dialogues are compared, got {len(one)} and {len(other)}")
    a, b, rng = np.asarray(one, float), np.asarray(other, float), np.random.default_rng(seed)
    drawn = [rng.integers(0, len(a), len(a)) for _ in range(samples)]
    again = [spearman(a[places], b[places]) for places in drawn]
    known = [rho for rho in again if not np.isnan(rho)] or [float("nan")]
    low, high = np.quantile(known, [0.025, 0.975])
    return Agreement(spearman(a, b), float(low), float(high), len(a))


class Matching(NamedTuple):
    """Linguistic style matching with the own partner, and with everybody else's; ``gain`` is the difference."""

    own: float
    shuffled: float
    n: int

    @property
    def gain(self) -> float:
        return self.own - self.shuffled


def matching(customers: Sequence[Mapping[str, float]], sellers: Sequence[Mapping[str, float]]) -> Matching:
    """Mean LSM of each customer's rates with their own seller's, and over all pairs with another dialogue's seller.

    All pairs are taken, so there is no chance in it. Dialogues in which a side has no words are left out.
    """
    pairs = [(c, s) for c, s in zip(customers, sellers, strict=True) if c and s]
    own = [lsm(c, s) for c, s in pairs]
    others = [lsm(pairs[i][0], pairs[j][1]) for i, j in product(range(len(pairs)), repeat=2) if i != j]
    return Matching(
        float(np.mean([x for x in own if x is not None])),
        float(np.mean([x for x in others if x is not None])),
        len(pairs),
    )


def distinct(lines: Sequence[str]) -> float:
    """Share of different lines among all that were heard, 0 … 1; 1 for none."""
    return len({" ".join(line.casefold().split()) for line in lines}) / len(lines) if lines else 1.0


def sentences(text: str) -> list[str]:
    """A text's sentences, parted after their stops."""
    return [part for part in _STOP.split(text.strip()) if part]
