"""The order is changed before the yes: another way, number or thing, and back again. The cart is what was meant."""

from __future__ import annotations

import pytest
from counter import Customer

CAPPUCCINO, CAKE = "cappuccino.small-whole", "lemon-cake"


def test_make_it_large_is_no_second_one(customer: Customer) -> None:
    """ "Make the cappuccino large", whatever it is taken for; the next way is said of the same thing."""
    customer.says("a cappuccino and a slice of lemon cake", "order_item")
    customer.says("make the cappuccino large", "order_item")
    assert customer.lines == [(1, "cappuccino.large-whole"), (1, CAKE)]
    customer.says("with oat milk please", "order_item")
    assert customer.lines == [(1, "cappuccino.large-oat"), (1, CAKE)]


def test_a_large_one_is_another_one(customer: Customer) -> None:
    """ "A large cappuccino", "another one with soy": these come beside the first."""
    customer.says("a cappuccino", "order_item")
    customer.says("a large cappuccino", "order_item")
    assert customer.lines == [(1, CAPPUCCINO), (1, "cappuccino.large-whole")]
    customer.says("and another one with soy", "add_to_cart")
    assert customer.lines[-1] == (1, "cappuccino.large-soy")


def test_bigger_and_smaller(customer: Customer) -> None:
    """The next size in the shop's order; of the biggest it is said which sizes there are, and nothing is changed."""
    customer.says("two cappuccinos and a lemon cake", "order_item")
    for text, size in (("the same but bigger", "medium"), ("bigger", "large"), ("a bit smaller", "medium")):
        customer.says(text, "out_of_scope")
        assert customer.lines == [(2, f"cappuccino.{size}-whole"), (1, CAKE)], text
    customer.says("bigger", "change_cart")
    answer = customer.says("bigger", "change_cart")
    assert "Large" in answer
    assert customer.lines[0] == (2, "cappuccino.large-whole")


def test_one_of_them(customer: Customer) -> None:
    """ "One of them with oat milk" takes one from the two, and brings no oat biscuits."""
    customer.says("two cappuccinos", "order_item")
    customer.says("one of them with oat milk", "order_item")
    assert customer.lines == [(1, CAPPUCCINO), (1, "cappuccino.small-oat")]


def test_every_line(customer: Customer) -> None:
    """ "Make both large"."""
    customer.says("a flat white and a cappuccino", "order_item")
    customer.says("make both large", "order_item")
    assert customer.lines == [(1, "flat-white.large-whole"), (1, "cappuccino.large-whole")]


def test_without_it_again(customer: Customer) -> None:
    """ "No, without soy": as it is made plainly, and only where it was taken so."""
    customer.says("a cappuccino with soy and a flat white", "order_item")
    customer.says("no, without soy", "change_cart")
    assert customer.lines == [(1, CAPPUCCINO), (1, "flat-white.small-whole")]


def test_only_two(customer: Customer) -> None:
    """ "Only two brownies", of three, takes nothing else out; "just the brownie" does."""
    customer.says("3 brownies and a still water", "order_item")
    customer.says("and only two brownies", "order_item")
    assert customer.cart == {"chocolate-brownie": 2, "still-water": 1}
    customer.says("just the brownie", "order_item")
    assert list(customer.cart) == ["chocolate-brownie"]


@pytest.mark.parametrize("words", ["undo that", "no, put it back", "as it was before please", "annulla la modifica"])
def test_undo(customer: Customer, words: str) -> None:
    """The cart is as it was before its last change, also when a question came in between."""
    customer.says("a cappuccino and a lemon cake", "order_item")
    customer.says("take off the lemon cake", "remove_from_cart")
    customer.says("what time do you close?", "opening_hours")
    customer.says(words, "bot_wrong")
    assert customer.lines == [(1, CAPPUCCINO), (1, CAKE)]
    assert customer.says("yes", "affirm")
    assert len(customer.bought) == 1


def test_nothing_to_undo(customer: Customer) -> None:
    """An order that was placed is not taken back by a word about the cart."""
    customer.says("a cappuccino", "order_item")
    customer.says("yes", "affirm")
    customer.says("undo that", "bot_wrong")
    assert customer.bought == [{"cappuccino": 1}]
    assert not customer.cart


def test_the_other_one(customer: Customer) -> None:
    """Of two that were put side by side the one takes the other's place; never both."""
    customer.says("which would you take, the orange marmalade or the honey?", "change_cart")
    assert not customer.cart
    customer.says("the first one", "order_item")
    assert customer.cart == {"orange-marmalade": 1}
    customer.says("no wait, the other one", "change_cart")
    assert customer.cart == {"wildflower-honey": 1}


def test_both(customer: Customer) -> None:
    """ "Both, please", after two things were asked for or compared."""
    customer.says("do you have lemon cake or brownies today?", "ask_stock")
    customer.says("both please", "checkout")
    assert customer.cart == {"lemon-cake": 1, "chocolate-brownie": 1}


def test_both_of_what_is_in_the_cart_are_not_more(customer: Customer) -> None:
    """At the read-back "both" adds nothing."""
    customer.says("a lemon cake and a brownie", "order_item")
    customer.says("both please", "checkout")
    assert customer.cart in ({"lemon-cake": 1, "chocolate-brownie": 1}, {})


