"""A learnt style: weights over transparent features, what the style encoder hears in the whole, and how both are joined.

The counted features carry form (capitals, stops, emoji, marked words), which the encoder does not see; the encoder
carries how the sentence is put. Each is in standard deviations, and they count in fixed shares. Where nobody ran the
encoder the counts stand alone.

The weights are learnt on longer texts (``train_style``). In a shop most messages have five words, where length, word
length and a missing capital say nothing of style. So each feature has a ``chat`` share: that part of its contribution
always counts; the rest grows in between ``ramp[0]`` and ``ramp[1]`` words. A marked word counts at once, the shape of
the text only once there is text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.cues.measure import NO_WORDS, in_order
from bot.cues.message import Message
from bot.cues.style_features import Features, style_features
from profiles.model import Cue, Evidence

FOLDER = Path(__file__).parent / "models"
WHOLE = "whole"
_SENTENCE = (2.0, 8.0)  # words between which a message comes to be heard as a whole
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
class Whole:
    """How what the style encoder hears joins the counts.

    column  of the encoder's readings
    weight  per standard deviation of that reading
    counts  factor on every counted feature where the encoder was heard
    chat    0 … 1, the share that counts in one or two words; the rest grows in up to eight: a sentence needs words
    quiet   standard deviations by which ordinary messages differ: within them a difference counts little, beyond them
            more and more fully (d → √(d² + quiet²) − quiet, so that what reads higher stays higher)
    usual   (words, reading) by rising number of words: what ordinary messages of that length read; between them a line
            over the logarithm of words. Only the difference counts: a terse order is not casual for being terse
    """

    column: int
    weight: float
    counts: float
    chat: float
    quiet: float
    usual: tuple[tuple[float, float], ...]

    def added(self, heard: np.ndarray, words: int) -> float:
        """What a reading adds to the raw score of a message of so many words (at least 1)."""
        lengths, readings = zip(*self.usual, strict=True)
        expected = float(np.interp(math.log(words), np.log(lengths), readings))
        share = self.chat + (1.0 - self.chat) * grown(words, *_SENTENCE)
        beyond = float(heard[self.column]) - expected
        marked = math.copysign(math.hypot(beyond, self.quiet) - self.quiet, beyond)
        return share * self.weight * marked


@dataclass(frozen=True)
class StyleModel:
    """A learnt style and its map to −1 … +1: ``tanh(gain · raw)``, with a gain for each side.

    ramp   words (from, to) between which the shape of the text comes to count fully
    whole  how the style encoder joins in; None where there is none
    """

    name: str
    weights: Mapping[str, Weight]
    gain_up: float
    gain_down: float
    ramp: tuple[float, float]
    whole: Whole | None = None

    def contributions(self, features: Features, words: int, heard: np.ndarray | None = None) -> dict[str, float]:
        """What each feature adds to the raw score of a message of so many words, and under ``WHOLE`` what was heard.

        ``heard``: the style encoder's readings of the message, None where it did not run.
        """
        long = grown(words, *self.ramp)
        joins = self.whole is not None and heard is not None
        share = self.whole.counts if self.whole is not None and joins else 1.0
        added = {
            name: share * w.weight * (features.values[name] - w.reference) * (w.chat + (1.0 - w.chat) * long)
            for name, w in self.weights.items()
        }
        if self.whole is not None and heard is not None:
            added[WHOLE] = self.whole.added(heard, words)
        return added

    def squash(self, raw: float) -> float:
        """The raw score on the scale −1 … +1."""
        return math.tanh(raw * (self.gain_up if raw > 0 else self.gain_down))

    def read(self, message: Message) -> Cue:
        """The style of one message with the words that it rests on, and in the reason what weighed most."""
        if wordless(message):
            return Cue(self.name, None, reason=NO_WORDS)
        features = style_features(message)
        return told(self.name, self.contributions(features, len(message.words), message.style), self.squash, features)

    def to_json(self) -> dict[str, Any]:
        """The model as it is kept: numbers only, rounded to four places."""
        body = asdict(self)
        body["weights"] = {n: {k: round(v, 4) for k, v in asdict(w).items()} for n, w in self.weights.items()}
        if self.whole is not None:
            body["whole"]["usual"] = [[words, round(reading, 3)] for words, reading in self.whole.usual]
        return body


def wordless(message: Message) -> bool:
    """Is there no word in it? A telephone number has no manner."""
    return not any(c.isalpha() for word in message.words for c in word.norm)


def told(name: str, added: Mapping[str, float], squash: Callable[[float], float], features: Features) -> Cue:
    """The style of a message from what each feature adds: its value, the words shown for it, what weighed most."""
    shown = [n for n in sorted(added, key=lambda n: -abs(added[n])) if abs(added[n]) >= _WORTH_SHOWING]
    pointed = [n for n in shown if not n.startswith("fw_")]  # "the" and "is" would show a person nothing
    spans: list[Evidence] = [span for n in pointed for span in features.spans.get(n, ())]
    weighed = ", ".join(f"{_in_words(n, features)} {squash(added[n]):+.2f}" for n in shown[:3])
    return Cue(name, squash(sum(added.values())), in_order(spans), weighed or "nothing marked")


def grown(words: float, low: float, high: float) -> float:
    """0 up to ``low`` words, 1 from ``high`` words on, a line between."""
    return min(1.0, max(0.0, (words - low) / (high - low)))


def _in_words(name: str, features: Features) -> str:
    """A feature as a person reads it; one that is absent where chats usually have it weighs too."""
    if name == WHOLE:
        return "the sentence as a whole"
    return ("no " if features.values[name] == 0 else "") + name.removeprefix("fw_").replace("_", " ")


@cache
def load_style(name: str) -> StyleModel:
    """The learnt style ``models/<name>.json``. Raises ``FileNotFoundError`` where it was never learnt."""
    body = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    weights = {n: Weight(**w) for n, w in body["weights"].items()}
    whole = body["whole"] and Whole(**{**body["whole"], "usual": tuple(map(tuple, body["whole"]["usual"]))})
    return StyleModel(body["name"], weights, body["gain_up"], body["gain_down"], tuple(body["ramp"]), whole)
