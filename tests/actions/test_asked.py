"""What is asked of a thing is answered first, by the shop's data alone; what these do not tell goes to a person, not to a guess."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from counter import Customer

from house import House
from profiles import handover
from shop.model import Product, Variant

INGREDIENTS, INFO = "ask_ingredients", "ask_product_info"
NOT_KNOWN = "colleague"


def sells(house: House, **more: object) -> None:
    """The demo shop with one thing more."""
    thing = Product("seed-bar", "Seed bar", "Pantry", (Variant("seed-bar", "", Decimal("2.50")),), **more)  # type: ignore[arg-type]
    house.shop.load_catalogue([*house.shop.catalogue().listed(), thing])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("is the sourdough vegan?", ("Yes", "vegan")),
        ("is the butter croissant vegan?", ("No", "milk")),
        ("does the almond croissant contain nuts?", ("Yes", "nuts (almonds)")),
        ("is the focaccia gluten free?", ("No", "gluten (wheat)")),
        ("are there eggs in the lemon cake", ("Yes", "eggs")),
        ("is the sourduogh vegan", ("Yes", "sourdough loaf")),
    ],
)
def test_the_question_is_answered_first(customer: Customer, asked: str, said: tuple[str, str]) -> None:
    """Yes or no comes before anything else, with what it rests on."""
    reply = customer.says(asked, INGREDIENTS)
    assert reply.startswith(said[0])
    assert said[1] in reply


def test_what_a_list_does_not_name_is_neither_denied_nor_called_safe(customer: Customer) -> None:
    """No nuts in the list is no "no": the list is told, and the counter named."""
    reply = customer.says("do the oat biscuits have nuts in them?", INGREDIENTS)
    assert "name nuts" in reply
    assert "gluten (oats)" in reply
    assert "counter" in reply
    assert not reply.lower().startswith(("no", "yes"))
    assert "safe" not in reply.lower()


def test_a_question_of_what_is_in_it_is_never_one_of_stock(customer: Customer) -> None:
    """ "Any eggs in it?" heard as a question of stock is not answered with a yes."""
    reply = customer.says("hey quick one, any eggs in the cinnamon bun?", "ask_stock")
    assert "Yes" not in reply
    assert "name eggs" in reply


def test_who_asks_for_peanuts_is_not_told_of_almonds(customer: Customer) -> None:
    """Other nuts are in its list, and that is told, without a yes."""
    reply = customer.says("does the brownie contain peanuts?", INGREDIENTS)
    assert not reply.startswith("Yes")
    assert "nuts (almonds)" in reply


def test_a_way_of_taking_it_decides(customer: Customer) -> None:
    """Milk is in the chai with whole milk only, and named that way."""
    assert "with whole milk" in customer.says("does the chai latte have milk in it?", INGREDIENTS)


def test_the_oat_milk_is_asked_about_and_no_drink(customer: Customer) -> None:
    """Soy stands in the drinks' lists for soy milk: it is not what the oat milk holds."""
    reply = customer.says("does the oat milk contain soy?", INGREDIENTS)
    assert "oat milk" in reply
    assert "macchiato" not in reply
    assert "soy milk" not in reply
    assert customer.says("is the oat milk gluten free?", INGREDIENTS).startswith("No")


def test_words_of_the_question_name_no_product(customer: Customer) -> None:
    """ "Honey vegan" is the honey, not one of the vegan things."""
    assert "wildflower honey" in customer.says("is the honey vegan?", INGREDIENTS)


def test_a_question_is_no_order(customer: Customer) -> None:
    """Who asks whether they can have it has ordered nothing, whatever was heard."""
    reply = customer.says("can I have the brownie if I'm lactose intolerant?", "change_cart")
    assert "without flour, milk or eggs" in reply
    assert customer.cart == {}


def test_what_contradicts_itself_goes_to_a_person(house: House, customer: Customer) -> None:
    """Tagged vegan, with honey in its list: neither yes nor no."""
    sells(
        house,
        tags=("vegan", "nut free"),
        ingredients="oats, honey, almonds",
        allergens=("gluten (oats)", "nuts (almonds)"),
    )
    for asked in ("is the seed bar vegan?", "is the seed bar nut free?"):
        reply = customer.says(asked, INGREDIENTS)
        assert "agree" in reply
        assert NOT_KNOWN in reply


def test_without_a_list_nobody_knows(house: House, customer: Customer) -> None:
    """No allergens stated is no allergen-free thing."""
    sells(house, ingredients="oats, dates")
    assert NOT_KNOWN in customer.says("does the seed bar contain nuts?", INGREDIENTS)


def test_a_yes_hands_the_question_on(house: House, customer: Customer) -> None:
    """What the person reads is the question and the product, not the yes."""
    customer.says("is the beanie machine washable?", INFO)
    customer.says("yes please", "affirm")
    waiting = handover.waiting(house.profiles.engine)
    assert [w.customer for w in waiting] == [customer.id]
    assert "is the beanie machine washable?" in waiting[0].notes[0]


def test_a_no_hands_nothing_on(house: House, customer: Customer) -> None:
    """A no goes on selling."""
    customer.says("is the beanie machine washable?", INFO)
    customer.says("no thanks", "deny")
    assert handover.waiting(house.profiles.engine) == []


