"""Several things said of an order in the words people use: each is heard, and nothing else is ordered."""

from __future__ import annotations

import pytest
from counter import Customer


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("same for my sister", [("cappuccino.large-oat", None), ("cappuccino.large-oat", "sister")]),
        (
            "and my sister will have the same but small",
            [("cappuccino.large-oat", None), ("cappuccino.small-oat", "sister")],
        ),
        ("another one with soya", [("cappuccino.large-oat", None), ("cappuccino.large-soy", None)]),
        (
            "and another for my wife but chai latte",
            [("cappuccino.large-oat", None), ("chai-latte.large-oat", "wife")],
        ),
    ],
)
def test_the_same_again(customer: Customer, said: str, lines: list[tuple[str, str | None]]) -> None:
    """The last thing once more, for whom and in the way that is said; another thing in the same way."""
    customer.says("a large cappuccino with oat milk", "order_item")
    customer.says(said, "gift")
    cart = customer.house.shop.carts.of(customer.id).lines
    assert [(line.variant_id, line.recipient) for line in cart] == lines


def test_the_same_in_a_way_that_is_not_had(customer: Customer) -> None:
    """ "The same but decaf": said so; no other drink is put in its place."""
    customer.says("a medium flat white", "order_item")
    answer = customer.says("he'll have the same but decaf", "change_cart")
    assert customer.plan["acts"] == ["not_found", "read_back"]
    assert "decaf flat white" in answer.lower()
    assert customer.lines == [(1, "flat-white.medium-whole")]


def test_same_again_is_the_whole_order(customer: Customer) -> None:
    """ "Same again for my colleague": every line of it."""
    customer.says("a large cappuccino and a lemon cake", "order_item")
    customer.says("same again for my colleague", "order_item")
    assert len(customer.lines) == 4


def test_what_comes_to_it_replaces_nothing(customer: Customer) -> None:
    """ "And a single decaf", after two espressos: beside them, though it is a coffee, too."""
    customer.says("two espressos, one double one single", "order_item")
    customer.says("and a single decaf", "change_cart")
    assert sorted(customer.lines) == [(1, "decaf-espresso.single"), (1, "espresso.double"), (1, "espresso.single")]


def test_what_is_named_after_a_refusal_is_ordered(customer: Customer) -> None:
    """ "Not the brownie. A lemon cake instead": both halves are heard."""
    customer.says("an americano and a brownie", "order_item")
    customer.says("no wait, not the brownie. a lemon cake instead", "remove_from_cart", "change_cart")
    assert sorted(customer.cart) == ["americano", "lemon-cake"]


def test_a_change_of_mind_in_one_message(customer: Customer) -> None:
    """ "A flat white. No wait, a cappuccino": the second in place of the first."""
    customer.says("a flat white please. no wait, a cappuccino", "order_item")
    assert list(customer.cart) == ["cappuccino"]


def test_a_way_in_a_sentence_of_its_own(customer: Customer) -> None:
    """ "Earl Grey. Pot." is a pot of it, and no potted plant."""
    customer.says("earl grey. pot.", "order_item")
    assert customer.lines == [(1, "earl-grey-tea.pot")]


@pytest.mark.parametrize("said", ["scrap the second", "take the lemon cake off"])
def test_the_line_that_is_told_by_its_place(customer: Customer, said: str) -> None:
    """The second of three goes, and not the last."""
    customer.says("an americano, a lemon cake and a cinnamon bun", "order_item")
    customer.says(said, "remove_from_cart")
    assert sorted(customer.cart) == ["americano", "cinnamon-bun"]


def test_the_line_that_is_somebodys(customer: Customer) -> None:
    """ "Scrap my sister's": hers."""
    customer.says("a lemon cake for my sister and a flat white for me", "order_item")
    customer.says("actually scrap my sister's", "remove_from_cart")
    assert list(customer.cart) == ["flat-white"]


def test_each_with_its_own_number(customer: Customer) -> None:
    """ "No, 2 wraps and 1 panini": both numbers are put right."""
    customer.says("2 paninis and a wrap", "order_item")
    customer.says("no, 2 wraps and 1 panini", "change_cart")
    assert customer.cart == {"mozzarella-panini": 1, "hummus-wrap": 2}


def test_both_small(customer: Customer) -> None:
    """ "Make both small", of one that is small already: the other one becomes so."""
    customer.says("a large hot chocolate with oat milk and a small one with soy", "order_item")
    customer.says("no, make both small", "change_cart")
    assert customer.lines == [(1, "hot-chocolate.small-oat"), (1, "hot-chocolate.small-soy")]


@pytest.mark.parametrize("said", ["the big one", "the nice one"])
def test_a_pointing_one_counts_nothing(customer: Customer, said: str) -> None:
    """Two stay two."""
    customer.says("two candles please", "order_item")
    customer.says(said, "change_cart")
    assert customer.lines == [(2, "beeswax-candle")]


def test_just_the_one(customer: Customer) -> None:
    """ "Just the one pack", of twelve: one."""
    customer.says("a dozen oat biscuits", "order_item")
    customer.says("just the one pack", "order_item")
    assert customer.cart == {"oat-biscuits": 1}


