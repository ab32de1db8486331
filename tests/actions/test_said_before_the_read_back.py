"""What the shop does not do is said before anything is read back; nothing is taken for what was not meant."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a flat white with caramel syrup", "caramel syrup"),
        ("an americano and some whipped cream on top", "whipped cream"),
        ("two flat whites but make one of them decaf", "decaf flat white"),
        ("i want a strawberry mocha and a flat white", "strawberry mocha"),
        ("a chocolate cappuccino please", "chocolate cappuccino"),
    ],
)
def test_an_extra_that_is_not_put_in_is_said(customer: Customer, text: str, told: str) -> None:
    """What is wanted in it and is not to be had is said with the read-back, not left out in silence."""
    answer = customer.says(text, "order_item")
    assert told in answer
    assert customer.plan["acts"][:2] == ["not_found", "read_back"]
    assert len(customer.lines) == 1


@pytest.mark.parametrize(
    ("lang", "text", "told", "way", "line"),
    [
        ("en", "a cappuccino with almond milk", "almond milk", "oat then", (1, "cappuccino.small-oat")),
        ("en", "two large flat whites with goat milk please", "goat milk", "soy", (2, "flat-white.large-soy")),
        ("it", "un cappuccino con latte di mandorla", "atte di mandorla", "avena", (1, "cappuccino.small-oat")),
    ],
)
def test_a_milk_that_is_not_kept_is_asked_about(
    customer: Customer, lang: str, text: str, told: str, way: str, line: tuple[int, str]
) -> None:
    """Nobody who asks for another milk is given cow's milk unasked; size and number stay."""
    answer = customer.says_in(lang, text, "order_item")
    assert told in answer
    assert "which_variant" in customer.plan["acts"]
    customer.says_in(lang, way, "change_cart")
    assert customer.lines == [line]


@pytest.mark.parametrize(
    "text",
    [
        "a flat white, extra hot",
        "a cappuccino with hot milk",
        "a large cappuccino with oat milk",
        "a flat white with no sugar",
    ],
)
def test_what_is_done_is_not_refused(customer: Customer, text: str) -> None:
    """A remark, a milk that is kept, milk as it comes: read back at once."""
    customer.says(text, "order_item")
    assert customer.plan["acts"] == ["read_back"]


def test_an_extra_for_what_is_in_the_cart(customer: Customer) -> None:
    """ "Add some syrup to my chai": there is none, and the order stays as it was."""
    customer.says("a chai latte", "order_item")
    before = customer.lines
    assert "caramel syrup" in customer.says("add some caramel syrup to my chai", "change_cart").lower()
    assert customer.plan["acts"] == ["not_found", "read_back"]
    assert customer.lines == before


def test_the_number_outlives_the_question(customer: Customer) -> None:
    """Two of something near to ours stay two, and a size said instead of a yes is one."""
    customer.says("2 hazelnut cappuccinos please", "order_item")
    customer.says("large", "change_cart")
    assert customer.lines == [(2, "cappuccino.large-whole")]


def test_an_attribute_is_no_product(customer: Customer) -> None:
    """The ice of a sundae is no iced latte, the hot of "not too hot" no hot chocolate, the grey of a scarf no Earl Grey."""
    assert "stock_yes" not in customer.says("do you make ice cream sundaes?", "ask_stock")
    assert "stock_yes" not in customer.plan["acts"]
    customer.says("a mocha please, not too hot", "order_item")
    assert not customer.cart
    customer.says("which scarves do you have?", "browse_search")
    answer = customer.says("the grey one then", "change_cart")
    assert "scarf, grey" in answer
    assert "sold out" in answer
    assert not customer.cart


def test_a_pot_of_tea_is_no_potted_plant(customer: Customer) -> None:
    """After a question about a tea, "in a pot" says how it is wanted."""
    customer.says("a lavender chamomile tea", "order_item")
    customer.says("oh and could i have it in a pot, i like to sit", "order_item")
    assert all("cyclamen" not in variant for _, variant in customer.lines)


def test_of_both(customer: Customer) -> None:
    """ "4 butter and 2 almond", asked which croissant: so many of each."""
    customer.says("6 croissants please", "order_item")
    customer.says("4 butter and 2 almond", "order_item")
    assert customer.lines == [(4, "butter-croissant"), (2, "almond-croissant")]


def test_what_is_told_orders_nothing(customer: Customer) -> None:
    """What somebody once loved is a story, and can be asked after."""
    customer.says("my sister always loved a pistachio cornetto", "order_item")
    assert not customer.cart
    assert "?" not in customer.says("do you still make those?", "ask_stock")
    assert customer.plan["acts"] == ["stock_yes"]
    assert not customer.cart


def test_a_yes_and_that_is_it(customer: Customer) -> None:
    """ "Yes. That's it." to a read-back orders it; the s of "that's" is no size."""
    customer.says("an americano", "order_item")
    customer.says("yes. that's it", "affirm", "checkout")
    assert customer.bought == [{"americano": 1}]


def test_nothing_else_refuses_nothing(customer: Customer) -> None:
    """ "Nothing else" after a read-back leaves the order, and is no yes to it."""
    customer.says("an americano", "order_item")
    customer.says("nothing else", "deny")
    assert customer.lines == [(1, "americano.small")]
    assert not customer.bought


def test_an_order_after_a_complaint_is_an_order(customer: Customer) -> None:
    """Asked for a message, somebody orders after all: that is served, and not filed."""
    customer.says("i want to talk to a person", "handoff")
    customer.says("fine. one cappuccino, and make sure it is hot", "affirm", "order_item")
    assert customer.cart


def test_a_question_is_no_card(customer: Customer) -> None:
    """Asked what the card shall say, "how much altogether?" is a question."""
    customer.says("a linen notebook, the green one, as a gift, with a card", "order_item")
    customer.says("and i would like to write a card", "gift_message")
    customer.says("how much altogether", "view_cart")
    assert "card_noted" not in customer.plan["acts"]
