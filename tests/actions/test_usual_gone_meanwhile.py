"""The last piece of a usual goes between its offer and the yes: told at once, with the nearest, and never ordered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from counter import AT, Customer

from actions.adaptation.voices import own_phrasings
from house import House
from shop.model import Line, Order

CROISSANT, ALMOND, FLAT = "butter-croissant", "almond-croissant", "flat-white.medium-oat"


def in_stock(house: House, variant_id: str, pieces: int) -> None:
    """So many of this way of the product are left; of its other ways there is enough."""
    found = house.shop.catalogue().by_variant(variant_id)
    assert found is not None
    ways = tuple(replace(v, stock=pieces) if v.id == variant_id else v for v in found[0].variants)
    house.shop.load_catalogue([replace(found[0], variants=ways)])


def regular(house: House, name: str, *variants: str, **circumstances: str) -> Customer:
    """Somebody who may be remembered, and took these on each of the last five days."""
    goods = [p for v in variants if (p := house.shop.catalogue().by_variant(v))]
    own = tuple(Line(p.id, v.id, 1, v.price, p.title, p.kind, circumstances=circumstances) for p, v in goods)
    orders = [Order(f"T-{n}-{name}", name, AT - timedelta(days=n), own, "collected") for n in range(1, 6)]
    house.shop.import_orders(orders)
    return Customer(house, own_phrasings(), name).allows("remember", "personalise", "recommend")


def takes(house: House, *variants: str, only_held: bool = False) -> None:
    """Somebody else is quicker; perhaps they have only been read back what they want."""
    goods = [p for v in variants if (p := house.shop.catalogue().by_variant(v))]
    lines = [Line(p.id, v.id, 1, v.price, p.title, p.kind) for p, v in goods]
    if only_held:
        house.shop.holds.take("bea", "m-1", lines, AT, 10, 20)
    else:
        house.shop.orders.place("bea", "m-1", lines, AT)


def left(house: House, variant_id: str) -> int | None:
    found = House(house.settings, clock=house.clock).shop.catalogue().by_variant(variant_id)
    return found[1].stock if found else None


@pytest.mark.parametrize("only_held", [False, True])
def test_it_is_told_with_the_nearest(either: House, only_held: bool) -> None:
    """The last croissant is sold, or held, after "your usual?": the yes orders nothing and is told what comes nearest; that
    is read back, and a yes to it is kept."""
    in_stock(either, CROISSANT, 1)
    ada = regular(either, "ada", CROISSANT)
    assert "butter croissant" in ada.arrives().lower()
    takes(either, CROISSANT, only_held=only_held)
    told = ada.presses("yes")
    assert len(ada.bought) == 5, told
    assert "butter croissant" in told.lower()
    assert told.rstrip().endswith("?")
    ada.presses("yes")
    (instead,) = ada.cart
    ada.presses("yes")
    assert ada.bought[0] == {instead: 1}
    assert instead != CROISSANT
    assert left(either, CROISSANT) == 0


def test_another_size_comes_first_with_the_same_milk_and_the_same_seat(house: House) -> None:
    """Of a usual in a way of its own, the nearest is the same thing in another size; milk and window stay."""
    in_stock(house, FLAT, 1)
    ada = regular(house, "ada", FLAT, where="window")
    assert "window" in ada.arrives()
    takes(house, FLAT)
    ada.presses("yes")
    assert ada.plan["acts"] == ["sold_out_instead"]
    back = ada.presses("yes")
    assert "window" in back
    assert [line.split(".")[0] for _, line in ada.lines] == ["flat-white"]
    assert ada.lines[0][1].endswith("-oat")
    assert ada.lines[0][1] != FLAT


def test_of_two_things_the_one_that_is_gone_is_said_and_the_other_read_back(house: House) -> None:
    """Nobody said yes to the coffee alone, so it is not ordered before it was read back."""
    in_stock(house, ALMOND, 1)
    ada = regular(house, "ada", FLAT, ALMOND)
    assert "almond croissant" in ada.arrives().lower()
    takes(house, ALMOND)
    told = ada.presses("yes").lower()
    assert "almond croissant" in told
    assert "nearest" in told
    assert "flat white" in told.split("nearest")[1]
    assert (len(ada.bought), ada.cart) == (5, {"flat-white": 1})
    ada.presses("yes")
    assert ada.bought[0] == {"flat-white": 1}


def test_with_both_gone_something_is_offered_and_nothing_ordered(house: House) -> None:
    """Both are said, and of the first the nearest is asked about."""
    in_stock(house, ALMOND, 1)
    in_stock(house, FLAT, 1)
    ada = regular(house, "ada", FLAT, ALMOND)
    ada.arrives()
    takes(house, FLAT, ALMOND)
    told = ada.presses("yes").lower()
    assert "almond croissant" in told
    assert "flat white" in told
    assert told.rstrip().endswith("?")
    assert (len(ada.bought), ada.cart) == (5, {})


def test_of_two_pieces_the_one_that_is_left_is_read_back(house: House) -> None:
    """A stated usual of two, one of them gone: that one is left is said, and the one read back."""
    in_stock(house, CROISSANT, 2)
    ada = Customer(house, own_phrasings(), "ada").allows("remember", "personalise", "recommend")
    ada.says("two butter croissants and a medium americano", "order_item")
    ada.says("make this my usual", "set_usual")
    ada.says("forget it", "cancel_order")
    assert "2 × butter croissant" in ada.later(days=1).arrives()
    takes(ada.house, CROISSANT)
    assert "only 1" in ada.presses("yes")
    assert (ada.bought, ada.cart) == ([], {CROISSANT: 1, "americano": 1})
    ada.presses("yes")
    assert ada.bought == [{CROISSANT: 1, "americano": 1}]


def test_six_whose_usual_it_is_say_yes_at_once(either: House) -> None:
    """Of six regulars who were offered the last two, two have them, the others are asked about something else, and nobody's order
    cannot be filled."""
    in_stock(either, CROISSANT, 2)
    regulars = [regular(either, f"regular-{n}", CROISSANT) for n in range(6)]
    for one in regulars:
        assert "butter croissant" in one.arrives().lower()
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda one: one.presses("yes"), regulars))
    ordered = [len(one.bought) == 6 for one in regulars]
    assert sum(ordered) == 2, answers
    assert left(either, CROISSANT) == 0
    for one, has_it in zip(regulars, ordered, strict=True):
        assert has_it or (one.known.last_turn and (one.known.last_turn.asked or {}).get("act") == "offer_product")
