"""What was read back is held, goods and price, until the yes: at the counter, with real databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from counter import Customer

from house import House
from shop.model import Product

Somebody = Callable[[str], Customer]
VASE = "linen-shirt"


def stocked(house: House, product_id: str, stock: int | None, price: str | None = None, **details: object) -> Product:
    """The shop's own product with other counts, and perhaps another price."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    money = {} if price is None else {"price": Decimal(price)}
    new = replace(product, variants=tuple(replace(v, stock=stock, **money) for v in product.variants), **details)  # type: ignore[arg-type]
    house.shop.load_catalogue([new])
    return new


def hour(customer: Customer, **step: float) -> Customer:
    return customer.later(**step)


def test_the_other_is_told_at_their_read_back(house: House, somebody: Somebody) -> None:
    """Two want the last croissant: the first hears it read back, the second hears at once that it is gone, with the
    nearest thing; the first one's yes is kept."""
    stocked(house, "butter-croissant", 1)
    ada, bea = somebody("ada"), somebody("bea")
    assert "croissant" in ada.says("a butter croissant please", "order_item").lower()
    assert ada.known.last_turn is not None
    reply = bea.says("a butter croissant please", "order_item")
    assert bea.cart == {}
    assert bea.known.last_turn is not None
    assert (bea.known.last_turn.asked or {}).get("act") == "offer_product", reply
    assert "A-" in ada.presses("yes")
    assert ada.bought == [{"butter-croissant": 1}]


@pytest.mark.parametrize("word", ["no", "forget it", "another cart"])
def test_a_no_lets_go(house: House, somebody: Somebody, word: str) -> None:
    """After a no, or once the cart is another one, the next customer can have it."""
    stocked(house, "butter-croissant", 1)
    ada, bea = somebody("ada"), somebody("bea")
    ada.says("a butter croissant please", "order_item")
    if word == "another cart":
        ada.says("an espresso instead of the croissant", "change_cart")
    elif word == "no":
        ada.presses("no")
    else:
        ada.says("cancel the order", "cancel_order")
    assert "butter-croissant" not in ada.cart
    bea.says("a butter croissant please", "order_item")
    assert bea.cart == {"butter-croissant": 1}


def test_time_lets_go(house: House, somebody: Somebody) -> None:
    """What was held for ten minutes is anybody's after eleven, and the late yes is told so."""
    stocked(house, "butter-croissant", 1)
    ada, bea = somebody("ada"), somebody("bea")
    ada.says("a butter croissant please", "order_item")
    bea.later(minutes=11).says("a butter croissant please", "order_item")
    assert bea.cart == {"butter-croissant": 1}
    bea.presses("yes")
    ada.later(minutes=12).presses("yes")
    assert ada.bought == []
    assert bea.bought == [{"butter-croissant": 1}]


def test_own_hold_is_no_bar(house: House, somebody: Somebody) -> None:
    """Who is read back the last two may still ask for them: for oneself they are there."""
    stocked(house, "butter-croissant", 2)
    ada = somebody("ada")
    ada.says("two butter croissants please", "order_item")
    assert "sold out" not in ada.says("do you have butter croissants?", "ask_stock").lower()
    assert ada.cart == {"butter-croissant": 2}
    ada.presses("yes")
    assert ada.bought == [{"butter-croissant": 2}]


def test_a_retry_holds_once(house: House, somebody: Somebody) -> None:
    """The same message again holds the same pieces until the same moment."""
    stocked(house, "butter-croissant", 3)
    ada = somebody("ada")
    ada.says("two butter croissants please", "order_item", message_id="m-x")
    held = house.shop.export("ada")["holds"]
    ada.later(minutes=2).says("two butter croissants please", "order_item", message_id="m-x")
    assert house.shop.export("ada")["holds"] == held
    assert [row["quantity"] for row in held] == [2]


def test_the_price_read_back_holds(house: House, somebody: Somebody) -> None:
    """A catalogue that comes between read-back and yes raises no price; after the ten minutes it is asked again."""
    old = stocked(house, "butter-croissant", 9, "2.00")
    ada, bea = somebody("ada"), somebody("bea")
    ada.says("a butter croissant please", "order_item")
    bea.says("a butter croissant please", "order_item")
    stocked(house, "butter-croissant", 9, "3.00")
    ada.later(minutes=3).presses("yes")
    assert house.shop.orders.of("ada")[0].total == Decimal("2.00")
    assert "3.00" in bea.later(minutes=11).presses("yes")
    assert bea.bought == []
    bea.presses("yes")
    assert house.shop.orders.of("bea")[0].total == Decimal("3.00")
    assert old.price_from == 2


def test_said_again_a_price_is_not_kept_longer(house: House, somebody: Somebody) -> None:
    """A question in between reads the old price back again, but only until the end that the first read-back gave it."""
    stocked(house, "butter-croissant", 9, "2.00")
    ada = somebody("ada")
    ada.says("a butter croissant please", "order_item")
    stocked(house, "butter-croissant", 9, "3.00")
    assert "2.00" in ada.later(minutes=8).says("what are your opening hours?", "opening_hours")
    assert "3.00" in ada.later(minutes=4).presses("yes")
    assert ada.bought == []


