"""Learns formality and politeness anew: ``python -m bot.cues.train_style --data FOLDER``.

FOLDER holds ``formality_{blog,email,news}.tsv`` (Pavlick & Tetreault 2016), ``politeness_wikipedia.csv`` (Stanford
Politeness Corpus) and ``persuasionforgood_dialogues.csv`` (Wang et al. 2019; only to know what is usual in chats).
Writes ``models/{formality,politeness}.json`` (numbers only, no sentence) and prints the figures that the model cards
give. About a minute on one core; the same data give the same numbers.

Formality: ridge on the mean rating (−3 … 3) standardised within each genre, examined leave-genre-out by Spearman.
Politeness: ridge on −1/+1 for the bottom and top quarter of the annotators' scores, examined in ten folds. Each figure
is of the value that ``read_cues`` gives, chat calibration included; uncalibrated score and length alone stand beside.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.cues.message import Message
from bot.cues.pipeline import load_nlp, read_doc
from bot.cues.style_calibration import CALIBRATION, Calibration
from bot.cues.style_features import Features, style_features
from bot.cues.style_model import FOLDER, StyleModel, Weight

GENRES = ("blog", "email", "news")
RIDGE = 100.0
FOLDS = 10
_CHAT_WORDS = (8, 25)  # words of a chat turn that shows what is usual in the shape of a text
_CHAT_TURNS = 4_000


class NoData(FileNotFoundError):
    """The folder lacks a file that training needs."""


@dataclass(frozen=True)
class Texts:
    """Measured texts: features (one row a text), how many words, and the score that people gave."""

    features: tuple[Features, ...]
    words: np.ndarray
    score: np.ndarray

    @property
    def table(self) -> np.ndarray:
        """Feature values, shape (texts, features)."""
        return np.array([list(f.values.values()) for f in self.features])

    def part(self, which: np.ndarray) -> Texts:
        """The texts where ``which`` (booleans) is true."""
        chosen = tuple(f for f, take in zip(self.features, which, strict=True) if take)
        return Texts(chosen, self.words[which], self.score[which])


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, examine, write, print. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m bot.cues.train_style", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the numbers go")
    options = parser.parse_args(arguments)
    try:
        formality, politeness, usual = (
            formality_texts(options.data),
            politeness_texts(options.data),
            usual_shape(options.data),
        )
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    figures = {**examine_formality(formality, usual), **examine_politeness(politeness, usual)}
    models = (fit_formality(list(formality.values()), usual), fit_politeness(politeness, usual))
    for model in models:
        target = options.out / f"{model.name}.json"
        target.write_text(json.dumps(model.to_json(), indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=1))
    return 0


# ── reading the data ─────────────────────────────────────────────────────────────────────────────────────────────


def formality_texts(folder: Path) -> dict[str, Texts]:
    """Rated sentences by genre; the score is the mean of five ratings, −3 … 3."""
    genres = {}
    for genre in GENRES:
        rows = [line.split("\t") for line in _open(folder, f"formality_{genre}.tsv", "cp1252")]
        genres[genre] = _texts((row[3], float(row[0])) for row in rows if len(row) > 3)
    return genres


def politeness_texts(folder: Path) -> Texts:
    """Requests with the annotators' normalised score."""
    rows = csv.DictReader(_open(folder, "politeness_wikipedia.csv", "utf-8"))
    return _texts((row["Request"], float(row["Normalized Score"])) for row in rows)


def usual_shape(folder: Path) -> dict[str, float]:
    """Mean of each feature over turns of 8–25 words in real chats: what is usual there, hence says nothing."""
    rows = csv.DictReader(_open(folder, "persuasionforgood_dialogues.csv", "utf-8"))
    texts = _texts((row["Unit"], 0.0) for _, row in zip(range(_CHAT_TURNS), rows, strict=False))
    low, high = _CHAT_WORDS
    chats = texts.part((texts.words >= low) & (texts.words <= high))
    return dict(zip(chats.features[0].values, chats.table.mean(axis=0).tolist(), strict=True))


def _open(folder: Path, name: str, encoding: str) -> list[str]:
    path = folder / name
    if not path.is_file():
        raise NoData(f"{path} is missing: training needs it (see this module's first lines for what it is).")
    return path.read_text(encoding=encoding, errors="replace").splitlines()


def _texts(rows: Iterable[tuple[str, float]]) -> Texts:
    nlp = load_nlp("en")
    features, words, scores = [], [], []
    for text, score in rows:
        message = Message.of(read_doc(_joined(text), nlp=nlp))
        if message.words:
            features.append(style_features(message))
            words.append(len(message.words))
            scores.append(score)
    return Texts(tuple(features), np.array(words), np.array(scores))


def _joined(text: str) -> str:
    """Tokenised corpora parted "did n't ." and hid links: write them as people do."""
    text = re.sub(r"\s+(n't|'s|'m|'re|'ve|'d|'ll)\b", r"\1", text)
    text = re.sub(r"\s+([.,!?;:%)\]])", r"\1", text).replace("( ", "(")
    return text.replace("``", '"').replace("''", '"').replace("<url>", "this").replace("<person>", "Alex")


# ── learning ─────────────────────────────────────────────────────────────────────────────────────────────────────


