"""Reading the public texts that style is learnt from. They are no part of this repository: a folder is named.

The folder holds ``formality_{blog,email,news}.tsv`` (Pavlick & Tetreault 2016), ``politeness_wikipedia.csv`` (Stanford
Politeness Corpus) and ``persuasionforgood_dialogues.csv`` (Wang et al. 2019; chats). Beside it lie
``nlu/train_pool.csv`` and ``dialogues/dev_dialogues.jsonl``: what people wrote to shops.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

GENRES = ("blog", "email", "news")
FOLDS = 10
SENTENCES = Path(__file__).parents[2] / "nlu_data" / "nlu"
CHAT_TURNS = 4_000
_EXAMPLE = re.compile(r"\s+- (.+)$")
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


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


def chat_turns(folder: Path, most: int | None = CHAT_TURNS) -> tuple[str, ...]:
    """The first turns of real chats, unrated: 4,000 unless said otherwise, None for all."""
    rows = csv.DictReader(_lines(folder, "persuasionforgood_dialogues.csv", "utf-8"))
    return tuple(joined(row["Unit"]) for row in islice(rows, most))


def shop_messages(folder: Path = SENTENCES) -> tuple[str, ...]:
    """The examples of ``nlu_data``, without their markup."""
    texts: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = _EXAMPLE.match(line)
            if found:
                texts.append(_ENTITY.sub(r"\1", found[1]))
    if not texts:
        raise NoData(f"{folder} holds no example messages: training needs to know what is ordinary in a shop.")
    return tuple(texts)


def pool_messages(folder: Path) -> tuple[str, ...]:
    """What real users and paid writers typed to assistants and shops, English only."""
    rows = csv.DictReader(_lines(folder.parent / "nlu", "train_pool.csv", "utf-8"))
    return tuple(row["text"].strip() for row in rows if row["language"] == "en")


def dialogue_turns(folder: Path) -> tuple[str, ...]:
    """Every turn of the dialogues, of customers and sellers."""
    rows = [json.loads(line) for line in _lines(folder.parent / "dialogues", "dev_dialogues.jsonl", "utf-8") if line]
    return tuple(str(turn["text"]).strip() for row in rows for turn in row["turns"])


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
