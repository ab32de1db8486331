"""What must not be in it holds for the way that is put forward, and for whoever it was said of."""

from __future__ import annotations

import pytest
from counter import Customer

from actions.suitable import way_without
from house import House


def test_without_milk_no_milk_is_put_forward(customer: Customer) -> None:
    """A drink that is had without milk in some ways only is offered in one of those: under "no milk is listed" no other stands."""
    customer.says("a latte", "order_item")
    desk_says = customer.says(
        "what do you recommend without milk, something hot?", "recommend", suited=((("hot-chocolate", 0.9),),)
    )
    assert "€" in desk_says
    assert "whole milk" not in desk_says


def test_the_way_that_suits_is_found(house: House) -> None:
    """Of all ways of a cappuccino the first without what must not be in it; the first of all where nothing was said."""
    cappuccino = house.shop.catalogue().get("cappuccino")
    assert cappuccino is not None
    assert way_without(cappuccino, "milk").options["Milk"] == "Oat"
    assert way_without(cappuccino, "milk, gluten").options["Milk"] == "Soy"
    assert way_without(cappuccino, "").options["Milk"] == "Whole"


def test_a_list_without_milk_names_the_way(customer: Customer) -> None:
    """ "Espresso macchiato" alone would be one with milk, right under "no milk is listed in these"."""
    answer = customer.says_in("it", "che caffè avete senza latte?", "browse_search")
    assert "cappuccino (" not in answer
    assert "macchiato (" not in answer


def test_what_can_she_eat_is_answered_with_goods(customer: Customer) -> None:
    """Somebody else's allergy counts for the question in the same breath, and is named; shelves are no answer."""
    answer = customer.says_in("it", "mia figlia è allergica alle noci. cosa può mangiare?", "correct_fact", "help")
    assert "noci" in answer
    assert "dispensa" not in answer
    assert "€" in answer


@pytest.mark.parametrize("text", ["nn mi piace il caffe", "non mi piace il caffè", "I don't like coffee"])
@pytest.mark.parametrize("intent", ["correct_fact", "change_cart"])
def test_a_dislike_orders_nothing(customer: Customer, text: str, intent: str) -> None:
    """It is a taste: something else is put forward, whatever intent was heard."""
    answer = customer.says_in("en" if text.startswith("I") else "it", text, intent)
    assert not customer.cart
    assert "sbagliato" not in answer
    assert "wrong" not in answer
    assert "spresso" not in answer
