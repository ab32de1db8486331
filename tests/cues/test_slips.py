"""A slip of the typing hand is no style: it is mended where one real word could be meant, and nowhere else."""

from __future__ import annotations

import pytest

from bot.cues.slips import mended, mended_text, slips_of


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("plesae", "please"),
        ("thansk", "thanks"),
        ("cheapst", "cheapest"),
        ("refnd", "refund"),
        ("recomend", "recommend"),
        ("guaranted", "guaranteed"),
        ("bestsellerr", "bestseller"),
        ("gide", "guide"),  # a name as well, but one that nobody says in a shop
        ("goverment", "government"),  # as often as it is seen
        ("adddress", "address"),
    ],
)
def test_one_slip_is_mended(slip, meant) -> None:
    """Letters changed round, left out or written twice."""
    assert mended(slip, "en") == meant


@pytest.mark.parametrize(
    "word",
    [
        "cold",
        "could",
        "were",
        "where",
        "quiet",
        "quite",
        "sock",
        "supper",
        "sipping",
        "demo",
        "latte",
        "cappuccino",
        "croissant",
        "sandals",
        "doesn",
        "thx",
        "pls",
        "gonna",
        "xqzvb",
        "",
        "é",
        "naïve",
        "a" * 500,
        "1234",
    ],
)
def test_real_words_and_strange_ones_are_left_alone(word) -> None:
    """A word of its own, shorthand, too short a word, and what is like nothing."""
    assert mended(word, "en") == word


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("grazei", "grazie"),
        ("quanot", "quanto"),
        ("vorre", "vorrei"),
        ("caffè", "caffè"),
        ("vorrei", "vorrei"),
        ("spritz", "spritz"),
    ],
)
def test_italian_has_words_of_its_own(word, meant) -> None:
    """What is a slip in one language may be a word of another."""
    assert mended(word, "it") == meant
    assert mended("domani", "it") == "domani"


def test_other_languages_are_left_alone() -> None:
    """What is not heard is not mended."""
    assert mended("dnake", "de") == "dnake"
    assert mended_text("plesae", "de") == "plesae"


def test_a_letter_too_many_is_a_slip_and_a_stretched_word_is_none(hear) -> None:
    """ "Adddress" is typed too fast; "sooo" is meant."""
    slip, right = hear("set up a second delivery adddress"), hear("set up a second delivery address")
    assert slip["formality"].value == pytest.approx(right["formality"].value)
    assert hear("that is sooo good")["formality"].value < hear("that is so good")["formality"].value


def test_a_text_keeps_all_but_its_slips() -> None:
    """Signs, spaces, capitals and emoji stay."""
    assert mended_text("Could you  WRAP it, plesae? 😀 OAT-milk!", "en") == "Could you  WRAP it, please? 😀 OAT-milk!"


def test_every_slip_keeps_the_first_letter_and_changes_the_word() -> None:
    """Nobody mistypes a word into itself."""
    slips = list(slips_of("please"))
    assert "please" not in slips
    assert all(slip[0] == "p" for slip in slips)


@pytest.mark.parametrize("text", ["could you wrap it plesae", "whats the cheapst one", "is it guaranted for two years"])
def test_a_slip_changes_no_cue(text, hear) -> None:
    """All cues of the mistyped message are those of the right one."""
    right = mended_text(text, "en")
    assert right != text
    mistyped, typed = hear(text), hear(right)
    assert {n: c.value for n, c in mistyped.items()} == pytest.approx(
        {n: c.value for n, c in typed.items()}, nan_ok=True
    )


def test_evidence_is_what_was_typed(hear) -> None:
    """The customer sees their own letters marked."""
    assert "plesae" in [e.text for e in hear("wrap it plesae")["politeness"].evidence]
