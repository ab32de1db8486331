"""``python -m benchmarks.voice_unseen --data FOLDER``: do replies follow in messages that nobody looked at while adapting was built?

The 40 dialogues of ``benchmarks/voice.py`` are a development set. Here every message is the first of a new visitor: 300
drawn by a fixed seed from Taskmaster-4 and MultiDoGO (``nlu/train_pool.csv``), without those that stand in the 40
dialogues. Understanding was measured on this pool; neither a wording nor a rule for length was. One message tells less of
somebody than a visit, so the figures are not those of ``make bench-voice``: Spearman over messages, of words with words
and of how formal both are found by our own measure, with 95 % bootstrap intervals. Printed, without a bar.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from benchmarks.dialogues import NoDialogues, read_dialogues
from benchmarks.formality_measures import own
from benchmarks.talks import Planned, play
from benchmarks.voice_figures import agreement, words
from bot.intent_texts import NoPool, read_pool

SOURCES = ("tm4", "multidogo")
MESSAGES = 300
SEED = 41


def unseen(pool: Iterable[tuple[str, str]], seen: Iterable[str], count: int = MESSAGES) -> list[str]:
    """``count`` different messages of these sources, of (text, source), by chance, none of them in ``seen``, however it is spaced or cased."""
    known = {_same(text) for text in seen}
    texts = {_same(text): text for text, source in pool if source in SOURCES}
    left = sorted(text for same, text in texts.items() if same not in known)
    return Random(SEED).sample(left, min(count, len(left)))


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Play and print; 2 where there is no trained model or no data."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.voice_unseen", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    data = parser.parse_args(arguments).data
    from benchmarks.goal_shop import trained_shop  # loads Rasa
    from running.training import NoModel

    try:
        seen = [text for dialogue in read_dialogues(data) for text in dialogue.customer]
        pool = read_pool(data)
        said = unseen(zip(pool.texts, pool.sources, strict=True), seen)
        with tempfile.TemporaryDirectory() as folder:
            shop = trained_shop(Path(folder))
            answers = [" ".join(e.answer for e in play(shop, Planned(f"m{n}", (t,)))) for n, t in enumerate(said)]
    except (NoDialogues, NoPool, NoModel) as problem:
        print(problem, file=sys.stderr)
        return 2
    table = Table("300 first messages", "Spearman", "95 %")
    for name, measure in (("words", words), ("formality, our measure", lambda t: own([t]))):
        found = agreement([measure(t) for t in said], [measure(a) for a in answers])
        table.add_row(name, f"{found.rho:.2f}", f"{found.low:.2f} … {found.high:.2f}")
    Console(width=100).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
