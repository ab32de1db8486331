"""What was heard before: sentences whose intent is known, and which of them a new one is most like.

The third reader of an intent (``bot/components/readers.py``), beside the regression and the network. Both of those draw one
border for all that they learnt; this one looks only at the few nearest sentences, so that a phrase which is known in
almost the same words is heard as it was then (nearest neighbours: Cover & Hart 1967; joined with a model's own scores as
Khandelwal et al. 2020 do for the next word). The nearer, the more a sentence counts; where nothing is near, all intents
get the same, and the other two decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack

from bot.components.intent_model import N_HASHES, Features

NEAREST = 7  # sentences looked at; these three were chosen together: docs/understanding.md
REACH = 0.2  # likeness by which one counts e times less
DOUBT = 0.01  # what every intent is given beforehand; one sentence in the very same words counts 1


@dataclass(frozen=True)
class IntentMemory:
    """``intents``: names; ``labels``: for each sentence the place of its intent among them; ``features``: the sentences,
    as vectors and spelling, both of length 1. No text is kept."""

    intents: tuple[str, ...]
    labels: np.ndarray
    features: Features

    @classmethod
    def of(cls, texts: Sequence[str], vectors: np.ndarray, labels: Sequence[str]) -> IntentMemory:
        """Remember sentences with the intents that they were said for."""
        intents, places = np.unique(np.array(labels), return_inverse=True)
        return cls(tuple(intents.tolist()), places, Features.of(texts, _of_length_1(vectors)))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def dimension(self) -> int:
        """Length of the sentence vectors that it knows."""
        return int(self.features.vectors.shape[1])

    def __add__(self, other: IntentMemory) -> IntentMemory:
        """Both memories as one. Raises ValueError where their vectors differ in length."""
        intents = tuple(sorted({*self.intents, *other.intents}))
        place = {name: column for column, name in enumerate(intents)}
        labels = [np.array([place[name] for name in one.intents], int)[one.labels] for one in (self, other)]
        vectors = np.vstack([self.features.vectors, other.features.vectors])
        spelling = vstack([self.features.spelling, other.features.spelling], format="csr")
        return IntentMemory(intents, np.concatenate(labels), Features(vectors, spelling))

    @cached_property
    def _by_place(self) -> csr_matrix:
        """The spelling turned over, so that only the places of a message's own n-grams are looked at: .3 ms instead of 8."""
        return self.features.spelling.T.tocsr()

    def part(self, rows: np.ndarray) -> IntentMemory:
        """Some of the sentences only."""
        return IntentMemory(
            self.intents, self.labels[rows], Features(self.features.vectors[rows], self.features.spelling[rows])
        )

    def log_belief(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> np.ndarray:
        """What the nearest sentences say of each of ``intents``: log probabilities, shape (texts, intents). An intent
        that was never heard gets what doubt leaves it; one that is not asked for is left out."""
        asked = Features.of(texts, _of_length_1(vectors))
        like = (asked.vectors @ self.features.vectors.T + (asked.spelling @ self._by_place).toarray()) / 2
        count = min(NEAREST, len(self))
        near = np.argpartition(-like, count - 1, axis=1)[:, :count]
        weights = np.exp((np.take_along_axis(like, near, axis=1) - 1) / REACH)
        place = {name: column for column, name in enumerate(intents)}
        column = np.array([place.get(name, -1) for name in self.intents])[self.labels[near]]
        belief = np.full((len(texts), len(intents)), DOUBT)
        for row, (columns, weight) in enumerate(zip(column, weights, strict=True)):
            np.add.at(belief[row], columns[columns >= 0], weight[columns >= 0])
        return np.asarray(np.log(belief / belief.sum(axis=1, keepdims=True)))

    def save(self, path: Path) -> None:
        """Vectors in eight bits with one scale a row, spelling in eight bits: as good, at a quarter of the size."""
        scale = np.abs(self.features.vectors).max(axis=1, keepdims=True) / 127
        spelling = self.features.spelling.tocsr()
        np.savez_compressed(
            path,
            intents=np.array(self.intents),
            labels=self.labels.astype(np.uint16),
            vectors=np.round(self.features.vectors / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            spelling=np.round(spelling.data * 127).astype(np.int8),
            places=spelling.indices.astype(np.uint16),
            starts=spelling.indptr.astype(np.int32),
        )

    @classmethod
    def read(cls, path: Path) -> IntentMemory:
        """From a file of :meth:`save`."""
        with np.load(path, allow_pickle=False) as kept:
            vectors = _of_length_1(kept["vectors"] * kept["scale"])
            numbers = (kept["spelling"].astype(np.float32) / 127, kept["places"].astype(np.int32), kept["starts"])
            spelling = csr_matrix(numbers, shape=(len(vectors), N_HASHES))
            return cls(
                tuple(str(name) for name in kept["intents"]),
                kept["labels"].astype(int),
                Features(vectors, spelling),
            )


def _of_length_1(vectors: np.ndarray) -> np.ndarray:
    rows = np.asarray(vectors, np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
