"""Rasa's events of one customer, as rows: export and erase. No Rasa, so that the command line can use it too."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

EVENTS = sa.table("events", sa.column("id"), sa.column("sender_id"), sa.column("data"))


def open_engine(url: str) -> Engine:
    """An engine on the tracker store's database. SQLite: WAL, and what is deleted is overwritten."""
    engine = sa.create_engine(url, connect_args={"timeout": 2} if url.startswith("sqlite") else {})
    guard(engine)
    return engine


def guard(engine: Engine) -> None:
    """Make every SQLite connection of this engine write ahead and overwrite what it deletes."""
    if engine.dialect.name != "sqlite":
        return

    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "busy_timeout=2000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


class TrackerRows:
    """Holder of "the state of the dialogue in progress" for access, export and erasure."""

    name = "dialogue"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def export(self, customer: str) -> list[dict[str, Any]]:
        """All events kept of this customer, oldest first."""
        if not self._exists():
            return []
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == customer).order_by(EVENTS.c.id)
            )
            return [json.loads(data) for (data,) in rows]

    def erase(self, customer: str) -> None:
        """Delete this customer's events physically. Only while no turn of theirs is in progress."""
        if not self._exists():
            return
        with self.engine.begin() as connection:
            connection.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id == customer))
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def _exists(self) -> bool:
        return bool(sa.inspect(self.engine).has_table("events"))
