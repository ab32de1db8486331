"""The exam of answers about goods: its questions can be marked, and a wrong fact is seen as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.answering_exam import BadQuestion, Heard, Question, figures, mark, read_questions
from shop.importers.detect import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
VEGAN = Question("is the loaf vegan?", of="loaf", verdict="yes", says=("vegan",))
SILENT = Question("is the loaf kosher?", of="loaf", unknown=True)


def heard(text: str, *acts: str, shown: str = "loaf") -> Heard:
    return Heard(text, frozenset(acts), (shown,))


def test_the_questions() -> None:
    """At least 120, of which 40 cannot be answered; half are of catalogues that the answers were not built on; each once."""
    sets = read_questions()
    every = [q for each in sets.values() for q in each]
    apart = [q for name, each in sets.items() if name != "demo" for q in each]
    assert len(every) >= 120
    assert sum(q.unknown for q in every) >= 40
    assert len(apart) >= len(every) / 2
    assert len({(q.ask, q.after) for q in every}) == len(every)


def test_what_is_asked_about_is_there() -> None:
    """Every product of the demo's questions is on its shelf."""
    there = {p.id for p in read_catalogue(ROOT / "demo" / "catalogue.csv").products}
    assert {q.of for q in read_questions()["demo"] if q.of} <= there


@pytest.mark.parametrize(
    ("question", "answer", "given"),
    [
        (VEGAN, heard("Yes, listed as vegan.", "diet_yes"), "right"),
        (VEGAN, heard("No: it contains milk.", "holds_no"), "wrong"),
        (VEGAN, heard("Yes, listed as vegan.", "diet_yes", shown="cake"), "wrong"),
        (VEGAN, heard("I don't know that.", "dont_know_ask"), "unanswered"),
        (VEGAN, heard("Which one?", "ask_which_product"), "unanswered"),
        (SILENT, heard("I don't know that.", "dont_know_ask"), "rightly unknown"),
        (SILENT, heard("Yes.", "diet_yes"), "wrong"),
        (SILENT, heard("A round loaf.", "stated_so"), "wrong"),
        (SILENT, heard("Which one?", "which_product"), "beside"),
    ],
)
def test_what_an_answer_is_worth(question: Question, answer: Heard, given: str) -> None:
    """A fact that the data deny, do not hold, or hold of another product is wrong."""
    assert mark(question, answer) == given


def test_the_sums() -> None:
    """Both kinds of questions are counted apart."""
    found = figures([(VEGAN, "right"), (SILENT, "wrong")])
    assert (found.answerable, found.unanswerable, found.marks["wrong"]) == (1, 1, 1)


@pytest.mark.parametrize(
    "slip",
    [
        "ask: why?",
        "{ask: why, says: [a], unknown: true}",
        "{ask: why, says: [a], verdict: maybe}",
        "{ask: a, sais: [b]}",
    ],
)
def test_a_question_that_cannot_be_marked_is_refused(tmp_path: Path, slip: str) -> None:
    """It would count as right whatever was answered."""
    file = tmp_path / "q.yml"
    file.write_text(f"demo:\n  - {slip}\n", encoding="utf-8")
    with pytest.raises(BadQuestion):
        read_questions(file)