def test_a_remark_on_a_named_line_takes_nothing_off(customer: Customer) -> None:
    """ "No ice in the latte" is written on it."""
    customer.says("a large cold brew and an iced latte", "order_item")
    answer = customer.says("no ice in the latte please", "remove_from_cart")
    assert sorted(customer.cart) == ["cold-brew", "iced-latte"]
    assert "no ice" in answer


def test_one_for_somebody_with_a_remark(customer: Customer) -> None:
    """ "One for my husband with a slice of lemon": the same tea, and no lemon cake."""
    customer.says("an earl grey for me, and one for my husband with a slice of lemon", "order_item")
    cart = customer.house.shop.carts.of(customer.id).lines
    assert [(line.product_id, line.recipient) for line in cart] == [
        ("earl-grey-tea", None),
        ("earl-grey-tea", "husband"),
    ]
    assert cart[1].note == "with a slice of lemon"


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "a cold brew, large, and an iced latte, small, with oat",
            [(1, "cold-brew.large"), (1, "iced-latte.small-oat")],
        ),
        ("one honey one marmalade", [(1, "orange-marmalade"), (1, "wildflower-honey")]),
        ("olive oil, the small one", [(1, "olive-oil.250-ml")]),
        ("one of each croissant", [(1, "almond-croissant"), (1, "butter-croissant")]),
        ("the panini", [(1, "mozzarella-panini")]),
    ],
)
def test_each_thing_in_its_own_way(customer: Customer, said: str, lines: list[tuple[int, str]]) -> None:
    """A way between two commas is of the thing before; every number begins a thing; "the small one" is a size."""
    customer.says(said, "order_item")
    assert sorted(customer.lines) == lines


def test_a_colour_between_commas_is_no_thing(customer: Customer) -> None:
    """ "A cotton tee, black, M": no black bag; that there is none in black is said, and which colours there are."""
    answer = customer.says("cotton tee, black, M", "order_item")
    assert "black cotton t-shirt" in answer.lower()
    assert customer.plan["acts"] == ["not_found", "which_variant"]
    assert customer.lines == []


@pytest.mark.parametrize("said", ["an americano with soya milk", "earl grey with oat milk"])
def test_a_milk_that_it_is_not_had_with_is_said(customer: Customer, said: str) -> None:
    """Nothing that was asked for is left out in silence."""
    answer = customer.says(said, "order_item")
    assert customer.plan["acts"] == ["not_found", "read_back"]
    assert said.split("with ")[1] in answer


def test_a_colour_that_it_is_not_had_in(customer: Customer) -> None:
    """ "Grey", to "navy or rust?": there is none; nothing that is called so is ordered."""
    customer.says("a wool beanie", "order_item")
    customer.says("grey", "order_item")
    assert customer.plan["acts"] == ["not_found", "which_variant"]
    assert customer.lines == []


def test_only_a_number_keeps_the_question_which(customer: Customer) -> None:
    """ "Two pairs", to "which size?": as many of the size that is said then."""
    customer.says("wool socks", "order_item")
    customer.says("two pairs", "out_of_scope")
    assert customer.plan["acts"] == ["which_variant"]
    customer.says("41-45", "order_item")
    assert [quantity for quantity, _ in customer.lines] == [2]


def test_a_way_that_was_asked_about_holds(customer: Customer) -> None:
    """ "Medium?", "how much are they?", "I'll take them": those in medium."""
    customer.says("what are the leather gloves lined with?", "ask_product_info")
    customer.says("in medium?", "ask_stock")
    customer.says("how much are they", "ask_price")
    customer.says("ok i'll take them", "order_item")
    assert customer.plan["acts"] == ["read_back"]


def test_another_thing_is_no_answer_to_which(customer: Customer) -> None:
    """ "The panini", while a toastie is in question: the panini."""
    customer.says("toastie or wrap", "order_item")
    customer.says("ok then the panini", "order_item")
    assert list(customer.cart) == ["mozzarella-panini"]


def test_several_names_answer_which(customer: Customer) -> None:
    """ "One green one chamomile", of teas: both of them, though others were named in the question."""
    customer.says("two teas", "order_item")
    customer.says("one green one chamomile", "order_item")
    assert sorted(customer.cart) == ["chamomile-tea", "green-tea"]


def test_what_is_cheaper_comes_in_place_of_the_dearer(customer: Customer) -> None:
    """Said by its colour as by a yes."""
    customer.says("the red leather handbag", "order_item")
    customer.says("anything cheaper", "browse_search")
    customer.says("the black one", "change_cart")
    assert list(customer.cart) == ["black-shoulder-bag"]


def test_the_dark_one_is_dark_itself(customer: Customer) -> None:
    """Of a dark rye and a loaf with a dark crust, the rye."""
    customer.says("what breads do you have", "browse_search")
    customer.says("the dark one", "order_item")
    assert list(customer.cart) == ["rye-loaf"]


