"""A visit goes on: after a question in between, with a change to the usual, with advice that was not taken, after two failures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import Customer


def test_the_size_is_asked_again(customer: Customer) -> None:
    """A question between "which size?" and its answer loses neither."""
    customer.says("I'd like the striped t-shirt", "order_item")
    answer = customer.says("what is it made of?", "ask_product_info")
    assert "size M" in answer
    customer.says("M", "out_of_scope")
    assert customer.lines == [(1, "striped-t-shirt.m")]


def test_which_one_is_asked_again(customer: Customer) -> None:
    """The same between "which of the two?" and its answer."""
    customer.says("compare the earl grey and the green tea", "compare")
    customer.says("what time do you close?", "opening_hours")
    customer.says("the second one", "order_item")
    assert list(customer.cart) == ["green-tea"]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("what time do you close?", "opening_hours"),
        ("how are you?", "chitchat"),
        ("who won the match?", "out_of_scope"),
    ],
)
def test_a_word_in_between_leaves_the_order(customer: Customer, words: str, intent: str) -> None:
    """It is named again with its total, and one yes orders it."""
    customer.says("a cappuccino", "order_item")
    answer = customer.says(words, intent)
    assert "cappuccino" in answer.lower()
    assert "€2.20" in answer
    customer.says("yes", "affirm")
    assert customer.bought == [{"cappuccino": 1}]


def regular(customer: Customer) -> Customer:
    """Somebody whose usual is an oat flat white, and who may be remembered."""
    customer.allows("remember", "personalise", "recommend")
    for _ in range(6):
        customer.says("a medium flat white with oat", "order_item")
        customer.says("yes", "affirm")
        customer.later(days=1)
    assert customer.house.shop.usual((customer.id,), customer.house.clock()).step == "usual"
    return customer


def test_the_usual_waits_for_its_yes(customer: Customer) -> None:
    """A question between the offer of the usual and the yes: it is named again with its price, and ordered once."""
    regular(customer).says("the usual please", "reorder_usual")
    answer = customer.says("what time do you close?", "opening_hours")
    assert "flat white" in answer.lower()
    assert "3.40" in answer
    customer.says("yes", "affirm")
    assert len(customer.bought) == 7


@pytest.mark.parametrize(
    ("words", "intent", "lines"),
    [
        ("the usual but large today", "reorder_usual", [(1, "flat-white.large-oat")]),
        ("two of my usual please", "reorder_usual", [(2, "flat-white.medium-oat")]),
        ("the usual and a cinnamon bun", "add_to_cart", [(1, "flat-white.medium-oat"), (1, "cinnamon-bun")]),
        ("the usual with soy instead", "change_cart", [(1, "flat-white.medium-soy")]),
    ],
)
def test_the_usual_with_a_change(customer: Customer, words: str, intent: str, lines: list[tuple[int, str]]) -> None:
    """What is said besides is read back with it, and needs the yes."""
    regular(customer).says(words, intent)
    assert customer.lines == lines
    assert len(customer.bought) == 6


def test_the_usual_of_a_stranger_and_a_bun(customer: Customer) -> None:
    """Nobody knows their usual: the bun is not lost over it."""
    customer.says("the usual and a cinnamon bun", "add_to_cart")
    assert customer.cart == {"cinnamon-bun": 1}


def test_how_the_usual_is_known(customer: Customer) -> None:
    """ "How do you know what I usually take?" is answered with the orders that it rests on, whatever it is taken for, and never
    with a yes to the offer."""
    regular(customer).says("the usual please", "reorder_usual")
    answer = customer.says("how do you know what I usually take?", "reorder_usual")
    assert "flat white" in answer.lower()
    assert "orders here" in answer
    assert len(customer.bought) == 6


def test_a_stranger_has_no_usual(customer: Customer) -> None:
    """Nothing is known, nothing is claimed."""
    answer = customer.says("how do you know what I usually take?", "how_do_you_know")
    assert "orders" not in answer


def test_advice_declined_again_and_again(customer: Customer) -> None:
    """After two single offers there are several to choose from, none of them seen before; one of them can be pointed at."""
    customer.says("what do you recommend?", "recommend")
    seen = {customer.replies[-1]["products"][0]["id"]}
    customer.says("something else", "recommend")
    seen.add(customer.replies[-1]["products"][0]["id"])
    customer.says("something else", "recommend")
    several = [product["id"] for product in customer.replies[-1]["products"]]
    assert len(several) > 1 or len(customer.choices) > 1
    customer.says("the second one", "order_item")
    assert len(customer.cart) == 1
    assert not seen & set(customer.cart)


def test_declined_advice_is_not_repeated_later(customer: Customer) -> None:
    """A no to an offer, another word, and advice again: another thing."""
    customer.says("what do you recommend?", "recommend")
    first = customer.replies[-1]["products"][0]["id"]
    customer.says("no thanks", "deny")
    customer.says("what time do you close?", "opening_hours")
    customer.says("and what would you recommend?", "recommend")
    assert customer.replies[-1]["products"][0]["id"] != first


def test_do_you_recommend_that_one(customer: Customer) -> None:
    """Asked of one thing, the answer is about it."""
    customer.says("do you recommend the lemon cake?", "recommend")
    assert [product["id"] for product in customer.replies[-1]["products"]] == ["lemon-cake"]
    customer.says("yes please", "affirm")
    assert customer.cart == {"lemon-cake": 1}


def test_what_goes_with_it(customer: Customer) -> None:
    """ "What do you recommend with the lemon cake?" is not answered with the cake."""
    customer.says("what do you recommend with the lemon cake?", "recommend")
    assert "lemon-cake" not in [product["id"] for product in customer.replies[-1]["products"]]


def test_the_least_popular(customer: Customer) -> None:
    """Of the named kind the one with the fewest ratings, with their number."""
    answer = customer.says("what's your least popular cake?", "recommend")
    assert "panettone" in answer.lower()
    assert "41" in answer


def test_something_cheaper(customer: Customer) -> None:
    """After an offer: of the same sort, for less."""
    customer.says("do you recommend the lemon cake?", "recommend")
    answer = customer.says("something cheaper?", "browse_search")
    assert "brownie" in answer.lower()


def test_the_price_of_the_delivery(customer: Customer) -> None:
    """ "Do you deliver, and what does it cost?": no price of what was ordered."""
    customer.says("a jar of honey", "order_item")
    answer = customer.says("do you deliver and what does it cost?", "delivery", "ask_price")
    assert answer.count("9.80") == 1  # where the order is named again


@pytest.mark.parametrize("second", ["what's the capital of Chile?", "do you have a lawnmower?"])
def test_two_failures_bring_a_person(customer: Customer, second: str) -> None:
    """The second time in a row that we cannot help a person is offered, and a yes calls one."""
    customer.says("what's the capital of Peru?", "out_of_scope")
    customer.says(second, "out_of_scope" if "Chile" in second else "ask_stock")
    assert "person" in customer.choices
    customer.says("yes please", "affirm")
    assert customer.known.last_turn is not None
    assert (customer.known.last_turn.asked or {}).get("act") == "contact"


@pytest.mark.parametrize(
    "before",
    [
        (("I want to talk to a person", "handoff"), ("no thanks", "deny")),
        (("I want to talk to a person", "handoff"), ("an espresso", "order_item"), ("no", "deny")),
        (("what do you recommend?", "recommend"), ("no thanks", "deny")),
        (),
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "handoff"])
def test_a_number_is_kept(customer: Customer, before: tuple[tuple[str, str], ...], intent: str) -> None:
    """A telephone number, whenever it is given, is kept for the person; nobody asks for what was just said, and nobody is
    told that a person has not come yet who asked for none."""
    for said in before:
        customer.says(*said)
    customer.says("333 1234567", intent)
    wanted = any(heard == "handoff" for _, heard in before)
    assert customer.plan["acts"][0] == ("hand_over_note_kept" if wanted else "contact_kept")
    assert customer.known.fact("contact") == "333 1234567"


def test_ten_digits_are_no_order(customer: Customer) -> None:
    """A telephone number that was heard as the number of an order is kept, and the order that is open waits for its yes."""
    customer.says("a green tea", "order_item")
    customer.says("my number is 978 462 3150", "order_status")
    assert customer.plan["acts"] == ["contact_kept"]
    assert customer.known.fact("contact") == "978 462 3150"
    customer.says("yes", "affirm")
    assert customer.bought == [{"green-tea": 1}]


def test_call_me_on(customer: Customer) -> None:
    """A person and a number in one sentence: the number is not asked for."""
    customer.says("please have somebody call me on 333 1234567", "handoff")
    assert customer.plan["acts"] == ["hand_over_note_kept"]


def test_later_is_another_visit(customer: Customer) -> None:
    """What could be undone, or was put side by side, ends with the visit."""
    customer.says("a cappuccino and a lemon cake", "order_item")
    customer.says("take off the lemon cake", "remove_from_cart")
    customer.later(seconds=timedelta(hours=6).total_seconds())
    customer.says("undo that", "bot_wrong")
    assert not customer.cart


def test_a_long_question_is_no_yes(customer: Customer) -> None:
    """After the offer of the usual, a question that is taken for "the usual" orders nothing."""
    regular(customer).says("the usual please", "reorder_usual")
    customer.says("is that the one that I had here on Monday?", "reorder_usual")
    assert len(customer.bought) == 6
