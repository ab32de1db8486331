"""Short turns as shoppers say them, each understood by what it stands beside."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    "text",
    [
        "2 flat whites one with oat milk, one banana bread",
        "one banana bread and 2 flat whites, one with oat milk",
        "2 flat whites, one with oat milk",
    ],
)
def test_one_of_two_has_another_milk(customer: Customer, text: str) -> None:
    """Whatever unknown thing stands beside them: one with oat, the other as it comes."""
    customer.says(text, "order_item")
    assert sorted(customer.lines) == [(1, "flat-white.small-oat"), (1, "flat-white.small-whole")]


def test_just_what_is_in_the_cart_stays_as_it_is(customer: Customer) -> None:
    """ "Just the flat whites": both of them, in their ways; the rest goes."""
    customer.says("2 flat whites, one with oat milk, and a lemon cake", "order_item")
    customer.says("no then just the flat whites", "deny")
    assert sorted(customer.lines) == [(1, "flat-white.small-oat"), (1, "flat-white.small-whole")]


def test_the_oat_one_is_the_one_with_oat(customer: Customer) -> None:
    """Of two that differ in the milk, the milk tells which."""
    customer.says("2 flat whites, one with oat milk", "order_item")
    customer.says("the oat one large", "change_cart")
    assert sorted(customer.lines) == [(1, "flat-white.large-oat"), (1, "flat-white.small-whole")]


def test_actually_a_tea_takes_the_coffee_away(customer: Customer) -> None:
    """Though it must be asked which tea."""
    customer.says("a large cappuccino", "order_item")
    customer.says("no, actually a tea", "change_cart")
    assert customer.plan["acts"] == ["which_product"]
    customer.says("english breakfast", "order_item")
    assert [line for _, line in customer.lines] == ["english-breakfast-tea.cup"]


@pytest.mark.parametrize("words", ["with milk", "with a slice of lemon please", "con latte"])
def test_what_is_put_into_a_tea_is_noted(customer: Customer, words: str) -> None:
    """It is no thing of its own, and no other drink."""
    customer.says("a cup of english breakfast tea", "order_item")
    answer = customer.says(words, "order_item")
    assert customer.plan["acts"] == ["read_back"]
    assert words.removesuffix(" please") in answer


@pytest.mark.parametrize("intent", ["ask_price", "complaint", "deny"])
def test_too_expensive_is_answered_with_what_costs_less(customer: Customer, intent: str) -> None:
    """Not with the price once more."""
    customer.says("how much is the red leather handbag?", "ask_price")
    answer = customer.says("too expensive", intent)
    assert "black shoulder bag" in answer.lower()
    assert "148" not in answer


@pytest.mark.parametrize("intent", ["ask_price", "browse_search", "order_item"])
def test_the_cheapest_of_a_kind(customer: Customer, intent: str) -> None:
    """ "Bag" is the head of two titles: the cheaper one, no question which."""
    answer = customer.says("cheapest bag?", intent)
    assert "tote" in answer.lower()
    assert "shoulder" not in answer.lower()


@pytest.mark.parametrize("words", ["can you do 10 off", "could you give me something off?", "what's your best price"])
def test_haggling_gets_the_same_price_for_everyone(customer: Customer, words: str) -> None:
    """And no list of offers that were not asked for."""
    customer.says(words, "offers")
    assert customer.plan["acts"] == ["discount_no"]


@pytest.mark.parametrize("words", ["how long", "and when will it be ready?", "quanto ci vuole?"])
def test_how_long_after_an_order_is_until_it_is_ready(customer: Customer, words: str) -> None:
    """Not how long the umbrella is that was talked of before."""
    customer.says("how long is the walking umbrella?", "ask_size")
    customer.says("a cappuccino", "order_item")
    customer.says("yes", "affirm")
    customer.says(words, "ask_size")
    assert customer.plan["acts"] == ["order_ready"]


def test_a_number_alone_is_an_order(customer: Customer) -> None:
    """What became of it, or that there is none."""
    customer.says("order A-1001", "out_of_scope")
    assert customer.plan["acts"] == ["no_orders"]


@pytest.mark.parametrize("intent", ["bot_wrong", "browse_search", "out_of_scope"])
def test_something_else_is_no_reproach(customer: Customer, intent: str) -> None:
    """Said of what was offered, whatever it was heard as."""
    customer.says("do you recommend the lemon cake?", "recommend")
    customer.says("hmm something else?", intent)
    assert "bot_wrong" not in customer.plan["acts"]
    assert "lemon cake" not in customer.heard.lower()
    assert customer.plan["acts"][-1].startswith(
        ("want_one", "which_one")
    )  # it is offered as anything is, with its question


def test_a_sum_in_a_question_belongs_to_the_present(customer: Customer) -> None:
    """ "Maybe around 40 euros?" asks for no price; and a mother-in-law is no mother."""
    answer = customer.says(
        "I'm looking for a present for my mother in law. Maybe around 40 euros?", "gift", "ask_price"
    )
    assert "ask_which_product" not in customer.plan["acts"]
    assert "mother-in-law" in answer


def test_wrapping_and_a_card_in_one_breath(customer: Customer) -> None:
    """Both are answered, and the words for the card are taken as they were said."""
    customer.says("a beeswax candle", "order_item")
    answer = customer.says("can you wrap it and write happy birthday on the card", "gift_message")
    assert customer.plan["acts"][:2] == ["wrapping", "card_noted"]
    assert "happy birthday" in answer


def test_a_delivered_coffee_is_for_collection(customer: Customer) -> None:
    """Hot drinks are not brought by this shop: said before the question whether to order, and nothing is charged for it."""
    answer = customer.says("ok a cappuccino delivered then", "order_item")
    assert customer.plan["acts"] == ["collect_only", "read_back"]
    assert "collect" in answer
    assert "€2.20" in answer


def test_several_unclear_things_are_asked_one_after_the_other(customer: Customer) -> None:
    """None is lost, each comes in the number that was said, and the order is read back at the end."""
    customer.says("an espresso, 2 croissants, 2 scarves and a tea", "order_item")
    asked = 0
    while customer.plan["acts"][-1].startswith("which_") and asked < 6:
        customer.says("moss green" if customer.plan["acts"][-1] == "which_variant" else "the first one", "order_item")
        asked += 1
    assert customer.plan["acts"] == ["read_back_more"]
    kinds = {line.split(".")[0].split("-")[-1]: quantity for quantity, line in customer.lines}
    assert kinds == {"espresso": 1, "tea": 1, "croissant": 2, "scarf": 2}


def test_a_no_to_one_of_them_is_no_to_the_others(customer: Customer) -> None:
    """What waits is asked all the same."""
    customer.says("2 croissants and a tea", "order_item")
    first = customer.heard
    customer.says("no, none of those", "deny")
    assert customer.plan["acts"] == ["which_product"]
    assert customer.heard != first


def test_a_word_of_a_way_is_no_other_thing(customer: Customer) -> None:
    """ "In grey", of the scarf that is talked of, is no Earl Grey."""
    customer.says("how much is the lambswool scarf?", "ask_price")
    answer = customer.says("Do you have it in grey?", "ask_stock")
    assert "earl grey" not in answer.lower()
    assert "scarf" in answer.lower()


def test_a_way_alone_chooses_what_is_sold_so(customer: Customer) -> None:
    """Of the two that are put forward only one comes with oat."""
    customer.says("you got iced coffee", "ask_stock", suited=((("iced-latte", 0.6), ("cold-brew", 0.5)),))
    assert "got iced coffee" not in customer.heard
    customer.says("large w oat", "order_item")
    assert customer.lines == [(1, "iced-latte.large-oat")]


def test_one_of_them_decaf_is_told(customer: Customer) -> None:
    """Nobody makes it so, and none of the two goes."""
    customer.says("2 lattes", "order_item")
    customer.says("one of them decaf", "change_cart")
    assert customer.plan["acts"] == ["not_found", "read_back"]
    assert [quantity for quantity, _ in customer.lines] == [2]


def test_the_rye_or_the_sourdough(customer: Customer) -> None:
    """Two loaves, each named by the word that tells it from the others."""
    answer = customer.says("which is better the rye or the sourdough", "compare")
    assert "compare_gone" not in customer.plan["acts"]
    assert "rye" in answer.lower()
    assert "sourdough" in answer.lower()


def test_it_is_what_is_talked_of(customer: Customer) -> None:
    """ "Heavy on the chocolate", asked of the brownie, is no question about the hot chocolate."""
    customer.says("ok a brownie then", "order_item")
    answer = customer.says("is it heavy on the chocolate", "ask_product_info")
    assert "hot chocolate" not in answer.lower()


@pytest.mark.parametrize("intent", ["remember_this", "forget_me", "order_item"])
def test_forget_it_and_an_order(customer: Customer, intent: str) -> None:
    """Nobody is to be forgotten, and nothing to be kept."""
    customer.says("no forget it, just give me a flat white", intent)
    assert customer.plan["acts"] == ["read_back"]


def test_help_with_a_wish_is_the_wish(customer: Customer) -> None:
    """No list of what can be asked stands before what was asked."""
    customer.says("I wonder whether you could help me. I am looking for a scarf", "help", "browse_search")
    assert "help" not in customer.plan["acts"]


def test_the_nicest_is_still_for_them(customer: Customer) -> None:
    """While a present is looked for, advice is for who gets it."""
    customer.says("a present for my wife, she loves flowers", "gift", "gift")
    customer.says("whats the nicest you've got", "recommend")
    assert "recommend_gift" in customer.plan["acts"]


def test_wrap_it_takes_what_was_offered(customer: Customer) -> None:
    """ "Ok great, wrap it please" is a yes, and a wish beside it."""
    customer.says("a present for my wife, she loves flowers", "gift", "gift")
    customer.says("ok great, wrap it please", "gift_message")
    assert customer.plan["acts"][0] == "wrapping"
    assert customer.lines or customer.plan["acts"][-1] == "which_variant"


@pytest.mark.parametrize("intent", ["change_cart", "ask_size", "ask_product_info"])
def test_how_big_is_it_makes_it_no_bigger(customer: Customer, intent: str) -> None:
    """A question changes nothing."""
    customer.says("an orange juice", "order_item")
    before = customer.lines
    customer.says("how big is it", intent)
    assert customer.lines == before


def test_a_nephew_of_five_is_a_nephew(customer: Customer) -> None:
    """What stands between "for my" and the nephew hides nobody."""
    answer = customer.says("I need a birthday gift for my 5 year old nephew, budget 25", "gift")
    assert "nephew" in answer


def test_taken_and_something_asked_beside(customer: Customer) -> None:
    """ "Ok I'll have it. Also, do you have hats?": it is on the order, and hats are shown."""
    customer.says("how much is the folding umbrella?", "ask_price")
    customer.says("ok ill have it. also do you have hats", "affirm", "browse_search")
    assert [line.split(".")[0] for _, line in customer.lines] == ["folding-umbrella"]
    assert "beanie" in customer.heard


@pytest.mark.parametrize("intent", ["compare", "order_item", "browse_search"])
def test_the_cheaper_one_is_one_of_those_shown(customer: Customer, intent: str) -> None:
    """And needs no second list."""
    customer.says("do you sell umbrellas?", "browse_search")
    customer.says("the cheaper one", intent)
    assert customer.plan["acts"] == ["read_back"]
    assert [line.split(".")[0] for _, line in customer.lines] == ["folding-umbrella"]


def test_nothing_too_personal_is_something_else(customer: Customer) -> None:
    """What is discreet is never what a passing word means."""
    answer = customer.says("a gift for a colleague who is leaving, nothing too personal, around 15 euro", "gift")
    assert "recommend_none" not in customer.plan["acts"]
    assert "test" not in answer.lower()
