"""An allergy and a question in one message: the question is whether that is in it, and the allergy is heeded."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("I'm allergic to nuts, is the almond croissant ok for me?", "nuts (almonds)"),
        ("My son is allergic to sesame, can he eat the hummus wrap?", "sesame"),
        ("my wife is coeliac. is the lemon cake ok for her?", "gluten (wheat)"),
        ("my daughter is lactose intolerant, may she have the lemon cake?", "milk"),
    ],
)
@pytest.mark.parametrize("intents", [("correct_fact", "ask_ingredients"), ("out_of_scope", "gift_message")])
def test_what_they_must_not_have_is_looked_for(
    customer: Customer, text: str, holds: str, intents: tuple[str, str]
) -> None:
    """No comes first, with what is in it, whatever the clauses are heard as; nothing is asked to be put right."""
    reply = customer.says(text, *intents)
    assert reply.startswith("No")
    assert holds in reply
    assert "holds_no" in customer.plan["acts"]
    assert "correct_which" not in customer.plan["acts"]
    assert not customer.lines


def test_ones_own_allergy_is_heeded_though_the_message_ends_in_a_question(customer: Customer) -> None:
    """It is noted for the visit, and kept only after a yes of its own."""
    customer.says("I'm allergic to nuts, is the almond croissant ok for me?", "correct_fact", "ask_ingredients")
    assert "allergy_ask" in customer.plan["acts"]
    assert customer.known.fact("allergy") == "nuts"


def test_somebody_elses_is_noted_for_today_and_not_said_to_be_kept(customer: Customer) -> None:
    """That yes is theirs to give."""
    reply = customer.says("my son is allergic to sesame", "correct_fact")
    assert customer.plan["acts"] == ["allergy_heeded"]
    assert "sesame" in reply


def test_a_question_alone_states_no_allergy(customer: Customer) -> None:
    """ "Am I allergic to nuts?" says nothing; "can I have the brownie?" is an order."""
    customer.says("am I allergic to nuts?", "know_about_me")
    assert customer.known.fact("allergy") is None
    customer.says("can I have the brownie?", "order_item")
    assert customer.plan["acts"] == ["read_back"]


def test_a_list_that_does_not_name_it_is_no_yes(customer: Customer) -> None:
    """Nothing is called safe: the list is told, and the counter named."""
    reply = customer.says("My son is allergic to sesame, can he eat the lemon cake?", "correct_fact", "ask_ingredients")
    assert not reply.lower().startswith(("yes", "no,"))
    assert "counter" in reply


@pytest.mark.parametrize("words", ["an almond croissant for her please", "an almond croissant please"])
def test_somebody_elses_is_heeded_whoever_it_is_for(customer: Customer, words: str) -> None:
    """Where nobody said for whom, or only "for her", it is told before the order is agreed to."""
    customer.says("my daughter is allergic to nuts", "correct_fact")
    customer.says(words, "order_item")
    assert customer.plan["acts"] == ["allergen_in", "read_back"]


def test_who_is_not_allergic_is_not_warned(customer: Customer) -> None:
    """What is for the son has nothing to do with the daughter's."""
    customer.says("my daughter is allergic to nuts", "correct_fact")
    customer.says("an almond croissant for my son", "order_item")
    assert "allergen_in" not in customer.plan["acts"]


def test_what_she_must_not_have_is_not_recommended(customer: Customer) -> None:
    """Nor put forward in place of something else."""
    customer.says("my daughter is allergic to nuts", "correct_fact")
    answer = customer.says("a donut please", "order_item")
    assert customer.plan["acts"] == ["not_found_instead"]
    assert "almond" not in answer.lower()
    assert "pistachio" not in answer.lower()
    customer.says("something sweet then", "recommend", suited=((("almond-croissant", 0.6), ("lemon-cake", 0.5)),))
    assert "almond croissant" not in customer.heard.lower()


@pytest.mark.parametrize(
    "question", ["is the brownie safe", "is the brownie safe for her?", "can she have the brownie?"]
)
def test_the_allergy_of_before_answers_whether_it_is_safe(customer: Customer, question: str) -> None:
    """It need not be said again."""
    customer.says("my daughter is allergic to nuts", "correct_fact")
    reply = customer.says(question, "ask_product_info")
    assert reply.startswith("No")
    assert "almonds" in reply


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("do you have gluten free bread", ("rye", "focaccia", "sourdough")),
        ("a gluten free donut please", ("croissant", "cornetto", "bun")),
        ("do you sell sugar free donuts", ("croissant", "cornetto", "bun")),
        ("a vegan burger please", ("toastie", "panini")),
    ],
)
def test_what_must_not_be_in_it_holds_for_what_comes_nearest(
    customer: Customer, text: str, never: tuple[str, ...]
) -> None:
    """Who asks for bread without gluten is put forward no bread with it; nor sugar, of which no list tells."""
    answer = customer.says(text, "ask_stock" if text.startswith("do") else "order_item").lower()
    assert not [word for word in never if word in answer]


def test_anything_without_it_is_looked_for(customer: Customer) -> None:
    """Though a thing is talked of: the question is not about that."""
    customer.says("how much is the rye loaf?", "ask_price")
    customer.says("anything gluten free?", "ask_ingredients")
    assert "ingredients_are" not in customer.plan["acts"]
    assert "holds_no" not in customer.plan["acts"]
