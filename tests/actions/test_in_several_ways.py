"""One thing in several ways in one breath, and ways that are said without the thing."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("2 flat whites, one large with oat, one small", [(1, "flat-white.large-oat"), (1, "flat-white.small-whole")]),
        ("a large cappuccino and a small one", [(1, "cappuccino.large-whole"), (1, "cappuccino.small-whole")]),
        ("three cappuccinos, two with oat milk", [(2, "cappuccino.small-oat"), (1, "cappuccino.small-whole")]),
        ("one large and one small flat white", [(1, "flat-white.large-whole"), (1, "flat-white.small-whole")]),
        (
            "two flat whites, one oat one soy, both large please",
            [(1, "flat-white.large-oat"), (1, "flat-white.large-soy")],
        ),
        (
            "2 lattes, one with oat milk and the other with soy, and a brownie",
            [(1, "caffe-latte.small-oat"), (1, "caffe-latte.small-soy"), (1, "chocolate-brownie")],
        ),
        ("one espresso and one double espresso", [(1, "espresso.single"), (1, "espresso.double")]),
        ("two flat whites, one plain one oat", [(1, "flat-white.small-whole"), (1, "flat-white.small-oat")]),
        ("two large flat whites with oat milk", [(2, "flat-white.large-oat")]),
        ("2 flat whites and one large cappuccino", [(2, "flat-white.small-whole"), (1, "cappuccino.large-whole")]),
        ("a pot of earl grey for two", [(1, "earl-grey-tea.pot")]),
    ],
)
def test_portions(customer: Customer, said: str, lines: list[tuple[int, str]]) -> None:
    """A number with a way is a portion of the thing beside it; a number with another thing is that thing's."""
    customer.says(said, "order_item")
    assert customer.lines == lines


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "a latte with oat milk for me and a latte with soya for my friend",
            [("caffe-latte.small-oat", None), ("caffe-latte.small-soy", "friend")],
        ),
        (
            "large hot chocolate with oat milk and a small one with soy for my daughter",
            [("hot-chocolate.large-oat", None), ("hot-chocolate.small-soy", "daughter")],
        ),
        (
            "a pot of green tea for my mum and a cup of green tea for me",
            [("green-tea.pot", "mum"), ("green-tea.cup", None)],
        ),
        (
            "two cappuccinos, one large, one small, for my sister",
            [("cappuccino.large-whole", "sister"), ("cappuccino.small-whole", "sister")],
        ),
    ],
)
def test_each_portion_is_for_whom_it_was_said(
    customer: Customer, said: str, lines: list[tuple[str, str | None]]
) -> None:
    """One thing in two ways for two people is two lines, each with its own person."""
    customer.says(said, "order_item")
    cart = customer.house.shop.carts.of(customer.id).lines
    assert [(line.variant_id, line.recipient) for line in cart] == lines


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "a latte with oat, a cinnamon bun, and a latte with soya",
            [(1, "cinnamon-bun"), (1, "caffe-latte.small-oat"), (1, "caffe-latte.small-soy")],
        ),
        (
            "flat white with oat: one large, one small",
            [(1, "flat-white.large-oat"), (1, "flat-white.small-oat")],
        ),
    ],
)
def test_a_thing_named_twice(customer: Customer, said: str, lines: list[tuple[int, str]]) -> None:
    """Named again after another thing it is wanted again; a way of the thing itself holds for its portions."""
    customer.says(said, "order_item")
    assert customer.lines == lines


def test_portions_in_italian(customer: Customer) -> None:
    """Uno grande e uno piccolo."""
    customer.says_in("it", "due cappuccini, uno grande e uno piccolo con latte d'avena", "order_item")
    assert customer.lines == [(1, "cappuccino.large-whole"), (1, "cappuccino.small-oat")]


def test_milk_of_a_coffee_is_no_coffee(customer: Customer) -> None:
    """ "Ne prendo due, con latte d'avena", after the price of a cappuccino: two of those, and no caffè latte."""
    customer.says_in("it", "quanto costa un cappuccino?", "ask_price")
    customer.says_in("it", "ne prendo due, con latte d'avena", "order_item")
    assert customer.lines == [(2, "cappuccino.small-oat")]


def test_milk_after_an_article_is_a_coffee(customer: Customer) -> None:
    """ "Un latte d'avena" orders one."""
    customer.says_in("it", "un latte d'avena per favore", "order_item")
    assert customer.lines == [(1, "caffe-latte.small-oat")]


def test_colour_is_an_answer(customer: Customer) -> None:
    """ "White", to the question which colour: no flat white."""
    customer.says("a cotton t-shirt", "order_item")
    customer.says("M", "out_of_scope")
    customer.says("white", "order_item")
    assert [variant.partition(".")[0] for _, variant in customer.lines] == ["cotton-t-shirt"]


def test_sold_out_in_one_way(customer: Customer) -> None:
    """Grey is gone: that is said, and which other colours there are, not another thing."""
    answer = customer.says("the lambswool scarf in grey", "order_item")
    assert "grey" in answer.lower()
    assert "rust" in answer.lower()
    customer.says("rust then", "out_of_scope")
    assert customer.lines == [(1, "lambswool-scarf.rust")]
    answer = customer.says("no, the grey", "deny")
    assert "grey" in answer
    assert customer.lines == [(1, "lambswool-scarf.rust")]
