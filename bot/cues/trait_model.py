"""The learnt traits: weights as plain numbers over a speaker's mean features, and what they say of one speaker.

Learnt by ``train_traits``; data, figures and limits stand in ``models/traits.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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
    topic    the same for each dimension of the mean sentence vector; empty where the model reads none
    half_at  so many turns give a reading half its weight: reliability is n / (n + half_at)
    told     0 … 1, the share of the surveyed differences that the reading tells of in people never seen
    """

    style: np.ndarray
    topic: np.ndarray
    half_at: float
    told: float


@dataclass(frozen=True)
class TraitModel:
    """What is usual (mean, spread over speakers) and each trait's weights, without and with sentence vectors.

    turns  how many turns a speaker had, on average, where the weights were learnt
    """

    usual: np.ndarray
    spread: np.ndarray
    topic_usual: np.ndarray
    topic_spread: np.ndarray
    turns: float
    without: Mapping[str, TraitWeights]
    joined: Mapping[str, TraitWeights]

    def read(self, row: np.ndarray, vector: np.ndarray | None, turns: int) -> dict[str, tuple[float, float, Added]]:
        """For each trait: value and standard deviation (both in standard deviations of the trait), and what added how much.

        row     mean features, shape (67,)
        vector  mean sentence vector, shape (384,); None, another shape or no finite number: read without it
        turns   messages that row and vector are the mean of, 1 or more
        """
        z = scaled(row, self.usual, self.spread)
        seen = vector is not None and vector.shape == self.topic_usual.shape and bool(np.isfinite(vector).all())
        topic = scaled(vector, self.topic_usual, self.topic_spread) if vector is not None and seen else None
        readings = {}
        for name, w in (self.without if topic is None else self.joined).items():
            gain = shrinkage(turns, self.turns, w.half_at)
            added = dict(zip(NAMES, (gain * w.style * z).tolist(), strict=True))
            if topic is not None:
                added[TOPIC] = gain * float(w.topic @ topic)
            readings[name] = (math.fsum(added.values()), doubt(w.told, gain), Added(added, z))
        return readings


@dataclass(frozen=True)
class Added:
    """What each feature added to a value, and on which side of the usual the speaker stands."""

    amounts: Mapping[str, float]
    z: np.ndarray

    def in_words(self, most: int = 5, least: float = 0.005) -> tuple[str, ...]:
        """The features that weighed most, as a person says them: "long messages +0.08"."""
        names = sorted(self.amounts, key=lambda n: (-abs(self.amounts[n]), n))
        return tuple(f"{self._said(n)} {self.amounts[n]:+.2f}" for n in names[:most] if abs(self.amounts[n]) >= least)

    def _said(self, name: str) -> str:
        return TOPIC if name == TOPIC else IN_WORDS[name][0 if self.z[NAMES.index(name)] >= 0 else 1]


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
    usual, spread, topic_usual, topic_spread = (
        np.array(body[k]) for k in ("usual", "spread", "topic_usual", "topic_spread")
    )
    return TraitModel(
        usual, spread, topic_usual, topic_spread, body["turns"], _weights(body["without"]), _weights(body["joined"])
    )


def _weights(body: dict[str, dict[str, object]]) -> dict[str, TraitWeights]:
    def one(w: dict[str, object]) -> TraitWeights:
        return TraitWeights(np.array(w["style"]), np.array(w["topic"]), float(str(w["half_at"])), float(str(w["told"])))

    return {name: one(w) for name, w in body.items()}
