"""How long a message takes to be understood: ``python -m benchmarks.parsing``.

Every fortieth sentence of ``nlu_data/`` (about 300, of five words in the median) is parsed by the trained model in this
process, as Rasa does it: clauses, encoder, intent, goods of the demo shop, entities, cues. Each once, in an order drawn by
chance (seed 0), after twenty others that are not counted. Printed are median and tail beside the bar.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.exam_results import Exam, table
from benchmarks.figures import spread
from bot.intent_texts import own_sentences

EVERY, WARM, MEDIAN_MS = 40, 20, 35.0


def main() -> int:
    """Exit 0; 1 when the bar is missed; 2 when there is no trained model."""
    from benchmarks.goal_shop import trained_shop  # loads Rasa
    from running.training import NoModel

    with tempfile.TemporaryDirectory(prefix="solito-parsing-") as folder:
        try:
            shop = trained_shop(Path(folder))
        except NoModel as missing:
            print(missing, file=sys.stderr)
            return 2
        texts = own_sentences()[0][::EVERY]
        order = np.random.default_rng(0).permutation(len(texts))
        asyncio.set_event_loop(shop.loop)
        took = [_timed(shop, texts[i]) for i in (*order[:WARM], *order)][WARM:]
    lies = spread(took)
    exam = Exam(
        "a message understood, median, ms",
        lies.p50,
        MEDIAN_MS,
        "at most",
        about=f"95 of 100: {lies.p95:.1f}",
        form=".1f",
    )
    Console(width=120).print(table([exam], f"{lies.n} messages", beside="–"))
    return 0 if exam.kept else 1


def _timed(shop: object, text: str) -> float:
    began = time.perf_counter()
    shop.loop.run_until_complete(shop.agent.parse_message(text))  # type: ignore[attr-defined]
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
