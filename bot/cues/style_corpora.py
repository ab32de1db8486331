"""Reading the public texts that style is learnt from. They are no part of this repository: a folder is named.

The folder holds ``formality_{blog,email,news}.tsv`` (Pavlick & Tetreault 2016), ``politeness_wikipedia.csv`` (Stanford
Politeness Corpus) and ``persuasionforgood_dialogues.csv`` (Wang et al. 2019; only to know what is usual in chats).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

GENRES = ("blog", "email", "news")
FOLDS = 10
_CHAT_TURNS = 4_000


class NoData(FileNotFoundError):
    """The folder lacks a file that is needed."""


@dataclass(frozen=True)
class Rated:
    """Texts with the mean score that people gave, shape (texts,); those without a word are left out."""

    texts: tuple[str, ...]
    score: np.ndarray

    def standardised(self) -> np.ndarray:
        """The score in standard deviations from the mean of these texts: a genre's own level is no style."""
        return np.asarray((self.score - self.score.mean()) / self.score.std())


def formality(folder: Path) -> dict[str, Rated]:
    """Sentences by genre; the score is the mean of five ratings, −3 … 3."""
    genres = {}
    for genre in GENRES:
        rows = [line.split("\t") for line in _lines(folder, f"formality_{genre}.tsv", "cp1252")]
        genres[genre] = _rated([(row[3], float(row[0])) for row in rows if len(row) > 3])
    return genres


def politeness(folder: Path) -> Rated:
    """Requests with the annotators' normalised score."""
    rows = csv.DictReader(_lines(folder, "politeness_wikipedia.csv", "utf-8"))
    return _rated([(row["Request"], float(row["Normalized Score"])) for row in rows])


def chat_turns(folder: Path, most: int | None = _CHAT_TURNS) -> tuple[str, ...]:
    """The first turns of real chats, unrated: 4,000 unless said otherwise, None for all."""
    rows = csv.DictReader(_lines(folder, "persuasionforgood_dialogues.csv", "utf-8"))
    return tuple(joined(row["Unit"]) for row in islice(rows, most))


def folds(texts: int) -> np.ndarray:
    """A fold 0 … 9 for each text, evenly and by chance, the same at every call."""
    return np.asarray(np.random.default_rng(0).permutation(texts) % FOLDS)


def joined(text: str) -> str:
    """Tokenised corpora parted "did n't ." and hid links: write them as people do."""
    text = re.sub(r"\s+(n't|'s|'m|'re|'ve|'d|'ll)\b", r"\1", text)
    text = re.sub(r"\s+([.,!?;:%)\]])", r"\1", text).replace("( ", "(")
    return text.replace("``", '"').replace("''", '"').replace("<url>", "this").replace("<person>", "Alex")


def _rated(rows: list[tuple[str, float]]) -> Rated:
    kept = [(joined(text), score) for text, score in rows if any(c.isalnum() for c in text)]
    return Rated(tuple(text for text, _ in kept), np.array([score for _, score in kept]))


def _lines(folder: Path, name: str, encoding: str) -> list[str]:
    path = folder / name
    if not path.is_file():
        raise NoData(f"{path} is missing: it is needed here (see bot/cues/style_corpora.py for what it is).")
    return path.read_text(encoding=encoding, errors="replace").splitlines()
