"""What hearing costs: ``python -m benchmarks.hearing``.

Our own shop messages of 4 to 6 words (real shoppers' median is 5). One at a time on one core, after loading: tokens and all
detectors, and apart from them the style encoder and the sentence encoder that understanding needs. In batches of 256:
``hear`` as ``solito cues`` uses it, style encoder included, in one process. Medians and 95th percentiles of 300
messages, the best of three rounds of the batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.cues.pipeline import load_nlp, read_doc
from bot.cues.reader import as_heard, read_cues
from bot.cues.style_corpora import shop_messages
from bot.hearing import hear
from bot.style_encoder import shared_style_encoder

WORDS = (4, 6)
ALONE, BATCH, ROUNDS = 300, 2_560, 3
KNOWN = {"tokens and all detectors": "≤ 8 ms", "messages a second in batches": "≥ 200"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    low, high = WORDS
    texts = [text for text in shop_messages() if low <= len(text.split()) <= high]
    nlp, style = load_nlp("en"), shared_style_encoder()
    hear(texts[:64], "en")
    table = Table(title="What hearing costs")
    for name in ("step", "median", "95th", "goal"):
        table.add_column(name, justify="left" if name == "step" else "right")
    chosen = texts[:: max(1, len(texts) // ALONE)][:ALONE]
    readings = style.hear([as_heard(text) for text in chosen])
    rows: dict[str, Callable[[int], object]] = {
        "tokens and all detectors": lambda i: read_cues(read_doc(chosen[i], nlp=nlp), "en", readings[i]),
        "style encoder": lambda i: style.hear([as_heard(chosen[i])]),
    }
    for name, step in rows.items():
        spent = np.array([_ms(step, i) for i in range(len(chosen))])
        told = (f"{value:.2f} ms" for value in (np.median(spent), np.quantile(spent, 0.95)))
        table.add_row(name, *told, KNOWN.get(name, ""))
    rate = max(_rate(texts) for _ in range(ROUNDS))
    name = "messages a second in batches"
    table.add_row(name, f"{rate:,.0f}", "", KNOWN[name])
    Console(width=100).print(table)
    return 0


def _ms(step: Callable[[int], object], i: int) -> float:
    began = time.perf_counter()
    step(i)
    return 1000 * (time.perf_counter() - began)


def _rate(texts: Sequence[str]) -> float:
    many = [texts[i % len(texts)] for i in range(BATCH)]
    began = time.perf_counter()
    for start in range(0, BATCH, 256):
        hear(many[start : start + 256], "en")
    return BATCH / (time.perf_counter() - began)


if __name__ == "__main__":
    raise SystemExit(main())
