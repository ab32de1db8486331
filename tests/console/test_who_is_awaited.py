"""The list of those who are on their way: who, what, when, and one button that orders nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from shop.arrivals import Arrivals, Wanted
from shop.model import Line, Product, Variant

CONSENT_HOW = "said"


def awaited(house, customer="c-1001", minutes=5, consent=True):
    if consent:
        house.profiles.set_consent(customer, "remember", True, house.hands.at - timedelta(days=1), CONSENT_HOW)
    due = house.hands.at + timedelta(minutes=minutes)
    goods = ({"variant": "tea", "title": "Earl Grey tea", "quantity": 2},)
    Arrivals(house.shop.engine).tell(f"hook:{customer}", "x", house.hands.at, customer, due, Wanted(goods))


def test_who_what_and_when(house, at_desk, met):
    """One card for each, the next first; looked at, it is written down once; nothing is ordered by seeing to it."""
    met()
    awaited(house, minutes=20)
    awaited(house, "c-2002", minutes=5)
    page = at_desk("Sam").get("/arrivals").text
    assert "2 × Earl Grey tea" in page
    assert "Not ordered" in page
    assert page.index("c-2002") < page.index("c-1001")
    assert [line.action for line in house.console.accesses("c-1001")] == ["awaited"]
    assert house.shop.orders.of("c-1001") == ()


def test_staff_see_to_it(house, at_desk):
    """The button marks the draft for the colleagues; who may only look has none; twice is once, and it orders nothing."""
    awaited(house)
    sam, rita = at_desk("Sam"), at_desk("Rita")
    assert "see to it" not in rita.get("/arrivals").text
    assert rita.post("/arrivals/seen", id="hook:c-1001").status_code == 403
    for _ in range(2):
        assert sam.post("/arrivals/seen", id="hook:c-1001").status_code == 303
    assert "One of you sees to it" in sam.get("/arrivals").text
    assert sam.post("/arrivals/seen", id="hook:gone").status_code == 404
    assert house.shop.orders.of("c-1001") == ()


def test_what_was_ordered_meanwhile_is_shown(house, at_desk):
    """After the customer's own yes the card has the order's number."""
    awaited(house)
    house.shop.load_catalogue([Product("tea", "Earl Grey tea", "Tea", (Variant("tea", "", Decimal(3)),))])
    line = Line("tea", "tea", 1, Decimal(3), "Earl Grey tea", "Tea")
    order = house.shop.orders.place("c-1001", "m1", [line], house.hands.at)
    page = at_desk("Sam").get("/arrivals").text
    assert f"Ordered, {order.id}" in page
    assert "Not ordered" not in page


def test_without_consent_nobody_is_seen(house, at_desk):
    """Consent taken back takes the card away, too."""
    awaited(house)
    house.profiles.set_consent("c-1001", "remember", False, house.hands.at, CONSENT_HOW)
    assert "c-1001" not in at_desk("Sam").get("/arrivals").text


def test_nobody_signed_in_sees_nothing(browser):
    """The page sends strangers to the login."""
    assert browser().get("/arrivals").headers["location"] == "/login?next=%2Farrivals"


def test_an_order_is_shown_as_it_is_wanted(house, at_desk):
    """Remark, seat, bag and the name on it stand beside the thing; of a usual that nobody ordered, only the thing."""
    awaited(house)
    house.shop.load_catalogue([Product("tea", "Earl Grey tea", "Tea", (Variant("tea", "", Decimal(3)),))])
    wanted = {"where": "window", "bag": "paper_bag", "written": "Anna", "once": "where"}
    line = Line("tea", "tea", 1, Decimal(3), "Earl Grey tea", "Tea", note="no sugar", circumstances=wanted)
    assert "window" not in at_desk("Sam").get("/arrivals").text
    house.shop.orders.place("c-1001", "m1", [line], house.hands.at)
    page = at_desk("Sam").get("/arrivals").text
    assert "Earl Grey tea (no sugar, window, paper bag, “Anna”)" in page
