"""A learnt style: weights as plain numbers over transparent features, and how a message is read with them.

The weights are learnt on longer texts (``train_style``). In a shop most messages have five words, where length, word
length and a missing capital say nothing of style. So each feature has a ``chat`` share: that part of its contribution
always counts; the rest grows in between ``ramp[0]`` and ``ramp[1]`` words. A marked word counts at once, the shape of
the text only once there is text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.cues.measure import NO_WORDS, in_order
from bot.cues.message import Message
from bot.cues.style_features import Features, style_features
from profiles.model import Cue, Evidence

FOLDER = Path(__file__).parent / "models"
_WORTH_SHOWING = 0.05  # a contribution smaller than this is no evidence


@dataclass(frozen=True)
class Weight:
    """What one unit of a feature adds to the raw score.

    weight     learnt, per unit of the feature
    reference  the feature's usual value in chats: only the difference counts (0 for words that are usually absent)
    chat       0 … 1, the share that counts in a message of any length
    """

    weight: float
    reference: float
    chat: float


@dataclass(frozen=True)
class StyleModel:
    """A learnt style and its map to −1 … +1: ``tanh(gain · raw)``, with a gain for each side.

    ramp  words (from, to) between which the shape of the text comes to count fully
    """

    name: str
    weights: Mapping[str, Weight]
    gain_up: float
    gain_down: float
    ramp: tuple[float, float]

    def contributions(self, features: Features, words: int) -> dict[str, float]:
        """What each feature adds to the raw score of a message of so many words."""
        low, high = self.ramp
        grown = min(1.0, max(0.0, (words - low) / (high - low)))
        return {
            name: w.weight * (features.values[name] - w.reference) * (w.chat + (1.0 - w.chat) * grown)
            for name, w in self.weights.items()
        }

    def squash(self, raw: float) -> float:
        """The raw score on the scale −1 … +1."""
        return math.tanh(raw * (self.gain_up if raw > 0 else self.gain_down))

    def read(self, message: Message) -> Cue:
        """The style of one message with the words that it rests on, and in the reason what weighed most."""
        if not message.words:
            return Cue(self.name, None, reason=NO_WORDS)
        features = style_features(message)
        added = self.contributions(features, len(message.words))
        shown = [n for n in sorted(added, key=lambda n: -abs(added[n])) if abs(added[n]) >= _WORTH_SHOWING]
        pointed = [name for name in shown if not name.startswith("fw_")]  # "the" and "is" would show a person nothing
        spans: list[Evidence] = [span for name in pointed for span in features.spans.get(name, ())]
        told = ", ".join(f"{_in_words(name, features)} {self.squash(added[name]):+.2f}" for name in shown[:3])
        return Cue(self.name, self.squash(sum(added.values())), in_order(spans), told or "nothing marked")

    def to_json(self) -> dict[str, Any]:
        """The model as it is kept: numbers only, rounded to four places."""
        body = asdict(self)
        body["weights"] = {n: {k: round(v, 4) for k, v in asdict(w).items()} for n, w in self.weights.items()}
        return body


def _in_words(name: str, features: Features) -> str:
    """A feature as a person reads it; one that is absent where chats usually have it weighs too."""
    return ("no " if features.values[name] == 0 else "") + name.removeprefix("fw_").replace("_", " ")


@cache
def load_style(name: str) -> StyleModel:
    """The learnt style ``models/<name>.json``. Raises ``FileNotFoundError`` where it was never learnt."""
    body = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    weights = {n: Weight(**w) for n, w in body["weights"].items()}
    return StyleModel(body["name"], weights, body["gain_up"], body["gain_down"], tuple(body["ramp"]))
