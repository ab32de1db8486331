"""In shops for phones, creams and books: compared by figures, asked of the right thing, ordered as it was counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from counter import Customer, customer_of

GOODS = """id,title,kind,category,options,price,stock,weight,battery life,compatible with,author,pages,allergens,complements,description
lite,Sparrow Lite Buds,Buds,Phones,,50.00,9,,,,,,,,Small.
probuds,Sparrow Pro Buds,Buds,Phones,,90.00,9,,,,,,,,Loud.
kestrel,Kestrel 5 Phone,Phones,Phones,Colour: Black,300.00,4,150 g,20 hours,,,,,case,Two cameras.
kestrel,,,,Colour: Blue,300.00,4,,,,,,,,
heron,Heron XL Phone,Phones,Phones,Colour: Black,500.00,4,230 g,2 days,,,,,,Three cameras.
wren,Wren Phone,Phones,Phones,Colour: Grey,90.00,4,88 g,,,,,,,Big keys.
case,Clear Case for Kestrel 5,Cases,Phones,,15.00,9,,,"Kestrel 5, Kestrel 5 Pro",,,,,Takes a knock.
cells,AA Batteries,Batteries,Phones,,4.00,9,,,,,,,,Alkaline.
duck,Squeaky Duck,Toys,Toys,,6.00,9,,,,,,,,It squeaks.
wheel,Running Wheel,Toys,Toys,,14.00,9,,,,,,,,For small pets. Not for rats.
cream,Rose Cream,Creams,Care,,9.00,9,,,,,,linalool,,Soft.
balm,Plain Balm,Creams,Care,,8.00,9,,,,,,none,,Plain.
mill,The Mill Race,Novels,Books,Format: Paperback,9.00,9,,,,Berta Quill,342,,,A flood.
mill,,,,Format: Hardback,20.00,9,,,,,,,,
owls,Nine Owls,Novels,Books,,9.00,9,,,,Berta Quill,120,,,A wood.
rust,Rust and Rye,Novels,Books,,9.00,9,,,,Hugo Brandt,500,,,A farm.
pad,Lined Pad,Pads,Paper,Colour: Red,3.00,9,,,,,,,,Ruled.
pad,,,,Colour: Black,3.00,9,,,,,,,,
collar,Leather Collar,Collars,Pets,Size: S,20.00,3,,,,,,,,Tan.
collar,,,,Size: M,22.00,3,,,,,,,,
collar,,,,Size: L,24.00,0,,,,,,,,
lead,Garden Hose,Hoses,Outdoor,Length: 15 m,20.00,3,,,,,,,,Green.
lead,,,,Length: 30 m,30.00,3,,,,,,,,
sofa,Cream Sofa,Indoor,Home,,500.00,3,,,,,,,,Wide.
sofa2,Yellow Sofa,Indoor,Home,,100.00,3,,,,,,,,For two.
can,Yellow Watering Can,Outdoor,Home,,20.00,3,,,,,,,,Tin.
"""


@pytest.fixture
def customer(tmp_path: Path) -> Customer:
    """Somebody new, in a shop for phones, toys, creams, books and paper."""
    return customer_of(GOODS, tmp_path)


def test_which_is_lighter_and_which_lasts_longer(customer: Customer) -> None:
    """Both figures are told, the winner first; "the lighter one" then is that one."""
    reply = customer.says("the kestrel or the heron, which is lighter?", "compare")
    assert reply.index("150 g") < reply.index("230 g")
    reply = customer.says("and which lasts longer?", "compare")
    assert reply.index("2 days") < reply.index("20 hours")
    customer.says("I'll take the lighter one in blue", "order_item")
    assert customer.lines == [(1, "kestrel.blue")]


def test_what_no_figure_tells_is_said(customer: Customer) -> None:
    """Which is warmer nobody has written down: that is said, with what is stated of each, and no price decides it."""
    reply = customer.says("which is louder, the kestrel or the heron?", "compare")
    assert "compare_unknown" in customer.plan["acts"]
    assert "cameras" in reply


def test_the_most_of_a_kind(customer: Customer) -> None:
    """ "The longest novel" is found by its pages, whatever it was heard as."""
    assert "500 pages" in customer.says("what's the longest novel you have?", "keep_short")


def test_something_lighter(customer: Customer) -> None:
    """The next lighter one of its kind, and that there is none."""
    customer.says("how much is the kestrel?", "ask_price")
    assert "wren" in customer.says("something lighter?", "recommend").lower()
    assert "none_more_so" not in customer.plan["acts"]
    customer.says("anything lighter?", "recommend")
    assert "none_more_so" in customer.plan["acts"]


def test_it_is_what_is_talked_of(customer: Customer) -> None:
    """ "Does it squeak?", of the wheel, is not asked of the duck; the battery of a phone is no battery."""
    customer.says("tell me about the running wheel", "ask_product_info")
    assert "It squeaks" not in customer.says("does it squeak?", "ask_product_info")
    customer.says("tell me about the heron", "ask_product_info")
    assert "2 days" in customer.says("how long does the battery last?", "ask_product_info")


def test_a_question_orders_nothing(customer: Customer) -> None:
    """Who wrote it is told, also where an order was heard."""
    assert "Quill" in customer.says("who wrote nine owls", "order_item")
    assert customer.lines == []


def test_what_the_shop_says_of_its_use(customer: Customer) -> None:
    """ "Can I use it for my rats?" is answered with the sentence that speaks of them."""
    assert "Not for rats" in customer.says(
        "the running wheel, can i use it for my rats?", "order_item", "ask_product_info"
    )


def test_does_it_fit(customer: Customer) -> None:
    """A yes for the model that stands there; for another one what stands there, and no yes."""
    customer.says("tell me about the clear case", "ask_product_info")
    customer.says("does it fit the kestrel 5 pro?", "ask_product_info")
    assert "stated_yes" in customer.plan["acts"]
    reply = customer.says("does it fit the 5 mini?", "ask_product_info")
    assert "stated_yes" not in customer.plan["acts"]
    assert "Kestrel 5 Pro" in reply


def test_a_number_of_a_name_counts_nothing(customer: Customer) -> None:
    """ "For the kestrel 5" wants no five."""
    customer.says("the clear case for my kestrel 5", "order_item")
    assert customer.lines == [(1, "case")]


def test_so_many_in_each_way(customer: Customer) -> None:
    """ "3 red and one black", at the read-back, is what it says."""
    customer.says("a lined pad in red", "order_item")
    customer.says("ok 3 red and one black", "change_cart")
    assert sorted(customer.lines) == [(1, "pad.black"), (3, "pad.red")]


def test_the_nearest_size(customer: Customer) -> None:
    """When the L is gone the M comes nearest."""
    reply = customer.says("do you have the leather collar in size L?", "ask_stock")
    assert "size M" in reply


def test_all_works_of_an_author(customer: Customer) -> None:
    """ "Anything by Berta Quill?" shows hers, and nobody else's."""
    reply = customer.says("what do you have by Berta Quill?", "browse_search")
    assert "The Mill Race" in reply
    assert "nine owls" in reply.lower()
    assert "rye" not in reply.lower()


