"""The same dialogues as three shops answered them, for people who read blind: which shop is which stands in a key apart."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from benchmarks.dialogues import Dialogue

QUESTIONS = ("helpful (1-5)", "creepy (1-5)", "mocking (1-5)", "remark")
HUMAN = "human seller"
INTRODUCTION = """\
# To be read blind

Each conversation is between a customer of a coffee bar and somebody who sells. The customers' lines are the same wherever
the same conversation comes again; they were said to another shop, so an answer may fit the shop that gives it and not the
next line. Judge the seller's lines only: in `form.csv`, from 1 (not at all) to 5 (very), is it **helpful**, is it
**creepy**, is it **mocking**? Please do not look into `key.json` before you have done.
"""


def write_reading(
    folder: Path, dialogues: Sequence[Dialogue], answers: Mapping[str, Sequence[Sequence[str]]], seed: int = 3
) -> int:
    """Write ``reading.md``, ``form.csv`` and ``key.json``; returns how many conversations there are to read.

    answers  by shop, for each dialogue the replies to its customer's turns; the human seller's are added from the data,
             where they answered every turn but perhaps the last
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = [(shop, d, replies) for shop, each in answers.items() for d, replies in zip(dialogues, each, strict=True)]
    told += [(HUMAN, d, d.seller) for d in dialogues if len(d.seller) >= len(d.customer) - 1 and d.seller]
    Random(seed).shuffle(told)
    names = [f"C{number:03}" for number in range(1, len(told) + 1)]
    parts = [_conversation(name, d, replies) for name, (_, d, replies) in zip(names, told, strict=True)]
    (folder / "reading.md").write_text("\n".join([INTRODUCTION, *parts]), "utf-8")
    key = {n: {"who": shop, "dialogue": d.name} for n, (shop, d, _) in zip(names, told, strict=True)}
    (folder / "key.json").write_text(json.dumps(key, indent=1), "utf-8")
    with (folder / "form.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("conversation", *QUESTIONS), *((name, "", "", "", "") for name in names)])
    return len(told)


def _conversation(name: str, dialogue: Dialogue, replies: Sequence[str]) -> str:
    lines = [f"## {name}", ""]
    for number, said in enumerate(dialogue.customer):
        lines += [f"- customer: {said}"]
        if number < len(replies):
            lines += [f"- seller: {replies[number] or '(nothing)'}"]
    return "\n".join([*lines, ""])
