"""Somebody is on their way: with consent staff see a draft and the customer is greeted; without it nothing is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from counter import AT, Customer

from actions.arriving import minutes_of
from actions.heard import Heard
from house import House
from profiles import transcript
from shop.model import Line, Order

Somebody = Callable[[str], Customer]


def bought(house: House, who: str, times: int = 5, product_id: str = "flat-white") -> None:
    """The same thing every other day: by their own orders, it is their usual."""
    product = house.shop.catalogue().get(product_id)
    assert product is not None
    variant = product.variants[0]
    line = Line(product.id, variant.id, 1, variant.price, product.title, product.kind)
    past = [Order(f"T-{who}-{n}", who, AT - timedelta(days=2 * n + 2), (line,), "collected") for n in range(times)]
    house.shop.import_orders(past)


def nearly_here(customer: Customer, id_: str = "arrival:1") -> str:
    """What the channel lets the bot do when the shop's own door says so."""
    return customer._taken(Heard(customer.id, id_, "event", "", "nearly_here", anonymous=False))


@pytest.fixture
def regular(house: House, somebody: Somebody) -> Customer:
    """Somebody with a usual, who agreed to be remembered and has chatted before."""
    bought(house, "ada")
    customer = somebody("ada").allows("remember")
    customer.says("hello", "greet")
    return customer.later(days=1)


def test_a_regular_is_drafted_and_greeted(regular: Customer) -> None:
    """Who, what and when for staff, no order; "shall it be the usual?" in the chat, and the yes to it orders."""
    house = regular.house
    state, greeted = house.expect("ada", "hook:1", "x", 5)
    assert (state, greeted) == ("new", True)
    (draft,) = house.arrivals.drafts(house.clock())
    assert (draft.customer, draft.due - house.clock(), draft.order_id) == ("ada", timedelta(minutes=5), None)
    assert [(g["variant"], g["quantity"]) for g in draft.goods] == [
        (house.shop.catalogue().products["flat-white"].variants[0].id, 1)
    ]
    reply = nearly_here(regular)
    assert "usual" in reply.lower()
    assert "yes" in regular.choices
    assert not [o for o in house.shop.orders.of("ada") if o.status == "placed"]
    (pushed,) = transcript.pushed(house.profiles.engine, "ada", None)
    assert pushed["text"] == reply
    assert {c["id"] for c in pushed["choices"]} == {"yes", "no"}
    assert "A-" in regular.presses("yes")
    assert house.shop.orders.of("ada")[0].status == "placed"


def test_the_same_arrival_is_one(regular: Customer) -> None:
    """Told again, nothing more is drafted or said; with another body it is refused; the next one takes its place."""
    house = regular.house
    assert [house.expect("ada", "hook:1", "x", 5)[0] for _ in range(2)] == ["new", "known"]
    assert house.expect("ada", "hook:1", "y", 5)[0] == "conflict"
    assert nearly_here(regular) == nearly_here(regular) != ""
    assert len(transcript.pushed(house.profiles.engine, "ada", None)) == 1
    house.expect("ada", "hook:2", "x", 15)
    assert [d.id for d in house.arrivals.drafts(house.clock())] == ["hook:2"]


@pytest.mark.parametrize("why", ["no consent", "objection", "less personal", "no usual"])
def test_who_may_not_be_remembered_is_not_seen(house: House, somebody: Somebody, why: str) -> None:
    """Nothing for staff, nothing said, and nothing kept of who it was; the call is known all the same."""
    bought(house, "bea", times=1 if why == "no usual" else 5)
    customer = somebody("bea")
    if why != "no consent":
        customer.allows("remember")
    if why == "objection":
        customer.says("don't personalise", "dont_track")
    if why == "less personal":
        customer.says("please be less personal", "less_personal")
    assert house.expect("bea", "hook:1", "x", 5) == ("new", False)
    assert house.arrivals.drafts(house.clock()) == []
    assert house.shop.export("bea")["arrivals"] == []
    assert house.arrivals.known("hook:1", "x") == "known"
    assert nearly_here(customer) == ""
    assert customer.replies == ()


def test_an_open_order_comes_before_the_usual(regular: Customer) -> None:
    """Who has ordered is awaited with that order, and is told that it is noted."""
    house = regular.house
    croissant = house.shop.catalogue().products["butter-croissant"].variants[0]
    line = Line("butter-croissant", croissant.id, 2, Decimal("1.60"), "Butter croissant", "Pastry")
    order = house.shop.orders.place("ada", "m-o", [line], house.clock())
    house.expect("ada", "hook:1", "x", 0)
    (draft,) = house.arrivals.drafts(house.clock())
    assert draft.order_id == order.id
    assert draft.goods[0]["quantity"] == 2
    assert "croissant" in nearly_here(regular)
    assert "yes" not in regular.choices


def test_said_in_the_chat(regular: Customer) -> None:
    """ "I'm five minutes away" drafts the same, once for each message."""
    house = regular.house
    for _ in range(2):
        regular.says("I'm five minutes away", "arriving", message_id="m-away")
    (draft,) = house.arrivals.drafts(house.clock())
    assert draft.due == house.clock() + timedelta(minutes=5)


def test_who_has_no_chat_is_not_greeted(house: House) -> None:
    """Staff see who comes; nobody is written to who never wrote."""
    bought(house, "cleo")
    house.profiles.set_consent("cleo", "remember", True, AT - timedelta(days=1), "token")
    assert house.expect("cleo", "hook:1", "x", 5) == ("new", False)
    assert len(house.arrivals.drafts(AT)) == 1


def test_an_anonymous_browser_is_not_greeted_with_goods(house: House, somebody: Somebody) -> None:
    """Anybody may sit there."""
    who = "anon-1234567890abcdefghijklmn"
    bought(house, who)
    customer = somebody(who).allows("remember")
    customer.says("hello", "greet")
    assert house.expect(who, "hook:1", "x", 5)[1] is False


def test_a_draft_is_the_customers_and_goes(regular: Customer) -> None:
    """It stands in the export, goes with an erasure, and is gone for staff two hours after it was due."""
    house = regular.house
    house.expect("ada", "hook:1", "x", 5)
    assert house.shop.export("ada")["arrivals"][0]["goods"]
    assert house.arrivals.drafts(house.clock() + timedelta(hours=3)) == []
    house.shop.erase("ada")
    assert house.arrivals.drafts(house.clock()) == []
    assert house.shop.export("ada")["arrivals"] == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("I'm five minutes away", 5),
        ("there in 12 min", 12),
        ("a few minutes", 5),
        ("arrivo fra dieci minuti", 10),
        ("nearly there", 0),
        ("999 minutes", 240),
    ],
)
def test_in_how_many_minutes(text: str, minutes: int) -> None:
    """A number of minutes, in figures or words; none where none is said."""
    assert minutes_of(text) == minutes
