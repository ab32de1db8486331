"""What the channel's tests share: raw requests, the contract's shapes, orders and history of a visitor."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from stack import HTTP, SECRET, Stack, Visitor

from clock import real_now
from profiles.identity import mint_token

ORDER = "one espresso please"
REPLY_KEYS = {"kind", "text", "choices", "products"}
PRODUCT_KEYS = {"id", "title", "price", "currency", "url", "image"}
MESSAGE_KEYS = {"id", "at", "from", "kind", "text", "choices", "products"}
APOLOGY = "Sorry, I can't answer that right now. Please try again in a moment."


def shopper(stack: Stack, who: str = "shopper", **claims: Any) -> Visitor:
    """A new customer whom the shop itself has signed in."""
    customer = f"{who}-{uuid4().hex[:12]}"
    return Visitor(stack, mint_token(SECRET, customer, 3600, real_now(), **claims), customer)


def raw(visitor: Visitor, body: bytes, timeout: float = 15) -> httpx.Response:
    """Post these very bytes as a message."""
    return HTTP.post(f"{visitor.stack.base}/messages", content=body, headers=visitor.headers, timeout=timeout)


def messages_of(visitor: Visitor) -> list[dict[str, Any]]:
    """The whole history."""
    messages: list[dict[str, Any]] = []
    after = ""
    while True:
        page = visitor.get(f"history?limit=200&shown=yes&after={after}")
        messages += page["messages"]
        if page["next"] is None:
            return messages
        after = page["next"]


def orders_of(visitor: Visitor) -> list[dict[str, Any]]:
    orders: list[dict[str, Any]] = visitor.get("me")["orders"]
    return orders


def offers_to_order(visitor: Visitor) -> None:
    """Order up to the question whether to order."""
    visitor.says(ORDER)
    assert "yes" in visitor.choices, visitor.replies


def check_answer(answer: dict[str, Any], message_id: str) -> None:
    """An answer in the contract's shape, with something said."""
    assert set(answer) <= {"id", "replies", "degraded"}
    assert answer["id"] == message_id
    assert answer["replies"], "replies are never empty"
    for reply in answer["replies"]:
        check_reply(reply)


def check_reply(reply: dict[str, Any]) -> None:
    assert set(reply) == REPLY_KEYS
    assert reply["kind"] in ("reply", "notice")
    assert isinstance(reply["text"], str)
    assert reply["text"].strip()
    check_offers(reply)


def check_offers(reply: dict[str, Any]) -> None:
    """Buttons and product cards."""
    for choice in reply["choices"]:
        assert set(choice) == {"id", "title"}
        assert choice["id"]
        assert choice["title"]
    for product in reply["products"]:
        assert set(product) - {"from"} == PRODUCT_KEYS
        assert isinstance(product["price"], str)
        assert re.fullmatch(r"\d+\.\d\d", product["price"])
        assert re.fullmatch(r"[A-Z]{3}", product["currency"])


def check_error(answer: httpx.Response, status: int, code: str) -> None:
    """The contract's error, with a sentence for the developer."""
    assert answer.status_code == status, answer.text[:300]
    error = answer.json()["error"]
    assert set(answer.json()) == {"error"}
    assert set(error) == {"code", "message"}
    assert error["code"] == code
    assert error["message"]


def is_utc(moment: str) -> bool:
    """ISO 8601 with the offset of UTC."""
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).utcoffset() == timedelta(0)


def eventually(true: Callable[[], Any], within_s: float = 90) -> Any:
    """Wait until ``true()`` is so, and return what it gave. For waits that are no claim about speed."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            found = true()
        except (httpx.HTTPError, FileNotFoundError):
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"still not so after {within_s:.0f} s: {true}")
