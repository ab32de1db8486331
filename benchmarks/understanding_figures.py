"""Pure arithmetic of the understanding exam: what was meant, what was heard, how sure."""

from __future__ import annotations

from collections import Counter

import numpy as np
from sklearn.metrics import f1_score

OUT = "out_of_scope"
EXAMPLES_MIN = 25  # an intent with fewer is no part of the macro-F1
BINS = 15


def heard(intents: tuple[str, ...], probabilities: np.ndarray, threshold: float) -> np.ndarray:
    """The likeliest intent of each row, or out_of_scope where it is less likely than ``threshold``."""
    best = np.array(intents)[probabilities.argmax(axis=1)]
    return np.where(probabilities.max(axis=1) >= threshold, best, OUT)


def in_scope_accuracy(meant: np.ndarray, said: np.ndarray) -> float:
    """Share of the messages within scope that were heard rightly; NaN where there is none."""
    within = meant != OUT
    return float(np.mean(said[within] == meant[within])) if within.any() else float("nan")


def out_of_scope(meant: np.ndarray, said: np.ndarray) -> tuple[float, float]:
    """Recall and precision of refusing; NaN where nothing was beside the shop, or nothing was refused."""
    caught = float(np.sum((meant == OUT) & (said == OUT)))
    beside, refused = float(np.sum(meant == OUT)), float(np.sum(said == OUT))
    return caught / beside if beside else float("nan"), caught / refused if refused else float("nan")


def macro_f1(meant: np.ndarray, said: np.ndarray) -> float:
    """Mean F1 over the intents (out_of_scope among them) that were meant at least EXAMPLES_MIN times."""
    common = [intent for intent, times in Counter(meant.tolist()).items() if times >= EXAMPLES_MIN]
    return float(f1_score(meant, said, labels=sorted(common), average="macro", zero_division=0))


def calibration_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error, 0 … 1: how far confidence lies from the share that is right, over BINS equal bins
    (Guo et al. 2017)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [(np.sum(bins == b), abs(np.mean(sure[bins == b]) - np.mean(right[bins == b]))) for b in np.unique(bins)]
    return float(sum(n * gap for n, gap in gaps) / len(sure))


def commonest(meant: np.ndarray) -> float:
    """Accuracy of always saying the commonest intent."""
    within = meant[meant != OUT]
    return max(Counter(within.tolist()).values()) / len(within) if len(within) else float("nan")


def confusions(meant: np.ndarray, said: np.ndarray, most: int = 15) -> list[tuple[str, str, int, int]]:
    """What is most often taken for something else: meant, heard, how often, of how many."""
    counted = Counter((m, s) for m, s in zip(meant.tolist(), said.tolist(), strict=True) if m != s)
    totals = Counter(meant.tolist())
    return [(m, s, times, totals[m]) for (m, s), times in counted.most_common(most)]
