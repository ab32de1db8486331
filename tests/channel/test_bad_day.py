"""A bad day: processes die, hang and come back, databases are locked, the shop is closed in the middle of an order.

The claims: an answer within three seconds, neutral, never a remembered word; the same id is answered properly once the
part is back; an order is placed once.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest
from stack import HTTP, ROOT, Stack, Visitor
from talking import APOLOGY, check_answer, eventually, messages_of, offers_to_order, orders_of, shopper

from running.ports import check_ports

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]
WITHIN_S = 3.0
MARK = f"zx{uuid4().hex[:10]}"  # said while parts are down: it must not get into a log
PARTS = ("rasa", "actions", "console")


@pytest.fixture(scope="module")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A shop of its own, for it will suffer."""
    stack = Stack(tmp_path_factory.mktemp("badday"))
    stack.prepare()
    yield stack
    stack.stop()


@pytest.fixture
def shop(premises: Stack) -> Stack:
    """That shop, open."""
    if premises.process is None:
        premises.start()
    premises.wait_until_open()
    return premises


def timed(visitor: Visitor, body: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """The answer, and how many seconds it took."""
    started = time.monotonic()
    answer = visitor.post(body, timeout=30)
    took_s = time.monotonic() - started
    assert answer.status_code == 200, answer.text[:300]
    return answer.json(), took_s


def check_apology(visitor: Visitor, body: dict[str, Any], line: str = APOLOGY) -> None:
    """In time, marked as degraded, and only the neutral line: nothing that would have to be remembered."""
    answer, took_s = timed(visitor, body)
    said = {"kind": "reply", "text": line, "choices": [], "products": []}
    assert answer == {"id": body["id"], "replies": [said], "degraded": True}
    assert took_s < WITHIN_S


def answered(visitor: Visitor, body: dict[str, Any]) -> dict[str, Any]:
    """The proper answer to the same id, once everything is back; a third time it stays the same."""

    def proper() -> dict[str, Any] | None:
        answer = visitor.post(body, timeout=30)
        return answer.json() if answer.status_code == 200 and "degraded" not in answer.json() else None

    answer: dict[str, Any] = eventually(proper)
    check_answer(answer, body["id"])
    assert visitor.post(body).json() == answer
    return answer


def a_yes() -> dict[str, Any]:
    return {"id": uuid4().hex, "text": "yes"}


def kill(shop: Stack, part: str) -> int:
    """Kill a part as a crash would; returns the pid that is dead now."""
    pid = shop.pid(part)
    os.kill(pid, signal.SIGKILL)
    return pid


def back(shop: Stack, part: str, dead: int) -> None:
    """The supervisor has started the part again, and all is well."""
    eventually(lambda: shop.pid(part) != dead)
    eventually(lambda: HTTP.get(f"{shop.base}/health", timeout=5).status_code == 200, within_s=240)


@contextmanager
def locked(shop: Stack, name: str) -> Iterator[sqlite3.Connection]:
    """Somebody else holds this database's lock."""
    connection = sqlite3.connect(shop.var / f"{name}.db", isolation_level=None, timeout=10)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def found(shop: Stack, name: str, query: str, *values: str) -> bool:
    """Has the query any row?"""
    connection = sqlite3.connect(shop.var / f"{name}.db", timeout=10)
    try:
        return connection.execute(query, values).fetchone() is not None
    finally:
        connection.close()


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


@pytest.mark.parametrize("name", ["profiles", "shop", "tracker"])
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
    """Profiles locked: the regular is not greeted with what would have to be remembered; other parts say what is up."""
    regular = shop.customer("demo-giulia")
    body = {"id": uuid4().hex, "text": f"hello {MARK}"}
    with locked(shop, "profiles"):
        check_apology(regular, body)
        granted = {"granted": True}
        refused = HTTP.put(f"{shop.base}/me/consents/health", json=granted, headers=regular.headers, timeout=20)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
    answered(regular, body)


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


def test_everything_is_killed(shop: Stack) -> None:
    """Rasa dies in the middle of an order, and the others serve on; then they die too, and all of it comes back.

    The same id is one order; history, cart and open question are there.
    """
    visitor, other, body = shop.visitor(), shop.visitor(), a_yes()
    for customer in (visitor, other):
        offers_to_order(customer)
    said = {customer.customer: messages_of(customer) for customer in (visitor, other)}
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(visitor.post, body)
        time.sleep(0.05)
        dead = {"rasa": kill(shop, "rasa")}
        assert isinstance(sent.exception(), httpx.HTTPError) or sent.result().status_code == 200
    assert HTTP.get(f"{shop.console}/", follow_redirects=True, timeout=20).status_code == 200
    assert HTTP.get(f"http://127.0.0.1:{shop.ports['ACTIONS_PORT']}/health", timeout=20).status_code == 200
    dead |= {part: kill(shop, part) for part in ("actions", "console")}
    for part, pid in dead.items():
        back(shop, part, pid)
    answered(visitor, body)
    assert len(orders_of(visitor)) == 1
    assert messages_of(visitor)[: len(said[visitor.customer])] == said[visitor.customer]
    assert messages_of(other) == said[other.customer]
    other.says("yes")
    assert len(orders_of(other)) == 1


# --- opening and closing ---


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


def test_no_log_tells_what_was_said(shop: Stack) -> None:
    """Not even while things failed: logs hold ids and numbers, never a customer's words."""
    logs = [shop.var / "supervisor.log", *(shop.var / "log").glob("*.log")]
    assert len(logs) == 4
    for log in logs:
        text = log.read_text(errors="replace").lower()
        assert MARK not in text, log
        assert "espresso" not in text, log


def test_closed(shop: Stack) -> None:
    """Ctrl-C ends every process, with exit code 0; no orphan and no pid file is left, and the ports are free."""
    assert shop.process is not None
    supervisor, family = shop.process, psutil.Process(shop.process.pid).children(recursive=True)
    assert {shop.pid(part) for part in PARTS} <= {process.pid for process in family}
    shop.stop()
    assert supervisor.returncode == 0
    assert [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE] == []
    assert list((shop.var / "run").glob("*.pid")) == []
    check_ports(shop.settings)
