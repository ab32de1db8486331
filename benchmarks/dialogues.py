"""Real customers' dialogues: what was said, by whom. The public data are no part of this repository."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path("dialogues") / "dev_dialogues.jsonl"


class NoDialogues(Exception):
    """The file is not there, or is no dialogues; the message says which, and what is expected."""


@dataclass(frozen=True)
class Dialogue:
    """One conversation: ``turns`` are (speaker, text), the speaker being "customer" or "agent"; texts are not empty."""

    name: str
    source: str
    turns: tuple[tuple[str, str], ...]

    @property
    def customer(self) -> tuple[str, ...]:
        return tuple(text for speaker, text in self.turns if speaker == "customer")

    @property
    def seller(self) -> tuple[str, ...]:
        """What the human seller answered; empty where the source kept the customer's side only."""
        return tuple(text for speaker, text in self.turns if speaker != "customer")


def read_dialogues(data: Path) -> list[Dialogue]:
    """All dialogues in which a customer speaks. ``data``: the folder with the public data. Raises NoDialogues."""
    path = data / FILE
    if not path.exists():
        raise NoDialogues(f"{path} is not there: it holds one dialogue a line, as JSON with id, source and turns")
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            found.append(_dialogue(path, number, line))
    return [dialogue for dialogue in found if dialogue.customer]


def _dialogue(path: Path, number: int, line: str) -> Dialogue:
    try:
        row = json.loads(line)
        turns = tuple((str(turn["speaker"]), str(turn["text"]).strip()) for turn in row["turns"])
        return Dialogue(str(row["id"]), str(row["source"]), tuple(turn for turn in turns if turn[1]))
    except (ValueError, KeyError, TypeError) as error:
        raise NoDialogues(f"{path}, line {number}: no dialogue ({error!r})") from error
