"""A bad day: processes die or hang and come back, databases are locked, a port is taken.

The claims: an answer within three seconds, neutral, never a remembered word; the same id is answered properly once the
part is back (while only the profiles are away, at once); an order is placed once. What it takes for a killed Rasa to come back is in test_the_day_after.py.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from stack import HTTP, ROOT, Stack, Visitor
from suffering import MARK, WITHIN_S, Casualty, a_yes, answered, back, check_apology, found, kill, locked, timed
from talking import APOLOGY, check_answer, eventually, messages_of, offers_to_order, orders_of, shopper

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


# --- the action server ---


def test_the_action_server_is_killed(shop: Stack) -> None:
    """A regular hears the neutral line at once, in their language; then, for the same id, what they are used to."""
    regular, italian = shop.customer("demo-marco"), shopper(shop, lang="it")
    dead, body = kill(shop, "actions"), {"id": uuid4().hex, "event": "arrived"}
    check_apology(regular, body)
    check_apology(italian, {"id": "1", "text": f"buongiorno, un caffè {MARK}"}, _italian_line(italian))
    back(shop, "actions", dead)
    assert "flat white" in answered(regular, body)["replies"][-1]["text"].lower()


def _italian_line(visitor: Visitor) -> str:
    text: str = visitor.post({"id": uuid4().hex, "text": "ciao"}).json()["replies"][0]["text"]
    assert text.startswith("Mi scusi")
    return text


def test_the_action_server_hangs(shop: Stack) -> None:
    """It takes the call and never answers: the apology is in time all the same, for several customers at once."""
    visitors = [shop.visitor() for _ in range(3)]
    for visitor in visitors:
        offers_to_order(visitor)
    bodies = [a_yes() for _ in visitors]
    hanging = shop.pid("actions")
    os.kill(hanging, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(check_apology, visitors, bodies))
        failing = HTTP.get(f"{shop.base}/health", timeout=10)
        assert (failing.status_code, failing.json()["part"]) == (503, "actions")
        assert messages_of(visitors[0]), "what was said before is still shown"
    finally:
        os.kill(hanging, signal.SIGCONT)
    for visitor, body in zip(visitors, bodies, strict=True):
        answered(visitor, body)
        assert len(orders_of(visitor)) == 1


# --- the databases ---


@pytest.mark.parametrize("name", ["shop", "tracker"])
def test_a_database_is_locked(shop: Stack, name: str) -> None:
    """Whichever it is: an answer in time for everybody, and afterwards each order is there once."""
    visitors = [shop.visitor() for _ in range(3)]
    for visitor in visitors:
        offers_to_order(visitor)
    bodies = [a_yes() for _ in visitors]
    with locked(shop, name), ThreadPoolExecutor(3) as pool:
        for answer, took_s in pool.map(timed, visitors, bodies):
            assert answer.get("degraded") or "A-" in answer["replies"][0]["text"], answer
            assert took_s < WITHIN_S
    for visitor, body in zip(visitors, bodies, strict=True):
        answered(visitor, body)
        assert len(orders_of(visitor)) == 1


def test_without_its_memory_it_claims_none(shop: Stack) -> None:
    """Profiles locked: the regular is welcomed like anybody, without what would have to be remembered; what must be
    written at once says that it cannot be; health names the part. Afterwards the very same answer is final."""
    regular = shop.customer("demo-giulia")
    body = {"id": uuid4().hex, "event": "arrived"}
    with locked(shop, "profiles"):
        answer, took_s = timed(regular, body)
        assert took_s < WITHIN_S
        check_served(answer)
        said = " ".join(reply["text"] for reply in answer["replies"]).lower()
        assert not any(word in said for word in ("giulia", "usual", "again", "back", "remember", "cappuccino"))
        granted = {"granted": True}
        refused = HTTP.put(f"{shop.base}/me/consents/health", json=granted, headers=regular.headers, timeout=20)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
        failing = HTTP.get(f"{shop.base}/health", timeout=10)
        assert (failing.status_code, failing.json()["part"]) == (503, "profiles")
    assert answered(regular, body)["replies"] == answer["replies"]


def test_an_order_without_the_memory(shop: Stack) -> None:
    """Profiles locked in the middle of an order: it is read back once more, the second yes places it, for everybody once;
    afterwards each of these turns is in the history once and in order."""
    visitors = [shop.visitor() for _ in range(3)]
    for visitor in visitors:
        offers_to_order(visitor)
    bodies = [(a_yes(), {"id": uuid4().hex, "text": "yes please"}) for _ in visitors]
    with locked(shop, "profiles"):
        for visitor, both in zip(visitors, bodies, strict=True):
            answers = [timed(visitor, body)[0] for body in both]
            for answer in answers:
                check_served(answer)
            assert "espresso" in answers[0]["replies"][0]["text"].lower()
            assert "A-" in answers[1]["replies"][0]["text"]
    for visitor, both in zip(visitors, bodies, strict=True):
        for body in both:
            answered(visitor, body)
        assert len(orders_of(visitor)) == 1
        said = [m["text"] for m in messages_of(visitor) if m["from"] == "customer"]
        assert said[-2:] == ["yes", "yes please"]
    assert not list((shop.var / "outbox").glob("*.jsonl")), "everything was handed on"


def check_served(answer: dict[str, Any]) -> None:
    """A proper answer, marked as not final."""
    assert answer["degraded"] is True
    check_answer(answer, answer["id"])
    assert APOLOGY not in [reply["text"] for reply in answer["replies"]]


def test_killed_while_something_waits(shop: Stack) -> None:
    """The action server dies with turns in the outbox: started again, it hands them on; 0 lost, 0 doubled."""
    visitor, bodies = shop.visitor(), [{"id": uuid4().hex, "text": f"hello number {n}"} for n in range(5)]
    with locked(shop, "profiles"):
        for body in bodies:
            check_served(timed(visitor, body)[0])
        dead = kill(shop, "actions")
    back(shop, "actions", dead)
    eventually(lambda: not list((shop.var / "outbox").glob("*.jsonl")), 30)
    said = [m["text"] for m in messages_of(visitor) if m["from"] == "customer"]
    assert said == [body["text"] for body in bodies]


# --- between order and answer ---


def test_a_crash_between_order_and_answer(shop: Stack) -> None:
    """The order is placed, then the action server dies before it can write the answer: sent again, it is that order."""
    visitor, body = shop.visitor(), a_yes()
    offers_to_order(visitor)
    with ThreadPoolExecutor(1) as pool:
        with locked(shop, "shop"):
            sent: Future[Any] = pool.submit(timed, visitor, body)
            eventually(lambda: found(shop, "profiles", "SELECT 1 FROM inbox WHERE message_id = ?", body["id"]))
            memory = locked(shop, "profiles")
            memory.__enter__()
        eventually(lambda: found(shop, "shop", "SELECT 1 FROM shop_order WHERE customer = ?", visitor.customer), 5)
        dead = kill(shop, "actions")
        memory.__exit__(None, None, None)
        answer, took_s = sent.result()
    assert answer["degraded"]
    assert took_s < WITHIN_S
    (placed,) = orders_of(visitor)
    assert placed["id"] in answered(visitor, body)["replies"][0]["text"]
    assert [order["id"] for order in orders_of(visitor)] == [placed["id"]]
    back(shop, "actions", dead)


@pytest.mark.parametrize("after_s", [0.03, 0.1])
def test_a_crash_somewhere_in_the_order(shop: Stack, after_s: float) -> None:
    """Whenever it dies: sent again, there is exactly one order."""
    visitor, body = shop.visitor(), a_yes()
    offers_to_order(visitor)
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(timed, visitor, body)
        time.sleep(after_s)
        dead = kill(shop, "actions")
        assert sent.result()[1] < WITHIN_S
    answered(visitor, body)
    assert len(orders_of(visitor)) == 1
    back(shop, "actions", dead)


# --- the door


def test_a_busy_port(shop: Stack, tmp_path: Path) -> None:
    """A second shop on the same port: one sentence that says which and what to do, exit code 1, and the first serves on."""
    environment = {**shop.environment, "SOLITO_VAR": str(tmp_path)}
    second = subprocess.run(
        [sys.executable, "-m", "solito", "run", "--demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert second.returncode == 1
    assert second.stdout == ""
    (sentence,) = second.stderr.strip().splitlines()
    assert sentence.startswith(f"Port {shop.ports['PORT']} is busy")
    assert "SOLITO_PORT" in sentence
    assert HTTP.get(f"{shop.base}/health", timeout=10).status_code == 200


def test_rasa_is_killed(premises: Stack, casualty: Casualty) -> None:
    """In the middle of an order: staff page and action server serve on, and the supervisor starts it again."""
    assert casualty.others_served == {"actions": 200, "console": 200}
    assert eventually(lambda: premises.pid("rasa") != casualty.dead["rasa"])
