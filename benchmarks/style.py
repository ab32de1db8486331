"""How well style is heard: formality, politeness, and what of a manner carries over, on public text.

    python -m benchmarks.style --data FOLDER     (FOLDER holds the files of bot/cues/train_style.py)

Formality: Spearman with the mean rating of five people, in a genre that was not learnt from (blog, email, news, and their
mean). Politeness: top against bottom quarter of the annotators' scores in ten folds, share told right and area under the
curve. Both are learnt anew for each fold by the code that makes the shipped numbers; length alone is the trivial baseline.
Carry-over: Spearman over speakers of PersuasionForGood, a habit in their first three turns against the same habit from
their sixth turn on, for speakers with at least ten turns; a habit that cannot be read in a turn is left out of its mean.
``known`` is what others or simpler methods reach on the same data, ``goal`` what we want to reach.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.cues.pipeline import load_nlp, read_doc
from bot.cues.reader import read_cues
from bot.cues.train_style import (
    NoData,
    examine_formality,
    examine_politeness,
    formality_texts,
    politeness_texts,
    spearman,
    usual_shape,
)

HABITS = ("lower_case_start", "final_stop", "verbosity", "lower_case_i", "exclamation_count")
FIRST, FROM, TURNS_MIN = 3, 5, 10
KNOWN = {
    "formality mean": ("counts .58, frozen MiniLM .46", "≥ .66"),
    "politeness accuracy": ("TF-IDF .840, frozen MiniLM .821", "≥ .86"),
    "carry-over mean": (".57", "≥ .60"),
}


def carry_over(folder: Path) -> dict[str, float]:
    """Each habit's Spearman from the first three turns to the sixth and later ones, and their mean."""
    path = folder / "persuasionforgood_dialogues.csv"
    if not path.is_file():
        raise NoData(f"{path} is missing: this benchmark needs it.")
    turns: dict[tuple[str, str], list[str]] = defaultdict(list)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            turns[row["B2"], row["B4"]].append(row["Unit"])
    nlp = load_nlp("en")
    speakers = [[_habits(text, nlp) for text in said] for said in turns.values() if len(said) >= TURNS_MIN]
    figures = {f"carry-over {name}": _carried(speakers, i) for i, name in enumerate(HABITS)}
    return {**figures, "carry-over mean": float(np.mean(list(figures.values())))}


def _habits(text: str, nlp: object) -> list[float]:
    cues = {c.name: c.value for c in read_cues(read_doc(text, nlp=nlp)) if c.name in HABITS}  # type: ignore[arg-type]
    return [float("nan") if (value := cues.get(name)) is None else value for name in HABITS]


def _carried(speakers: Sequence[Sequence[Sequence[float]]], habit: int) -> float:
    pairs = []
    for turns in speakers:
        column = np.array([turn[habit] for turn in turns])
        early, late = column[:FIRST], column[FROM:]
        if np.isfinite(early).any() and np.isfinite(late).any():
            pairs.append((np.nanmean(early), np.nanmean(late)))
    early_means, late_means = np.array(pairs).T
    return spearman(early_means, late_means)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.style", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    options = parser.parse_args(arguments)
    try:
        usual = usual_shape(options.data)
        figures = {
            **examine_formality(formality_texts(options.data), usual),
            **examine_politeness(politeness_texts(options.data), usual),
            **carry_over(options.data),
        }
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    table = Table(title="Style on public text")
    for name in ("exam", "reached", "known", "goal"):
        table.add_column(name, justify="left" if name == "exam" else "right")
    for name, value in figures.items():
        table.add_row(name, f"{value:.3f}", *KNOWN.get(name, ("", "")))
    Console(width=110).print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
