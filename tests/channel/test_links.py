"""One customer, several identities, over HTTP: linked on proof only, undone at any time; a shared browser can be left."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest
from stack import HTTP, SECRET, Stack, Visitor
from talking import ORDER, check_error, eventually, messages_of, offers_to_order, orders_of, shopper

from clock import real_now
from house import House, open_house
from profiles.identity import mint_token

pytestmark = pytest.mark.stack
NO_CODE = "That code doesn't work, or no longer does. Please ask for a new one there."


def post(visitor: Visitor, path: str, body: dict[str, Any]) -> httpx.Response:
    return HTTP.post(f"{visitor.stack.base}/{path}", json=body, headers=visitor.headers, timeout=15)


def part(visitor: Visitor, identity: str) -> httpx.Response:
    return HTTP.delete(f"{visitor.stack.base}/me/links/{identity}", headers=visitor.headers, timeout=15)


def identities(visitor: Visitor) -> set[str]:
    return {link["identity"] for link in visitor.get("me/links")["links"]}


def a_code(visitor: Visitor) -> str:
    answer = post(visitor, "me/links/code", {}).raise_for_status().json()
    assert set(answer) == {"code", "expires_at"}
    return str(answer["code"])


def kept_of(house: House, who: Visitor) -> dict[str, Any]:
    """Everything kept under their id, but for who stands in for them, and for this very look."""
    kept = house.export(who.customer)
    for name in ("fresh_starts", "access_log"):
        kept["profiles"].pop(name)
    return kept


def ordered(visitor: Visitor) -> Visitor:
    offers_to_order(visitor)
    visitor.says("yes")
    return visitor


def test_an_anonymous_browser_becomes_the_customer_s(stack: Stack) -> None:
    """By the other identity's token: orders of both are shown to both; undone, each has their own."""
    browser, anna = ordered(stack.visitor()), ordered(shopper(stack, "anna"))
    answer = post(anna, "me/links", {"token": browser.token}).raise_for_status().json()
    assert {link["identity"]: (link["anonymous"], link["this"]) for link in answer["links"]} == {
        browser.customer: (True, False),
        anna.customer: (False, True),
    }
    assert post(browser, "me/links", {"token": anna.token}).status_code == 200
    assert orders_of(browser) == orders_of(anna)
    assert len(orders_of(anna)) == 2
    assert set(browser.get("me/export")["identities"]) == {anna.customer}
    assert part(anna, browser.customer).json() == {"links": []}
    assert len(orders_of(anna)) == len(orders_of(browser)) == 1


def test_two_customers_are_never_merged_silently(stack: Stack) -> None:
    """409 with what it would do; nothing happens before the explicit yes."""
    anna, bruno = ordered(shopper(stack, "anna")), shopper(stack, "bruno")
    bruno.says("hello")
    for no in ({}, {"confirm": False}, {"confirm": "yes"}, {"confirm": 1}):
        refused = post(anna, "me/links", {"token": bruno.token, **no})
        assert refused.status_code == 409
        assert refused.json()["error"]["code"] == "both_identified"
        assert set(refused.json()["preview"]["identities"]) == {anna.customer, bruno.customer}
    assert identities(anna) == identities(bruno) == set()
    assert post(anna, "me/links", {"token": bruno.token, "confirm": True}).status_code == 200
    assert identities(bruno) == {anna.customer, bruno.customer}


def test_a_browser_that_is_somebody_s_is_not_handed_on(stack: Stack) -> None:
    """Anna's browser shown by Bruno would make Anna and Bruno one: that needs the yes, too."""
    browser, anna, bruno = stack.visitor(), shopper(stack, "anna"), shopper(stack, "bruno")
    post(anna, "me/links", {"token": browser.token}).raise_for_status()
    assert post(bruno, "me/links", {"token": browser.token}).status_code == 409


def test_naming_somebody_proves_nothing(stack: Stack) -> None:
    """An id, an address, a forged token: one refusal, whether they exist or not; nobody else's link can be undone."""
    visitor, anna = stack.visitor(), ordered(shopper(stack, "anna"))
    forged = Visitor(stack, anna.token[:-4] + "AAAA", anna.customer)
    told = set()
    for token in (anna.customer, f"nobody-{uuid4().hex}", "anna@example.com", forged.token, visitor.token[:-3]):
        refused = post(visitor, "me/links", {"token": token})
        check_error(refused, 422, "link_refused")
        told.add(refused.text)
    assert len(told) == 1
    check_error(post(visitor, "me/links", {"identity": anna.customer}), 400, "bad_request")
    nobody = {part(visitor, one).text for one in (anna.customer, f"nobody-{uuid4().hex}", visitor.customer)}
    assert len(nobody) == 1
    check_error(part(visitor, anna.customer), 404, "not_found")
    assert identities(visitor) == set()


def test_a_code_said_in_the_other_channel(stack: Stack) -> None:
    """Links once; neither transcript nor tracker nor inbox nor any log holds it, nor does one with a slip in it."""
    anna, phone = ordered(shopper(stack, "anna")), stack.visitor()
    phone.says("hello")
    code = a_code(anna)
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")
    message = {"id": uuid4().hex, "text": slip}
    assert phone.post(message).json()["replies"][0]["text"] == NO_CODE
    said = {"id": uuid4().hex, "text": f" {code.lower()} "}
    first = phone.post(said).raise_for_status().json()
    assert first["replies"][0]["kind"] == "notice"
    assert phone.post(said).json() == first
    assert identities(phone) == {anna.customer, phone.customer}
    phone.says(code)
    assert phone.notices == NO_CODE
    texts = [entry["text"] for entry in messages_of(phone) if entry["from"] == "customer"]
    assert texts == ["hello", "••••-••••", "••••-••••", "••••-••••"]
    house = open_house(stack.settings)
    kept = str(house.export(phone.customer)).upper()
    logs = stack.logs().upper()
    for one in (code, slip):
        for spelled in (one, one.replace("-", "")):
            assert spelled not in kept
            assert spelled not in logs


