"""Words, capitals, stops, pronouns, emoji and exclamation marks."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("😀", 0),
        ("1️⃣", 0),
        ("?!", 0),
        ("latte", 1),
        ("flat white oat", 3),
        ("don't you?", 2),
        ("2 croissants", 2),
        ("gluten-free bread", 2),
        ("look https://shop.example/a?b=c", 2),
        ("great 😀 coffee", 2),
        ("  spaced   out  ", 2),
        ("perché no", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text, words, hear) -> None:
    """What stands between spaces and holds a letter or a digit."""
    assert hear(text)["verbosity"].value == words


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("flat white", "lower_case_start", 1),
        ("Flat white", "lower_case_start", 0),
        ("😀 flat white", "lower_case_start", 1),
        ("2 teas", "lower_case_start", None),
        ("你好", "lower_case_start", None),
        ("Yes.", "final_stop", 1),
        ("Yes", "final_stop", 0),
        ("Really?", "final_stop", 1),
        ("Yes. 😀", "final_stop", 1),
        ('He said "yes."', "final_stop", 1),
        ("can i get one", "lower_case_i", 1),
        ("I think i'm late", "lower_case_i", 0.5),
        ("I'd like one", "lower_case_i", 0),
        ("one latte", "lower_case_i", None),
        ("👨‍👩‍👧‍👦 👍🏽", "emoji_count", 2),
        ("hello :) <3", "emoji_count", 2),
        ("http://a.example:/x", "emoji_count", 0),
        ("latte", "emoji_count", 0),
        ("yes!!!", "exclamation_count", 3),
        ("yes", "exclamation_count", 0),
    ],
)
def test_a_habit_of_form_is_measured(text, name, value, hear) -> None:
    """Each habit where it can be measured, None where it cannot."""
    assert hear(text)[name].value == value


def test_italian_has_no_lower_case_i(hear) -> None:
    """Only English writes that pronoun with a capital; the rest of form holds in any language."""
    cues = hear("i croissant per favore.", "it")
    assert cues["lower_case_i"].value is None
    assert cues["lower_case_start"].value == 1
    assert cues["final_stop"].value == 1
