"""Wishes in key words, and in whole sentences: both are served."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize("text", ["whats cheap", "what's cheap?", "something cheap", "anything inexpensive?"])
def test_what_is_cheap_is_found(customer: Customer, text: str) -> None:
    """It names no thing whose price could be told: the cheapest is."""
    customer.says(text, "ask_price")
    assert "cheapest" in customer.plan["acts"]


def test_a_cheap_thing_by_name_is_priced(customer: Customer) -> None:
    """ "Is the flat white cheap?" is no search."""
    customer.says("is the flat white cheap?", "ask_price")
    assert "cheapest" not in customer.plan["acts"]


@pytest.mark.parametrize(
    "text", ["I think I would like two of those, please", "two of them", "we'd like two of these then"]
)
def test_so_many_of_what_was_shown(customer: Customer, text: str) -> None:
    """Of several the question which; the number is kept for the answer."""
    customer.says("which croissants have you got?", "browse_search")
    customer.says(text, "order_item")
    assert "which_product" in customer.plan["acts"]
    customer.says("the almond one", "order_item")
    assert [quantity for quantity, _ in customer.lines] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "nice, gimme 2",
        "oh nice, i'll take 2",
        "wonderful, two please",
        "brilliant, thanks. two then",
        "put me down for 2",
    ],
)
def test_praise_before_a_number_names_no_thing(customer: Customer, text: str) -> None:
    """Whatever pleases them, the number is of what was just shown, and is read back."""
    customer.writes("do you have lemon cake?", "ask_stock")
    customer.writes(text, "order_item")
    assert customer.plan["acts"] == ["read_back"]
    assert [quantity for quantity, _ in customer.lines] == [2]


def test_who_has_said_what_she_likes_is_not_asked_for_it(customer: Customer) -> None:
    """ "My mother, who is fond of gardening": something is put forward, though nothing of the kind is here."""
    customer.says("a present for my mother, who is fond of gardening", "gift")
    assert "gift_ask" not in customer.plan["acts"]


def test_who_has_said_nothing_of_them_is_asked(customer: Customer) -> None:
    """Only somebody named: what they like is asked once."""
    customer.says("a present for my father", "gift")
    assert "gift_ask" in customer.plan["acts"]


@pytest.mark.parametrize("text", ["wrapped", "wrapped, please", "gift wrapped please"])
def test_wrapped_takes_what_was_offered_wrapped(customer: Customer, text: str) -> None:
    """One word, after an offer: a yes, and how."""
    customer.says("a present for my mother, she likes tea", "gift")
    customer.says(text, "gift_message")
    assert "read_back" in customer.plan["acts"]
    assert "gift-wrapped" in customer.replies[-1]["text"]


def test_wrapped_is_said_of_what_is_offered_now(customer: Customer) -> None:
    """Not of the order that was placed a minute ago."""
    customer.says("a flat white please", "order_item")
    customer.presses("yes")
    customer.says("a present for my mother, she likes tea", "gift")
    customer.says("wrapped", "gift_message")
    assert "read_back" in customer.plan["acts"]
    assert "gift-wrapped" in customer.replies[-1]["text"]


def test_whether_things_come_wrapped_is_asked(customer: Customer) -> None:
    """A question is no wish for it."""
    customer.says("a present for my mother, she likes tea", "gift")
    customer.says("are they wrapped?", "gift_message")
    assert customer.lines == []


@pytest.mark.parametrize("told", ["my daughter is allergic to nuts", "I'm allergic to milk"])
def test_who_tells_of_an_allergy_hears_to_ask_at_the_counter(customer: Customer, told: str) -> None:
    """Their own, or somebody's: the list is told with that word, which nobody else hears."""
    plain = customer.says("what is in the butter croissant?", "ask_ingredients")
    assert "allergens" in plain.lower()
    assert "counter" not in plain
    customer.says(told, "correct_fact")
    assert "counter" in customer.says("what is in the butter croissant?", "ask_ingredients")


@pytest.mark.parametrize(
    "text",
    ["gimme 2", "lemme get 2", "I shall take 2", "grab us two, please", "2, delivered to Via Roma 3", "two to go"],
)
def test_a_number_of_what_is_here_orders_it(customer: Customer, text: str) -> None:
    """ "Have you got oat biscuits?" – "gimme 2": however briefly it is put."""
    customer.says("have you got oat biscuits?", "ask_stock")
    customer.says(text, "order_item")
    assert [quantity for quantity, _ in customer.lines] == [2]


