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


def test_so_many_of_what_was_offered(customer: Customer) -> None:
    """ "Va bene, due", to an offer, is two of it, read back; nothing is ordered yet."""
    customer.says_in("it", "Che cosa mi consiglia per colazione?", "recommend")
    customer.says_in("it", "va bene, due", "affirm")
    assert list(customer.cart.values()) == [2]
    assert not customer.bought


def test_so_many_of_what_was_listed_asks_which(customer: Customer) -> None:
    """The number is kept for the one that is chosen."""
    customer.says_in("it", "che pane avete?", "browse_search")
    customer.says_in("it", "va bene, due", "affirm")
    customer.says_in("it", "il secondo", "order_item")
    assert list(customer.cart.values()) == [2]


def test_a_colour_that_is_not_there_brings_nothing_else_of_it(customer: Customer) -> None:
    """ "La prendo in rosso", of scarves, is no red handbag."""
    customer.says_in("it", "avete una sciarpa?", "ask_stock")
    answer = customer.says_in("it", "la prendo in rosso", "order_item")
    assert "rosso" in answer
    assert "borsa" not in answer.lower()
    assert not customer.cart


def test_which_of_those_shown_is_one_of_them(customer: Customer) -> None:
    """ "Quale mi consiglia?", after the breads, offers a bread."""
    listed = customer.says_in("it", "che pane avete?", "browse_search").lower()
    answer = customer.says_in("it", "quale mi consiglia?", "recommend").lower()
    bread = next(
        name for name in ("pagnotta a lievito naturale", "pane di segale", "focaccia al rosmarino") if name in answer
    )
    assert bread in listed


def test_not_wanted_is_not_taken_off(customer: Customer) -> None:
    """ "Niente brioche", with nothing on the order: what then?"""
    customer.says_in("it", "che pane avete?", "browse_search")
    assert "vuoto" not in customer.says_in("it", "niente brioche", "remove_from_cart")


def test_what_the_shop_writes_in_english_is_said_to_be_english(customer: Customer) -> None:
    """Once a visit, before the first text that is told as it stands."""
    assert "inglese" in customer.says_in("it", "com'è fatta la tazza?", "ask_product_info")
    assert "inglese" not in customer.says_in("it", "che cos'è un flat white?", "ask_product_info")


def test_what_is_in_it_is_told_in_italian(customer: Customer) -> None:
    """Allergens above all."""
    answer = customer.says_in("it", "che allergeni ha il brownie?", "ask_ingredients")
    assert "mandorle" in answer
    assert "almond" not in answer


@pytest.mark.parametrize(
    "text", ["sono allergica alle mandorle", "non posso mangiare le mandorle", "sono allergico a uova, noci e mandorle"]
)
def test_an_allergy_said_in_italian_is_heeded(customer: Customer, text: str) -> None:
    """With its article, and in a row."""
    customer.says_in("it", text, "remember_this")
    assert "Attenzione" in customer.says_in("it", "vorrei un cornetto alle mandorle", "order_item")


def test_who_must_not_have_it_is_shown_what_has_none_of_it(customer: Customer) -> None:
    """ "Sono celiaca, cosa posso mangiare?": by this very answer, and not which article is meant."""
    customer.says_in("it", "sono celiaca. cosa posso mangiare?", "ask_ingredients", "ask_ingredients")
    assert "cornetto" not in customer.heard.lower()
    assert "€" in customer.heard


def test_what_is_not_here_is_named_without_the_words_around_it(customer: Customer) -> None:
    """Neither the greeting nor the hurry is part of its name."""
    assert "avete" not in customer.says_in("it", "ciao raga avete il matcha", "ask_stock")
    assert "treno" not in customer.says_in("it", "un espresso e un bombolone veloce che ho il treno", "order_item")
