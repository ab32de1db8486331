"""Teaches the network that hears formality in a shop's messages: ``python -m bot.train_shop_formality --data FOLDER``.

FOLDER holds the public texts (``bot/cues/style_corpora.py``). The first four layers of MiniLM learn the ratings of 5,500
messages (``bot/cues/shop_ratings.py``), nothing else: it has seen none of the sentences that people rated, so that it
may be examined on them, too. Writes ``bot/cues/models/shop_formality.onnx`` with weights of eight bits; two minutes on
two cores. Then run ``python -m bot.cues.train_style``, which joins it with counts.

Needs torch, transformers and onnx (the project's development group). Another processor rounds differently.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.cues.shop_ratings import shop_rated
from bot.cues.style_corpora import NoData, Rated
from bot.style_encoder import SHOP_MODEL
from bot.train_style_encoder import Lesson, Say, export, learn

ROUNDS = 6
LEARNING_RATE = 1.5e-4


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from all rated messages, write the network. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.train_shop_formality", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder people of the public data")
    parser.add_argument("--out", type=Path, default=SHOP_MODEL, help="where the network goes")
    options = parser.parse_args(arguments)
    try:
        rated = shop_rated(options.data, "learn")
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    export(taught(rated, lambda told: print(told, file=sys.stderr)), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def taught(rated: Rated, say: Say = lambda told: None) -> Any:
    """A network whose first output is the rating, in standard deviations from the mean of these messages."""
    lesson = Lesson(rated.texts, np.zeros(len(rated.texts), dtype=int), rated.standardised())
    return learn(lesson, say, rounds=ROUNDS, rate=LEARNING_RATE, outputs=1)


if __name__ == "__main__":
    raise SystemExit(main())
