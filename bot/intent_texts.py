"""What the intent model learns from: our own sentences, and a public pool of strangers' messages (no part of this repository)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
POOL = Path("nlu") / "train_pool.csv"
FOLDS = 5
COLUMNS = ("text", "intent", "source", "provenance", "language")


class NoPool(Exception):
    """The public pool is not there, or is not one; the message says which file, and what is expected."""


@dataclass(frozen=True)
class Pool:
    """Strangers' messages: what was written, the intent meant, who collected it, how it came about, the language."""

    texts: tuple[str, ...]
    intents: np.ndarray
    sources: np.ndarray
    provenances: np.ndarray
    languages: np.ndarray


def own_sentences() -> tuple[list[str], list[str]]:
    """Texts and intents of ``nlu_data/``."""
    texts, labels = [], []
    for path in sorted((ROOT / "nlu_data" / "nlu").rglob("*.yml")):
        for item in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            examples = [line[2:].strip() for line in item["examples"].splitlines() if line.startswith("- ")]
            texts += examples
            labels += [item["intent"]] * len(examples)
    return texts, labels


def read_pool(data: Path) -> Pool:
    """The pool below ``data``. Raises NoPool."""
    path = data / POOL
    if not path.is_file():
        raise NoPool(f"{path} is not there: it holds one message a row, with the columns {', '.join(COLUMNS)}")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise NoPool(f"{path}: columns {', '.join(COLUMNS)} are expected, and at least one row")
    return Pool(tuple(row["text"] for row in rows), *(np.array([row[name] for row in rows]) for name in COLUMNS[1:]))


def pool_folds(messages: int) -> np.ndarray:
    """A fold 0 … FOLDS − 1 for each message, by chance, the same at every call."""
    return np.random.default_rng(0).integers(0, FOLDS, messages)