@pytest.mark.parametrize("text", ["ok, one please", "Very well, I shall take one.", "just one then", "one"])
def test_one_of_what_was_offered_is_a_yes(customer: Customer, text: str) -> None:
    """The way that was put forward is meant; it is not asked for again."""
    customer.says("do you have the lambswool scarf in grey?", "ask_stock")
    assert "sold_out_instead" in customer.plan["acts"]
    customer.says("how much is it?", "ask_price")
    customer.says(text, "order_item")
    assert "read_back" in customer.plan["acts"]
    assert "moss green" in customer.replies[-1]["text"]


@pytest.mark.parametrize(
    ("text", "act"),
    [("any brownies?", "stock_yes"), ("brownies?", "stock_yes"), ("any nuts in the brownie?", "holds_yes")],
)
def test_any_of_them_asks_whether_they_are_here(customer: Customer, text: str, act: str) -> None:
    """Whatever it was heard as; what goes on about the thing is a question of that."""
    customer.says(text, "ask_ingredients")
    assert act in customer.plan["acts"]


@pytest.mark.parametrize("text", ["something warm to drink", "a warm drink please", "I'd like a hot drink"])
def test_a_warm_drink_is_warm(customer: Customer, text: str) -> None:
    """No lemonade because it lies on a shelf of drinks."""
    customer.says(text, "order_item")
    offered = customer.house.shop.catalogue().get(customer.replies[-1]["products"][0]["id"])
    assert offered is not None
    assert "hot" in offered.tags


@pytest.mark.parametrize("text", ["a present for my mum, 20 euros", "gift for dad, about 20", "for my boss, €20"])
def test_a_sum_of_a_present_is_not_asked_for_again(customer: Customer, text: str) -> None:
    """However it is put; and nobody's mother is given a toy."""
    customer.says(text, "gift")
    assert "recommend_gift" in customer.plan["acts"]
    offered = customer.house.shop.catalogue().get(customer.replies[-1]["products"][0]["id"])
    assert offered is not None
    assert offered.price_from <= 20
    assert "toy" not in offered.tags


def test_a_child_is_given_a_toy(customer: Customer) -> None:
    """Whoever may be a child is not kept from it."""
    customer.says("a toy for my nephew, 20 euros", "gift")
    offered = customer.house.shop.catalogue().get(customer.replies[-1]["products"][0]["id"])
    assert offered is not None
    assert "toy" in offered.tags


def test_what_says_of_itself_that_it_is_free_of_it_is_found(customer: Customer) -> None:
    """Of caffeine no list tells, but one tea says so; nothing that is silent is put forward."""
    customer.says("which teas are caffeine free?", "browse_search")
    assert [one["id"] for one in customer.replies[-1]["products"]] == ["chamomile-tea"]


def test_a_yes_to_the_only_thing_listed_takes_it(customer: Customer) -> None:
    """Where there is one thing of the kind it is offered; an order for another thing is no refusal of it."""
    customer.says("which teas are caffeine free?", "browse_search")
    customer.says("yes", "affirm")
    assert list(customer.cart) == ["chamomile-tea"]


def test_an_order_without_something_is_an_order(customer: Customer) -> None:
    """ "A flat white without sugar", after a brownie was offered."""
    customer.says("do you have vegan cakes?", "browse_search")
    customer.says("a flat white without sugar please, small, whole milk", "order_item")
    assert list(customer.cart) == ["flat-white"]


def test_the_cheapest_one_is_of_what_was_just_shown(customer: Customer) -> None:
    """Of candles, not of all that the shop calls a gift; and a named thing is another question."""
    customer.writes("do you have candles?", "ask_stock")
    assert "beeswax candle" in customer.writes("the cheapest one", "ask_price").lower()
    assert "cheapest" in customer.plan["acts"]
    customer.writes("do you have almond croissants?", "ask_stock")
    assert "butter croissant" in customer.writes("the cheapest one", "ask_price").lower()
    assert "sparkling water" in customer.writes("what is the cheapest drink?", "ask_price").lower()


def test_for_a_headache_no_goods_are_listed(customer: Customer) -> None:
    """Whatever it was heard as, a pharmacist is named."""
    customer.writes("what do you have for a headache?", "browse_search")
    assert customer.plan["acts"] == ["oos_medical"]


@pytest.mark.parametrize("text", ["can you tell me what kinds of herbal tea you have?", "what herbal teas do you have"])
def test_of_a_sort_only_that_sort_is_listed(customer: Customer, text: str) -> None:
    """A herbal tea is no Earl Grey."""
    answer = customer.writes(text, "browse_search").lower()
    assert "chamomile tea" in answer
    assert "earl grey" not in answer


def test_a_sort_that_is_not_here_is_said_whatever_opens_the_question(customer: Customer) -> None:
    """ "No. Well, what kind of …?" asks for it as a bare question does."""
    customer.writes("No. Well what kind of bubble tea do you have?", "browse_search")
    assert customer.plan["acts"][0].startswith("not_found")