def test_a_price_that_fell_counts(house: House, somebody: Somebody) -> None:
    """Nobody pays more than what stands on the shelf at the yes."""
    stocked(house, "butter-croissant", 9, "2.00")
    ada = somebody("ada")
    ada.says("a butter croissant please", "order_item")
    stocked(house, "butter-croissant", 9, "1.50")
    ada.presses("yes")
    assert house.shop.orders.of("ada")[0].total == Decimal("1.50")


def test_an_order_carries_its_currency_and_states_the_tax(house: House, somebody: Somebody) -> None:
    """The currency stands with the order; what the catalogue states of taxes is said, and nothing where it states nothing."""
    stocked(house, "butter-croissant", 9, tax="incl. 10 % VAT")
    ada, bea = somebody("ada"), somebody("bea")
    ada.says("a butter croissant please", "order_item")
    assert "incl. 10 % VAT" in ada.presses("yes")
    assert house.shop.orders.of("ada")[0].currency == "EUR"
    bea.says("an espresso please", "order_item")
    assert "VAT" not in bea.presses("yes")


def test_what_is_not_all_there_is_read_back_as_it_is(house: House, somebody: Somebody) -> None:
    """One of three is held for somebody: of three wanted, two are said to be left, and read back."""
    stocked(house, "butter-croissant", 3)
    ada, bea = somebody("ada"), somebody("bea")
    bea.says("two butter croissants please", "order_item")
    ada.says("a butter croissant please", "order_item")
    assert bea.cart == {"butter-croissant": 2}
    assert "only 2" in bea.says("make it three", "change_cart").lower() or bea.cart == {"butter-croissant": 2}


def test_a_hold_is_the_customers_and_goes_with_them(house: House, somebody: Somebody) -> None:
    """A hold stands in the export, and an erasure gives the goods back."""
    stocked(house, "butter-croissant", 1)
    somebody("ada").says("a butter croissant please", "order_item")
    assert house.shop.export("ada")["holds"]
    assert "ada" in {who for who, _ in house.shop.first_seen()}
    house.shop.erase("ada")
    assert not house.shop.export("ada")["holds"]
    bea = somebody("bea")
    bea.says("a butter croissant please", "order_item")
    assert bea.cart == {"butter-croissant": 1}


def held_for(house: House, *customers: str) -> list[int]:
    """The pieces that are held for these, each."""
    return [sum(row["quantity"] for row in house.shop.export(one)["holds"]) for one in customers]


def test_browsers_that_are_nobody_keep_little_from_others(house: House, somebody: Somebody) -> None:
    """Ten anonymous browsers ask for twenty of forty each: together they keep half, for five minutes; who is named can have
    the other half at once, and all of it after that."""
    stocked(house, "butter-croissant", 40)
    browsers = [f"anon-{n}" for n in range(10)]
    for one in browsers:
        somebody(one).says("twenty butter croissants please", "order_item")
    assert sum(held_for(house, *browsers)) == 20
    ada, bea = somebody("ada"), somebody("bea")
    ada.says("twenty butter croissants please", "order_item")
    assert ada.cart == {"butter-croissant": 20}
    ada.presses("yes")
    assert bea.says("a butter croissant please", "order_item")
    assert "butter-croissant" not in bea.cart
    bea.later(minutes=6).says("twenty butter croissants please", "order_item")
    bea.presses("yes")
    assert (ada.bought, bea.bought) == ([{"butter-croissant": 20}], [{"butter-croissant": 20}])


def test_the_last_piece_is_kept_for_no_browser_that_is_nobody(house: House, somebody: Somebody) -> None:
    """It is read back to them and not held: whoever says yes first has it, and the other is told so at once."""
    stocked(house, "butter-croissant", 1)
    browser, ada = somebody("anon-1"), somebody("ada")
    browser.says("a butter croissant please", "order_item")
    assert (browser.cart, held_for(house, "anon-1")) == ({"butter-croissant": 1}, [0])
    ada.says("a butter croissant please", "order_item")
    ada.presses("yes")
    told = browser.presses("yes")
    assert (ada.bought, browser.bought) == ([{"butter-croissant": 1}], [])
    assert "butter croissant" in told.lower()


def test_a_browser_that_has_ordered_is_somebody(house: House, somebody: Somebody) -> None:
    """Once they have an order here, what is read back is held for them as for everybody."""
    stocked(house, "butter-croissant", 1)
    browser = somebody("anon-1")
    browser.says("an espresso please", "order_item")
    browser.presses("yes")
    browser.says("a butter croissant please", "order_item")
    assert held_for(house, "anon-1") == [1]


def test_with_nothing_to_hold_it_is_as_before(house: House, somebody: Somebody) -> None:
    """``hold_minutes: 0``: both are read the last one, the first yes has it."""
    stocked(house, "butter-croissant", 1)
    terms = replace(house.terms, collection=replace(house.terms.collection, hold_minutes=0))
    house.__dict__["terms"] = terms
    ada, bea = somebody("ada"), somebody("bea")
    for one in (ada, bea):
        one.says("a butter croissant please", "order_item")
        assert one.cart == {"butter-croissant": 1}
    bea.presses("yes")
    ada.presses("yes")
    assert (ada.bought, bea.bought) == ([], [{"butter-croissant": 1}])