def test_the_other_colour_of_what_has_none(customer: Customer) -> None:
    """It is said, and the order stays as it is."""
    customer.says("striped t-shirt L", "order_item")
    customer.says("the other colour", "browse_search")
    assert customer.plan["acts"] == ["not_found", "read_back"]


@pytest.mark.parametrize("said", ["meat eater", "cat lover", "large, for party"])
def test_who_or_what_for_is_no_thing(customer: Customer, said: str) -> None:
    """Nobody is told that there is no meat eater here."""
    customer.says(said, "order_item")
    assert not {"not_found", "not_found_instead", "not_found_near"} & set(customer.plan["acts"])


@pytest.mark.parametrize("said", ["breakfast, quick", "lunch please"])
def test_a_meal_is_no_thing_but_a_wish(customer: Customer, said: str) -> None:
    """Something is put forward for it, whatever else was heard."""
    customer.says(said, "keep_short")
    assert "recommend" in customer.plan["acts"]


@pytest.mark.parametrize("said", ["kosher?", "halal"])
def test_what_nobody_states_is_not_known(customer: Customer, said: str) -> None:
    """No thing in its place, and no "no": a colleague may know."""
    customer.says(said, "ask_ingredients")
    assert customer.plan["acts"] == ["dont_know_ask"]


def test_gluten_free_alone_asks_of_all(customer: Customer) -> None:
    """With nothing talked of: what lists none, with the word to ask at the counter."""
    customer.says("gluten free?", "ask_ingredients")
    assert "none_listed" in customer.plan["acts"]


def test_a_herbal_tea_is_what_is_of_that_kind(customer: Customer) -> None:
    """A chamomile tea, and no black one."""
    answer = customer.says("herbal tea", "browse_search")
    assert "chamomile" in answer
    assert "English breakfast" not in answer


def test_a_decaf_coffee_with_soya_milk(customer: Customer) -> None:
    """What there is not is the soya milk in it, and not the decaf."""
    answer = customer.says("a decaf coffee with soya milk", "order_item")
    assert "decaf espresso with soya milk" in answer.lower()


def test_scrap_the_oat_one(customer: Customer) -> None:
    """The line with oat goes; no oat biscuits are spoken of, and nothing is added."""
    customer.says("two large iced lattes, one oat", "order_item")
    customer.says("and scrap the oat one", "remove_from_cart")
    assert customer.lines == [(1, "iced-latte.large-whole")]


def test_so_many_of_them_so(customer: Customer) -> None:
    """ "Actually 3 of them oat", of two and two: three and one; "one espresso less" takes one off."""
    customer.says("4 flat whites, 2 of them oat, and 2 espressos", "order_item")
    customer.says("actually 3 of them oat", "change_cart")
    customer.says("and one espresso less", "order_item")
    assert customer.lines == [(3, "flat-white.small-oat"), (1, "flat-white.small-whole"), (1, "espresso.single")]


def test_a_line_is_somebodys(customer: Customer) -> None:
    """ "The L one for my brother": it is his, and there is no second one."""
    customer.says("a striped tee in M and one in L", "order_item")
    customer.says("the L one for my brother", "order_item")
    cart = customer.house.shop.carts.of(customer.id).lines
    assert [(line.variant_id, line.recipient) for line in cart] == [
        ("striped-t-shirt.m", None),
        ("striped-t-shirt.l", "brother"),
    ]


def test_a_part_of_a_way_answers_which(customer: Customer) -> None:
    """ "For a moka", of "ground for moka"."""
    customer.says("the house coffee beans", "order_item")
    customer.says("for a moka", "recommend")
    assert customer.lines == [(1, "house-coffee-beans.ground-for-moka")]


def test_a_colour_in_a_sentence_of_its_own_orders_nothing(customer: Customer) -> None:
    """ "I need a hat. Grey.": no Earl Grey."""
    customer.says("i need a hat. grey. for my son", "browse_search", "order_item", "gift")
    assert "earl-grey-tea" not in customer.cart


def test_shirts_in_two_colours_bring_no_tea(customer: Customer) -> None:
    """ "One green L" is a shirt of the only green there is."""
    customer.says("2 cotton t-shirts, one white M, one green S", "order_item")
    assert customer.lines == [(1, "cotton-t-shirt.m-white"), (1, "cotton-t-shirt.s-deep-green")]


def test_what_does_not_suit_is_not_asked_about(customer: Customer) -> None:
    """ "Sandwiches without meat": no toastie with ham among them."""
    answer = customer.says("got any sandwiches without meat", "order_item")
    assert "ham" not in answer


@pytest.mark.parametrize("said", ["cheers, order it", "go", "book it then"])
def test_order_it_is_a_yes(customer: Customer, said: str) -> None:
    """To what was read back."""
    customer.says("a lemon cake", "order_item")
    customer.says(said, "thanks")
    assert customer.bought == [{"lemon-cake": 1}]


def test_a_container_is_no_thing(customer: Customer) -> None:
    """ "The marmalade, two jars": two, and no word that there are no jars."""
    customer.says("add the marmalade, two jars", "order_item")
    assert customer.plan["acts"] == ["read_back"]
    assert customer.cart == {"orange-marmalade": 2}
