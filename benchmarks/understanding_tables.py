"""The understanding exam's tables: by provenance, by source, by threshold, and what is taken for what."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from rich.table import Table

from benchmarks.understanding_exams import Heard
from benchmarks.understanding_figures import OUT, commonest, confusions, in_scope_accuracy, out_of_scope
from bot.intent_texts import Pool
from bot.train_intents import TEMPLATES

THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def by_provenance(told: Mapping[str, Heard], pool: Pool, threshold: float) -> Table:
    """In-scope accuracy of each way of learning by how the messages came about."""
    groups = np.char.add(np.char.add(pool.provenances.astype(str), " "), pool.languages.astype(str))
    return _accuracies(told, pool, groups, threshold, "In-scope accuracy by provenance (templates mean nothing)")


def by_source(told: Mapping[str, Heard], pool: Pool, threshold: float) -> Table:
    """The same by who collected them."""
    return _accuracies(told, pool, pool.sources.astype(str), threshold, "In-scope accuracy by source")


def _accuracies(told: Mapping[str, Heard], pool: Pool, groups: np.ndarray, threshold: float, title: str) -> Table:
    table = Table(title=title)
    names = [name for name in sorted(set(groups.tolist())) if ((groups == name) & (pool.intents != OUT)).any()]
    for name in ("learnt from", *names):
        table.add_column(name, justify="right")
    table.add_row("messages", *[f"{np.sum((groups == name) & (pool.intents != OUT)):,}" for name in names])
    table.add_row("commonest", *[f"{commonest(pool.intents[groups == name]):.3f}" for name in names])
    for way, one in told.items():
        said = one.said(threshold)
        cells = [in_scope_accuracy(pool.intents[groups == name], said[groups == name]) for name in names]
        table.add_row(way, *[f"{cell:.3f}" for cell in cells])
    return table


def by_threshold(one: Heard, pool: Pool) -> Table:
    """What is gained in refusing against what is lost of real wishes, source left out."""
    table = Table(title="By threshold, source left out")
    for name in ("threshold", "real users", "crowd", "out-of-scope recall", "out-of-scope precision"):
        table.add_column(name, justify="right")
    real, crowd = pool.provenances == "real_user", np.char.startswith(pool.provenances.astype(str), "crowd")
    for threshold in THRESHOLDS:
        said = one.said(threshold)
        figures = [in_scope_accuracy(pool.intents[rows], said[rows]) for rows in (real, crowd)]
        table.add_row(
            f"{threshold:.2f}", *[f"{x:.3f}" for x in (*figures, *out_of_scope(pool.intents[crowd], said[crowd]))]
        )
    return table


def confusions_table(one: Heard, pool: Pool, threshold: float) -> Table:
    """The commonest confusions of strangers, templates apart."""
    rows = pool.provenances != TEMPLATES
    table = Table("is", "heard as", "times", "of", title="Commonest confusions, source left out")
    for meant, said, times, total in confusions(pool.intents[rows], one.said(threshold)[rows]):
        table.add_row(meant, said, str(times), str(total))
    return table
