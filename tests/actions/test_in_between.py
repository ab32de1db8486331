"""What is said while something else is open, or in the same breath as something that must be heeded."""

from __future__ import annotations

from counter import Customer


def test_the_question_which_croissant_waits_while_the_order_goes_on(customer: Customer) -> None:
    """A tea added meanwhile is on the list, and the croissant is asked about again, not dropped."""
    customer.says("an espresso and a croissant", "order_item")
    customer.says("and a green tea please", "add_to_cart")
    assert customer.plan["acts"] == ["added", "which_product"]
    customer.says("almond", "order_item")
    assert sorted(v for _, v in customer.lines) == ["almond-croissant", "espresso.single", "green-tea.cup"]


def test_a_no_that_counts_what_is_in_the_cart_changes_its_number(customer: Customer) -> None:
    """ "No, make it 4 espressos": four of them, whatever it was heard as."""
    customer.says("an espresso and a croissant", "order_item")
    customer.says("no make it 4 espressos", "deny")
    assert customer.lines == [(4, "espresso.single")]
    assert customer.plan["acts"][-1] == "which_product"


def test_just_the_espresso_drops_the_question(customer: Customer) -> None:
    """Who no longer wants the croissant is not asked again which one it is to be."""
    customer.says("an espresso and a croissant", "order_item")
    customer.says("just a green tea instead", "order_item")
    assert "which_product" not in customer.plan["acts"]


def test_another_thing_is_added_unless_it_comes_for_something(customer: Customer) -> None:
    """A bare name heard as a change takes nothing away that is no thing of its kind."""
    customer.says("an espresso and a cup of green tea", "order_item")
    customer.says("almond croissant", "change_cart")
    assert len(customer.lines) == 3
    customer.says("make that a lemon cake", "change_cart")
    assert sorted(v for _, v in customer.lines) == ["espresso.single", "green-tea.cup", "lemon-cake"]


def test_change_it_to_oat_is_the_same_thing_with_oat(customer: Customer) -> None:
    """ "Change … to" swaps one thing for another only where another is named."""
    customer.says("a small cappuccino", "order_item")
    customer.says("can I change it to oat?", "change_cart")
    assert customer.lines == [(1, "cappuccino.small-oat")]


def test_what_must_not_be_in_it_is_heeded_in_the_same_answer(customer: Customer) -> None:
    """An intolerance and a question in one message: the list is of what may be had, and the words come first."""
    answer = customer.says("I'm lactose intolerant, what can I have?", "correct_fact", "browse_search")
    assert customer.plan["acts"][0] == "allergy_heeded"
    assert "browse" in customer.plan["acts"]
    assert "butter" not in answer.lower()
    assert "hot chocolate" not in answer.lower()


def test_the_same_again_on_this_visit_needs_no_consent(customer: Customer) -> None:
    """What was ordered a moment ago is no memory of an earlier visit."""
    customer.says("a lemon cake", "order_item")
    customer.says("yes", "affirm")
    customer.says("same again", "reorder_usual")
    assert customer.plan["acts"] == ["read_back"]
    assert customer.lines == [(1, "lemon-cake")]


def test_a_sort_that_is_not_here_is_said_not_to_be(customer: Customer) -> None:
    """There is tea, and none of that sort."""
    answer = customer.says("what kind of bubble tea do you have?", "browse_search")
    assert customer.plan["acts"][0].startswith("not_found")
    assert "bubble tea" in answer
    customer.says("what kind of tea do you have?", "browse_search")
    assert customer.plan["acts"] == ["browse"]


def test_what_they_love_by_name_is_looked_for(customer: Customer) -> None:
    """ "She loves tea" leads to tea, and "the nicest of these" does not ask anew what she likes."""
    answer = customer.says("a present for my mum, she loves tea", "gift")
    assert "tea" in answer.lower()
    customer.says("what's the nicest of these?", "recommend")
    assert "gift_ask" not in customer.plan["acts"]


def test_anything_cheaper_is_of_what_was_offered(customer: Customer) -> None:
    """Not the shop's offers."""
    customer.says("how much is the red leather handbag?", "ask_price")
    answer = customer.says("anything cheaper?", "offers")
    assert "black shoulder bag" in answer.lower()
