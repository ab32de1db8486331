"""How formal messages in a shop are: readings of 5,500 of them to learn from, 2,379 for a judge's ear, 450 to examine on.

``ratings/formality.csv`` holds numbers. A text stands there by its mark alone, a hash, and is found in our own sentences
(``nlu_data``) and in the public data (a folder is named); only Solito's own replies are there in words. The rating is
−3 very casual … 0 ordinary … +3 very formal, the mean of ``readings`` independent ones. **The readers were large
language models under written instructions, not people** (``models/shop_formality.md`` says which, and how well they
agree with each other and with people).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from bot.cues.style_corpora import CHAT_TURNS, NoData, Rated, chat_turns, dialogue_turns, pool_messages, shop_messages

FILE = Path(__file__).parent / "ratings" / "formality.csv"
Part = Literal["learn", "judge", "exam"]  # judge: what benchmarks/second_ear.py learns from, and nothing else


def shop_rated(folder: Path, part: Part, source: str | None = None) -> Rated:
    """The rated messages of a part; ``source``: those of one source alone (customers, sellers, replies, tm4 …).

    ``folder`` holds the public people's texts, with ``nlu`` and ``dialogues`` beside it. One of our own sentences that
    was changed since is no longer found, and left out. Raises ``NoData``.
    """
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["part"] == part and source in (None, row["source"])]
    known = {mark(text): text for text in _candidates(folder, part)}
    known |= {row["mark"]: row["text"] for row in rows if row["text"]}
    found = [(known[row["mark"]], float(row["rating"])) for row in rows if row["mark"] in known]
    if not found:
        raise NoData(f"none of the rated messages of {FILE.name} was found beside {folder}")
    return Rated(tuple(text for text, _ in found), np.array([rating for _, rating in found]))


def mark(text: str) -> str:
    """What a text goes by: the same for any spacing and letter case."""
    return hashlib.blake2b(" ".join(text.split()).casefold().encode(), digest_size=8).hexdigest()


def _candidates(folder: Path, part: Part) -> Iterator[str]:
    yield from pool_messages(folder)
    if part != "exam":
        yield from shop_messages()
        yield from chat_turns(folder, None if part == "judge" else CHAT_TURNS)
    else:
        yield from dialogue_turns(folder)
