"""A shop that is no café: tins by the litre, boots by number, screws by length, and words of the house that fit it."""

from __future__ import annotations

from pathlib import Path

import pytest
from counter import Customer, customer_of

GOODS = """id,title,kind,category,options,price,stock,vendor,guarantee,description
paint,Brumfield Wall Paint,Paint,Other,Colour: White; Size: 1 L,12.00,9,Brumfield,,Washable.
paint,,,,Colour: White; Size: 2.5 L,24.00,9,,,
paint,,,,Colour: White; Size: 5 L,40.00,9,,,
paint,,,,Colour: Grey; Size: 2.5 L,24.00,0,,,
boots,Men's Ridge Boots,Boots,Other,Size: 42,90.00,4,,two years,Leather.
boots,,,,Size: 43,90.00,4,,,
tee,Ridge T-Shirt,T-shirts,Other,Size: M; Colour: Black,20.00,4,,,
tee,,,,Size: L; Colour: Black,20.00,0,,,
tee,,,,Size: M; Colour: Rust,20.00,4,,,
tee,,,,Size: L; Colour: Rust,20.00,4,,,
hammer,Claw Hammer,Hammers,Other,,15.00,9,,,
nails,Wire Nails 50 mm,Nails,Other,,4.00,30,,,
tape,Tape Measure,Measuring,Other,Length: 3 m,5.00,9,,,
tape,,,,Length: 8 m,9.00,0,,,
tape,,,,Length: 10 m,11.00,9,,,
drill,Brumfield 18V Cordless Drill,Drills,Other,,110.00,3,Brumfield,three years,
small-drill,Brumfield 12V Cordless Drill,Drills,Other,,70.00,3,Brumfield,three years,
"""


@pytest.fixture
def customer(tmp_path: Path) -> Customer:
    """Somebody new, in a shop for tools and clothes."""
    return customer_of(GOODS, tmp_path)


def test_decimals_belong_to_the_size(customer: Customer) -> None:
    """2.5 litres of paint are no tin of 5, and not two of anything."""
    customer.says("the wall paint in white, 2.5 l", "order_item")
    assert customer.lines == [(1, "paint.white-2-5-l")]


@pytest.mark.parametrize("said", ["ridge boots 43", "boots in size 43 please"])
def test_a_size_is_no_number_of_pieces(customer: Customer, said: str) -> None:
    """Boots in 43 are one pair."""
    customer.says(said, "order_item")
    assert customer.lines == [(1, "boots.43")]


def test_a_size_said_to_our_question_is_no_number(customer: Customer) -> None:
    """ "43 then", to "42 or 43?"."""
    customer.says("ridge boots please", "order_item")
    customer.says("43 then", "order_item")
    assert customer.lines == [(1, "boots.43")]


def test_the_big_one_is_the_largest_measure(customer: Customer) -> None:
    """ "The big one", of 3 m and 10 m."""
    customer.says("a tape measure", "order_item")
    customer.says("the big one", "order_item")
    assert customer.lines == [(1, "tape.10-m")]


def test_a_word_of_its_name_asks_nothing(customer: Customer) -> None:
    """ "Tape measure 8 m" asks for no measures: the 8 m is sold out, and that is said."""
    answer = customer.says("tape measure 8 m", "ask_size")
    assert "8 m" in answer
    assert "colleague" not in answer


def test_the_same_again_at_the_read_back_is_so_many(customer: Customer) -> None:
    """Two of what was read back make two, "another one" makes three."""
    customer.says("a claw hammer", "order_item")
    customer.says("two claw hammers and a box of wire nails", "order_item")
    assert customer.cart == {"hammer": 2, "nails": 1}
    customer.says("and another claw hammer", "add_to_cart")
    assert customer.cart == {"hammer": 3, "nails": 1}


def test_the_colour_stays_when_its_size_is_gone(customer: Customer) -> None:
    """A black L is gone; "M, then" is a black one."""
    customer.says("a ridge t-shirt, black, size L", "order_item")
    customer.says("M then", "order_item")
    assert customer.lines == [(1, "tee.m-black")]


def test_another_colour_is_no_yes(customer: Customer) -> None:
    """In which colours it comes, where another is asked for."""
    customer.says("do you have the ridge t-shirt?", "ask_stock")
    answer = customer.says("do you have it in yellow?", "ask_stock")
    assert "rust" in answer.lower()
    assert not answer.startswith("Y")


def test_what_is_agreed_to_by_its_name_is_ordered(customer: Customer) -> None:
    """ "Fine, the 12V then", heard as a yes to nothing."""
    customer.says("compare the 18V drill and the 12V drill", "compare")
    answer = customer.says("fine, the 12V cordless drill then", "affirm")
    assert customer.cart == {"small-drill": 1}
    assert "Brumfield 12V cordless drill" in answer


def test_the_guarantee_is_told(customer: Customer) -> None:
    """What is stated of it is said, however it is asked."""
    customer.says("do you have the 18V cordless drill?", "ask_stock")
    assert "three years" in customer.says("what guarantee does it have?", "ask_product_info")


def test_goods_without_shelves_are_named_themselves(customer: Customer) -> None:
    """Where nothing is sorted, nobody is told that there is "other"."""
    answer = customer.says("what do you sell?", "browse_search")
    assert "other" not in answer.lower()
    assert "Brumfield wall paint" in answer


def test_what_was_shown_is_ordered_by_words_that_take_it(customer: Customer) -> None:
    """ "Ok, two" takes what was talked of; "that's fine" takes nothing."""
    customer.says("do you have a claw hammer?", "ask_stock")
    customer.says("that's fine, thanks", "affirm")
    assert customer.cart == {}
    customer.says("do you have a claw hammer?", "ask_stock")
    customer.says("ok, two", "affirm")
    assert customer.cart == {"hammer": 2}


def test_the_cheaper_one_comes_in_its_place(customer: Customer) -> None:
    """Of the same sort; and it is not put beside what was too dear."""
    customer.says("the 18V cordless drill", "order_item")
    answer = customer.says("too expensive, anything cheaper?", "offers")
    assert "Brumfield 12V cordless drill" in answer
    customer.says("yes", "affirm")
    assert customer.cart == {"small-drill": 1}
