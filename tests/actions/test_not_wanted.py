"""What is said not to be wanted: goods, substances, sums that are too high, sorts that are not here."""

from __future__ import annotations

import pytest
from counter import Customer

from profiles.model import Turn
from shop.refusing import refused_in, ruled_out


def _last(customer: Customer) -> Turn:
    last = customer.known.last_turn
    assert last is not None
    return last


def _shown(customer: Customer) -> list[str]:
    return list(_last(customer).heard["shown"])


@pytest.mark.parametrize(
    "text",
    [
        "what's good for someone who doesn't like coffee",
        "something for a person who hates coffee",
        "no coffee please, what else",
    ],
)
def test_who_does_not_like_coffee_is_recommended_none(customer: Customer, text: str) -> None:
    """Nor the mug that is "for the coffee you drink at home"."""
    customer.says(text, "recommend")
    shown = _shown(customer)
    coffee = refused_in("no coffee", customer.house.shop.catalogue())
    assert shown
    assert not any(ruled_out(customer.house.shop.catalogue().products[i], coffee) for i in shown)
    assert "coffee" not in customer.heard.lower()


def test_what_they_hate_stays_out_when_something_else_is_asked_for(customer: Customer) -> None:
    """A present for somebody who hates chocolate, and then another one, and another."""
    answers = [customer.says("a gift for my dad, he hates chocolate", "gift")]
    answers += [customer.says("something else?", "recommend") for _ in range(3)]
    assert not any("chocolate" in answer.lower() for answer in answers)


def test_no_meat_after_an_offer_looks_further(customer: Customer) -> None:
    """Another thing, without it; neither an order nor a shrug."""
    customer.says("do you recommend the ham and cheese toastie?", "recommend")
    answer = customer.says("no meat please", "deny")
    assert customer.lines == []
    assert _last(customer).asked["act"] == "offer_product"
    assert "ham" not in answer.lower()


@pytest.mark.parametrize(
    ("text", "most"), [("I only have 5 euros, what can I get?", 5), ("what can I get for 2 euros", 2)]
)
def test_a_sum_that_somebody_has_is_the_most_it_may_cost(customer: Customer, text: str, most: int) -> None:
    """What is put forward costs no more."""
    customer.says(text, *(["ask_price", "recommend"] if "," in text else ["browse_search"]))
    products = customer.house.shop.catalogue().products
    shown = _shown(customer)
    assert shown
    assert all(products[i].price_from <= most for i in shown)


def test_a_gift_card_that_is_not_sold_is_no_greeting_card(customer: Customer) -> None:
    """Nor an offer of the shop's."""
    for text, intent in (("do you have gift cards?", "gift"), ("how about a voucher?", "offers")):
        customer.says(text, intent)
        assert customer.plan["acts"][0] == "not_found"


def test_flowers_stay_flowers_when_the_occasion_is_told(customer: Customer) -> None:
    """ "Flowers for my wife", "it's our anniversary"."""
    customer.says("I want to buy flowers for my wife", "gift")
    customer.says("it's our anniversary", "gift")
    catalogue = customer.house.shop.catalogue()
    assert {catalogue.products[i].kind for i in _shown(customer)[:1]} == {catalogue.products["seasonal-bouquet"].kind}


def test_something_bigger_orders_nothing_that_has_one_size(customer: Customer) -> None:
    """Of an offer: said that there is one size, and the offer stands."""
    customer.says("do you recommend the beeswax candle?", "recommend")
    customer.says("something bigger", "recommend")
    assert customer.plan["acts"] == ["one_size", "want_one"]
    assert customer.lines == []


def test_the_veggie_one_narrows_the_question(customer: Customer) -> None:
    """Of three sandwiches the one with ham is out; the other two are asked between."""
    customer.says("3 sandwiches", "order_item")
    answer = customer.says("a veggie one", "order_item")
    assert customer.plan["acts"] == ["which_product"]
    assert "ham" not in answer.lower()


def test_caffeine_is_in_coffee_whether_or_not_a_list_says_so(customer: Customer) -> None:
    """And of the next thing the same is asked; where it is stated to be without, that is told."""
    customer.says("does the cappuccino have caffeine?", "ask_ingredients")
    assert customer.plan["acts"] == ["holds_yes"]
    customer.says("what about the chamomile tea?", "order_item")
    assert customer.plan["acts"][0] == "stated_so"
    assert customer.lines == []


def test_calories_that_nobody_has_written_down_are_not_known(customer: Customer) -> None:
    """And are not answered with the list of what is in it once more."""
    customer.says("what's in the hummus wrap?", "ask_ingredients")
    customer.says("and how many calories?", "ask_ingredients")
    assert customer.plan["acts"] == ["dont_know_ask"]


def test_add_it_is_an_order_of_what_was_talked_of(customer: Customer) -> None:
    """ "Ok, add it", with a question in between."""
    customer.says("do you have the beeswax candle?", "ask_stock")
    customer.says("how can I pay?", "payment")
    customer.says("ok add it", "affirm")
    assert [v for _, v in customer.lines] == ["beeswax-candle"]
