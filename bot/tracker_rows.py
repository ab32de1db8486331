"""Rasa's events of one customer, as rows: export and erase. No Rasa, so that the command line can use it too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from profiles import engines

EVENTS = sa.table("events", sa.column("id"), sa.column("sender_id"), sa.column("timestamp"), sa.column("data"))
DROPPED_AT_ONCE = 500


def open_engine(url: str) -> Engine:
    """An engine on the tracker store's database. SQLite: WAL, and what is deleted is overwritten."""
    engine = sa.create_engine(url, connect_args={"timeout": 2} if url.startswith("sqlite") else {})
    guard(engine)
    return engine


def guard(engine: Engine) -> None:
    """Errors of this engine name no values; its SQLite connections write ahead and overwrite what they delete."""
    engine.hide_parameters = True  # a failed INSERT would put the customer's words in the log
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

    def erase(self, *customers: str) -> None:
        """Delete these customers' events physically. Only while no turn of theirs is in progress.

        Raises ``profiles.engines.NotScrubbed`` when the rows are gone but the file was in use: erase again.
        """
        if not self._exists():
            return
        for customer in customers:
            with self.engine.begin() as connection:
                connection.execute(sa.delete(EVENTS).where(EVENTS.c.sender_id == customer))
        self._scrub()

    def first_seen(self) -> Iterator[tuple[str, datetime]]:
        """Every customer of whom events are kept, with the time of the oldest (real time, also in demo mode)."""
        if not self._exists():
            return
        query = sa.select(EVENTS.c.sender_id, sa.func.min(EVENTS.c.timestamp)).group_by(EVENTS.c.sender_id)
        with self.engine.connect() as connection:
            for customer, at in connection.execute(query):
                yield customer, datetime.fromtimestamp(at or 0, timezone.utc)

    def _scrub(self) -> None:
        """The bytes go too; see ``profiles.engines.scrub``, which says why deleting is not enough."""
        if self.engine.dialect.name == "sqlite":
            engines.scrub(self.engine)
        elif self.engine.dialect.name == "postgresql":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("VACUUM events"))

    def drop_before(self, at: datetime, *, dry_run: bool = False) -> int:
        """Delete every event that happened before ``at`` (aware): Rasa's copy of a text lives no longer than the transcript.

        Returns how many; ``dry_run`` only counts them.
        """
        if not self._exists():
            return 0
        old = sa.select(EVENTS.c.id).where(EVENTS.c.timestamp < at.timestamp())
        with self.engine.connect() as connection:  # Rasa has no index on times: found first, since reading stops nobody
            found = list(connection.execute(old).scalars())
        if dry_run:
            return len(found)
        for start in range(0, len(found), DROPPED_AT_ONCE):
            with self.engine.begin() as connection:
                some = found[start : start + DROPPED_AT_ONCE]
                connection.execute(sa.delete(EVENTS).where(EVENTS.c.id.in_(some)))
        return len(found)

    def _exists(self) -> bool:
        return bool(sa.inspect(self.engine).has_table("events"))