def ridge(table: np.ndarray, target: np.ndarray, penalty: float = RIDGE) -> np.ndarray:
    """Weights per unit of each feature; the penalty acts on standardised features. Shapes (n, k), (n,) → (k,)."""
    spread = table.std(axis=0) + 1e-9
    z = (table - table.mean(axis=0)) / spread
    return np.asarray(np.linalg.solve(z.T @ z + penalty * np.eye(z.shape[1]), z.T @ (target - target.mean())) / spread)


def fit_formality(genres: Sequence[Texts], usual: dict[str, float]) -> StyleModel:
    """Learnt over genres, each standardised, so that a genre's own level is not taken for style."""
    table = np.vstack([g.table for g in genres])
    target = np.concatenate([(g.score - g.score.mean()) / g.score.std() for g in genres])
    return _model(
        "formality", list(genres[0].features[0].values), ridge(table, target), usual, CALIBRATION["formality"]
    )


def fit_politeness(texts: Texts, usual: dict[str, float]) -> StyleModel:
    """Learnt on the bottom and top quarter of the scores."""
    low, high = np.quantile(texts.score, [0.25, 0.75])
    ends = texts.part((texts.score <= low) | (texts.score >= high))
    weights = ridge(ends.table, np.where(ends.score >= high, 1.0, -1.0))
    return _model("politeness", list(texts.features[0].values), weights, usual, CALIBRATION["politeness"])


def _model(
    name: str, names: list[str], learnt: np.ndarray, usual: dict[str, float], calibration: Calibration
) -> StyleModel:
    weights = {}
    for feature, weight in zip(names, learnt.tolist(), strict=True):
        chat = calibration.chat.get(feature, 0.0)
        reference = 0.0 if chat else usual[feature]
        weights[feature] = Weight(calibration.stated.get(feature, weight), reference, chat)
    return StyleModel(name, weights, calibration.gain_up, calibration.gain_down, calibration.ramp)


# ── examining ────────────────────────────────────────────────────────────────────────────────────────────────────


def examine_formality(genres: dict[str, Texts], usual: dict[str, float]) -> dict[str, float]:
    """Spearman with the ratings of a genre that was not learnt from: as heard, uncalibrated, and by length alone."""
    figures: dict[str, float] = {}
    for genre, texts in genres.items():
        model = fit_formality([g for name, g in genres.items() if name != genre], usual)
        figures[f"formality {genre}"] = spearman(_values(model, texts), texts.score)
        figures[f"formality {genre} uncalibrated"] = spearman(_raw(model, texts), texts.score)
        figures[f"formality {genre} length alone"] = spearman(texts.words, texts.score)
    for kind in ("", " uncalibrated", " length alone"):
        figures[f"formality mean{kind}"] = float(np.mean([figures[f"formality {g}{kind}"] for g in genres]))
    return figures


def examine_politeness(texts: Texts, usual: dict[str, float]) -> dict[str, float]:
    """Top against bottom quarter in ten folds: share told right (threshold from the other folds), area under curve."""
    low, high = np.quantile(texts.score, [0.25, 0.75])
    ends = texts.part((texts.score <= low) | (texts.score >= high))
    top = ends.score >= high
    fold = _folds(top)
    rules = {"": _values, " uncalibrated": _raw, " length alone": lambda _, part: part.words.astype(float)}
    right: dict[str, list[float]] = {kind: [] for kind in rules}
    area: dict[str, list[float]] = {kind: [] for kind in rules}
    for k in range(FOLDS):
        known, unseen = ends.part(fold != k), ends.part(fold == k)
        model = fit_politeness(known, usual)
        for kind, rule in rules.items():
            before, after = rule(model, known), rule(model, unseen)
            right[kind].append(float(((after > _threshold(before, top[fold != k])) == top[fold == k]).mean()))
            area[kind].append(_area(after, top[fold == k]))
    told = {f"politeness accuracy{kind}": float(np.mean(v)) for kind, v in right.items()}
    return {**told, **{f"politeness area{kind}": float(np.mean(v)) for kind, v in area.items()}}


def _folds(top: np.ndarray) -> np.ndarray:
    """A fold 0 … 9 for each text, both kinds spread evenly."""
    fold, chance = np.zeros(len(top), dtype=int), np.random.default_rng(0)
    for kind in (top, ~top):
        fold[kind] = chance.permutation(int(kind.sum())) % FOLDS
    return fold


def _values(model: StyleModel, texts: Texts) -> np.ndarray:
    pairs = zip(texts.features, texts.words.tolist(), strict=True)
    return np.array([model.squash(sum(model.contributions(f, n).values())) for f, n in pairs])


def _raw(model: StyleModel, texts: Texts) -> np.ndarray:
    return np.asarray(texts.table @ np.array([w.weight for w in model.weights.values()]))


def _threshold(scores: np.ndarray, top: np.ndarray) -> float:
    return float((scores[top].mean() + scores[~top].mean()) / 2)


def _area(scores: np.ndarray, top: np.ndarray) -> float:
    above, below = scores[top][:, None], scores[~top][None, :]
    return float((above > below).mean() + 0.5 * (above == below).mean())


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Rank correlation, ties at their mean rank."""
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[places])


if __name__ == "__main__":
    raise SystemExit(main())
