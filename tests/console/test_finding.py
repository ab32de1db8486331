"""Who needs somebody most is on top, and whoever is looked for is found: by name, by number, by an order's number."""

from __future__ import annotations

import re
from decimal import Decimal

from profiles import data_subject, handover
from profiles.model import Fact, Turn
from shop.model import Line, Order

ORDER = "A-1042"


def people(page: str) -> list[str]:
    return re.findall(r'href="/customers/([^"#]+)#latest"', page)


def ordered(house, customer="c-1", number=ORDER, status="placed"):
    line = Line("flat-white", "FW-L", 2, Decimal("3.80"), "Flat white, large", note="no sugar")
    house.shop.import_orders([Order(number, customer, house.clock(), (line,), status)])


def upset(house, customer, cue="anger"):
    heard = {"cues": {cue: {"value": 0.9, "reason": None, "evidence": []}}}
    house.profiles.record(Turn(customer, "shop", "m-upset", house.clock(), "text", "cold again!!", (), heard=heard))


def test_whoever_needs_somebody_most_is_on_top(house, at_desk, met):
    """Waiting for a person, the longest first; then the distressed and the upset; then the latest. Each says why."""
    for place, customer in enumerate(("c-1", "c-2", "c-3", "c-4", "c-5")):
        met(customer, message_id=f"m{place}", at=house.clock())
        house.hands.forward(minutes=1)
    handover.ask(house.profiles.engine, "c-2", house.clock())
    house.hands.forward(minutes=5)
    handover.ask(house.profiles.engine, "c-1", house.clock())
    upset(house, "c-3", "distress")
    house.hands.forward(minutes=7)
    page = at_desk("Sam").get("/").text
    assert people(page) == ["c-2", "c-1", "c-3", "c-5", "c-4"]
    assert "12 min" in page
    assert "7 min" in page
    assert "in distress" in page
    assert people(at_desk("Sam").get("/?only=waiting").text) == ["c-2", "c-1"]
    assert people(at_desk("Sam").get("/?only=trouble").text) == ["c-3"]


def test_an_unanswered_customer_of_mine_is_as_urgent_as_one_who_waits(house, at_desk, met):
    """Taken over and written to since: on my list it says how long they have had no answer, until I write."""
    met("c-1", at=house.clock())
    sam = at_desk("Sam")
    sam.post("/customers/c-1/take")
    met("c-2", at=house.clock(), message_id="m2")
    house.hands.forward(minutes=1)
    met("c-1", at=house.clock(), message_id="m3", said="are you there?")
    house.hands.forward(minutes=4)
    assert people(sam.get("/?only=mine").text) == ["c-1"]
    assert "unanswered 4 min" in sam.get("/").text
    sam.post("/customers/c-1/messages", text="I am")
    assert "unanswered" not in sam.get("/").text


def test_anger_of_an_earlier_visit_is_over_an_open_complaint_is_not(house, at_desk, met):
    """The sign of a mood goes with the visit; a complaint stays until it is settled."""
    met("c-1", named="Giulia")
    upset(house, "c-1")
    complaint = [Fact("complaint_open", "yes", house.clock(), "m9", "cold")]
    house.profiles.record(Turn("c-1", "shop", "m9", house.clock(), "text", "cold", ()), facts=complaint)
    assert "upset" in at_desk("Sam").get("/").text
    house.hands.forward(days=1)
    page = at_desk("Sam").get("/").text
    assert "upset" not in page
    assert "open complaint" in page


def test_a_name_is_found_where_it_may_be_shown(house, at_desk, met):
    """Any part, any case; not without the consent to remember, and % is no joker."""
    met("c-1", named="Giulia Öttl")
    met("c-2")
    sam = at_desk("Sam")
    assert people(sam.get("/?q=ulia ö").text) == ["c-1"]
    assert people(sam.get("/?q=%25").text) == []
    house.profiles.set_consent("c-1", "remember", False, house.clock(), "said")
    assert people(sam.get("/?q=giulia").text) == []


def test_an_orders_number_leads_to_whoever_ordered(house, at_desk, met):
    """Whole number, any case: to their page, where the order stands with how it is wanted."""
    met("c-1")
    ordered(house)
    sam = at_desk("Sam")
    assert sam.get("/?q= a-1042 ").headers["location"] == "/customers/c-1#orders"
    page = sam.get("/customers/c-1").text
    assert "2 × Flat white, large (no sugar)" in page
    assert "€7.60" in page
    assert "being prepared" in page


def test_an_order_of_somebody_who_was_forgotten_names_nobody(house, at_desk, met):
    """It is in the books; whose it was is gone."""
    met("c-1")
    ordered(house)
    data_subject.erase(house.profiles.engine, "c-1")
    house.shop.erase("c-1")
    page = at_desk("Sam").get(f"/?q={ORDER}").text
    assert "asked to be forgotten" in page
    assert "c-1" not in page


def test_staff_say_what_has_become_of_an_order(house, at_desk, met):
    """Ready, then collected; a reader cannot, and an unknown number or state is refused."""
    met("c-1")
    ordered(house)
    sam = at_desk("Sam")
    assert at_desk("Rita").post("/orders/stands", number=ORDER, status="ready").status_code == 403
    assert sam.post("/orders/stands", number=ORDER, status="ready").headers["location"].endswith("?done=ordered#orders")
    assert house.shop.orders.get(ORDER).status == "ready"
    assert "It is ready" not in sam.get("/customers/c-1").text
    assert sam.post("/orders/stands", number=ORDER, status="cancelled").status_code == 422
    assert sam.post("/orders/stands", number="A-9", status="ready").status_code == 404
    sam.post("/orders/stands", number=ORDER, status="collected")
    assert house.shop.orders.get(ORDER).status == "collected"
