"""A second ear for formality: a larger network of another make, taught on the same ratings.

``benchmarks/voice.py --ear FOLDER`` asks it, where FOLDER holds all-mpnet-base-v2 (Apache-2.0) as sentence-transformers
writes it. Its first six layers learn formality as the style encoder does (``bot/train_style_encoder.py``): ten minutes on
two cores, once; the weights are kept in ``var/bench``. On a genre that was left out its ranking agrees with people's at
.63 (Spearman), where the F-score reaches .25. It shares the ratings with our own ear, but neither its make nor its first
weights nor our counts, and it takes off nothing for the length of a message: short ones read less formal to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.cues import style_corpora
from bot.cues.reader import as_heard

LAYERS = 6
KEPT = "second_ear.pt"


def second_ear(data: Path, weights: Path, keep: Path, say: Callable[[str], None]) -> Callable[[Sequence[str]], float]:
    """The mean formality that the network hears in a speaker's turns, in standard deviations of the rated sentences.

    ``data`` holds the rated texts (``bot/cues/style_corpora.py``). Raises ``NoData`` without them, OSError without weights.
    """
    import torch

    from bot.network_training import mean_network
    from bot.style_encoder import HEARD
    from bot.train_style_encoder import Lesson, learn, read

    if (keep / KEPT).is_file():
        network = mean_network(weights, len(HEARD), layers=LAYERS)
        network.load_state_dict(torch.load(keep / KEPT, weights_only=True))
    else:
        say("Teaching the second ear: ten minutes, once …")
        genres = list(style_corpora.formality(data).values())
        texts = tuple(text for genre in genres for text in genre.texts)
        score = np.concatenate([genre.standardised() for genre in genres])
        rated = Lesson(texts, np.zeros(len(texts), dtype=int), score)  # formality alone
        network = learn(rated, say, weights=weights, layers=LAYERS)
        keep.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), keep / KEPT)

    def heard(turns: Sequence[str]) -> float:
        return float(np.mean(read(network, [as_heard(turn) for turn in turns])[:, 0])) if turns else 0.0

    return heard
