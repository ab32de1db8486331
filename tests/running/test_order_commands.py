"""``solito order …`` and ``solito arrive``: what the shop says at the keyboard, said twice as well."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from stack import free_port

from clock import now
from commands import arrivals, orders
from house import House
from running.upgrading import upgrade
from settings import Settings, SettingsError
from shop.model import Line, Product, Variant
from shop.orders import OrderNotFound
from shop.returns import ReturnNotFound


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(var=tmp_path, token_secret="x" * 40, hook_secret="h" * 40, port=free_port())
    upgrade(made)
    return made


@pytest.fixture
def number(settings: Settings) -> str:
    shop = House(settings).shop
    shop.load_catalogue([Product("bag", "Canvas bag", "Bag", (Variant("bag", "", Decimal(20), stock=2),))])
    return shop.orders.place("c-1", "m1", [Line("bag", "bag", 1, Decimal(20), "Canvas bag")], now(), currency="EUR").id


def test_an_order_goes_its_way(settings: Settings, number: str) -> None:
    """Ready, collected, returned, each said twice; at the end it is back on the shelf once."""
    for status in ("ready", "collected"):
        assert [orders.mark(settings, number, status) for _ in range(2)] == [f"{number} is {status}."] * 2
    for _ in range(2):
        assert orders.returned(settings, number) == f"R-1001: 1 × Canvas bag of {number} is back."
    shown = json.loads(orders.show(settings, number))
    assert (shown["status"], shown["total"], shown["currency"]) == ("returned", "20", "EUR")
    assert shown["returns"] == [{"number": "R-1001", "variant": "bag", "quantity": 1, "status": "done"}]
    found = House(settings).shop.catalogue().by_variant("bag")
    assert found is not None
    assert found[1].stock == 2


def test_what_is_not_there_is_said(settings: Settings) -> None:
    """An order, or a return, that does not exist."""
    for call in (lambda: orders.show(settings, "A-7"), lambda: orders.mark(settings, "A-7", "ready")):
        with pytest.raises(OrderNotFound, match="A-7"):
            call()
    with pytest.raises(ReturnNotFound, match="R-7"):
        orders.returned(settings, "R-7")


def test_an_arrival_is_written_down_where_no_shop_runs(settings: Settings) -> None:
    """The id is known then; without a key nobody is told."""
    assert "written down" in arrivals.arrive(settings, "c-1", 5, "door-1")
    assert House(settings).arrivals.known("hook:door-1", "another") == "conflict"
    with pytest.raises(SettingsError, match="SOLITO_HOOK_SECRET"):
        arrivals.arrive(settings.copy(update={"hook_secret": None}), "c-1", 5, None)
    demo = settings.copy(update={"hook_secret": None, "demo": True})
    demo.hook_key()  # a demo shop was opened here: it has made a key that nobody knows
    assert "written down" in arrivals.arrive(demo.copy(update={"demo": False}), "c-1", 5, "door-2")
