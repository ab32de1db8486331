"""What the shop does not have: each thing is said once, with what is of its kind, and nothing else is lost over it."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("text", "intent", "offered"),
    [
        ("a burger", "order_item", "toastie"),
        ("5 medium burger", "order_item", "toastie"),
        ("do you make ice cream shakes here?", "ask_stock", "iced latte"),
        ("yes make one green fresh salad for my dad", "order_item", "panini"),
        ("i like pizza", "order_item", "panini"),
        ("a coke please", "order_item", "bergamot lemonade"),
        ("do you also have donuts?", "ask_stock", "croissant"),
    ],
)
def test_what_is_of_its_kind_is_offered(customer: Customer, text: str, intent: str, offered: str) -> None:
    """Whatever the encoder would have near to it: none is known here."""
    answer = customer.says(text, intent)
    assert customer.plan["acts"] == ["not_found_instead"]
    assert offered in answer.lower() or any(offered.replace(" ", "-") in choice for choice in customer.choices)


@pytest.mark.parametrize("text", ["a ristretto", "an affogato please", "two bagels", "1 soda", "un negroni"])
@pytest.mark.parametrize("intent", ["bot_wrong", "out_of_scope", "store_location", "chitchat"])
def test_a_thing_counted_and_nothing_more_is_an_order(customer: Customer, text: str, intent: str) -> None:
    """However it was heard, where the kind of thing is known; "a lie" and "a table for two" are none."""
    customer.says_in("it" if text.startswith("un ") else "en", text, intent)
    assert customer.plan["acts"] == ["not_found_instead"]


@pytest.mark.parametrize("text", ["a lie", "a drink", "a pie in the sky", "a cake stand"])
def test_what_is_no_such_thing_is_none(customer: Customer, text: str) -> None:
    """Of no kind that is known, or with more words about it: as it was heard."""
    customer.says(text, "bot_wrong")
    assert customer.plan["acts"] == ["bot_wrong"]


def test_a_mocha_is_a_milky_coffee(customer: Customer) -> None:
    """Before an espresso comes what has milk; for a ristretto the espresso."""
    assert "espresso" not in customer.says("a mocha please", "order_item").lower()
    assert "espresso" in customer.says("a ristretto please", "order_item").lower()


def test_a_word_that_it_shares_with_something_else_is_no_offer(customer: Customer) -> None:
    """An ice cream shake is no iced latte: the no is said."""
    answer = customer.says("do you make ice cream shakes here?", "ask_stock")
    assert "no ice cream shakes" in answer.lower()


def test_every_thing_is_named(customer: Customer) -> None:
    """Not the first only: who asked for three hears of three."""
    answer = customer.says("i need 5 sausage biscuit 5 classic chicken sandwich and 2 kiddie cone please", "order_item")
    for thing in ("sausage biscuit", "classic chicken sandwich", "kiddie cone"):
        assert thing in answer


def test_two_counts_are_two_things(customer: Customer) -> None:
    """ "1 soda 1 tea": that there is no soda is said before the question which tea."""
    answer = customer.says("i need 1 soda 1 tea", "order_item")
    assert customer.plan["acts"] == ["not_found", "which_product"]
    assert "soda" in answer


@pytest.mark.parametrize("text", ["a latte please. do you have donuts?", "one latte please. do you also have donuts?"])
def test_the_order_beside_it_is_not_lost(customer: Customer, text: str) -> None:
    """The question is the order's: what is not here is said, and nothing put forward in its place."""
    answer = customer.says(text, "order_item", "ask_stock")
    assert customer.plan["acts"] == ["not_found", "read_back"]
    assert "donuts" in answer
    customer.says("yes", "affirm")
    assert customer.bought == [{"caffe-latte": 1}]


def test_what_nobody_sells_here_is_said_with_the_shelves(customer: Customer) -> None:
    """ "Do you sell bicycles?" is answered by a no before the list."""
    answer = customer.says("do you sell bicycles?", "browse_search")
    assert customer.plan["acts"] == ["not_found", "browse"]
    assert "bicycles" in answer


@pytest.mark.parametrize("words", ["thank you for your order have a great day", "thanks!"])
def test_thanks_do_not_pass_for_a_yes(customer: Customer, words: str) -> None:
    """Who thanks for an order that was only read back is told that it waits; the yes after that places it."""
    customer.says("two cappuccini", "order_item")
    answer = customer.says(words, "thanks")
    assert customer.plan["acts"] == ["thanks", "still_open"]
    assert "€4.40" in answer
    assert customer.bought == []
    customer.says("yes thank you", "affirm")
    assert customer.bought == [{"cappuccino": 2}]


def test_thanks_for_what_is_placed_are_thanks(customer: Customer) -> None:
    """And nothing is asked again."""
    customer.says("a cappuccino", "order_item")
    customer.says("yes", "affirm")
    customer.says("thank you", "thanks")
    assert customer.plan["acts"] == ["thanks"]


@pytest.mark.parametrize("words", ["remove the muffin", "no muffin please", "togli il muffin"])
def test_what_is_not_on_the_order_is_not_taken_off_something_else(customer: Customer, words: str) -> None:
    """Nothing goes in its place; "remove that" still means the last thing."""
    customer.says("a cappuccino and a lemon cake", "order_item")
    before = customer.lines
    answer = customer.says(words, "remove_from_cart")
    assert customer.lines == before
    assert "muffin" in answer.lower()
    customer.says("remove that", "remove_from_cart")
    assert len(customer.lines) == 1


def test_then_is_no_part_of_a_name(customer: Customer) -> None:
    """ "A burger then" is a burger."""
    answer = customer.says("a burger then", "order_item")
    assert "burger then" not in answer
    assert customer.plan["acts"] == ["not_found_instead"]