def test_another_like_it(customer: Customer) -> None:
    """ "Something like X" is not X."""
    customer.says("something like the mill race", "order_item")
    assert customer.lines == []
    assert "recommend" in customer.plan["acts"]


def test_what_goes_with_it(customer: Customer) -> None:
    """What the shop says goes with a thing is offered, whatever it was heard as."""
    customer.says("how much is the kestrel?", "ask_price")
    assert "clear case" in customer.says("what goes with it?", "ask_product_info").lower()


def test_allergies_of_the_skin(customer: Customer) -> None:
    """What creams hold is heeded as nuts are."""
    customer.says("I'm allergic to linalool", "correct_fact")
    assert "rose" not in customer.says("which creams do you have?", "browse_search").lower()


def test_a_name_alone_that_is_not_here(customer: Customer) -> None:
    """ "Chainsaw?" is not answered with what was talked of."""
    customer.says("tell me about the rose cream", "ask_product_info")
    assert "chainsaw" in customer.says("chainsaw?", "ask_product_info").lower()


def test_a_way_of_one_of_those_shown(customer: Customer) -> None:
    """ "Blue", of phones of which one is sold in blue."""
    customer.says("which is lighter, the kestrel or the heron?", "compare")
    customer.says("blue", "out_of_scope")
    assert customer.lines == [(1, "kestrel.blue")]


def test_not_the_one_that_they_have(customer: Customer) -> None:
    """ "She already has that one" looks for another."""
    customer.says("a novel for my sister", "gift")
    first = customer.heard
    assert customer.says("she already has that one", "chitchat") != first
    assert customer.lines == []


def test_the_yellow_one_is_of_its_sort(customer: Customer) -> None:
    """ "The yellow one", of sofas, is the yellow sofa, though a watering can is yellow, too."""
    customer.says("how wide is the cream sofa?", "ask_size")
    customer.says("the yellow one, then", "order_item")
    assert [line[1] for line in customer.lines] in (["sofa2"], [])
    assert "yellow sofa" in customer.heard.lower()


def test_another_length_is_answered_with_those_that_are_here(customer: Customer) -> None:
    """ "Does it come in 50 m?": it comes in 15 and 30."""
    reply = customer.says("does the garden hose come in 50 m?", "ask_product_info")
    assert "15 m" in reply
    assert "30 m" in reply


def test_which_way_is_cheaper(customer: Customer) -> None:
    """Asked of the lengths of one thing, their prices are told."""
    customer.says("tell me about the garden hose", "ask_product_info")
    reply = customer.says("which length is cheaper?", "ask_size")
    assert "20" in reply
    assert "30" in reply


def test_a_question_chooses_nothing(customer: Customer) -> None:
    """Asked of one of two that were named, without its mark, it orders neither."""
    customer.says("which is louder, the kestrel or the heron?", "compare")
    customer.says("is the heron any good", "order_item")
    assert customer.lines == []


def test_the_first_is_the_one_that_was_told_first(customer: Customer) -> None:
    """Who wins is told first, and is the first."""
    customer.says("which is bigger, the kestrel or the heron?", "compare")
    customer.says("which is heavier?", "compare")
    customer.says("the first one, please", "order_item")
    assert customer.lines == [(1, "heron")] or customer.lines == [(1, "heron.black")]


def test_one_word_beside_a_name(customer: Customer) -> None:
    """ "Sparrow buds lite or pro" are two of those, and no other thing that is called so."""
    reply = customer.says("buds lite vs pro, which is better for running?", "compare")
    assert "lite" in reply.lower()
    assert "pro buds" in reply.lower()


def test_what_is_not_heard_orders_nothing(customer: Customer) -> None:
    """ "Does it have radio?", not understood, puts nothing on the list."""
    customer.says("tell me about the heron", "ask_product_info")
    customer.says("does it have radio", "out_of_scope")
    assert customer.lines == []


def test_told_twice_is_one_thing(customer: Customer) -> None:
    """A question at the read-back speaks of the thing twice: "ok take it" asks not which of the two."""
    customer.says("a lined pad in red", "order_item")
    customer.says("what colours does it come in?", "ask_product_info")
    assert "Lined pad or lined pad" not in customer.says("ok take them", "order_item")
    customer.says("which would you recommend?", "recommend")
    assert [line[1] for line in customer.lines] in (["pad.red"], [])
