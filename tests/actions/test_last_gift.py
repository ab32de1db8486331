"""Presents are remembered for whom they were: told once that person is named, not proposed again, had again on a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from counter import AT, Customer

from actions.adaptation.gate import may_say
from actions.adaptation.model import Memory
from actions.lines import line_of
from actions.occasions import made_for, occasion_in
from house import House

DAYS_AGO = 340


def gave(house: House, product_id: str, who: str = "sister", days_ago: int = DAYS_AGO, customer: str = "c-1") -> None:
    """A present that was ordered some days ago."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    line = line_of(product, product.variants[0], recipient=who, gift=True)
    house.shop.orders.place(customer, f"old-{product_id}-{days_ago}", [line], AT - timedelta(days=days_ago))


def test_last_years_present_is_told_to_who_names_her(customer: Customer, house: House) -> None:
    """Told with its year, before what is proposed now; the same thing is not proposed again, though flowers may be."""
    gave(house, "seasonal-bouquet")
    customer.allows("remember", "personalise", "recommend")
    said = customer.says("a present for my sister, around 14 euros", "gift").lower()
    assert "last year" in said
    assert "seasonal bouquet" in said
    for _ in range(6):
        assert (customer.known.last_turn.heard or {}).get("focus") != "seasonal-bouquet"
        customer.says("something else", "recommend")
        assert "seasonal-bouquet" not in (customer.known.last_turn.heard.get("shown") or ())


@pytest.mark.parametrize(
    ("text", "days_ago"),
    [("a present for my brother", DAYS_AGO), ("a present for my sister", 100), ("a present for my sister", 520)],
)
def test_it_is_not_told_of_another_nor_too_early_nor_too_late(
    customer: Customer, house: House, text: str, days_ago: int
) -> None:
    """Another person is named; or it was given less than 180, or more than 500 days ago."""
    gave(house, "linen-notebook", days_ago=days_ago)
    customer.allows("remember", "personalise", "recommend")
    assert "notebook" not in customer.says(text, "gift")


def test_it_is_not_told_at_the_door_nor_without_consent(customer: Customer, house: House) -> None:
    """Nobody was named; then nobody has allowed it."""
    gave(house, "linen-notebook")
    assert "notebook" not in customer.says("a present for my sister", "gift")
    customer.later(days=1).allows("remember", "personalise", "recommend")
    assert "notebook" not in customer.arrives()
    assert "last year" not in customer.says("a present please", "gift")


def test_discreet_goods_are_never_told(customer: Customer, house: House) -> None:
    """What the shop marks as discreet is not named as a present either."""
    gave(house, "pregnancy-test")
    customer.allows("remember", "personalise", "recommend")
    assert "pregnancy" not in customer.says("a present for my sister", "gift").lower()


def test_to_an_anonymous_browser_it_is_never_told(customer: Customer, house: House) -> None:
    """Not even to one that has confirmed who it is."""
    memory = Memory("bought", "an order", about="sister", gift=True, days_ago=300)
    known = replace(customer.allows("remember").known, anonymous=True)
    allowed, reason = may_say(memory, known, anonymous_confirmed=True, recipient_named="sister", asks=True)
    assert not allowed
    assert "browser" in reason


def test_it_teaches_no_taste(customer: Customer, house: House) -> None:
    """Three years of roses for a sister make no usual of the customer's own."""
    for days in (300, 330, 360):
        gave(house, "seasonal-bouquet", days_ago=days)
    customer.allows("remember", "personalise", "recommend")
    assert "bouquet" not in customer.arrives()
    assert "bouquet" not in customer.says("the usual", "reorder_usual")


def test_the_same_as_last_year(customer: Customer, house: House) -> None:
    """Asked for, it is had again: for her, as a present, at today's price, after a yes."""
    gave(house, "linen-notebook")
    customer.allows("remember", "personalise", "recommend")
    customer.says("a present for my sister", "gift")
    back = customer.says("the same as last year please", "reorder_usual")
    assert "linen notebook" in back.lower()
    assert "your sister" in back
    assert "€16.50" in back
    customer.says("yes", "affirm")
    line = house.shop.orders.of("c-1")[0].lines[0]
    assert (line.recipient, line.gift, line.product_id) == ("sister", True, "linen-notebook")


def test_in_italian(customer: Customer, house: House) -> None:
    """ "L'anno scorso", and "lo stesso dell'anno scorso"."""
    gave(house, "linen-notebook", who="sorella")
    customer.allows("remember", "personalise", "recommend")
    said = customer.says_in("it", "un regalo per mia sorella", "gift")
    assert "anno scorso" in said
    assert "taccuino in lino" in said.lower()
    assert "16,50" in customer.says_in("it", "lo stesso dell'anno scorso", "out_of_scope")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("a birthday present for my sister", "birthday"),
        ("something to thank a neighbour", "thank_you"),
        ("they have just moved house", "housewarming"),
        ("for Mother's Day", "mothers_day"),
        ("un regalo di Natale", "christmas"),
        ("per la festa della mamma", "mothers_day"),
        ("si sposano a giugno: un regalo di nozze", "wedding"),
        ("a scarf for my sister", ""),
    ],
)
def test_occasions_are_heard(text: str, occasion: str) -> None:
    """In both languages; none where none is named."""
    assert occasion_in(text) == occasion


def test_the_occasion_chooses_among_the_goods(customer: Customer, house: House) -> None:
    """What the shop says is for moving house comes first for that, and what is for Christmas for Christmas."""
    said = customer.says("a housewarming present for my friend", "gift")
    assert "breakfast gift box" in said.lower()
    said = customer.later(days=1).says("a christmas present for my boss", "gift")
    assert "panettone" in said.lower()
    box = house.shop.catalogue().get("breakfast-gift-box")
    assert box is not None
    assert made_for(box, "housewarming")
    assert not made_for(box, "wedding")


def test_of_a_present_nothing_is_concluded(customer: Customer) -> None:
    """ "What goes with it?", of a scarf for the sister: not what others take with it, nor what the merchant pairs."""
    customer.says("a silk scarf for my sister", "order_item")
    said = customer.says("what goes with that?", "recommend")
    assert "handbag" not in said.lower()
