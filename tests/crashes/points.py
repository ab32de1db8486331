"""Where a process may be killed: each commit that a message makes, by name, right before it and right after."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

# What a transaction is known by: the first name whose statement it holds.
COMMITS = {
    "turn": r"INSERT INTO turns\b",  # in the action server: the turn, and all that follows from it
    "hold": r"INSERT INTO shop_hold\b",  # in the shop's books: what is read back
    "cart": r"INSERT INTO shop_cart_key\b",  # before it, in the shop's books
    "order": r"INSERT INTO shop_order\b",
    "claim": r"INSERT INTO inbox\b",  # in the channel: before anything else
    "answer": r"UPDATE inbox SET state=\S+, at=\S+, answer=",  # … and before the answer is sent
    "introduction": r"INSERT INTO consent_log\b",  # what the shop's own token tells
    "dialogue": r"INSERT INTO events\b",  # Rasa's own copy
    "rows erased": r"DELETE FROM customers\b",  # erasure, in its three steps
    "erasure done": r"DELETE FROM erasures\b",
    "erasure asked": r"INSERT INTO erasures\b",
}
WHEN = ("before", "after")


@dataclass(frozen=True)
class Point:
    """``passes``: how many commits of this name are let through first."""

    commit: str
    when: str
    passes: int = 0

    def arm(self, orders: Path) -> None:
        """From now on: the first process that comes here dies, and takes the order with it."""
        new = orders.with_suffix(".new")
        new.write_text(json.dumps({**vars(self), "order": uuid4().hex}))
        new.replace(orders)

    def __str__(self) -> str:
        return f"{self.when} {self.commit}"


def points(*commits: str, passes: int = 0) -> list[Point]:
    """Before and after each of these commits; the first ``passes`` of each are let through."""
    unknown = set(commits) - set(COMMITS)
    assert not unknown, f"no such commit: {unknown}"
    return [Point(commit, when, passes) for commit in commits for when in WHEN]


def name_of(statements: Iterable[str]) -> str | None:
    """The name of the transaction that held these statements; None for one that no message makes."""
    held = "\n".join(statements)
    return next((name for name, pattern in COMMITS.items() if re.search(pattern, held)), None)
