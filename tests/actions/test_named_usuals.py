"""Orders with a name of the customer's own, and a usual of several things."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from counter import Customer

from actions.kept_orders import Kept, fact_name, name_of, read, wanted, written
from house import House
from shop.model import Line


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


WANTED = "at the back door, with a receipt to the company"


def said_of(customer: Customer) -> list[dict[str, str]]:
    """The circumstances of each line of the last order."""
    return [dict(line.circumstances) for line in customer.house.shop.orders.of(customer.id)[0].lines]


@pytest.mark.parametrize("when", ["while it is ordered", "with its name", "after it was ordered"])
def test_it_is_kept_as_it_is_wanted(regular: Customer, when: str) -> None:
    """Door and receipt are kept with the name, asked in the breath of the read-back, and stand on the order after the yes."""
    if when == "while it is ordered":
        regular.says(WANTED, "out_of_scope")
    if when == "after it was ordered":
        regular.says("yes", "affirm")
    beside = "" if when == "while it is ordered" else f", {WANTED}"
    assert WANTED in regular.says(f"call this the office order{beside}", "out_of_scope")
    if when != "after it was ordered":
        regular.says("yes", "affirm")
    back = regular.later(days=1).says("the office order please", "out_of_scope")
    assert WANTED in back
    assert back.count("?") == 1
    regular.says("yes", "affirm")
    assert said_of(regular) == [{"where": "back_door", "receipt": "company_receipt"}] * 2


def test_today_it_is_wanted_otherwise(regular: Customer) -> None:
    """ "The office order, but to take away today": that order only; the next one is as it was kept."""
    regular.says(f"call this the office order, {WANTED}", "out_of_scope")
    regular.says("yes", "affirm")
    back = regular.later(days=1).says("the office order, but to take away today please", "out_of_scope")
    assert "to take away" in back
    assert "back door" not in back
    assert "receipt to the company" in back
    regular.says("yes", "affirm")
    assert WANTED in regular.later(days=1).says("the office order please", "out_of_scope")


def test_what_was_for_once_and_the_day_are_not_kept(regular: Customer) -> None:
    """ "To take away today" goes with that order; of "for tomorrow at 8" the hour stays, and is asked where it is still to come."""
    regular.says("and an espresso for tomorrow at 8", "order_item")
    regular.says("to take away today", "out_of_scope")
    assert "at 08:00" in regular.says("call this breakfast", "out_of_scope")
    regular.says("yes", "affirm")
    kept = next(f for f in regular.known.facts if name_of(f.name) == "breakfast")
    assert wanted(kept.value) == {"when": "08:00"}
    late = regular.later(days=3).says("breakfast please", "order_item")  # it is ten
    assert "08:00" not in late
    regular.presses("no")
    assert "08:00" in regular.later(hours=-3).says("breakfast please", "order_item")


def test_a_line_of_it_keeps_its_remark(customer: Customer) -> None:
    """ "Without sugar" and the name on the cup belong to one line, and come back with it."""
    customer.allows("remember")
    customer.says("an espresso and a medium americano without sugar", "order_item")
    customer.says("write 'Anna' on the cup", "out_of_scope")
    customer.says("call this our round", "out_of_scope")
    customer.says("yes", "affirm")
    back = customer.later(days=1).says("our round please", "out_of_scope")
    assert "americano, medium (without sugar, “Anna” on it)" in back
    assert back.startswith("Espresso, single and")


def test_a_name_may_sound_like_a_circumstance(regular: Customer) -> None:
    """ "Save this as my take-away" names an order, and says nothing of how it is wanted."""
    assert "“take-away”" in regular.says("save this as my take-away", "out_of_scope")
    regular.says("yes", "affirm")
    assert said_of(regular) == [{}, {}]
    assert "butter croissant" in regular.later(days=1).says("my take-away please", "out_of_scope")


def test_in_italian_too(regular: Customer) -> None:
    """Kept with door and receipt, and read back in the words of the language."""
    regular.says_in(
        "it", "chiamalo ordine dell'ufficio, alla porta sul retro, con la fattura alla ditta", "out_of_scope"
    )
    regular.says_in("it", "sì", "affirm")
    back = regular.later(days=1).says_in("it", "l'ordine dell'ufficio per favore", "out_of_scope")
    assert "alla porta sul retro" in back
    assert "fattura alla ditta" in back


@pytest.mark.parametrize(
    "value",
    [
        "espresso.single @1.30 | where=table%205",
        "2x a @1.60 {note=no%20sugar&written=A%20%2B%20B} + b.c @2 | when=08%3A00&receipt=receipt",
    ],
)
def test_as_it_is_written_it_is_read(value: str) -> None:
    """What is written of lines is read as the same lines, notes and circumstances."""
    lines = [
        Line(
            "p", k.variant_id, k.quantity, k.price or Decimal(0), note=k.note, circumstances={**k.circumstances, **all_}
        )
        for all_ in [wanted(value)]
        for k in read(value)
    ]
    again = written([replace(x, circumstances=_dated(x.circumstances)) for x in lines], as_wanted=True)
    assert (read(again), wanted(again)) == (read(value), wanted(value))
    assert again == value


def _dated(circumstances: dict[str, str]) -> dict[str, str]:
    when = circumstances.get("when")
    return {**circumstances, "when": f"2026-11-27 {when}"} if when else dict(circumstances)
