"""The learnt traits: weights as plain numbers over a speaker's mean features, and what they say of one speaker.

Novelty seeking is read from common words, too. Learnt by ``train_traits``; data, figures and limits stand in
``models/traits.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from bot.cues.trait_features import IN_WORDS, NAMES

FILE = Path(__file__).parent / "models" / "traits.json"
CLIP = 4.0  # standard deviations; a stranger feature counts no more
TOPIC = "what the messages are about"


@dataclass(frozen=True)
class TraitWeights:
    """One trait's part of the model.

    style    what one standard deviation of each feature adds, in standard deviations of the trait; shape (67,)
    words    the same for the first of the model's common words; empty where the trait is read without them
    topic    the same for each dimension of the mean sentence vector; empty where the model reads none
    half_at  so many turns give a reading half its weight: reliability is n / (n + half_at)
    told     0 … 1, the share of the surveyed differences that the reading tells of in people never seen
    """

    style: np.ndarray
    words: np.ndarray
    topic: np.ndarray
    half_at: float
    told: float


@dataclass(frozen=True)
class TraitModel:
    """What is usual (mean, spread over speakers) and each trait's weights, without and with sentence vectors.

    words  the common words whose share of the messages some trait is read from
    turns  how many turns a speaker had, on average, where the weights were learnt
    """

    words: tuple[str, ...]
    usual: np.ndarray
    spread: np.ndarray
    words_usual: np.ndarray
    words_spread: np.ndarray
    topic_usual: np.ndarray
    topic_spread: np.ndarray
    turns: float
    without: Mapping[str, TraitWeights]
    joined: Mapping[str, TraitWeights]

    def read(
        self, row: np.ndarray, said: np.ndarray, vector: np.ndarray | None, turns: int
    ) -> dict[str, tuple[float, float, Added]]:
        """For each trait: value and standard deviation (both in standard deviations of the trait), and what added how much.

        row     mean features, shape (67,)
        said    share of the messages that hold each of ``words``
        vector  mean sentence vector, shape (384,); None, another shape or no finite number: read without it
        turns   messages that these are the mean of, 1 or more
        """
        z = scaled(row, self.usual, self.spread)
        words = scaled(said, self.words_usual, self.words_spread)
        more = dict(zip((*NAMES, *self._quoted), (np.concatenate([z, words]) >= 0).tolist(), strict=True))
        seen = vector is not None and vector.shape == self.topic_usual.shape and bool(np.isfinite(vector).all())
        topic = scaled(vector, self.topic_usual, self.topic_spread) if vector is not None and seen else None
        readings = {}
        for name, w in (self.without if topic is None else self.joined).items():
            gain = shrinkage(turns, self.turns, w.half_at)
            added = dict(zip(NAMES, (gain * w.style * z).tolist(), strict=True))
            added |= zip(self._quoted[: len(w.words)], (gain * w.words * words[: len(w.words)]).tolist(), strict=True)
            if topic is not None:
                added[TOPIC] = gain * float(w.topic @ topic)
            readings[name] = (math.fsum(added.values()), doubt(w.told, gain), Added(added, more))
        return readings

    @cached_property
    def _quoted(self) -> tuple[str, ...]:
        """The common words as evidence names them: in quotes, so that none is taken for a feature."""
        return tuple(f"“{word}”" for word in self.words)


@dataclass(frozen=True)
class Added:
    """What each feature and word added to a value, and of which the speaker has more than is usual."""

    amounts: Mapping[str, float]
    more: Mapping[str, bool]

    def in_words(self, most: int = 5, least: float = 0.005) -> tuple[str, ...]:
        """The features that weighed most, as a person says them: "long messages +0.08"."""
        names = sorted(self.amounts, key=lambda n: (-abs(self.amounts[n]), n))
        return tuple(f"{self._said(n)} {self.amounts[n]:+.2f}" for n in names[:most] if abs(self.amounts[n]) >= least)

    def _said(self, name: str) -> str:
        if name == TOPIC:
            return TOPIC
        much, little = IN_WORDS.get(name, (f"says {name} often", f"seldom says {name}"))
        return much if self.more[name] else little


def scaled(values: np.ndarray, usual: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Distance from the usual in standard deviations, at most ±4; any shape that broadcasts."""
    return np.asarray(np.clip((values - usual) / spread, -CLIP, CLIP))


def shrinkage(turns: float, learnt_on: float, half_at: float) -> float:
    """0 … 1: what a reading from so many turns is worth beside one from as many as it was learnt on; never more than 1.

    Beyond those turns a reading is surer than the weights know. That is not counted: nobody has measured it.
    """
    return min(1.0, (turns / (turns + half_at)) / (learnt_on / (learnt_on + half_at)))


def doubt(told: float, gain: float) -> float:
    """The standard deviation that is left of a trait whose spread over people is 1."""
    return math.sqrt(1.0 - told * gain)


@cache
def load_traits(path: Path = FILE) -> TraitModel:
    """The learnt traits. Raises ``FileNotFoundError`` where they were never learnt, ``ValueError`` where features differ."""
    body = json.loads(path.read_text(encoding="utf-8"))
    if tuple(body["features"]) != NAMES:
        raise ValueError(f"{path.name} was learnt on other features: run python -m bot.cues.train_traits anew.")
    usual, spread, words_usual, words_spread, topic_usual, topic_spread = (
        np.array(body[block + part]) for block in ("", "words_", "topic_") for part in ("usual", "spread")
    )
    return TraitModel(
        *(tuple(body["words"]), usual, spread, words_usual, words_spread, topic_usual, topic_spread),
        *(body["turns"], _weights(body["without"]), _weights(body["joined"])),
    )


def _weights(body: dict[str, dict[str, object]]) -> dict[str, TraitWeights]:
    def one(w: dict[str, object]) -> TraitWeights:
        style, words, topic = (np.array(w[block]) for block in ("style", "words", "topic"))
        return TraitWeights(style, words, topic, float(str(w["half_at"])), float(str(w["told"])))

    return {name: one(w) for name, w in body.items()}
