"""How well does each ear hear formality in a shop?  python -m benchmarks.ears --data FOLDER --ear FOLDER

Beside three readers, on 447 messages of which nobody learnt: Solito's own ear, the second ear that judges
``make bench-voice`` (``benchmarks/second_ear.py``; ``--ear`` is its folder of weights), and the F-score. Told is
Spearman's correlation, by source, and for the customers of the 40 dialogues also dialogue by dialogue, of the mean of
their turns. **The readers were language models, not people** (``bot/cues/models/shop_formality.md``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.dialogues import NoDialogues, read_dialogues
from benchmarks.figures import spearman
from benchmarks.formality_measures import f_score, own
from benchmarks.second_ear import second_ear
from benchmarks.voice_read import customers_as_read
from bot.cues.shop_ratings import shop_rated
from bot.cues.style_corpora import NoData
from settings import settings

SOURCES = {"all": None, "customers": "customers", "Taskmaster-4": "tm4", "sellers": "sellers", "Solito": "replies"}
BY_DIALOGUE = "customers, dialogue by dialogue"
Ear = Callable[[Sequence[str]], float]  # of a speaker's turns


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table. Exit 0; 2 where data or weights are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ears", description=(__doc__ or "").split("  ")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    parser.add_argument("--ear", type=Path, required=True, help="folder with all-mpnet-base-v2")
    asked = parser.parse_args(arguments)
    try:
        second = second_ear(asked.data / "people", asked.ear, settings().var_dir / "bench", _tell)
        found = agreements(asked.data, {"own ear": own, "second ear": second, "F-score": f_score})
    except (NoData, NoDialogues, OSError) as missing:
        _tell(str(missing))
        return 2
    shown = Table(title="Agreement with three readers, Spearman")
    for head in ("", *found):
        shown.add_column(head, justify="right" if head else "left")
    for row in (*SOURCES, BY_DIALOGUE):
        shown.add_row(row, *(f"{found[ear][row]:.2f}" for ear in found))
    Console(width=None if sys.stdout.isatty() else 100).print(shown)
    return 0


def agreements(data: Path, ears: Mapping[str, Ear]) -> dict[str, dict[str, float]]:
    """For each ear, by source: how far it goes with the readers. Raises ``NoData``, ``NoDialogues``."""
    rated = {name: shop_rated(data / "people", "exam", source) for name, source in SOURCES.items()}
    read = customers_as_read(data)
    sides = {dialogue.name: dialogue.customer for dialogue in read_dialogues(data)}
    found = {}
    for name, ear in ears.items():
        found[name] = {row: spearman([ear([t]) for t in part.texts], part.score) for row, part in rated.items()}
        found[name][BY_DIALOGUE] = spearman([ear(sides[who]) for who in read], list(read.values()))
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
