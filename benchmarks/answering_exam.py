"""Questions about goods, and what an answer to one is worth: right, rightly not known, wrong, or passed over. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

QUESTIONS = Path(__file__).with_name("answering_questions.yml")
YES = frozenset({"diet_yes", "holds_yes", "stated_yes", "stock_yes"})
NO = frozenset({"holds_no", "stated_no", "not_so"})
# What is told of a thing as the answer to a question.
TOLD = frozenset(
    {
        *YES,
        *NO,
        *("stated_so", "pitch_maker", "pitch_guarantee", "listed_under", "ingredients_are", "allergens_are"),
        *("allergens_none", "not_named", "holds_in_a_way", "known_so", "one_size"),
    }
)
NOT_KNOWN = frozenset({"dont_know", "dont_know_ask", "lists_differ", "ingredients_unknown", "nothing_more_known"})
Mark = Literal["right", "rightly unknown", "wrong", "unanswered", "beside"]
_KEYS = frozenset({"ask", "after", "of", "verdict", "says", "unknown"})


class BadQuestion(Exception):
    """A question that cannot be marked: the message names it and says why."""


@dataclass(frozen=True)
class Question:
    """``unknown``: the data are silent. ``verdict`` "yes", "no" or "" where the data decide neither. ``says``: see the file."""

    ask: str
    after: tuple[str, ...] = ()
    of: str = ""
    verdict: str = ""
    says: tuple[str, ...] = ()
    unknown: bool = False


@dataclass(frozen=True)
class Heard:
    """An answer: its words, the acts that it is made of, and the products that it speaks of."""

    text: str
    acts: frozenset[str]
    shown: tuple[str, ...]


def read_questions(path: Path = QUESTIONS) -> dict[str, list[Question]]:
    """The questions by catalogue. Raises BadQuestion."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: [_question(one) for one in each] for name, each in loaded.items()}


def _question(one: dict[str, Any]) -> Question:
    if unknown := set(one) - _KEYS:
        raise BadQuestion(f"{one.get('ask')!r}: unknown key {sorted(unknown)[0]!r}")
    if not one.get("ask") or bool(one.get("unknown")) == bool(one.get("says")):
        raise BadQuestion(f"{one.get('ask')!r}: needs either says or unknown")
    if one.get("verdict", "") not in ("", "yes", "no"):
        raise BadQuestion(f"{one['ask']!r}: the verdict {one['verdict']!r} is neither yes nor no")
    lists = {name: tuple(map(str, one.get(name, ()))) for name in ("after", "says")}
    return Question(
        one["ask"], of=one.get("of", ""), verdict=one.get("verdict", ""), unknown=bool(one.get("unknown")), **lists
    )


def mark(question: Question, heard: Heard) -> Mark:
    """What the answer is worth. A fact is wrong that the data do not hold, that they deny, or that is of another product."""
    known = not heard.acts & NOT_KNOWN
    of_another = bool(question.of) and bool(set(heard.shown) - {question.of})
    if of_another and heard.acts & TOLD:
        return "wrong"
    verdicts = {"yes": heard.acts & YES, "no": heard.acts & NO}
    if question.unknown:
        if verdicts["yes"] or verdicts["no"] or (known and heard.acts & TOLD):
            return "wrong"
        return "beside" if known else "rightly unknown"
    against = {"yes": "no", "no": "yes"}.get(question.verdict)
    if (against and verdicts[against]) or (
        question.of and not question.verdict and (verdicts["yes"] or verdicts["no"])
    ):
        return "wrong"
    if all(any(one.lower() in heard.text.lower() for one in said.split("|")) for said in question.says) and (
        not question.verdict or verdicts[question.verdict]
    ):
        return "right"
    return "unanswered"


@dataclass(frozen=True)
class Figures:
    """How often each mark was given, of how many questions that the data answer and how many that they do not."""

    answerable: int
    unanswerable: int
    marks: Counter[str]


def figures(marked: Sequence[tuple[Question, Mark]]) -> Figures:
    """The sums over marked questions."""
    unknown = sum(question.unknown for question, _ in marked)
    return Figures(len(marked) - unknown, unknown, Counter(mark for _, mark in marked))
