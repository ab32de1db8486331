"""Hours, habits, freshness, what is put in, what was ordered: asked as people ask, answered by what is known."""

from __future__ import annotations

import pytest
from counter import Customer

CAPPUCCINO = "cappuccino.small-whole"


@pytest.mark.parametrize(
    "said", ["make it 9", "actually make it 9", "could you make that 9 instead", "move it to nine"]
)
def test_a_number_after_an_hour_is_the_hour(customer: Customer, said: str) -> None:
    """One cappuccino an hour later, and not nine of them."""
    customer.says("a small cappuccino at 8 tomorrow", "order_item")
    assert "09:00" in customer.says(said, "change_cart")
    assert customer.lines == [(1, CAPPUCCINO)]


def test_a_number_is_one_of_pieces_where_no_hour_was_said(customer: Customer) -> None:
    """Without an hour, or far from the one that was said, it counts."""
    customer.says("a small cappuccino", "order_item")
    customer.says("make it 9", "change_cart")
    assert customer.lines == [(9, CAPPUCCINO)]
    customer.says("for tomorrow at 8", "out_of_scope")
    customer.says("make it 2", "change_cart")
    assert customer.lines == [(2, CAPPUCCINO)]


def test_nine_at_night_is_not_nine_in_the_morning(customer: Customer) -> None:
    """ "For 9pm", where nobody is there then, is said to be too late, and no morning is put in its place."""
    answer = customer.says("4 flat whites for 9pm", "order_item")
    assert "21:00" in answer
    assert "19:30" in answer
    assert "09:00" not in answer


def test_a_standing_order_is_one_order(customer: Customer) -> None:
    """ "Every Friday": that no standing order is taken is said, and what is read back is for the next one."""
    answer = customer.says("a flat white every friday", "order_item")
    assert "standing order" in answer.lower() or "for once" in answer
    assert "27 November" in answer
    told = customer.says("we used to have a flat white every friday, so a flat white please", "order_item")
    assert "standing" not in told.lower()


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("how long has the bread been out", "order_status"),
        ("is the lemon cake still fresh?", "ask_product_info"),
        ("when was the focaccia baked", "out_of_scope"),
    ],
)
def test_how_fresh_it_is_nobody_here_knows(customer: Customer, asked: str, intent: str) -> None:
    """The shop's data say nothing of today's piece: that is said, with a person who may know."""
    assert "colleague" in customer.says(asked, intent)


def test_what_is_stated_of_its_baking_is_said(customer: Customer) -> None:
    """The shop's own words come first."""
    assert "Tuesdays and Fridays" in customer.says("how old is the rye loaf", "ask_product_info")


def test_honey_in_the_tea_is_no_jar(customer: Customer) -> None:
    """It is a remark for the counter, also where it is first asked which tea; a jar by itself is one."""
    customer.says("a pot of green tea with lemon and honey", "order_item")
    assert customer.lines == [(1, "green-tea.pot")]
    assert "with lemon and honey" in customer.heard
    customer.says("and a jar of honey", "add_to_cart")
    assert customer.lines[-1] == (1, "wildflower-honey")


def test_honey_waits_for_which_tea(customer: Customer) -> None:
    """The question in between does not lose it."""
    customer.says("tea with honey please", "order_item")
    assert "with honey" in customer.says("earl grey", "order_item")
    assert [product for _, product in customer.lines] == ["earl-grey-tea.cup"]


def test_some_here_and_some_to_go(customer: Customer) -> None:
    """Neither holds for all of them: the counter reads it as it was said."""
    answer = customer.says("3 small cappuccinos, two for here, one to go", "order_item")
    assert "(two for here, one to go)" in answer
    assert "take away" not in answer
    assert customer.lines == [(3, CAPPUCCINO)]


def test_what_it_comes_in_place_of_is_not_ordered(customer: Customer) -> None:
    """ "A decaf instead of the cappuccino", with nothing in the cart yet."""
    customer.says("a double decaf espresso instead of the cappuccino", "change_cart")
    assert customer.lines == [(1, "decaf-espresso.double")]


def test_pictures_are_what_they_are_called(customer: Customer) -> None:
    """Two croissants ask which; a sign of agreement names no goods, whatever its colour is called."""
    assert "croissant" in customer.says("🥐🥐", "affirm")
    customer.says("the butter one", "order_item")
    assert customer.lines == [(2, "butter-croissant")]
    assert "lilies" not in customer.says("✅", "affirm")


class TestAfterTheOrder:
    """What was ordered, and what can still be done about it."""

    @pytest.fixture
    def placed(self, customer: Customer) -> Customer:
        customer.says("a double espresso and an almond croissant", "order_item")
        customer.says("yes", "affirm")
        assert customer.bought
        return customer

    @pytest.mark.parametrize("said", ["what did I order?", "what did I order last time?", "and what did i get"])
    def test_it_is_told(self, placed: Customer, said: str) -> None:
        """Not that the cart is empty."""
        assert "almond croissant" in placed.says(said, "view_cart")

    def test_it_stands_unless_it_is_cancelled(self, placed: Customer) -> None:
        """ "Can you change the croissant?" begins no second order; a yes to nothing orders nothing."""
        assert "cancel" in placed.says("can you change the almond croissant to a butter one?", "change_cart").lower()
        placed.says("can i still change it? i want a large one", "change_cart", "order_item")
        assert placed.lines == []

    def test_cancelling_another_thing_cancels_nothing(self, placed: Customer) -> None:
        """ "Cancel the water", never ordered, and "cancel the croissant", one of two things: the order stands."""
        for said in ("i want to cancel the water", "cancel the almond croissant"):
            placed.says(said, "cancel_order")
        assert placed.house.shop.orders.of((placed.id,))[0].status == "placed"
        placed.says("cancel my order", "cancel_order")
        assert placed.house.shop.orders.of((placed.id,))[0].status == "cancelled"
