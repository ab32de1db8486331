"""Somebody else's words tell nothing of how a customer talks."""

from __future__ import annotations

import pytest

from bot.cues.borrowed import blanked, pasted_titles, quoted
from bot.hearing import hear

OWN = "hi, is this still on?"
QUOTES = {
    "a quoted line": "> Dear Sir or Madam, we regret that your esteemed order is delayed.\n" + OWN,
    "several quoted lines": OWN + "\n> We hereby confirm!!!\n> Kindly await our reply. Thank you so much.",
    "double quotes": OWN + ' "We kindly request that you await our esteemed colleague!!!"',
    "curly quotes": OWN + " “We kindly request that you await our esteemed colleague!!!”",
    "guillemets": OWN + " «We kindly request that you await our esteemed colleague!!!»",
    "low quotes": OWN + " „We kindly request that you await our esteemed colleague!!!“",
    "a mail below": OWN
    + "\nOn Tue, 3 Mar 2026 at 10:00, The Shop <shop@example.com> wrote:\nDear Sir, thank you kindly!!!",
    "an Italian mail below": OWN + "\nIl 3 marzo 2026 il negozio ha scritto:\nGentile cliente, grazie mille!!!",
    "a forwarded mail": OWN + "\n---- Forwarded message ----\nDear Sir, thank you kindly!!!",
}


def values(text: str, pasted=()) -> dict[str, float | None]:
    return {c.name: c.value for c in hear([text], "en", [pasted])[0]}


@pytest.mark.parametrize("text", QUOTES.values(), ids=list(QUOTES))
def test_quoted_words_change_no_cue(text):
    """Every cue is that of the customer's own words; what can only be seen at an end that is not theirs is unknown."""
    at_the_ends = {"lower_case_start", "final_stop"}
    plain, mixed = values(OWN), values(text)
    assert {n: v for n, v in mixed.items() if n not in at_the_ends} == {
        n: v for n, v in plain.items() if n not in at_the_ends
    }
    for name in at_the_ends:
        assert mixed[name] in (plain[name], None)


@pytest.mark.parametrize(
    "text",
    [
        'the "large" one please',
        'I want the "flat white"',
        'is 24" wide enough?',
        "rock 'n' roll and it's \"ok\"",
        '"',
        ">",
    ],
)
def test_a_word_in_quotes_for_stress_is_the_customers_own(text):
    """One or two words in quotes, inches and a lone sign quote nobody."""
    assert quoted(text) == ()


def test_a_message_that_is_one_quotation_is_its_writers_own():
    """Where nothing stands beside the quotes nobody else is spoken of."""
    assert quoted('"can I have a flat white please"') == ()


def test_a_pasted_title_teaches_nothing():
    """A title copied from the page adds no words, no capitals and no manner; typed their own way it is theirs."""
    title = "Ethiopia Yirgacheffe Single Origin Whole Bean"
    text = f"do you have the {title}"
    spans = pasted_titles(text, [title, "Flat White"])
    assert [text[start:end] for start, end in spans] == [title]
    assert values(text, spans)["verbosity"] == 4
    assert values(text, spans)["lower_case_start"] == 1
    assert pasted_titles(text.lower(), [title]) == ()
    assert pasted_titles("one Flat White", ["Flat White"]) == ()


def test_nothing_but_a_pasted_title_is_unknown_and_not_zero():
    """It is a click by other means."""
    title = "Ethiopia Yirgacheffe Single Origin Whole Bean"
    heard = values(title, pasted_titles(title, [title]))
    assert heard["verbosity"] is None
    assert heard["formality"] is None
    assert heard["exclamation_count"] is None


@pytest.mark.parametrize("text", ['"' * 2_000, "“" * 2_000, ">" * 2_000, "on " * 700, "-" * 2_000, '"a ' * 600])
def test_no_input_is_slow_and_places_hold(text):
    """Blanking keeps the length, whatever the text."""
    assert len(blanked(text, quoted(text))) == len(text)