@pytest.mark.parametrize("words", ["no sorry, I changed my mind", "never mind", "ho cambiato idea"])
def test_changed_my_mind(customer: Customer, words: str) -> None:
    """A no in other words: nothing is ordered, and it is not asked again."""
    customer.says("a cappuccino", "order_item")
    customer.says(words, "chitchat")
    assert not customer.cart
    assert not customer.bought


def test_cancelling_wishes_for_nothing(customer: Customer) -> None:
    """ "Something came up. Please cancel my order": no advice about something."""
    customer.says("a panettone", "order_item")
    customer.says("yes", "affirm")
    answer = customer.says("sorry, something came up. please cancel my order", "recommend", "cancel_order")
    assert "A-" in answer
    assert "€" not in answer


@pytest.mark.parametrize(
    ("order", "words", "intent", "lines"),
    [
        (
            "a cappuccino and a cinnamon bun",
            "swap the bun for a brownie",
            "change_cart",
            [(1, CAPPUCCINO), (1, "chocolate-brownie")],
        ),
        ("a cappuccino and a cinnamon bun", "actually no bun", "change_cart", [(1, CAPPUCCINO)]),
        ("a cappuccino and a cinnamon bun", "senza il bun", "change_cart", [(1, CAPPUCCINO)]),
        (
            "2 flat whites and a lemon cake",
            "cancel one flat white",
            "cancel_order",
            [(1, "flat-white.small-whole"), (1, CAKE)],
        ),
        ("two butter croissants", "almond ones", "browse_search", [(2, "almond-croissant")]),
        (
            "3 cappuccinos, 2 large and one small",
            "sorry only one large",
            "order_item",
            [(1, "cappuccino.large-whole"), (1, CAPPUCCINO)],
        ),
        ("a large cappuccino", "do you have it small?", "ask_size", [(1, "cappuccino.large-whole")]),
        ("a large cappuccino", "ok large then", "ask_size", [(1, "cappuccino.large-whole")]),
    ],
)
def test_the_cart_is_what_was_meant(
    customer: Customer, order: str, words: str, intent: str, lines: list[tuple[int, str]]
) -> None:
    """Swapped, refused, fewer, the other sort; a question changes nothing. It is read back, and nothing is ordered yet."""
    customer.says(order, "order_item")
    customer.says(words, intent)
    assert customer.lines == lines
    assert not customer.bought
    customer.says("yes", "affirm")
    assert len(customer.bought) == 1


def test_for_whom_each_thing_is(customer: Customer) -> None:
    """ "For my son" is his chocolate, and not the coffee "for me"; said at the end or the beginning it is everything."""
    wishes = {
        "a hot chocolate for my son and a flat white for me": ["son", None],
        "a hot chocolate and a flat white for my son": ["son", "son"],
        "for my son a hot chocolate and a flat white": ["son", "son"],
        "a hot chocolate for my son and a flat white": ["son", None],
    }
    for text, people in wishes.items():
        customer.says(text, "order_item")
        cart = customer.house.shop.carts.of(customer.id)
        assert [line.recipient for line in cart.lines] == people, text
        customer.says("no", "deny")


def test_the_black_one(customer: Customer) -> None:
    """After the red handbag "the black one" is the other bag; a question orders nothing."""
    customer.says("how much is the red leather handbag?", "ask_price")
    answer = customer.says("and the black one?", "add_to_cart")
    assert "118" in answer
    assert not customer.cart
    customer.says("I'll take the black one", "order_item")
    assert customer.cart == {"black-shoulder-bag": 1}


def test_what_did_not_help_leaves_the_order(customer: Customer) -> None:
    """After words that nobody understood the order is named again, and one yes orders it."""
    customer.says("a cappuccino", "order_item")
    answer = customer.says("do you have sushi?", "ask_stock")
    assert "€2.20" in answer
    customer.says("yes", "affirm")
    assert customer.bought == [{"cappuccino": 1}]


@pytest.mark.parametrize(
    ("order", "words", "intent", "lines"),
    [
        ("a cappuccino and a focaccia", "take the focaccia off please", "order_item", [(1, CAPPUCCINO)]),
        ("a cappuccino and a lemon cake", "leave the cake out", "browse_search", [(1, CAPPUCCINO)]),
        ("a chai latte", "could I have an earl grey instead of the chai latte", "order_item", [(1, "earl-grey-tea.cup")]),
        ("a cappuccino and a brownie", "un espresso al posto del cappuccino", "start_order", [(1, "chocolate-brownie"), (1, "espresso.single")]),
    ],
)  # fmt: skip
def test_said_in_so_many_words(
    customer: Customer, order: str, words: str, intent: str, lines: list[tuple[int, str]]
) -> None:
    """Taken off, or one for the other: the words decide, whatever intent was heard."""
    customer.says(order, "order_item")
    customer.says(words, intent)
    assert [(number, one) for number, one in customer.lines] == lines


def test_a_way_is_an_answer_whatever_else_it_may_mean(customer: Customer) -> None:
    """ "Rust", of the scarf that there is in rust, complains of nothing."""
    customer.says("the lambswool scarf", "order_item")
    customer.says("rust", "complaint")
    assert list(customer.cart) == ["lambswool-scarf"]


def test_a_yes_with_a_number_of_its_own_orders_nothing(customer: Customer) -> None:
    """ "Ok, one slice of that then", heard as a yes, is asked again; "yes to all three" is one."""
    customer.says("a lemon cake", "order_item")
    customer.says("ok, one slice of that then", "affirm")
    assert not customer.bought
    customer.says("yes, all three please", "affirm")
    assert len(customer.bought) == 1
