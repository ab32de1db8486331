"""How many and when: number words, odd numbers, dates and times, and what is none of them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.entities import read_entities
from bot.components.moments import read_moments
from bot.components.numbers import read_numbers

THURSDAY = datetime(2026, 11, 26, 14, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two butter croissants", [2]),
        ("twenty-five butter croissants", [25]),
        ("two hundred and fifty croissants", [250]),
        ("a thousand croissants", [1000]),
        ("a million espressos", [1_000_000]),
        ("10^9 croissants", [10**9]),
        ("1,000 croissants", [1000]),
        ("1.500 cornetti", [1500]),
        ("1,5 croissants", [1.5]),
        ("one and a half croissants", [1.5]),
        ("1 1/2 croissants", [1.5]),
        ("half a croissant", [0.5]),
        ("½ croissant", [0.5]),
        ("-3 croissants", [-3]),
        ("minus two espressos", [-2]),
        ("zero teas", [0]),
        ("a dozen rolls", [12]),
        ("half a dozen rolls", [6]),
        ("two dozen rolls", [24]),
        ("a couple of teas", [2]),
        ("ventidue cornetti", [22]),
        ("mezza dozzina di cornetti", [6]),
        ("un cappuccino e un'arancia", [1, 1]),
        ("one croissant and one tea", [1, 1]),
        ("just one", [1]),
    ],
)
def test_counts_are_read(text: str, counts: list[float]) -> None:
    """Numerals, numbers in words of both languages, dozens and halves, and odd ones as they were said."""
    assert [number.value for number in read_numbers(text)] == counts


@pytest.mark.parametrize(
    "text",
    [
        "the blue one",
        "the first one please",
        "I'll take that one",
        "one of those",
        "the second",
        "the twenty-first",
        "two-tone scarf",
        "order A-1001",
        "20 %",
        "two euros",
        "in five minutes",
        "3 cm",
    ],
)
def test_what_counts_nothing_is_no_count(text: str) -> None:
    """A pronoun, an ordinal, a part of a name, and a number with a unit of its own."""
    assert read_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tomorrow at 9", {"date": "2026-11-27", "time": "09:00"}),
        ("next saturday", {"date": "2026-11-28"}),
        ("thursday", {"date": "2026-11-26"}),
        ("next thursday", {"date": "2026-12-03"}),
        ("sabato prossimo", {"date": "2026-11-28"}),
        ("for friday morning", {"date": "2026-11-27", "time": "06:00/12:00"}),
        ("friday evening at 7", {"date": "2026-11-27", "time": "19:00"}),
        ("domani alle 8 e mezza", {"date": "2026-11-27", "time": "08:30"}),
        ("alle 9 meno un quarto", {"time": "20:45"}),
        ("in 20 minutes", {"time": "14:20"}),
        ("in half an hour", {"time": "14:30"}),
        ("tra due ore", {"time": "16:00"}),
        ("on the 24th", {"date": "2026-12-24"}),
        ("il 24 dicembre", {"date": "2026-12-24"}),
        ("on 3/12", {"date": "2026-12-03"}),
        ("march 3rd", {"date": "2027-03-03"}),
        ("24/12/2026", {"date": "2026-12-24"}),
        ("on christmas day", {"date": "2026-12-25"}),
        ("at easter", {"date": "2027-03-28"}),
        ("dopodomani alle 11", {"date": "2026-11-28", "time": "11:00"}),
        ("in two weeks", {"date": "2026-12-10"}),
        ("half past eight", {"time": "20:30"}),
        ("at half nine", {"time": "21:30"}),
        ("all'una", {"date": "2026-11-27", "time": "13:00"}),
        ("9am", {"date": "2026-11-27", "time": "09:00"}),
        ("at 5", {"time": "17:00"}),
        ("at noon", {"date": "2026-11-27", "time": "12:00"}),
        ("stasera alle 8", {"date": "2026-11-26", "time": "20:00"}),
    ],
)
def test_dates_and_times_are_read(text: str, told: dict[str, str]) -> None:
    """ISO 8601, counted from the shop's own Thursday at 14:00; a day and month are read in that order."""
    assert {m.kind: m.value for m in read_moments(text, THURSDAY)} == told


@pytest.mark.parametrize(
    "text",
    [
        "at 3 euro each",
        "at 2.50 each",
        "size 38",
        "1/2 croissant",
        "a christmas card for my mum",
        "may i have two",
        "i want 3 may i",
        "good morning",
        "at home",
        "half an almond croissant",
        "half a croissant at an angle",
        "at 25",
        "on the 32nd",
        "the second one",
        "sun hat",
        "in large",
        "under 20",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    """Prices, sizes, shares, greetings, months that are verbs, and days that no month has."""
    assert read_moments(text, THURSDAY) == []


@pytest.mark.parametrize(
    ("text", "quantity"), [("2 at 9", 2), ("two croissants for tomorrow at 8", 2), ("3 teas on the 24th", 3)]
)
def test_a_moment_eats_no_quantity(text: str, quantity: int) -> None:
    """Beside an hour or a day the number of goods stays one, and the only one."""
    assert [e["value"] for e in read_entities(text, 0, THURSDAY) if e["entity"] == "quantity"] == [quantity]


def test_without_a_clock_no_moment_is_read() -> None:
    """Where nobody says what time it is, "tomorrow" has no date."""
    assert {e["entity"] for e in read_entities("two croissants tomorrow at 9")} <= {"quantity"}


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is typed breaks neither reader, and every place is one of the text's."""
    for found in (*read_numbers(text), *read_moments(text, THURSDAY)):
        assert 0 <= found.start < found.end <= len(text)


WORDS = [
    "at", "on", "the", "in", "half", "past", "31", "29", "2", "one", "next", "friday", "may", "24th", "alle", "e", "mezza",
    "/", ".", ":", "-", "quarter", "of", "00", "dozen", "minus",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS)))
def test_any_mix_of_words_for_moments_can_be_read(words: list[str]) -> None:
    """Words of dates and times in any order: a moment is read, or none; never an error."""
    read_entities(" ".join(words), 0, THURSDAY)
