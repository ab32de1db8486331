"""A second ear for formality, to judge by: a larger network of another make, which learnt from other readers and other messages.

``benchmarks/voice.py --ear FOLDER`` asks it, where FOLDER holds all-mpnet-base-v2 (Apache-2.0) as sentence-transformers
writes it. Its first six layers learn the ratings of the part ``judge`` (``bot/cues/shop_ratings.py``): not one of these
messages, and none of these readers, taught the ear that the shop hears with; it has no counts of ours, and takes nothing
off for length. Six minutes on two cores, once; the weights are kept in ``var/bench``, under a name that changes with the
ratings and the recipe. Messages that neither ear has learnt are read by both and by three readers
(``python -m benchmarks.ears``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.cues.reader import as_heard
from bot.cues.shop_ratings import shop_rated
from bot.cues.style_corpora import Rated

LAYERS = 6
ROUNDS = 6
LEARNING_RATE = 1e-4
KEPT = "second_ear"


class SecondEar:
    """Reads formality, in standard deviations of what it learnt from."""

    def __init__(self, network: Any) -> None:
        self._network = network

    def read(self, texts: Sequence[str]) -> np.ndarray:
        """The formality of each text, shape (texts,)."""
        from bot.train_style_encoder import read

        return read(self._network, [as_heard(text) for text in texts])[:, 0]

    def __call__(self, turns: Sequence[str]) -> float:
        """The mean of a speaker's turns; 0 where there is none."""
        return float(np.mean(self.read(turns))) if turns else 0.0


def second_ear(data: Path, weights: Path, keep: Path, say: Callable[[str], None]) -> SecondEar:
    """The ear, learnt now or kept from before.

    ``data`` is the folder ``people`` of the public data. Raises ``NoData`` without it, OSError without weights.
    """
    import torch

    from bot.network_training import mean_network
    from bot.train_style_encoder import Lesson, learn

    rated = shop_rated(data, "judge")
    kept = keep / f"{KEPT}-{recipe(rated)}.pt"
    if kept.is_file():
        network = mean_network(weights, 1, layers=LAYERS)
        network.load_state_dict(torch.load(kept, weights_only=True))
        return SecondEar(network.eval())
    say("Teaching the second ear: six minutes, once …")
    texts = tuple(as_heard(text) for text in rated.texts)
    lesson = Lesson(texts, np.zeros(len(texts), dtype=int), rated.standardised())
    network = learn(lesson, say, weights=weights, layers=LAYERS, rounds=ROUNDS, rate=LEARNING_RATE, outputs=1)
    keep.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), kept)
    return SecondEar(network)


def recipe(rated: Rated) -> str:
    """A mark of what was learnt and how: other ratings or another recipe, another file."""
    told = (LAYERS, ROUNDS, LEARNING_RATE, rated.texts, rated.score.tolist())
    return hashlib.blake2b(repr(told).encode(), digest_size=6).hexdigest()
