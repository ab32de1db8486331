"""Numbers into words, and evidence into marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cues.reader import cue_names
from console.marking import pieces, spans_of
from console.wording import SCALES, in_words, number, place, short_id

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("abc")), max_size=6)


@given(st.text(max_size=30), SPANS)
def test_the_pieces_of_a_message_are_the_message(said, raw):
    """Whatever overlaps, nothing of the message is lost, doubled or marked outside of its evidence."""
    spans = [(s, e, name) for s, e, name in raw if s < e <= len(said)]
    cut = pieces(said, spans)
    assert "".join(piece.text for piece in cut) == said
    marked = sum(len(piece.text) for piece in cut if piece.cues)
    assert marked == len({i for s, e, _ in spans for i in range(s, e)})


@pytest.mark.parametrize(
    "evidence",
    [
        {"text": "quick", "start": 1, "end": 6},
        {"text": "quick", "start": 0, "end": 99},
        {"text": "quick", "start": -3, "end": 2},
        {"text": "quick"},
        "quick",
    ],
)
def test_evidence_that_does_not_stand_there_marks_nothing(evidence):
    """A span off by one, beyond the end or without numbers would mark the wrong words."""
    assert spans_of("quick one", {"urgency": {"value": 1, "evidence": [evidence]}}) == []


def test_every_cue_has_its_words_and_range() -> None:
    """Whatever can be heard is shown to staff on its own scale: an anger of 0 stands at the line's end, not in its middle."""
    assert [name for name in cue_names() if name not in SCALES] == []
    assert place("anger", 0) == 0
    assert in_words("distress", 0) == "none"


def test_a_piece_under_two_cues_names_both():
    """Overlapping evidence is marked once, with both names."""
    cues = {
        "warmth": {"evidence": [{"text": "thanks!", "start": 0, "end": 7}]},
        "politeness": {"evidence": [{"text": "thanks", "start": 0, "end": 6}]},
    }
    cut = pieces("thanks!", spans_of("thanks!", cues))
    assert [(piece.text, piece.cues) for piece in cut] == [("thanks", ("politeness", "warmth")), ("!", ("warmth",))]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("formality", -1, "casual"),
        ("formality", -0.25, "casual"),
        ("formality", -0.24, "neutral"),
        ("formality", 0.3, "formal"),
        ("urgency", 0.9, "in a hurry"),
        ("verbosity", 4, "4 words"),
        ("unheard_of", 0.5, "0.5"),
    ],
)
def test_a_value_has_words(name, value, words):
    """Both ends, the middle and a plain count."""
    assert in_words(name, value) == words


@pytest.mark.parametrize(
    ("value", "shown"), [(-0.6, "−0.6"), (0, "0"), (-0.001, "0"), (12.0, "12"), (100, "100"), (0.256, "0.26")]
)
def test_numbers_are_short_and_true(value, shown):
    """A true minus, no needless zeros, and no "−0"."""
    assert number(value) == shown


def test_a_value_beyond_its_line_stands_at_the_end():
    """A message of 300 words is drawn at the end of the line, not off the page."""
    assert (place("verbosity", 300), place("formality", -2), place("formality", 0)) == (100, 0, 50)


def test_a_long_number_is_cut_short():
    """The list stays a list."""
    assert short_id("anon-0123456789abcdef") == "anon-0123456…"
