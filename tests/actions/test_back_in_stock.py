""" "Tell me when it's back": one message, when it is, to who asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from counter import Customer

from house import House
from profiles import transcript
from running.back_in_stock import BackInStock, key_of
from shop.alerts import Alerts

Somebody = Callable[[str], Customer]
CROISSANT = "butter-croissant"


def put(house: House, stock: int, product_id: str = CROISSANT, **details: object) -> None:
    """So many are on the shelf now, by an import."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    house.shop.load_catalogue(
        [replace(product, variants=tuple(replace(v, stock=stock) for v in product.variants), **details)]
    )  # type: ignore[arg-type]


def told(house: House, who: str) -> list[str]:
    return [m["text"] for m in transcript.pushed(house.profiles.engine, who, None)]


def waiting(house: House, who: str) -> list[str]:
    return [row["variant_id"] for row in house.shop.export(who)["alerts"]]


def asks(customer: Customer) -> str:
    return customer.says("tell me when the butter croissant is back", "notify_me")


@pytest.mark.parametrize("how", ["an import", "a cancelled order", "a hold that ends"])
def test_one_message_when_it_is_back(house: House, somebody: Somebody, how: str) -> None:
    """Nothing before, one message after, the wish is gone, and a second return says nothing more."""
    put(house, 1)
    bea = somebody("bea")
    bea.says("a butter croissant please", "order_item")
    if how != "a hold that ends":
        bea.presses("yes")
    ada = somebody("ada")
    assert "croissant" in asks(ada)
    errand = BackInStock(house)
    assert errand.round() == 0
    if how == "an import":
        put(house, 4)
    elif how == "a cancelled order":
        bea.says("cancel my order", "cancel_order")
    else:
        bea.presses("no")
    assert [errand.round() for _ in range(3)] == [1, 0, 0]
    (text,) = told(house, "ada")
    assert "croissant" in text
    assert told(house, "bea") == []
    assert waiting(house, "ada") == []
    put(house, 0)
    put(house, 4)
    assert errand.round() == 0


def test_asked_twice_it_is_one_wish(house: House, somebody: Somebody) -> None:
    """However often it is said, and however many look after it at once."""
    put(house, 0)
    ada = somebody("ada")
    asks(ada)
    asks(ada)
    put(house, 2)
    back = Alerts(house.shop.engine).back(house.clock())
    assert len(back) == 1
    assert [BackInStock(house)._tell(back[0]) for _ in range(2)] == [True, False]
    assert len(told(house, "ada")) == 1


def test_cut_off_between_message_and_alert(house: House, somebody: Somebody) -> None:
    """The message was sent and the wish is still there: the next round sends nothing and lets the wish go."""
    put(house, 0)
    ada = somebody("ada")
    asks(ada)
    put(house, 2)
    (back,) = Alerts(house.shop.engine).back(house.clock())
    transcript.push_once(house.profiles.engine, "ada", "The croissants are back.", house.clock(), key_of(back))
    assert waiting(house, "ada")
    assert BackInStock(house).round() == 0
    assert (len(told(house, "ada")), waiting(house, "ada")) == (1, [])


def test_it_can_be_asked_again(house: House, somebody: Somebody) -> None:
    """A new wish is a new message."""
    put(house, 0)
    ada = somebody("ada")
    for _ in range(2):
        asks(ada.later(hours=1))
        put(house, 2)
        BackInStock(ada.house).round()
        put(house, 0)
    assert len(told(house, "ada")) == 2


def test_what_is_there_needs_no_wish(house: House, somebody: Somebody) -> None:
    """It is said to be there, and nothing is kept."""
    put(house, 3)
    asks(somebody("ada"))
    assert waiting(house, "ada") == []


def test_discreet_goods_are_not_named(house: House, somebody: Somebody) -> None:
    """Nor is anything at a browser that anybody may sit at."""
    put(house, 0, discreet=True)
    put(house, 0, "almond-croissant")
    asks(somebody("ada"))
    anybody = somebody("anon-1234567890abcdefghijklmn")
    anybody.says("tell me when the almond croissant is back", "notify_me")
    put(house, 2)
    put(house, 2, "almond-croissant")
    assert BackInStock(house).round() == 2
    for who in ("ada", anybody.id):
        (text,) = told(house, who)
        assert "croissant" not in text.lower()


def test_it_is_offered_where_something_is_sold_out(house: House, somebody: Somebody) -> None:
    """A no to what comes nearest is followed by the question, and a yes to that is the wish."""
    put(house, 0)
    ada = somebody("ada")
    ada.says("a butter croissant please", "order_item")
    ada.presses("no")
    assert ada.choices == ["yes", "no"]
    assert waiting(house, "ada") == []
    ada.presses("yes")
    assert len(waiting(house, "ada")) == 1


def test_a_no_keeps_nothing(house: House, somebody: Somebody) -> None:
    """Two noes are no wish."""
    put(house, 0)
    ada = somebody("ada")
    ada.says("a butter croissant please", "order_item")
    ada.presses("no")
    ada.presses("no")
    assert waiting(house, "ada") == []


def test_a_wish_goes_with_the_customer_and_with_time(house: House, somebody: Somebody) -> None:
    """It stands in the export; after an erasure, or ninety days, nobody is written to."""
    put(house, 0)
    for who in ("ada", "bea"):
        asks(somebody(who))
    assert "ada" in {who for who, _ in house.shop.first_seen()}
    house.shop.erase("ada")
    assert waiting(house, "ada") == []
    late = House(house.settings, clock=lambda: house.clock() + timedelta(days=91))
    BackInStock(late).round()
    assert waiting(house, "bea") == []
    put(house, 2)
    assert BackInStock(house).round() == 0
