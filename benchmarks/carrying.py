"""What of a manner carries over: habits of the first three turns, and how sure one may be of them later on.

The guess is of the kind that profiles are made of (``profiles/learning.py``): a mean shrunk to everybody's, with its
doubt. Everybody's means and variances are taken from one half of the speakers and used on the other, and the other way
round. The 80 % interval is for the mean of the later turns: the doubt about the person, the drift in one chat, and the chance
of so many turns.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.figures import spearman
from bot.cues import form, verbosity
from bot.cues.message import Message
from bot.cues.pipeline import load_nlp, read_docs
from bot.cues.style_corpora import NoData
from profiles.learning import Z_80

HABITS = ("lower_case_start", "final_stop", "verbosity", "lower_case_i", "exclamation_count")
FIRST, FROM, TURNS_MIN = 3, 5, 10


def carry_over(folder: Path) -> dict[str, float]:
    """Each habit's Spearman from the first three turns to the sixth and later ones, its coverage, and the means."""
    speakers = _speakers(folder)
    figures: dict[str, float] = {}
    for i, name in enumerate(HABITS):
        pairs = [pair for turns in speakers if (pair := _early_and_late([turn[i] for turn in turns])) is not None]
        guessed, doubt, later = _guesses(pairs)
        early = [first.mean() for first, _ in pairs]  # a guess is a line over it, so ranks alike, ties included
        figures[f"carry-over {name}"] = spearman(early, later)
        figures[f"carry-over coverage {name}"] = float(np.mean(np.abs(later - guessed) <= Z_80 * doubt))
    for kind in ("carry-over ", "carry-over coverage "):
        figures[f"{kind}mean"] = float(np.mean([figures[kind + name] for name in HABITS]))
    figures["carry-over coverage"] = figures.pop("carry-over coverage mean")
    return figures


def _speakers(folder: Path) -> list[list[list[float]]]:
    path = folder / "persuasionforgood_dialogues.csv"
    if not path.is_file():
        raise NoData(f"{path} is missing: this benchmark needs it.")
    turns: dict[tuple[str, str], list[str]] = defaultdict(list)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            turns[row["B2"], row["B4"]].append(row["Unit"])
    nlp = load_nlp("en")
    long = [said for said in turns.values() if len(said) >= TURNS_MIN]
    return [[_habits(Message.of(doc)) for doc in read_docs(said, nlp=nlp)] for said in long]


def _habits(message: Message) -> list[float]:
    cues = {cue.name: cue.value for cue in (*form.read(message), *verbosity.read(message))}
    return [float("nan") if cues[name] is None else float(cues[name] or 0.0) for name in HABITS]


def _early_and_late(turns: Sequence[float]) -> tuple[np.ndarray, np.ndarray] | None:
    column = np.array(turns)
    early, late = column[:FIRST], column[FROM:]
    early, late = early[np.isfinite(early)], late[np.isfinite(late)]
    return (early, late) if len(early) and len(late) else None


def _guesses(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each speaker the guess from the first turns, its standard deviation, and the mean of the later turns."""
    guessed, doubt = np.zeros(len(pairs)), np.zeros(len(pairs))
    half = np.random.default_rng(0).permutation(len(pairs)) % 2
    for known in (0, 1):
        usual = _usual([pairs[place] for place in np.flatnonzero(half == known)])
        for place in np.flatnonzero(half != known):
            early, late = pairs[place]
            told = usual.between / (usual.between + usual.drift + usual.within / len(early))
            guessed[place] = usual.later + told * (early.mean() - usual.at_first)
            doubt[place] = math.sqrt(usual.between * (1 - told) + usual.drift + usual.within / len(late))
    return guessed, doubt, np.array([late.mean() for _, late in pairs])


@dataclass(frozen=True)
class _Usual:
    """Everybody's mean at first and later (a greeting is short), and three variances.

    between people, of one person from an early to a late part of a chat, from turn to turn.
    """

    at_first: float
    later: float
    between: float
    drift: float
    within: float


def _usual(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> _Usual:
    """By moments: what two parts of a chat share is the person's; what else parts them beyond chance is drift."""
    early, late = (np.array([part.mean() for part in side]) for side in zip(*pairs, strict=True))
    turns = [part - part.mean() for pair in pairs for part in pair if len(part) > 1]
    within = float(sum((t**2).sum() for t in turns) / sum(len(t) - 1 for t in turns))
    chance = within * float(np.mean([1 / len(first) + 1 / len(rest) for first, rest in pairs]))
    drift = max(float(np.var(late - early, ddof=1) - chance) / 2, 0.0)
    between = max(float(np.cov(early, late)[0, 1]), 1e-6)
    return _Usual(float(early.mean()), float(late.mean()), between, drift, within)
