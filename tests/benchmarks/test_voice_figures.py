"""The arithmetic of ``make bench-voice``, its reading files, and the dialogues that it reads."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest

from benchmarks.dialogues import FILE, Dialogue, NoDialogues, read_dialogues
from benchmarks.exam_results import Exam
from benchmarks.reading import HUMAN, write_reading
from benchmarks.voice_figures import agreement, distinct, matching, mean_words, sentences, words
from bot.cues.style_matching import CLASSES

RATES = {name: 0.1 for name in CLASSES}


def test_agreement_is_one_for_who_follows_and_minus_one_for_who_turns_away():
    """Whatever the scale: only the order counts."""
    asked = [1.0, 2.0, 5.0, 9.0, 20.0]
    assert agreement(asked, [x**2 for x in asked]).rho == pytest.approx(1)
    assert agreement(asked, [-x for x in asked]).rho == pytest.approx(-1)


def test_agreement_tells_how_sure_it_is():
    """The interval holds the figure, and four dialogues say less than forty."""
    one = [float(n * 7 % 11) for n in range(40)]
    other = [value + n * 5 % 13 for n, value in enumerate(one)]
    many, few = agreement(one, other), agreement(one[:6], other[:6])
    assert many.low <= many.rho <= many.high
    assert many.high - many.low < few.high - few.low


def test_who_always_says_the_same_agrees_with_nobody():
    """Not a number, and so no bar is kept."""
    rho = agreement([1.0, 2.0, 3.0], [4.0, 4.0, 4.0]).rho
    assert math.isnan(rho)
    assert not Exam("e", rho, 0.5).kept


def test_sides_that_do_not_fit_are_refused():
    """Named with how many there are."""
    with pytest.raises(ValueError, match="got 3 and 2"):
        agreement([1.0, 2.0, 3.0], [1.0, 2.0])


def test_matching_gains_only_from_the_own_partner():
    """Everybody alike: nothing gained. Each like their own seller alone: a gain."""
    alike = matching([RATES, RATES], [RATES, RATES])
    assert alike.gain == pytest.approx(0)
    other = {**RATES, CLASSES[0]: 0.0, CLASSES[1]: 0.0}
    apart = matching([RATES, other], [RATES, other])
    assert apart.own == pytest.approx(1)
    assert apart.gain > 0.2


def test_words_are_what_one_reads():
    """A dash that stands alone is no word; a price is one."""
    assert words("Flat white – €3.80, yes?") == 4
    assert mean_words(["one two", "one two three four"]) == 3
    with pytest.raises(ValueError, match="no turns"):
        mean_words([])


def test_a_line_heard_twice_counts_once():
    """Letter case and spaces make no new line."""
    assert distinct(["Good morning.", "good  morning.", "Morning.", "Back again."]) == 0.75
    assert sentences("Good morning. Oranges came in; try one. Yes?") == [
        "Good morning.",
        "Oranges came in; try one.",
        "Yes?",
    ]


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"id": 1, "source": "s", "turns": [3]}'])
def test_a_file_that_is_no_dialogues_is_named_with_its_line(tmp_path: Path, line: str):
    """And so is one that is not there."""
    with pytest.raises(NoDialogues, match="is not there"):
        read_dialogues(tmp_path)
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_text(f"\n{line}\n")
    with pytest.raises(NoDialogues, match="line 2"):
        read_dialogues(tmp_path)


def test_reading_files_do_not_tell_who_is_who(tmp_path: Path):
    """Every conversation is there once for each shop, and for the seller where there was one; the key alone has names."""
    turns = (("customer", "a tea"), ("agent", "Here you go."), ("customer", "thanks"))
    dialogues = [Dialogue("d1", "s", turns), Dialogue("d2", "s", (("customer", "hi"),))]
    answers = {"Solito": [("Tea?", "Bye."), ("Hello.",)], "plain Rasa": [("x", "y"), ("z",)]}
    assert write_reading(tmp_path, dialogues, answers) == 5
    text = (tmp_path / "reading.md").read_text()
    assert text.count("customer: a tea") == 3
    assert not any(name in text for name in ("Solito", "plain Rasa", HUMAN, "d1"))
    key = json.loads((tmp_path / "key.json").read_text())
    assert sorted(entry["who"] for entry in key.values()) == [*["Solito"] * 2, HUMAN, *["plain Rasa"] * 2]
    with (tmp_path / "form.csv").open() as file:
        assert [row["conversation"] for row in csv.DictReader(file)] == list(key)
