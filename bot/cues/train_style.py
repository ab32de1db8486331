"""Joins counts and style encoder into formality and politeness: ``python -m bot.cues.train_style --data FOLDER``.

FOLDER holds the rated texts (``style_corpora.py``). Learns the weights of the counted features, sets them beside what the
style encoder hears (``bot.train_style_encoder`` and ``bot.train_shop_formality`` make it, ``--encoder`` names how it is
called), and writes ``models/{formality,shop_formality,politeness}.json``: numbers only, no sentence. About a minute; the
same data give the same numbers.

Counts of formality: ridge on the mean rating (−3 … 3) standardised within each genre; in a shop on the rating itself. Counts of politeness: ridge on
−1/+1 for the bottom and top quarter of the annotators' scores. ``benchmarks/style.py`` examines both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from bot.cues import style_corpora
from bot.cues.message import Message
from bot.cues.pipeline import load_nlp, read_doc
from bot.cues.reader import as_heard
from bot.cues.shop_ratings import shop_rated
from bot.cues.style_calibration import CALIBRATION, SHOP, SPOKEN
from bot.cues.style_corpora import SENTENCES, NoData, Rated, shop_messages
from bot.cues.style_features import Features, style_features
from bot.cues.style_model import FOLDER, StyleModel, Weight, Whole

RIDGE = 100.0
_CHAT_WORDS = (8, 25)  # words of a chat turn that shows what is usual in the shape of a text
# words from, to, and where the reading stands: between two of them there is a line, beyond the last all read alike
_LENGTHS = ((1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 5, 4.5), (6, 8, 7), (9, 12, 10))
ENCODER = "bot.style_encoder:shared_style_encoder"
Hear = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Texts:
    """Measured texts: features (one row a text), how many words, the score that people gave, what the encoder heard."""

    features: tuple[Features, ...]
    words: np.ndarray
    score: np.ndarray
    heard: np.ndarray | None = None

    @property
    def table(self) -> np.ndarray:
        """Feature values, shape (texts, features)."""
        return np.array([list(f.values.values()) for f in self.features])

    def part(self, which: np.ndarray) -> Texts:
        """The texts where ``which`` (booleans) is true."""
        chosen = tuple(f for f, take in zip(self.features, which, strict=True) if take)
        heard = None if self.heard is None else self.heard[which]
        return Texts(chosen, self.words[which], self.score[which], heard)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, write, print. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.cues.train_style", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument(
        "--shop", type=Path, default=SENTENCES, help="folder with ordinary shop messages (nlu_data/nlu)"
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the numbers go")
    # Reading takes what was heard; this training shell asks for the encoder by name, so that the package needs none.
    parser.add_argument("--encoder", default=ENCODER, help="MODULE:NAME that makes a style encoder")
    options = parser.parse_args(arguments)
    hear = encoder_called(options.encoder)
    try:
        genres = {name: measured(rated, hear) for name, rated in style_corpora.formality(options.data).items()}
        requests = measured(style_corpora.politeness(options.data), hear)
        shop = measured(shop_rated(options.data, "learn"))
        usual = usual_in_chats(options.data, options.shop, hear)
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    models = (fit_formality(list(genres.values()), usual), fit_shop_formality(shop), fit_politeness(requests, usual))
    for model in models:
        target = options.out / f"{model.name}.json"
        target.write_text(json.dumps(model.to_json(), indent=1) + "\n", encoding="utf-8")
        print(target)
    return 0


# ── reading the data ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Usual:
    """What is usual in chats, hence says nothing: each feature's mean, and the readings by number of words."""

    features: dict[str, float]
    readings: tuple[tuple[float, np.ndarray], ...]


def encoder_called(place: str) -> Hear:
    """The ``hear`` of the style encoder that ``MODULE:NAME`` makes."""
    module, _, name = place.partition(":")
    hear: Hear = getattr(import_module(module), name)().hear
    return hear


def measured(rated: Rated, hear: Hear | None = None) -> Texts:
    """Rated texts as a shop would read them; without ``hear`` only counted."""
    nlp = load_nlp("en")
    messages = [Message.of(read_doc(text, nlp=nlp)) for text in rated.texts]
    worded = np.array([bool(m.words) for m in messages])
    kept = [m for m in messages if m.words]
    heard = None if hear is None else hear([as_heard(text) for text in rated.texts])[worded]
    words = np.array([len(m.words) for m in kept])
    return Texts(tuple(style_features(m) for m in kept), words, rated.score[worded], heard)