def test_wrong_codes_are_not_listened_to_for_ever(stack: Stack) -> None:
    """After five wrong ones the right one gets the same answer; from elsewhere it still works. Expired: the same again."""
    anna, guesser = shopper(stack, "anna"), stack.visitor()
    code = a_code(anna)
    for number in range(5):
        guesser.says(f"BCDF-GH{number + 2}J")
        assert guesser.notices == NO_CODE
    guesser.says(code)
    assert guesser.notices == NO_CODE
    other = stack.visitor()
    other.says(code)
    assert identities(other) == {anna.customer, other.customer}


def test_both_identified_by_code(stack: Stack) -> None:
    """The first saying asks, the second is the yes."""
    anna, bruno = shopper(stack, "anna"), shopper(stack, "bruno")
    code = a_code(anna)
    bruno.says(code)
    assert "once more" in bruno.notices
    assert identities(bruno) == set()
    bruno.says(code)
    assert identities(bruno) == {anna.customer, bruno.customer}


def held_of(house: House, who: Visitor) -> list[str]:
    """The tables that hold something of theirs; who did what with it stays written down, by pseudonym."""
    return [name for name, rows in house.export(who.customer)["profiles"].items() if rows and name != "access_log"]


def test_forgetting_one_forgets_the_person(stack: Stack) -> None:
    """DELETE /me under one id: gone under every id."""
    anna, browser = ordered(shopper(stack, "anna")), ordered(stack.visitor())
    post(anna, "me/links", {"token": browser.token}).raise_for_status()
    gone = HTTP.delete(f"{stack.base}/me", headers=browser.headers, timeout=30)
    assert gone.json() == {"erased": True}
    house = open_house(stack.settings)
    for who in (anna, browser):
        assert orders_of(who) == []
        assert messages_of(who) == []
        assert not held_of(house, who)


def test_forget_me_in_the_chat_forgets_the_person(stack: Stack) -> None:
    """Said in one channel: the others go as well, each after its own turn."""
    anna, browser = ordered(shopper(stack, "anna")), ordered(stack.visitor())
    post(anna, "me/links", {"token": browser.token}).raise_for_status()
    browser.says("forget me")
    house = open_house(stack.settings)
    eventually(lambda: not held_of(house, anna))
    assert not held_of(house, browser)
    assert orders_of(anna) == []


# ── a shared browser ─────────────────────────────────────────────────────────────────────────────────────────────


def test_that_s_not_me_is_a_fresh_start(stack: Stack) -> None:
    """The answer says so; who goes on with the old token is somebody new, and the old profile stays as it was."""
    browser = ordered(stack.visitor())
    browser.presses("consent_yes")
    body = {"id": uuid4().hex, "text": "that's not me, I'm somebody else"}
    answer = browser.post(body).json()
    assert answer["start_over"] is True, answer
    house = open_house(stack.settings)
    before = kept_of(house, browser)
    assert browser.get("history?shown=yes") == {"messages": [], "next": None}
    me = browser.get("me")
    assert me["customer"] not in ("", browser.customer)
    assert me["customer"].startswith("anon-")
    assert (me["orders"], me["consents"]) == ([], {})
    browser.says("my name is Bruno")
    browser.says(ORDER)
    browser.says("yes")
    browser.says("forget me")
    assert kept_of(house, browser) == before
    assert browser.get("me")["orders"] == []
    assert browser.post(body).json() == answer  # what was said before is answered as it was
    check_error(post(browser, "me/links", {"token": browser.token}), 422, "link_refused")
    assert "start_over" not in stack.visitor().post({"id": "1", "text": "hello"}).json()


def test_a_new_token_is_the_customer_again(stack: Stack) -> None:
    """The shop's page that signs them in anew proves who it is."""
    anna = shopper(stack, "anna")
    anna.says("hello")
    assert anna.post({"id": uuid4().hex, "text": "that's not me, I'm somebody else"}).json().get("start_over") is True
    assert anna.get("me")["customer"] != anna.customer
    again = Visitor(stack, mint_token(SECRET, anna.customer, 7200, real_now()), anna.customer)
    assert again.get("me")["customer"] == anna.customer
    assert messages_of(again)[0]["text"] == "hello"


def test_earlier_messages_of_a_browser_are_behind_a_tap(stack: Stack) -> None:
    """After half an hour an anonymous bearer sees nothing of before unasked, a signed-in one does; nor by the long poll."""
    browser, anna = stack.visitor(), shopper(stack, "anna")
    for who in (browser, anna):
        who.says("hello")
    assert len(browser.get("history")["messages"]) == 2
    assert "hidden" not in browser.get("history")
    HTTP.post(f"{stack.base}/demo/clock", json={"advance_s": 1860}, timeout=20).raise_for_status()
    assert browser.get("history") == {"messages": [], "next": None, "hidden": True}
    assert browser.get("history?after=1.0")["messages"] == []
    shown = browser.get("history?shown=yes")
    assert shown["messages"][0]["text"] == "hello"
    assert "hidden" not in shown
    assert len(anna.get("history")["messages"]) == 2
    browser.says("are you open?")  # coming back does not open it either
    seen = browser.get("history")
    assert seen["hidden"] is True
    assert [m["text"] for m in seen["messages"] if m["from"] == "customer"] == ["are you open?"]
