"""A thing that was sold out is back: the running shop tells who asked, once, in their open chat."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from stack import Stack
from talking import shopper

from house import House
from shop.model import Product

pytestmark = pytest.mark.stack
THING = "folding-umbrella"


@pytest.fixture
def house(stack: Stack) -> Iterator[House]:
    """The running shop's books; its shelf is afterwards as it was."""
    opened = House(stack.settings)
    before = opened.shop.catalogue().products[THING]
    yield opened
    opened.shop.load_catalogue([before])
    opened.shop.engine.dispose()


def put(house: House, thing: Product, stock: int) -> None:
    house.shop.load_catalogue([replace(thing, variants=tuple(replace(v, stock=stock) for v in thing.variants))])


def test_told_once_in_the_open_chat(stack: Stack, house: House) -> None:
    """Sold out, asked, imported: one line comes by itself, and no second one."""
    thing = house.shop.catalogue().products[THING]
    put(house, thing, 0)
    time.sleep(1.1)  # the running shop looks at its shelf once a second
    customer = shopper(stack, lang="en")
    assert thing.title.lower() in customer.says(f"tell me when the {thing.title.lower()} is back in stock").lower()
    assert house.shop.export(customer.customer)["alerts"], customer.replies
    last = customer.get("history?limit=200")["messages"][-1]["id"]
    put(house, thing, 3)
    (told,) = customer.get(f"messages?after={last}")["messages"]
    assert told["from"] == "bot"
    assert thing.title.lower() in told["text"].lower()
    time.sleep(3)
    assert len(customer.get(f"messages?after={last}")["messages"]) == 1
    assert house.shop.export(customer.customer)["alerts"] == []
