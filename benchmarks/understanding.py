"""How well strangers' messages are understood, by threshold and by where they come from.

    python -m benchmarks.understanding --data FOLDER     (FOLDER holds train_pool.csv)

Protocol: the intent model is fitted on our own sentences only (``nlu_data/``), as ``solito train`` does, and every row of
the pool is classified once. In-scope accuracy counts rows whose label is one of our intents and not out_of_scope; a row that
falls below the threshold is counted as out_of_scope. Out-of-scope recall and precision are taken on the ``crowd`` and
``crowd_dialogue`` rows. Template rows are reported, and mean nothing (see the data's README). ``always`` is the trivial
baseline: the commonest label. This pool was looked at while the sentences were written: it is a development set.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from bot.components.intent_model import IntentModel, fit
from bot.encoder import Encoder

ROOT = Path(__file__).resolve().parents[1]
OUT = "out_of_scope"
THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3)


def own_sentences() -> tuple[list[str], list[str]]:
    """Texts and labels of nlu_data."""
    texts, labels = [], []
    for path in sorted((ROOT / "nlu_data" / "nlu").rglob("*.yml")):
        for item in yaml.safe_load(path.read_text())["nlu"]:
            examples = [line[2:].strip() for line in item["examples"].splitlines() if line.startswith("- ")]
            texts += examples
            labels += [item["intent"]] * len(examples)
    return texts, labels


def pool(path: Path) -> list[dict[str, str]]:
    """Rows of the development set."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(model: IntentModel, encoder: Encoder, rows: list[dict[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest intent of each row, and its probability."""
    texts = [row["text"] for row in rows]
    probabilities = model.predict(texts, encoder.encode(texts))
    return np.array(model.intents)[probabilities.argmax(axis=1)], probabilities.max(axis=1)


def report(rows: list[dict[str, str]], heard: np.ndarray, sure: np.ndarray) -> Table:
    """One line for each threshold."""
    groups = sorted({(row["provenance"], row["language"]) for row in rows})
    table = Table(title="In-scope accuracy by provenance; out-of-scope recall and precision on crowd rows")
    for name in ("threshold", *(f"{p} {lang}" for p, lang in groups), "oos recall", "oos precision"):
        table.add_column(name, justify="right")
    gold = np.array([row["intent"] for row in rows])
    where = np.array([f"{row['provenance']} {row['language']}" for row in rows])
    table.add_row(
        "always", *[f"{_commonest(gold[(where == f'{p} {lang}') & (gold != OUT)]):.3f}" for p, lang in groups], "0", "–"
    )
    for threshold in THRESHOLDS:
        said = np.where(sure >= threshold, heard, OUT)
        cells = []
        for provenance, lang in groups:
            chosen = (where == f"{provenance} {lang}") & (gold != OUT)
            cells.append(f"{np.mean(said[chosen] == gold[chosen]):.3f}" if chosen.any() else "–")
        crowd = np.char.startswith(where, "crowd")
        recall = np.mean(said[crowd & (gold == OUT)] == OUT)
        precision = np.mean(gold[crowd & (said == OUT)] == OUT)
        table.add_row(f"{threshold:.2f}", *cells, f"{recall:.3f}", f"{precision:.3f}")
    return table


def confusions(rows: list[dict[str, str]], heard: np.ndarray, most: int = 12) -> Table:
    """The commonest confusions of real users and crowds."""
    counted = Counter(
        (row["intent"], said)
        for row, said in zip(rows, heard, strict=True)
        if row["intent"] != said and row["provenance"] in ("real_user", "crowd", "crowd_dialogue")
    )
    totals = Counter(row["intent"] for row in rows)
    table = Table("is", "heard as", "times", "of", title="Commonest confusions")
    for (intent, said), times in counted.most_common(most):
        table.add_row(intent, said, str(times), str(totals[intent]))
    return table


def _commonest(labels: np.ndarray) -> float:
    return max(Counter(labels.tolist()).values()) / len(labels) if len(labels) else float("nan")


def main() -> int:
    """Print the tables; 2 when the data are not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with train_pool.csv")
    path = parser.parse_args().data / "train_pool.csv"
    if not path.is_file():
        print(f"{path} is missing: this benchmark needs the public development set", file=sys.stderr)
        return 2
    texts, labels = own_sentences()
    encoder = Encoder()
    model = fit(texts, encoder.encode(texts), labels)
    rows = pool(path)
    heard, sure = answers(model, encoder, rows)
    console = Console(width=200)
    console.print(f"{len(texts)} own sentences, {len(model.intents)} intents; {len(rows)} rows of the development set")
    console.print(report(rows, heard, sure))
    console.print(confusions(rows, heard))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
