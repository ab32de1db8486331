"""The chats that traits are learnt on: PersuasionForGood (Wang et al., ACL 2019), with surveyed traits of both speakers.

FOLDER holds ``persuasionforgood_dialogues.csv`` (B2 dialogue, Turn, B4 role: 0 persuader, 1 persuadee, Unit text) and
``persuasionforgood_people.csv`` (B2, B3 person, B4, the survey; joined on B2 and B4). Neuroticism is not read.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from bot.cues.frequencies import commonest
from bot.cues.message import Message
from bot.cues.trait_features import NAMES, message_row, words_row
from bot.cues.traits import LEARNT, Encode, speaker_messages

PERSUADER, PERSUADEE = "0", "1"
# Of English at large and not of these chats: nobody examined has a say in it, and no word is a matter of the charity's
WORDS = tuple(commonest(100, "en"))
FIRST = (1, 2, 3, 5)  # so many first turns are set beside the rest, to see how fast a reading settles
_DIALOGUES, _PEOPLE = "persuasionforgood_dialogues.csv", "persuasionforgood_people.csv"
_BIG_FIVE = ("open.x", "conscientious.x", "extrovert.x", "agreeable.x")
# Schwartz's axis from conservation to openness to change: the difference of two means over surveyed values
_NEW = ("self_direction.x", "stimulation.x", "hedonism.x")
_PROVEN = ("security.x", "conform.x", "tradition.x")


class NoData(FileNotFoundError):
    """The folder lacks a file that training needs."""


@dataclass(frozen=True)
class Speakers:
    """Speakers in one role, one row a dialogue.

    person    who it is: one person may have several dialogues; shape (n,)
    surveyed  answers to the questionnaire, in the order of ``LEARNT``; shape (n, 5), or several such decks side by side
    words     words said in the dialogue; shape (n,)
    turns     turns said; shape (n,)
    widths    columns of the features, of the common words and of the sentence vector (0 if none was made); sum k
    mean      mean features, share of the messages that hold each common word, mean sentence vector; shape (n, k)
    first     the same over the first 1, 2, 3, 5 turns; shape (4, n, k)
    rest      the same over the turns after these; shape (4, n, k)
    """

    person: np.ndarray
    surveyed: np.ndarray
    words: np.ndarray
    turns: np.ndarray
    widths: tuple[int, int, int]
    mean: np.ndarray
    first: np.ndarray
    rest: np.ndarray

    def part(self, which: np.ndarray) -> Speakers:
        """The rows where ``which`` (booleans) is true."""
        kept = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "widths"}
        cut = {n: v[:, which] if n in ("first", "rest") else v[which] for n, v in kept.items()}
        return replace(self, **cut)

    def beginning(self, turns: int) -> Speakers:
        """As if only the first so many turns had been said; ``turns`` is one of ``FIRST``."""
        return replace(self, mean=self.first[FIRST.index(turns)], turns=np.full_like(self.turns, turns))

    def counting(self, words: int) -> Speakers:
        """As if only so many of the common words were counted, the commonest first."""
        style, _, topic = self.widths
        return self._columns(style, words, topic)

    def without_vectors(self) -> Speakers:
        """As if no sentence vectors had been made."""
        style, words, _ = self.widths
        return self._columns(style, words, 0)

    def answering(self, trait: int) -> Speakers:
        """As if only one trait had been asked for: its place in ``LEARNT``."""
        return replace(self, surveyed=self.surveyed[:, trait :: len(LEARNT)])

    def _columns(self, style: int, words: int, topic: int) -> Speakers:
        """Only the first so many columns of each block."""
        widths = (style, words, topic)
        starts = np.cumsum([0, *self.widths[:-1]]).tolist()
        kept = np.concatenate([np.arange(s, s + width) for s, width in zip(starts, widths, strict=True)])
        seen = {name: getattr(self, name)[..., kept] for name in ("mean", "first", "rest")}
        return replace(self, widths=widths, **seen)


def check_data(folder: Path) -> None:
    """Are both files there? Raises ``NoData`` with a sentence that says which is not."""
    for name in (_DIALOGUES, _PEOPLE):
        if not (folder / name).is_file():
            raise NoData(
                f"{folder / name} is missing: traits are learnt on PersuasionForGood (Wang et al. 2019), which it is part of."
            )


def read_speakers(folder: Path, role: str, encode: Encode | None) -> Speakers:
    """All dialogues of one role whose speaker answered the questionnaire. Raises ``NoData``."""
    people = {(row["B2"], row["B4"]): row for row in _rows(folder, _PEOPLE)}
    said: dict[str, list[str]] = {}
    for row in _rows(folder, _DIALOGUES):
        answers = people.get((row["B2"], role))
        if row["B4"] == role and answers is not None and _answered(answers):
            said.setdefault(row["B2"], []).append(row["Unit"])
    heard = {dialogue: speaker_messages(texts) for dialogue, texts in said.items()}
    heard = {d: messages for d, messages in heard.items() if len(messages) > max(FIRST)}
    flat = [message for messages in heard.values() for message in messages]
    topics = np.empty((len(flat), 0)) if encode is None else encode([m.text for m in flat])
    rows = np.hstack([[message_row(m) for m in flat], [words_row(m, WORDS) for m in flat], topics])
    answers_of = [people[dialogue, role] for dialogue in heard]
    return _gathered([a["B3"] for a in answers_of], [_surveyed(a) for a in answers_of], list(heard.values()), rows)


def _gathered(
    person: list[str], surveyed: list[list[float]], heard: Sequence[Sequence[Message]], rows: np.ndarray
) -> Speakers:
    turns = np.array([len(messages) for messages in heard])
    style, words = len(NAMES), len(WORDS)
    blocks = np.split(rows, np.cumsum(turns)[:-1])
    return Speakers(
        np.array(person),
        np.array(surveyed),
        np.array([sum(len(m.words) for m in messages) for messages in heard]),
        turns,
        (style, words, rows.shape[1] - style - words),
        np.array([b.mean(axis=0) for b in blocks]),
        np.array([[b[:n].mean(axis=0) for b in blocks] for n in FIRST]),
        np.array([[b[n:].mean(axis=0) for b in blocks] for n in FIRST]),
    )


def _answered(row: dict[str, str]) -> bool:
    return all(row[k] not in ("", "NA") for k in (*_BIG_FIVE, *_NEW, *_PROVEN))


def _surveyed(row: dict[str, str]) -> list[float]:
    """The answers in the order of ``LEARNT``: 1 … 5 each, the last a difference of values, −5 … 5."""
    axis = np.mean([float(row[k]) for k in _NEW]) - np.mean([float(row[k]) for k in _PROVEN])
    answers = [*(float(row[k]) for k in _BIG_FIVE), float(axis)]
    assert len(answers) == len(LEARNT)
    return answers


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    check_data(folder)
    with (folder / name).open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))
