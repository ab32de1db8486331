"""A list that is cut short says so, and goes on when somebody asks; one that is whole says that, too."""

from __future__ import annotations

import re

import pytest
from counter import Customer

PRICE = re.compile(r" \((?:€\d+\.\d\d|\d+,\d\d\s€)\)")
BEFORE = re.compile(
    r"^.*?(?:\b(?:have|got|offer|find|there['’]s|from|to)\b|:|\b(?:ho|sono|fra|offrirle|troverà)\b) ", re.IGNORECASE
)


def names(reply: str) -> list[str]:
    """What a list names, by the prices behind."""
    parts = PRICE.split(BEFORE.sub("", reply))[:-1]
    return [re.sub(r"^(?:, | and | e )", "", part).lower() for part in parts]


def test_a_list_that_is_cut_short_says_so(customer: Customer) -> None:
    """Three coffees are not all there are; four teas of four are."""
    assert "and more" in customer.says("what coffees do you have?", "browse_search")
    assert "rest" in customer.choices
    assert "and more" not in customer.says("what scarves do you have?", "browse_search")
    assert "rest" not in customer.choices


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("what else?", "tell_more"), ("any others?", "browse_search"), ("and the rest?", "add_to_cart"), ("more?", "tell_more"),
        ("what else do you have?", "browse_search"), ("show me the others", "browse_search"), ("what are the other ones?", "browse_search"),
        ("what other coffees do you have?", "browse_search"),
    ],
)  # fmt: skip
def test_the_list_goes_on(customer: Customer, asked: str, intent: str) -> None:
    """However it is asked, and whatever it is heard as: others of the same kind, none of them twice."""
    first = names(customer.says("what coffees do you have?", "browse_search"))
    second = names(customer.says(asked, intent))
    assert customer.plan["acts"] == ["browse"]
    assert len(first) >= 3
    assert len(second) >= 3
    assert not set(first) & set(second)


def test_it_goes_on_to_its_end(customer: Customer) -> None:
    """Every coffee is named once, then that those were all; after that nothing is left to go on with."""
    heard = names(customer.says("what coffees do you have?", "browse_search"))
    for _ in range(9):
        reply = customer.says("what else?", "tell_more")
        if customer.plan["acts"] != ["browse"]:
            break
        heard += names(reply)
    assert customer.plan["acts"] == ["those_are_all"]
    assert len(heard) == len(set(heard))
    assert {"espresso", "flat white", "cappuccino"} <= set(heard)
    customer.says("what else?", "tell_more")
    assert customer.plan["acts"] != ["those_are_all"]


def test_by_the_button(customer: Customer) -> None:
    """The button does what the words do."""
    first = names(customer.says("what coffees do you have?", "browse_search"))
    customer.presses("rest")
    assert customer.plan["acts"] == ["browse"]
    assert not set(first) & set(names(customer.replies[0]["text"]))


def test_the_last_one_is_the_last_that_was_named(customer: Customer) -> None:
    """What "and more" stands for was not shown, and is not pointed at."""
    first = names(customer.says("what coffees do you have?", "browse_search"))
    reply = customer.says("the last one", "order_item")
    assert first[-1] in reply.lower()


def test_the_order_waits_meanwhile(customer: Customer) -> None:
    """A list in between leaves the order as it was; what is chosen of its rest comes beside it."""
    customer.says("an americano", "order_item")
    customer.says("what cakes do you have?", "browse_search")
    customer.says("what else?", "tell_more")
    assert customer.plan["acts"][0] == "those_are_all"
    assert customer.cart == {"americano": 1}


def test_a_shelf_is_more_than_the_kind_of_its_name(customer: Customer) -> None:
    """ "Drinks" are no cold drinks only: one of each kind comes first."""
    reply = customer.says("what drinks do you have?", "browse_search").lower()
    assert "tea" in reply
    assert "espresso" in reply
    reply = customer.says("what cold drinks do you have?", "browse_search").lower()
    assert "espresso" not in reply


@pytest.mark.parametrize("by_button", [False, True])
def test_what_must_not_be_in_it_holds_for_the_rest(customer: Customer, by_button: bool) -> None:
    """Without gluten, a flat white is one with whole milk, in the second list as in the first; and the lists are named
    as what we go by both times."""
    customer.says("what do you have without gluten?", "browse_search")
    assert customer.plan["acts"] == ["none_listed", "browse"]
    reply = customer.presses("rest") if by_button else customer.says("what else?", "tell_more")
    assert customer.plan["acts"] == ["none_listed", "browse"]
    assert "flat white, small, whole milk" in reply
    assert "oat milk" not in reply


def test_no_list_no_rest(customer: Customer) -> None:
    """Where nothing was listed "what else?" is as it ever was."""
    customer.says("hello", "greet")
    customer.says("what else?", "tell_more")
    assert "those_are_all" not in customer.plan["acts"]


def test_in_italian(customer: Customer) -> None:
    """ "Che altro?" goes on in Italian."""
    first = names(customer.writes("che dolci avete?", "browse_search", lang="it"))
    second = names(customer.writes("che altro?", "tell_more", lang="it"))
    assert len(first) >= 3
    assert second
    assert not set(first) & set(second)
