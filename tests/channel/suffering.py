"""What a shop is made to suffer: parts are killed, files are locked; and what is claimed of it all the same."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from stack import HTTP, Stack, Visitor
from talking import APOLOGY, check_answer, eventually

WITHIN_S = 3.0
MARK = f"zx{uuid4().hex[:10]}"  # said while parts are down: it must not get into a log
PARTS = ("rasa", "actions", "console")


@dataclass(frozen=True)
class Casualty:
    """A shop whose parts were all killed, Rasa while a "yes" was under way. ``dead``: the pids that are gone."""

    visitor: Visitor
    body: dict[str, Any]
    other: Visitor
    said: dict[str, list[dict[str, Any]]]
    others_served: dict[str, int]
    dead: dict[str, int]


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
