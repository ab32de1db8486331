"""The list of what is to come back, and the button that puts it on the shelf."""

from __future__ import annotations

from decimal import Decimal

from shop.model import Line, Product, Variant
from shop.store import ShopStore


def asked(house):
    house.shop.load_catalogue([Product("bag", "Canvas bag", "Bag", (Variant("bag", "", Decimal(20), stock=2),))])
    order = house.shop.orders.place("c-1001", "m1", [Line("bag", "bag", 1, Decimal(20), "Canvas bag")], house.hands.at)
    return house.shop.returns.ask(["c-1001"], order.id, "bag", "m2", house.hands.at)


def test_it_is_there_until_it_is_back(house, at_desk):
    """Number, thing and order; who may only look has no button; pressed twice the goods are back once."""
    one = asked(house)
    sam, rita = at_desk("Sam"), at_desk("Rita")
    page = sam.get("/returns").text
    assert all(word in page for word in (one.id, "Canvas bag", one.order_id))
    assert "It is back" not in rita.get("/returns").text
    assert rita.post("/returns/done", number=one.id).status_code == 403
    for _ in range(2):
        assert sam.post("/returns/done", number=one.id).status_code == 303
    assert one.id not in sam.get("/returns").text
    assert ShopStore(house.shop.engine).catalogue().by_variant("bag")[1].stock == 2
    assert house.shop.orders.get(one.order_id).status == "returned"
    assert sam.post("/returns/done", number="R-7").status_code == 404
