"""Did readers find that the shop answers as formally as it is spoken to?  python -m benchmarks.voice_read --data FOLDER

Independent of every measure of ours: three readers rated the customers' turns in the 40 dialogues
(``bot/cues/ratings/formality.csv``), three others what Solito (one play of ``make bench-voice``), plain Rasa and the human
sellers answered, each line alone, all shuffled, without a word of who said it (``voice_readings.csv``; the sellers'
lines stand there by a mark). Told is Spearman's correlation over dialogues of the two sides' mean ratings, with its 95 %
bootstrap interval. **All six readers were language models, not people** (``bot/cues/models/shop_formality.md``).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.dialogues import NoDialogues, read_dialogues
from benchmarks.voice_figures import Agreement, agreement
from bot.cues.shop_ratings import mark, shop_rated
from bot.cues.style_corpora import NoData

FILE = Path(__file__).parent / "voice_readings.csv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.voice_read", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    try:
        figures = as_read(parser.parse_args(arguments).data)
    except (NoData, NoDialogues) as missing:
        print(missing, file=sys.stderr)
        return 2
    for who, (found, dialogues) in figures.items():
        print(f"{who}: {found.rho:.2f} over {dialogues} dialogues (95 %: {found.low:.2f} … {found.high:.2f})")
    return 0


def as_read(data: Path) -> dict[str, tuple[Agreement, int]]:
    """For each who answered: how far their formality goes with the customers', and over how many dialogues."""
    asked = customers_as_read(data)
    answered: dict[str, dict[str, list[float]]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            answered.setdefault(row["who"], {}).setdefault(row["dialogue"], []).append(float(row["rating"]))
    figures = {}
    for who, by_dialogue in answered.items():
        names = sorted(by_dialogue)
        replies = [float(np.mean(by_dialogue[name])) for name in names]
        figures[who] = (agreement([asked[name] for name in names], replies), len(names))
    return figures


def customers_as_read(data: Path) -> dict[str, float]:
    """For each dialogue: the mean of the three readers' ratings of its customer's turns. Raises ``NoData``, ``NoDialogues``."""
    rated = shop_rated(data / "people", "exam")
    known = {mark(text): rating for text, rating in zip(rated.texts, rated.score.tolist(), strict=True)}
    return {d.name: float(np.mean([known[mark(turn)] for turn in d.customer])) for d in read_dialogues(data)}


if __name__ == "__main__":
    raise SystemExit(main())
