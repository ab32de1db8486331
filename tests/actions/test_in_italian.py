"""Goods in Italian: found by what they are for and how they are, and offered with their article."""

from __future__ import annotations

import re

import pytest
from counter import Customer

from actions.adaptation.voices import own_phrasings


def test_goods_for_a_purpose_are_found(customer: Customer) -> None:
    """ "Per colazione" meets what the shop says is best for breakfast: no mug, no candle."""
    answer = customer.says_in("it", "Che cosa mi consiglia per colazione?", "recommend")
    assert any(name in answer.lower() for name in ("cappuccino", "tè english breakfast", "spremuta d'arancia"))


@pytest.mark.parametrize(
    ("text", "named"),
    [("qualcosa di dolce", "cornetto"), ("qualcosa di salato", "focaccia al rosmarino")],
)
def test_goods_of_a_sort_are_found(customer: Customer, text: str, named: str) -> None:
    """By the tag's English word."""
    assert named in customer.says_in("it", text, "browse_search").lower()


def test_what_is_offered_has_its_article(customer: Customer) -> None:
    """A thing is put forward as "un" or "una", in whatever wording."""
    answer = customer.says_in("it", "mi serve un regalo per la mamma, massimo 12 euro", "gift")
    assert re.search(r"\b[Uu]n(?:a|')? ?\w", answer)
    assert "Sua mamma" in answer


def test_no_question_says_lo_or_uno_of_what_is_offered() -> None:
    """What is offered may be a candle: these questions name no gender."""
    for act in ("want_one", "want_one_or_new", "want_one_or_known"):
        for manner in ("formal", "neutral", "casual"):
            for level in ("short", "medium"):
                for phrase in own_phrasings().pool("it", act, manner, level):
                    assert not re.search(r"\b(?:lo|la|uno|te lo|aggiungerlo)\b", phrase.source, re.IGNORECASE), (
                        phrase.source
                    )


def test_a_nephew_or_niece_is_not_given_the_wrong_gender(customer: Customer) -> None:
    """ "Nipote" is either: neither "Suo" nor "Sua" is said."""
    answer = customer.says_in("it", "un regalo per mia nipote, non più di venti euro", "gift")
    assert "nipote" not in answer
    assert "chi lo riceve" in answer
