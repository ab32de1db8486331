"""The shop's own door says who is coming: signed, once for each id, over the running shop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
from stack import HTTP, ROOT, Stack
from talking import check_error, eventually, shopper

from house import House
from shop.signing import signed

pytestmark = pytest.mark.stack
REGULAR = "demo-marco"


def call(stack: Stack, body: dict[str, Any], *, age_s: float = 0, **heads: str) -> httpx.Response:
    """As the shop's own door would."""
    key, content = stack.settings.hook_key(), json.dumps(body).encode()
    assert key is not None
    head = {**signed(key, str(body.get("id")), int(time.time() - age_s), content), **heads}
    return HTTP.post(f"{stack.base}/arrivals", content=content, headers=head, timeout=20)


def drafts(stack: Stack) -> list[str]:
    house = House(stack.settings)
    found = [draft.id for draft in house.arrivals.drafts(house.clock())]
    house.shop.engine.dispose()
    return found


def test_a_regular_is_greeted_and_may_say_yes(stack: Stack) -> None:
    """202, and in the open chat: nearly here, the usual? The button orders it, under one number."""
    marco = stack.customer(REGULAR)
    marco.arrives()
    last = marco.get("history?limit=200&shown=yes")["messages"][-1]["id"]
    body = {"customer": REGULAR, "in_minutes": 5, "id": uuid4().hex}
    answer = call(stack, body)
    assert (answer.status_code, answer.json()) == (202, {"id": body["id"]})
    pushed = marco.get(f"messages?after={last}")["messages"]
    assert len(pushed) == 1
    assert "usual" in pushed[0]["text"].lower()
    assert [c["id"] for c in pushed[0]["choices"]] == ["yes", "no"]
    assert f"hook:{body['id']}" in drafts(stack)
    before = len(marco.get("me")["orders"])
    assert "A-" in marco.presses("yes")
    assert len(marco.get("me")["orders"]) == before + 1


def test_again_is_nothing_new(stack: Stack) -> None:
    """The same call again: 202, one greeting; the same id for somebody else: 409."""
    marco = stack.customer(REGULAR)
    marco.arrives()
    last = marco.get("history?limit=200&shown=yes")["messages"][-1]["id"]
    body = {"customer": REGULAR, "id": uuid4().hex}
    assert [call(stack, body).status_code for _ in range(3)] == [202] * 3
    eventually(lambda: bool(marco.get(f"messages?after={last}")["messages"]))
    time.sleep(1)
    assert len(marco.get(f"messages?after={last}")["messages"]) == 1
    check_error(call(stack, {**body, "customer": "somebody-else"}), 409, "id_reused")


def test_whom_the_shop_may_not_remember(stack: Stack) -> None:
    """The same 202 for a stranger, for somebody without consent and for somebody unknown; staff see none of them."""
    new = shopper(stack)
    new.says("hello")
    ids = []
    for customer in (new.customer, "nobody-knows", stack.visitor().customer):
        body = {"customer": customer, "id": uuid4().hex}
        ids.append(f"hook:{body['id']}")
        answer = call(stack, body)
        assert (answer.status_code, answer.json()) == (202, {"id": body["id"]})
    assert not set(ids) & set(drafts(stack))


@pytest.mark.parametrize("age_s", [-301, 301, 86_400])
def test_an_old_call_is_refused(stack: Stack, age_s: float) -> None:
    """More than five minutes from now, either way."""
    check_error(call(stack, {"customer": REGULAR, "id": uuid4().hex}, age_s=age_s), 401, "not_signed")


def test_unsigned_nobody_comes(stack: Stack) -> None:
    """No signature, that of another body, and another id than the signed one."""
    body = {"customer": REGULAR, "id": uuid4().hex}
    check_error(HTTP.post(f"{stack.base}/arrivals", json=body, timeout=10), 401, "not_signed")
    check_error(call(stack, body, **{"webhook-signature": "v1,AAAA"}), 401, "not_signed")
    key = stack.settings.hook_key()
    assert key is not None
    content = json.dumps(body).encode()
    head = signed(key, "another", int(time.time()), content)
    check_error(HTTP.post(f"{stack.base}/arrivals", content=content, headers=head, timeout=10), 400, "bad_request")
    assert f"hook:{body['id']}" not in drafts(stack)


@pytest.mark.parametrize(
    "wrong", [{"customer": 7}, {"customer": ""}, {"in_minutes": -1}, {"in_minutes": 241}, {"in_minutes": "5"}]
)
def test_what_cannot_be_meant_is_refused(stack: Stack, wrong: dict[str, Any]) -> None:
    """A customer that none can be, minutes that are none."""
    check_error(call(stack, {"customer": REGULAR, "id": uuid4().hex, **wrong}), 400, "bad_request")


def test_at_the_keyboard(stack: Stack) -> None:
    """``solito arrive`` tells the running shop."""
    id_ = uuid4().hex
    command = [sys.executable, "-m", "solito", "arrive", REGULAR, "--in", "5", "--id", id_]
    environment = {**stack.environment, "SOLITO_DEMO": "true", "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (said.returncode, said.stdout.strip()) == (0, f"{id_}: told."), said.stderr
    assert f"hook:{id_}" in drafts(stack)
