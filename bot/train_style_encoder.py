"""Fine-tunes the style encoder anew: ``python -m bot.train_style_encoder --data FOLDER``.

FOLDER holds the rated texts (``bot/cues/style_corpora.py``). The first four of MiniLM's six layers are trained on
formality and politeness together (multi-task learning, Caruana 1997): fewer layers and two rounds carried over better
to a genre that was not learnt from than all layers and three (see the card). Writes
``bot/cues/models/style_encoder.onnx`` with weights of eight bits; two to ten minutes on two cores, by the processor.
Then run ``python -m bot.cues.train_style``, which joins it with counts.

Needs torch, transformers and onnx (the project's development group). The same machine gives the same numbers; another
processor rounds differently, and may give figures that differ by a few thousandths.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot import eight_bits
from bot.cues import style_corpora
from bot.cues.style_corpora import NoData
from bot.encoder import PACKAGED, weights_folder
from bot.network_batches import by_length, padded, shuffled, tokens, with_slips
from bot.network_training import Stepping, mean_network
from bot.style_encoder import HEARD, MAX_TOKENS, MODEL

LAYERS = 4
ROUNDS = 2
LEARNING_RATE = 8e-5
BATCH = 32
SLIPS = 0.5  # share of texts that get a slip of the typing hand in each round: a typo is no style
RECIPE = (
    f"{PACKAGED}: {LAYERS} layers, {ROUNDS} rounds of {BATCH} at {LEARNING_RATE}, {SLIPS} slips, {MAX_TOKENS} tokens"
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Lesson:
    """Texts to learn from: which reading each teaches (0 formality, 1 politeness), and its score in standard deviations."""

    texts: tuple[str, ...]
    reading: np.ndarray
    score: np.ndarray


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from all texts, write the network. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.train_style_encoder", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the network goes")
    options = parser.parse_args(arguments)
    try:
        genres, requests = style_corpora.formality(options.data), style_corpora.politeness(options.data)
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    network = learn(lesson(list(genres.values()), requests), lambda told: print(told, file=sys.stderr))
    export(network, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def lesson(genres: Sequence[style_corpora.Rated], requests: style_corpora.Rated) -> Lesson:
    """Everything that is to be learnt from, each corpus in its own standard deviations."""
    parts = [*((0, genre) for genre in genres), (1, requests)]
    return Lesson(
        tuple(text for _, part in parts for text in part.texts),
        np.concatenate([np.full(len(part.texts), reading) for reading, part in parts]),
        np.concatenate([part.standardised() for _, part in parts]),
    )


def read(network: Any, texts: Sequence[str]) -> np.ndarray:
    """What a network says of texts, shape (texts, outputs)."""
    import torch

    cut = tokens(texts, network.folder)
    heard = np.zeros((len(texts), network.head.out_features), dtype=np.float32)
    network.eval()
    with torch.inference_mode():
        for batch in by_length(np.arange(len(texts)), cut, 4 * BATCH):
            ids, mask = padded([cut[i] for i in batch], network.pad)
            heard[batch] = network(ids, mask).numpy()
    return heard


# ── the network ──────────────────────────────────────────────────────────────────────────────────────────────────


def learn(
    lesson: Lesson,
    say: Say = lambda told: None,
    seed: int = 0,
    weights: str | Path | None = None,
    layers: int = LAYERS,
    rounds: int = ROUNDS,
    rate: float = LEARNING_RATE,
    outputs: int = len(HEARD),
) -> Any:
    """A network that has read the lesson ``rounds`` times, by squared error (AdamW, rate rising, then falling to 0).

    ``weights``: the folder of the encoder to begin from, the packaged one when not given; ``layers`` of it. ``outputs``:
    how many readings it has.
    """
    import torch

    folder = weights or weights_folder(PACKAGED)
    network = mean_network(folder, outputs, layers=layers, seed=seed).train()
    chance = np.random.default_rng(seed)
    score, reading = torch.tensor(lesson.score, dtype=torch.float32), torch.tensor(lesson.reading, dtype=torch.long)
    stepping = Stepping(network, rate, rounds * -(-len(lesson.texts) // BATCH))
    for number in range(1, rounds + 1):
        missed, cut = list[float](), tokens(with_slips(lesson.texts, chance, SLIPS), folder)
        for batch in shuffled(cut, chance, BATCH):
            ids, mask = padded([cut[i] for i in batch], network.pad)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_halves()):
                said = network(ids, mask)
            loss = ((said.float().gather(1, reading[batch, None])[:, 0] - score[batch]) ** 2).mean()
            missed.append(stepping.take(loss))
        say(f"round {number} of {rounds}: squared error {np.mean(missed):.3f}")
    return network.eval()


def _halves() -> bool:
    """Does the processor reckon with sixteen bits by itself? Twice as quick, and as good; elsewhere it would be slow."""
    import torch

    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())


# ── weights of eight bits ────────────────────────────────────────────────────────────────────────────────────────


def export(network: Any, path: Path) -> None:
    """Write the network for onnxruntime: texts of equal length in, ``(texts, outputs)`` out, large tables in eight bits."""
    import torch

    class Whole(torch.nn.Module):
        """Without padding every word counts."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network.eval()

        def forward(self, ids: Any) -> Any:
            return self.network(ids, torch.ones_like(ids))

    eight_bits.write(Whole(), torch.tensor([[101, 7592, 102], [101, 4067, 102]]), path, takes="ids", gives="heard")


if __name__ == "__main__":
    raise SystemExit(main())
