"""How well strangers' messages are understood, and by how much the learnt prior helps: ``make bench-nlu DATA=FOLDER``.

FOLDER holds ``nlu/train_pool.csv``, 10,448 public messages with their intent, and ``nlu/codespell_dictionary.tsv``. Three
ways of learning are examined, each read on every message of the pool once:

* own: our own sentences (``nlu_data/``) alone;
* left out: as shipped, but the prior learnt from all sources save the message's own (one source left out at a time);
* within: as shipped, but the prior learnt from four fifths of the pool, the message in the fifth (folds by chance, seed 0).

Shipped are two readers: the regression is fitted anew at every run; what the network says of a message comes from
networks that had not seen its source, or its fifth of the pool. Their sixteen trainings need a graphics processor, so their readings are
kept as numbers in ``benchmarks/intent_folds.npz``, with a mark of the recipe (``python -m bot.train_intent_network
--exam`` makes them anew). "own" is the regression alone.

In-scope accuracy counts messages whose intent is one of ours and not out_of_scope, at the shipped threshold: one below it
counts as wrong. Out-of-scope recall and precision are taken on the ``crowd`` and ``crowd_dialogue`` rows. Template rows are
printed, and mean nothing: no figure but their own column holds them. Sources with fewer than 50 messages in scope are in no
mean over sources. The temperature of a model's confidence is set on left-out scores of the *other* sources.
"commonest" is the trivial baseline: always the commonest intent. The pool was looked at while our sentences were written,
and the settings were chosen on it: it is a development set, so expect a little less from strangers.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import yaml
from rich.console import Console

from benchmarks.exam_results import as_json, table
from benchmarks.misspelling import NoMisspellings, read_misspellings
from benchmarks.understanding_exams import Heard, OtherRecipe, exams, learnt, misspelt_loss
from benchmarks.understanding_tables import by_provenance, by_source, by_threshold, confusions_table
from bot.intent_texts import ROOT, NoPool
from bot.train_intents import prepare

KEPT = Path("var") / "bench" / "understanding.json"


def shipped_threshold() -> float:
    """The threshold in config.yml."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    return next(float(part["threshold"]) for part in pipeline if "threshold" in part)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Exit 0; 1 where a bar is missed; 2 where the data are missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    options = parser.parse_args(arguments)
    try:
        ways, lesson = read_misspellings(options.data), prepare(options.data)
    except (NoPool, NoMisspellings) as missing:
        print(missing, file=sys.stderr)
        return 2
    console, threshold = Console(width=190), shipped_threshold()
    began = time.perf_counter()
    try:
        models = learnt(lesson, lambda text: print(text, file=sys.stderr))
    except OtherRecipe as other:
        print(other, file=sys.stderr)
        return 2
    told = {name: Heard.of(lesson.pool, probabilities, intents) for name, (intents, probabilities) in models.items()}
    loss = misspelt_loss(lesson, ways, threshold)
    found = exams(told, lesson.pool, threshold, loss)
    console.print(f"{len(lesson.own[0]):,} own sentences; {len(lesson.pool.texts):,} messages of strangers")
    console.print(table(found, f"Understanding strangers, threshold {threshold}", beside="own sentences alone"))
    console.print(by_provenance(told, lesson.pool, threshold))
    console.print(by_source(told, lesson.pool, threshold))
    console.print(by_threshold(told["left out"], lesson.pool))
    console.print(confusions_table(told["left out"], lesson.pool, threshold))
    console.print(f"{time.perf_counter() - began:.0f} s")
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(as_json(found), indent=1))
    return 0 if all(exam.kept for exam in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
