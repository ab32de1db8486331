"""Rasa's SQL tracker store, bounded: a turn costs the same at turn 200 as at turn 10.

Rasa reads and compares the whole conversation at every turn. This one loads the last ``window`` events, cut where the
bot last listened, and appends only what it did not load; so it never counts rows, and needs no lock to be right.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_rows import TrackerRows, guard
from settings import settings

WINDOW = (
    14  # the last two turns or so: what lasts is in our own tables, and every event is read and replayed at each turn
)
_LOADED = "_solito_loaded"  # how many of a tracker's events are in the database already


class BoundedTrackerStore(SQLTrackerStore):
    """Loads a window, appends the rest, and can erase."""

    def __init__(
        self, domain: Any = None, host: Any = None, event_broker: Any = None, window: int = WINDOW, **kwargs: Any
    ) -> None:
        url = settings().url("tracker")
        super().__init__(domain, host=url, event_broker=event_broker, **kwargs)
        self.window = window
        guard(self.engine)
        self.engine.dispose()  # connections made before the guard was set
        with self.engine.begin() as connection:
            connection.execute(sa.text("CREATE INDEX IF NOT EXISTS ix_events_sender_id_id ON events (sender_id, id)"))

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        limit = None if fetch_events_from_all_sessions else self.window
        events = await asyncio.to_thread(self._last_events, sender_id, limit)
        if not events or self.domain is None:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, _LOADED, len(tracker.events))
        return tracker

    def _last_events(self, sender_id: str, limit: int | None) -> list[dict[str, Any]]:
        row = self.SQLEvent
        with self.session_scope() as session:
            query = session.query(row.data).filter(row.sender_id == sender_id).order_by(row.id.desc())
            events = [json.loads(data) for (data,) in (query.limit(limit) if limit else query)]
        events.reverse()
        return events if limit is None or len(events) < limit else list(from_a_listen(events))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not in the database yet, in one transaction."""
        loaded = getattr(tracker, _LOADED, 0)
        new = list(islice(tracker.events, loaded, None))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        rows = [self._row(tracker.sender_id, event.as_dict(), event.type_name) for event in new]
        await asyncio.to_thread(self._append, rows)
        setattr(tracker, _LOADED, loaded + len(new))

    def _append(self, rows: list[Any]) -> None:
        """In a thread: a database that makes one customer wait must not stop the server for all others."""
        with self.session_scope() as session:
            session.add_all(rows)
            session.commit()

    def _row(self, sender_id: str, data: dict[str, Any], type_name: str) -> Any:
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )

    def erase(self, sender_id: str) -> None:
        """Delete every event of this customer. Only between their turns: Rasa writes a turn back at its end."""
        TrackerRows(self.engine).erase(sender_id)


def from_a_listen(events: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The events from the first ``action_listen`` on, so that a window never starts in the middle of a turn."""
    for index, event in enumerate(events):
        if event.get("event") == "action" and event.get("name") == ACTION_LISTEN_NAME:
            return events[index:]
    return events