def usual_in_chats(folder: Path, shop: Path, hear: Hear) -> Usual:
    """Features of public chat turns of 8–25 words; readings of our own shop messages of up to 12."""
    turns, messages = style_corpora.chat_turns(folder), shop_messages(shop)
    chats = measured(Rated(turns, np.zeros(len(turns))))
    orders = measured(Rated(messages, np.zeros(len(messages))), hear)
    low, high = _CHAT_WORDS
    typical = chats.part((chats.words >= low) & (chats.words <= high))
    features = dict(zip(typical.features[0].values, typical.table.mean(axis=0).tolist(), strict=True))
    return Usual(features, tuple(_by_length(orders)))


def _by_length(orders: Texts) -> Iterator[tuple[float, np.ndarray]]:
    """Median readings around each length; the median, since the examples hold chatty and stiff ones on purpose."""
    for low, high, stands in _LENGTHS:
        near = (orders.words >= low) & (orders.words <= high)
        if orders.heard is not None and near.any():
            yield float(stands), np.median(orders.heard[near], axis=0)


# ── learning ─────────────────────────────────────────────────────────────────────────────────────────────────────


def ridge(table: np.ndarray, target: np.ndarray, penalty: float = RIDGE) -> np.ndarray:
    """Weights per unit of each feature; the penalty acts on standardised features. Shapes (n, k), (n,) → (k,)."""
    spread = table.std(axis=0) + 1e-9
    z = (table - table.mean(axis=0)) / spread
    return np.asarray(np.linalg.solve(z.T @ z + penalty * np.eye(z.shape[1]), z.T @ (target - target.mean())) / spread)


def fit_formality(genres: Sequence[Texts], usual: Usual) -> StyleModel:
    """Learnt over genres, each standardised, so that a genre's own level is not taken for style."""
    table = np.vstack([g.table for g in genres])
    target = np.concatenate([(g.score - g.score.mean()) / g.score.std() for g in genres])
    return _model("formality", 0, list(genres[0].features[0].values), table, target, usual)


def fit_shop_formality(texts: Texts) -> StyleModel:
    """Learnt on ratings of messages in a shop; its raw score is a rating, −3 … 3, and 0 is ordinary.

    Only what can be heard is counted: the readers were told that capitals and stops do not count. What the network says
    is in standard deviations of these ratings, as it was taught.
    """
    names = list(texts.features[0].values)
    spoken = [place for place, name in enumerate(names) if name in SPOKEN]
    table = texts.table[:, spoken]
    learnt, usual, spread = ridge(table, texts.score), table.mean(axis=0), float(texts.score.std())
    weights = {
        names[place]: Weight(weight, mean, 1.0)
        for place, weight, mean in zip(spoken, learnt.tolist(), usual.tolist(), strict=True)
    }
    ordinary = ((1.0, -float(texts.score.mean()) / spread),)
    whole = Whole(2, (1.0 - SHOP.counts) * spread, SHOP.counts, 1.0, 0.0, ordinary)
    return StyleModel("shop_formality", weights, SHOP.gain, SHOP.gain, CALIBRATION["formality"].ramp, whole)


def fit_politeness(texts: Texts, usual: Usual) -> StyleModel:
    """Learnt on the bottom and top quarter of the scores."""
    ends = texts.part(in_the_ends(texts.score))
    target = np.where(ends.score > np.median(texts.score), 1.0, -1.0)
    return _model("politeness", 1, list(texts.features[0].values), ends.table, target, usual)


def in_the_ends(score: np.ndarray) -> np.ndarray:
    """Which texts lie in the bottom or the top quarter."""
    low, high = np.quantile(score, [0.25, 0.75])
    return np.asarray((score <= low) | (score >= high))


def _model(name: str, column: int, names: list[str], table: np.ndarray, target: np.ndarray, usual: Usual) -> StyleModel:
    calibration, learnt = CALIBRATION[name], ridge(table, target)
    weights = {}
    for feature, weight in zip(names, learnt.tolist(), strict=True):
        chat = calibration.chat.get(feature, 0.0)
        reference = 0.0 if chat else usual.features[feature]
        weights[feature] = Weight(calibration.stated.get(feature, weight), reference, chat)
    # what the counts tell of has a spread of its own; a share compares standard deviations
    spread = float((table @ learnt).std())
    expected = tuple((words, float(reading[column])) for words, reading in usual.readings)
    whole = Whole(
        column,
        calibration.whole,
        (1.0 - calibration.whole) / spread,
        calibration.whole_chat,
        calibration.quiet,
        expected,
    )
    return StyleModel(name, weights, calibration.gain_up, calibration.gain_down, calibration.ramp, whole)


if __name__ == "__main__":
    raise SystemExit(main())
