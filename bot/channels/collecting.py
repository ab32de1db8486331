"""Gathers what the bot says in one turn, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import OutputChannel


def reply(text: str, kind: str = "reply", choices: Any = (), products: Any = ()) -> dict[str, Any]:
    """One entry of ``replies``: every key is always there."""
    return {"kind": kind, "text": text, "choices": list(choices), "products": list(products)}


class ReplyCollector(OutputChannel):
    """Rasa's output for one message. A text with a blank line stays one reply (Rasa would split it)."""

    def __init__(self, replies: Sequence[dict[str, Any]] = (), recorded: bool = False) -> None:
        self.replies = list(replies)
        self.recorded = recorded  # the turn is written down: the answer is final
        self.start_over = False  # somebody else is at this browser: the client begins a new session
        self.erase = False  # the customer asked to be forgotten: to be done when Rasa has finished the turn
        self.away = False  # the turn waits in the outbox: the profiles did not answer

    @classmethod
    def name(cls) -> str:
        return "shop"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        payload = message.get("custom") or {}
        if "replies" in payload:
            self.replies += [reply(r["text"], r["kind"], r["choices"], r["products"]) for r in payload["replies"]]
            self.recorded, self.erase = bool(payload.get("recorded")), bool(payload.get("erase"))
            self.away = bool(payload.get("away"))
            self.start_over = bool(payload.get("start_over"))
        elif message.get("text"):
            self.replies.append(reply(message["text"]))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        self.replies.append(reply(text))
