"""Every door of the open shop leaves its line in the access log, by the right name, and the erased are in the ledger."""

from __future__ import annotations

from uuid import uuid4

import pytest
from stack import HTTP, SECRET, Stack, Visitor

from clock import real_now
from commands import customers
from house import House, open_house
from profiles.identity import mint_token

pytestmark = pytest.mark.stack


@pytest.fixture
def visitor(stack: Stack) -> Visitor:
    """A customer of the shop whom we have met."""
    customer = f"cust-{uuid4().hex}"
    met = Visitor(stack, mint_token(SECRET, customer, 3600, real_now()), customer)
    met.says("hello there")
    return met


@pytest.fixture
def house(stack: Stack) -> House:
    return open_house(stack.settings)


def did(house: House, customer: str) -> list[tuple[str, str, str, str]]:
    store = house.profiles
    return [(line.who, line.did, line.about, line.through) for line in store.log.lines(store.engine, customer)]


def test_the_customer_s_own_doors(house: House, visitor: Visitor) -> None:
    """Seeing, correcting, consenting, exporting, on the page; forgetting in the chat. Talking leaves no line."""
    base, headers = visitor.stack.base, visitor.headers
    assert did(house, visitor.customer) == []
    HTTP.get(f"{base}/me", headers=headers).raise_for_status()
    HTTP.put(f"{base}/me/consents/remember", headers=headers, json={"granted": True}).raise_for_status()
    HTTP.post(f"{base}/me/corrections", headers=headers, json={"name": "size", "value": "small"}).raise_for_status()
    told = HTTP.get(f"{base}/me/export", headers=headers).raise_for_status().json()
    visitor.says("what teas have you got?")
    assert visitor.says("forget me")
    lines = did(house, visitor.customer)
    assert lines == [
        ("customer", "read", "", "page"),
        ("customer", "consent", "remember", "page"),
        ("customer", "changed", "size", "page"),
        ("customer", "exported", "", "page"),
        ("customer", "erased", "", "chat"),
    ]
    assert [line["did"] for line in told["profiles"]["access_log"]] == [did for _who, did, _about, _by in lines[:4]]
    assert house.ledger.pseudonym(visitor.customer) in house.ledger.erased()


def test_the_keyboard_speaks_in_its_own_name(house: House, visitor: Visitor) -> None:
    """Showing, exporting and erasing at the command line is not said to be the customer, also through the open shop."""
    settings, who = visitor.stack.settings, visitor.customer
    customers.show(settings, who)
    customers.export(settings, who, "json", None)
    customers.consent(settings, who, "measure", True)
    customers.erase(settings, who)
    assert did(house, who) == [
        ("command line", "read", "", "command line"),
        ("command line", "exported", "", "command line"),
        ("command line", "consent", "measure", "command line"),
        ("command line", "erased", "", "command line"),
    ]
    assert '"exported"' in customers.log(settings, who)
    assert house.ledger.pseudonym(who) in house.ledger.erased()
