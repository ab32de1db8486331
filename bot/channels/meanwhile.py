"""What this process itself knows of its last answers: for the time in which the profiles' database does not answer.

A bounded record in memory: the latest answers, so that the same id is not run twice; the buttons that were shown, so
that only those may be pressed; and who speaks with a token after "that's not me". It is gone with the process; then the turn itself, which is in the profiles or in the
outbox, gives the same answer again.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Mapping
from typing import Any

from bot.channels.errors import RequestRefused
from profiles.transcript import ISSUED_TURNS

ANSWERS, CUSTOMERS, TOKENS = 5_000, 10_000, 10_000


class Meanwhile:
    """Lives in the channel's event loop: not for threads."""

    def __init__(self, answers: int = ANSWERS, customers: int = CUSTOMERS) -> None:
        self._most_answers, self._most_customers = answers, customers
        self._answers: OrderedDict[tuple[str, str], tuple[str, dict[str, Any]]] = OrderedDict()
        self._shown: OrderedDict[str, deque[frozenset[str]]] = OrderedDict()
        self._stand_ins: OrderedDict[str, str] = OrderedDict()

    def answered(self, customer: str, message_id: str, body_hash: str, *, final: bool) -> dict[str, Any] | None:
        """The answer that was given to this message: one that could not be written down, or with ``final`` any.

        Raises RequestRefused when it was given to another body.
        """
        known = self._answers.get((customer, message_id))
        if known is None or not (final or known[1].get("degraded")):
            return None
        if known[0] != body_hash:
            raise reused(message_id)
        return dict(known[1])

    def keep(self, customer: str, message_id: str, body_hash: str, answer: Mapping[str, Any]) -> None:
        """Remember an answer that is about to be given."""
        self._answers[customer, message_id] = body_hash, dict(answer)
        if len(self._answers) > self._most_answers:
            self._answers.popitem(last=False)

    def show(self, customer: str, replies: list[dict[str, Any]]) -> None:
        """Remember the buttons of an answer that is about to be sent."""
        self._shown.setdefault(customer, deque(maxlen=ISSUED_TURNS)).append(frozenset(issued(replies)))
        self._shown.move_to_end(customer)
        if len(self._shown) > self._most_customers:
            self._shown.popitem(last=False)

    def shown(self, customer: str, choice: str) -> bool:
        """Was this button shown by this process in one of the last few turns?"""
        return any(choice in turn for turn in self._shown.get(customer, ()))

    def speaks(self, token: str, stand_in: str | None) -> None:
        """Remember who speaks with a token (its hash) in place of whom it names; None: they themselves do."""
        self._stand_ins.pop(token, None)
        if stand_in is not None:
            self._stand_ins[token] = stand_in
            if len(self._stand_ins) > TOKENS:
                self._stand_ins.popitem(last=False)

    def speaker(self, token: str) -> str | None:
        """Who spoke last with this token in place of whom it names, as far as this process knows."""
        return self._stand_ins.get(token)

    def forget(self, customer: str) -> None:
        self._shown.pop(customer, None)
        self._answers = OrderedDict((key, kept) for key, kept in self._answers.items() if key[0] != customer)


def issued(replies: Any) -> set[str]:
    """The ids of all buttons and product cards in these replies."""
    ids: set[str] = set()
    for entry in replies:
        ids |= {choice["id"] for choice in entry.get("choices", ())}
        ids |= {f"show:{product['id']}" for product in entry.get("products", ())}
    return ids


def reused(message_id: str) -> RequestRefused:
    """The id was used for another message."""
    return RequestRefused("id_reused", f"id {message_id!r} was used for another message")
