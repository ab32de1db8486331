"""Learns the intent prior and the memory anew: ``python -m bot.train_intents --data FOLDER``.

FOLDER holds the public pool of strangers' messages (``nlu/train_pool.csv``). The weights are learnt from the pool and from
our own sentences together; the temperature from messages of sources that were left out of the learning, one source at a
time, templates apart. The memory is the pool as the encoder hears it, each message with its intent. Writes
``bot/components/models/intent_prior.npz`` and ``intent_memory.npz`` (numbers only); three minutes on two cores;
``--memory-only`` leaves the prior as it is. Examine with ``make bench-nlu DATA=FOLDER``. No sentence of the pool is kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from bot.components.intent_memory import IntentMemory
from bot.components.intent_model import IntentModel, fit
from bot.components.intent_prior import MEMORY, OWN_PULL, PRIOR
from bot.encoder import PACKAGED, Encoder
from bot.intent_texts import NoPool, Pool, own_sentences, read_pool

STRANGERS_COUNT = 2.0  # a stranger's message counts as so many of ours; see docs/understanding.md
TEMPLATES = "template"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Lesson:
    """Everything there is to learn from, encoded: our own sentences, and the pool."""

    own: tuple[list[str], np.ndarray, list[str]]
    pool: Pool
    pool_vectors: np.ndarray

    def prior(self, kept: np.ndarray) -> IntentModel:
        """Learnt from our own sentences and from the rows of the pool that ``kept`` (n,) marks."""
        texts, vectors, labels = self.own
        rows = np.flatnonzero(kept)
        return fit(
            [*texts, *(self.pool.texts[i] for i in rows)],
            np.vstack([vectors, self.pool_vectors[rows]]),
            [*labels, *self.pool.intents[rows].tolist()],
            counts=[1.0] * len(texts) + [STRANGERS_COUNT] * len(rows),
        )

    def shipped(self, kept: np.ndarray) -> IntentModel:
        """What ``solito train`` would make of our own sentences, with a prior learnt from the rows that are ``kept``."""
        texts, vectors, labels = self.own
        return fit(texts, vectors, labels, c=OWN_PULL, prior=self.prior(kept))

    def own_only(self) -> IntentModel:
        """Learnt from our own sentences alone."""
        texts, vectors, labels = self.own
        return fit(texts, vectors, labels)

    def strangers(self) -> IntentMemory:
        """The whole pool, remembered."""
        return IntentMemory.of(self.pool.texts, self.pool_vectors, self.pool.intents.tolist())

    def own_memory(self) -> IntentMemory:
        """Our own sentences, remembered."""
        return IntentMemory.of(*self.own)

    def scores(self, model: IntentModel, rows: np.ndarray) -> np.ndarray:
        """The model's scores for rows of the pool."""
        return model.scores([self.pool.texts[i] for i in rows], self.pool_vectors[rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, calibrate, write. Exit 0; 2 where the pool is missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.train_intents", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument("--out", type=Path, default=PRIOR, help="where the weights go")
    parser.add_argument("--memory", type=Path, default=MEMORY, help="where the memory goes")
    parser.add_argument("--memory-only", action="store_true", help="leave the weights as they are")
    options = parser.parse_args(arguments)
    try:
        lesson = prepare(options.data)
    except NoPool as missing:
        print(missing, file=sys.stderr)
        return 2
    lesson.strangers().save(options.memory)
    print(f"{options.memory}: {options.memory.stat().st_size / 1e6:.2f} MB, {len(lesson.pool.texts)} messages")
    if options.memory_only:
        return 0
    prior = lesson.prior(np.ones(len(lesson.pool.texts), bool))
    told = left_out(lesson, lambda text: print(text, file=sys.stderr))
    prior = replace(prior, temperature=temperature(prior.intents, told, lesson.pool))
    write(prior, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, temperature {prior.temperature:.2f}")
    return 0


def prepare(data: Path) -> Lesson:
    """Read and encode everything. Raises NoPool."""
    pool, (texts, labels), encoder = read_pool(data), own_sentences(), Encoder(PACKAGED)
    return Lesson((texts, encoder.encode(texts), labels), pool, encoder.encode(pool.texts))


def left_out(lesson: Lesson, say: Say) -> np.ndarray:
    """Each message's scores by a model that learnt from every source but its own, shape (messages, intents)."""
    pool, told = lesson.pool, []
    order = np.zeros(0, int)
    for source in sorted(set(pool.sources.tolist())):
        rows = np.flatnonzero(pool.sources == source)
        say(f"without {source}: {len(rows)} messages")
        told.append(lesson.scores(lesson.shipped(pool.sources != source), rows))
        order = np.concatenate([order, rows])
    return np.vstack(told)[np.argsort(order)]


def temperature(intents: Sequence[str], scores: np.ndarray, pool: Pool) -> float:
    """The divisor of the scores under which what was meant was likeliest, over all messages but templates."""
    place = {name: i for i, name in enumerate(intents)}
    truth = np.array([place[name] for name in pool.intents])
    rows = np.flatnonzero(pool.provenances != TEMPLATES)

    def surprise(log_divisor: float) -> float:
        logs = log_softmax(scores[rows] / np.exp(log_divisor), axis=1)
        return -float(np.mean(logs[np.arange(len(rows)), truth[rows]]))

    return float(np.exp(minimize_scalar(surprise, bounds=(-3.0, 3.0), method="bounded").x))


def write(prior: IntentModel, path: Path) -> None:
    """Keep the weights in half precision: they are as good, at half the size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = replace(prior, weights=prior.weights.astype(np.float16), bias=prior.bias.astype(np.float16))
    np.savez_compressed(
        path, weights=half.weights, bias=half.bias, intents=np.array(half.intents), temperature=half.temperature
    )


if __name__ == "__main__":
    raise SystemExit(main())