def test_an_open_order_keeps_its_yes(customer: Customer) -> None:
    """While an order waits for its yes, what is not known asks nothing, so that the yes is the order's."""
    customer.says("an espresso please, a double", "order_item")
    reply = customer.says("is the espresso fair trade?", INFO)
    assert "don't know" in reply.lower()
    customer.says("yes", "affirm")
    assert customer.bought == [{"espresso": 1}]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("how heavy is the marmalade?", "340 g"),
        ("how big is the silk scarf?", "70 × 70 cm"),
        ("how many pages does the notebook have?", "144 plain pages"),
        ("what is the red handbag made of?", "leather"),
        ("where does the filter coffee come from?", "Rwandan"),
        ("does the lambswool scarf come in blue?", "Not in blue"),
        ("is the beanie merino?", "Yes"),
        ("does the lambswool scarf itch?", "No"),
        ("is the red handbag brass?", "brass clasp"),
        ("is the alpaca jumper merino?", "A light alpaca jumper"),
    ],
)
def test_how_it_is_stands_in_its_data(customer: Customer, asked: str, said: str) -> None:
    """The words in which it stands are told."""
    assert said in customer.says(asked, INFO)


@pytest.mark.parametrize(
    "asked",
    [
        "how heavy is the red leather handbag?",
        "is the mug dishwasher safe?",
        "are the leather gloves waterproof?",
        "how big is the large flat white?",
        "is the butter croissant halal?",
        "does the linen shirt run small?",
        "what's the handle of the red handbag made of?",
    ],
)
def test_what_is_not_stated_is_not_known(customer: Customer, asked: str) -> None:
    """No guess, and a person is offered."""
    assert NOT_KNOWN in customer.says(asked, INFO)


def test_an_attribute_of_another_column_answers(house: House, customer: Customer) -> None:
    """What the catalogue states in a column of its own is told, and "washable" is answered from it."""
    sells(house, attributes=(("Care instructions", "dishwasher safe"), ("Weight", "45 g")))
    assert "45 g" in customer.says("how heavy is the seed bar?", INFO)
    assert customer.says("is the seed bar dishwasher safe?", INFO).startswith("Yes")


def test_it_is_the_one_last_spoken_of(customer: Customer) -> None:
    """A question without a product means the last one; with none, it asks which, and the bare name answers the question."""
    assert "Which" in customer.says("is it gluten free?", INGREDIENTS)
    assert customer.says("the hummus wrap", "order_item").startswith("No")
    assert "sesame" in customer.says("does it have sesame in it?", INGREDIENTS)


def test_two_products_are_answered_both(customer: Customer) -> None:
    """One no and one yes, and what both do not know is one question."""
    reply = customer.says("are the lemon cake and the brownie vegan?", INGREDIENTS)
    assert reply.startswith("No")
    assert "Yes" in reply
    reply = customer.says("are the wool beanie and the wool socks machine washable?", INFO)
    assert reply.lower().count(NOT_KNOWN) <= 2
    assert reply.count("?") == 1


def test_is_everything_vegan_lists_what_is_known(customer: Customer) -> None:
    """Those that are listed as vegan, and no word of the others but that it is not known."""
    reply = customer.says("is everything here vegan?", INGREDIENTS)
    assert "sourdough loaf" in reply
    assert "chocolate brownie" in reply
    assert "butter croissant" not in reply
    assert "can't say" in reply


def test_italian_questions(customer: Customer) -> None:
    """The same in Italian."""
    assert customer.says_in("it", "il cornetto alle mandorle contiene noci?", INGREDIENTS).startswith("Sì")
    assert customer.says_in("it", "il panettone è senza glutine?", INGREDIENTS).startswith("No")
    assert "collega" in customer.says_in("it", "la marmellata è vegana?", INGREDIENTS)


def test_what_is_not_there_is_not_compared(customer: Customer) -> None:
    """The merino scarf is said not to be here; a yes compares what comes nearest."""
    reply = customer.says("compare the merino scarf and the cotton scarf", "compare")
    assert "merino scarf" in reply
    assert "€" not in reply
    assert customer.says("yes", "affirm").count("€") == 2


def test_three_are_compared(customer: Customer) -> None:
    """Each with its price."""
    reply = customer.says("compare the lambswool scarf, the checked scarf and the silk scarf", "compare")
    assert reply.count("€") == 3


def test_looking_for_vegan_things_is_no_question_of_one(customer: Customer) -> None:
    """ "Do you have vegan cakes?" is a search, and an order for a thing without something is an order."""
    assert "brownie" in customer.says("do you have vegan cakes?", "browse_search")
    customer.says("a flat white without sugar please, small, whole milk", "order_item")
    assert customer.cart == {"flat-white": 1}


def test_the_same_for_everybody(customer: Customer) -> None:
    """Facts do not vary with manner: a curt and a formal customer hear the same list."""
    curt = customer.says("focaccia gluten free?", INGREDIENTS, formality=-0.9)
    formal = replace(customer, id="c-2").says(
        "Might I ask whether the focaccia is gluten free?", INGREDIENTS, formality=0.9
    )
    assert "gluten (wheat)" in curt
    assert "gluten (wheat)" in formal
