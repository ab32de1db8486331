"""Kills its own process, as a crash would, at a commit that is named from outside. Nothing in the shop's code knows of it.

It stands where SQLAlchemy hands a commit to the database's driver, in every engine of the process.
"""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from points import name_of

HELD = "statements of this transaction"


class Fate:
    """Reads the order (``points.Point.arm``) at every commit; the one who finds it fulfilled dies."""

    def __init__(self, orders: Path) -> None:
        self.orders = orders
        self._passed: Counter[str] = Counter()

    def meets(self, commit: str | None, when: str) -> None:
        """Die here, if here is where the order says."""
        try:
            order = json.loads(self.orders.read_text())
        except FileNotFoundError:
            return
        if (order["commit"], order["when"]) != (commit, when):
            return
        self._passed[order["order"]] += 1
        if self._passed[order["order"]] > order["passes"]:
            self._die()

    def _die(self) -> None:
        try:
            self.orders.unlink()  # one process dies of one order
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


def watch(orders: Path) -> None:
    """Make every commit of this process a place where it may be killed."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from sqlalchemy.engine.default import DefaultDialect

    fate, commits = Fate(orders), DefaultDialect.do_commit

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        connection.info.setdefault(HELD, []).append(statement)

    def forget(connection: Any) -> None:
        connection.info.pop(HELD, None)

    def commit(dialect: Any, connection: Any) -> None:
        name = name_of(connection.info.pop(HELD, ()))
        fate.meets(name, "before")
        commits(dialect, connection)
        fate.meets(name, "after")

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "begin", forget)
    DefaultDialect.do_commit = commit
