"""What must not be in it, what others bought, what it costs everybody, and a complaint beside the shopping."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    "said",
    [
        "what did the lady before me order?",
        "who else bought the red handbag?",
        "what is that man having?",
        "cosa ha preso la signora prima di me?",
    ],
)
def test_what_others_bought_is_told_to_nobody(customer: Customer, said: str) -> None:
    """Not named, they are as private; and nothing that is asked so becomes anybody's usual."""
    customer.says("make it my usual", "set_usual")
    answer = customer.says(said, "chitchat")
    assert customer.plan["acts"] == ["others_private"], answer
    assert not [fact for fact in customer.known.facts if fact.name == "usual"]


def test_what_is_told_of_somebody_else_sets_no_usual(customer: Customer) -> None:
    """ "Which one's your usual?" is answered by a name alone."""
    customer.says("make it my usual", "set_usual")
    customer.says("she gets an earl grey tea i think", "out_of_scope")
    assert not [fact for fact in customer.known.facts if fact.name == "usual"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("how about 3 for the marmalade if i take two", "order_item"),
        ("come on, your competitor sells it for less", "complaint"),
        ("what's your best price on the red handbag", "ask_price"),
        ("100 and we have a deal", "offers"),
    ],
)
def test_who_haggles_hears_that_the_price_is_everybodys(customer: Customer, said: str, intent: str) -> None:
    """Nothing is ordered by it, and it is no complaint."""
    customer.says(said, intent)
    assert customer.plan["acts"] == ["discount_no"]
    assert customer.lines == []


def test_a_complaint_is_no_trap(customer: Customer) -> None:
    """Who goes on shopping is served; what is said of what went wrong is kept for the person."""
    customer.says("my coffee was cold", "complaint")
    assert "€148" in customer.says("how much is the red leather handbag?", "ask_price")
    customer.says("my coffee was cold", "complaint")
    customer.says("a small cappuccino please", "order_item")
    assert customer.lines == [(1, "cappuccino.small-whole")]


def test_the_thing_named_first_is_what_is_asked_about(customer: Customer) -> None:
    """ "And the brownie, is it OK for him?": no brownie is put down, and the son's allergy answers."""
    customer.says("my son has an allergy to nuts, what can he eat?", "browse_search")
    answer = customer.says("and the brownie, is it ok for him?", "order_item", "ask_product_info")
    assert "almonds" in answer
    assert customer.lines == []
    assert "colleague" in customer.says("are you sure?", "bot_wrong")


def test_what_he_can_eat_is_nothing_to_drink(customer: Customer) -> None:
    """And nothing that holds, or may hold, what must not be in it."""
    customer.says("my son is allergic to milk. what can he eat?", "remember_this", "browse_search")
    shown = [each["id"] for reply in customer.replies for each in reply["products"]]
    assert shown
    for product in map(customer.house.shop.catalogue().get, shown):
        assert product is not None
        assert "Drinks" not in product.category
        assert not any("milk" in entry for entry in product.allergens or ())


@pytest.mark.parametrize("said", ["is eggless cake available?", "do you have egg-free cake?"])
def test_one_without_is_asked_for_and_no_other_is_there(customer: Customer, said: str) -> None:
    """ "Yes, lemon cake" would be a lie: it has eggs."""
    answer = customer.says(said, "ask_stock").lower()
    assert "lemon" not in answer
    assert "brownie" in answer


def test_what_about_cake_is_still_without_gluten(customer: Customer) -> None:
    """What goes on from a question keeps what must not be in it."""
    customer.says("can i get gluten free bread", "order_item")
    answer = customer.says("what about cake", "recommend").lower()
    assert "panettone" not in answer
    assert "lemon" not in answer


def test_a_vegan_may_want_an_umbrella(customer: Customer) -> None:
    """A diet bars what is eaten, as far as the lists do not state that it keeps it; nothing else."""
    customer.allows("remember")
    customer.says("i'm vegan", "remember_this")
    assert "umbrella" in customer.says("which umbrella would you recommend?", "recommend").lower()
    assert "lemon cake" not in customer.says("which cake would you recommend?", "recommend").lower()


def test_hardly_heard_beside_an_order_it_does_not_stand_above_it(customer: Customer) -> None:
    """ "Don't tell him it's from me" is no wish to be left alone where a coffee is ordered with it."""
    customer.says("a small cappuccino. don't tell him it's from me", "order_item", "chitchat")
    assert customer.lines == [(1, "cappuccino.small-whole")]


def test_told_of_oneself_nothing_is_wrong(customer: Customer) -> None:
    """A long sentence of one's life gainsays nothing that the shop believes."""
    customer.says("we have just moved here from the north and i love a walk by the sea in the morning", "correct_fact")
    assert "correct_which" not in customer.plan["acts"]
