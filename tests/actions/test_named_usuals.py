"""Orders with a name of the customer's own, and a usual of several things."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from counter import Customer

from actions.kept_orders import Kept, fact_name, name_of, read
from house import House


@pytest.fixture
def regular(customer: Customer) -> Customer:
    """Somebody remembered, with an order in the making: two croissants and an americano."""
    customer.allows("remember", "personalise", "recommend")
    customer.says("two butter croissants and a medium americano", "order_item")
    return customer


def reprice(house: House, product_id: str, price: str, stock: int | None = None) -> None:
    """Sell a product at another price, or the last of it."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    variants = tuple(replace(v, price=Decimal(price), stock=stock) for v in product.variants)
    house.shop.load_catalogue([replace(product, variants=variants)])


def test_an_order_is_named_and_asked_for(regular: Customer) -> None:
    """ "Call this the office order"; the next day "the office order please" reads it back whole, and a yes orders it."""
    named = regular.says("call this the office order", "out_of_scope")
    assert "office order" in named
    assert "2 × butter croissant" in named
    regular.says("yes", "affirm")
    back = regular.later(days=1).says("the office order please", "out_of_scope")
    assert "2 × butter croissant" in back
    assert "americano" in back.lower()
    assert back.rstrip().endswith("?")
    assert len(regular.bought) == 1
    regular.says("yes", "affirm")
    assert regular.bought[0] == {"butter-croissant": 2, "americano": 1}


def test_its_prices_are_todays_and_what_changed_is_said(regular: Customer) -> None:
    """What is dearer since is said with both prices, what is sold out is said and left out; then the total of today."""
    regular.says("save this as breakfast", "out_of_scope")
    regular.says("yes", "affirm")
    reprice(regular.house, "americano", "2.40")
    reprice(regular.house, "butter-croissant", "1.60", stock=0)
    back = regular.later(days=1).says("my breakfast please", "order_item")
    assert "€2.10" in back
    assert "€2.40" in back
    assert "butter croissant" in back.lower()
    assert regular.cart == {"americano": 1}


def test_two_names_are_kept_apart_changed_and_forgotten(regular: Customer) -> None:
    """Each is told in "what do you know about me?"; named anew it is the new one; forgotten it is gone."""
    regular.says("call this the office order", "out_of_scope")
    regular.says("yes", "affirm")
    regular.says("an earl grey tea", "order_item")
    regular.says("call this breakfast", "out_of_scope")
    regular.says("yes", "affirm")
    told = regular.says("what do you know about me?", "know_about_me")
    assert "“office order” is 2 × butter croissant" in told
    assert "“breakfast” is earl grey" in told.lower()
    regular.says("a green tea", "order_item")
    regular.says("call this breakfast", "out_of_scope")
    assert "green tea" in regular.later(days=1).says("breakfast please", "out_of_scope").lower()
    regular.later(days=1).says("forget my breakfast", "forget_me")
    assert regular.known.fact("usual_breakfast") is None
    assert regular.known.fact("usual_office_order")


def test_nothing_is_named_that_is_no_name(regular: Customer) -> None:
    """ "Call it a day" names nothing, "save this as my usual" is the usual, and a breakfast tea is a tea."""
    for text in ("call it a day", "call me Ann", "call this in"):
        regular.says(text, "out_of_scope")
    assert not [f for f in regular.known.facts if name_of(f.name)]
    regular.says("save this as breakfast", "out_of_scope")
    regular.says("yes", "affirm")
    regular.later(days=1).says("an english breakfast tea please", "order_item")
    assert "english-breakfast-tea" in str(regular.cart) or "tea" in regular.heard.lower()
    assert "butter-croissant" not in regular.cart


def test_without_consent_it_is_asked_for(customer: Customer) -> None:
    """To be remembered needs a yes; without it the name is gone with the visit."""
    customer.says("an espresso", "order_item")
    customer.says("call this the office order", "out_of_scope")
    assert "consent_yes" in customer.choices
    assert "espresso" not in customer.later(days=1).says("the office order please", "out_of_scope").lower()


def test_after_dont_personalise_it_is_not_used(regular: Customer) -> None:
    """An objection puts named orders aside like every other memory."""
    regular.says("call this the office order", "out_of_scope")
    regular.says("don't personalise", "dont_track")
    assert "croissant" not in regular.later(days=1).says("the office order please", "out_of_scope")


def test_both_lines_become_the_usual(regular: Customer) -> None:
    """ "Make this my usual" with two lines makes both: asked with their total, ordered by one yes."""
    regular.says("yes", "affirm")
    assert "2 × butter croissant" in regular.says("make this my usual", "set_usual")
    asked = regular.later(days=1).arrives()
    assert "usual" in asked.lower()
    assert "2 × butter croissant" in asked
    assert "€5.30" in asked
    regular.says("yes please", "affirm")
    assert regular.bought[0] == {"butter-croissant": 2, "americano": 1}
    assert "2 × butter croissant" in regular.says("what do you know about me?", "know_about_me")


def test_a_usual_of_several_with_something_besides(regular: Customer) -> None:
    """ "The usual and a cinnamon bun" is all of it, read back."""
    regular.says("make this my usual", "set_usual")
    regular.says("yes", "affirm")
    regular.later(days=1).says("my usual and a cinnamon bun", "order_item")
    assert regular.cart == {"butter-croissant": 2, "americano": 1, "cinnamon-bun": 1}


def test_in_italian(customer: Customer) -> None:
    """Named, asked for and told in Italian."""
    customer.allows("remember", "personalise", "recommend")
    customer.says_in("it", "due cornetti al burro", "order_item")
    customer.says_in("it", "salva questo come colazione", "out_of_scope")
    customer.says_in("it", "sì", "affirm")
    back = customer.later(days=1).says_in("it", "la colazione, per favore", "out_of_scope")
    assert "2 × cornetto al burro" in back.lower()
    assert "«colazione» è 2 × cornetto" in customer.says_in("it", "che cosa sai di me?", "know_about_me").lower()


def test_how_it_is_written() -> None:
    """Read back as it was written, by variant, number and price; what is none is nothing; a lone variant is one thing."""
    assert read("2x a.b @1.60 + c @3") == (Kept("a.b", 2, Decimal("1.60")), Kept("c", 1, Decimal(3)))
    assert read("flat-white.large-oat") == (Kept("flat-white.large-oat"),)
    assert read("a b c") == ()
    assert (fact_name("Caffè d'ufficio"), fact_name("declined"), name_of("usual_caffe_d_ufficio")) == (
        "usual_caffe_d_ufficio",
        "",
        "caffe d ufficio",
    )
