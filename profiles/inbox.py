"""A message is handled once: the claim on its id is committed before any work, the answer before it is sent.

A claim left behind by a process that died is taken again by the next; every effect is unique on the same key, so that
the work done twice changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import rows
from profiles.checks import MAX_MESSAGE_ID, check_id
from profiles.engines import reading, upsert, writing
from profiles.identity import check_customer

STALE_S = 10.0  # another process's claim; a turn takes 3 s at most
OWN_STALE_S = (
    60.0  # our own: longer than any turn, so that a failure between claim and finish cannot block an id for ever
)


@dataclass(frozen=True)
class Claim:
    """new      do the work, then ``finish`` or ``degraded``
    running  somebody is at it: wait and claim again
    done     here is the ``answer`` that was given
    conflict the id was used for another body
    """

    state: Literal["new", "running", "done", "conflict"]
    answer: dict[str, Any] | None = None


class Inbox:
    """The one-time ids of all customers, as one process sees them."""

    def __init__(self, engine: Engine, *, instance: str | None = None) -> None:
        self._engine = engine
        self._instance = instance or uuid.uuid4().hex

    def claim(self, customer: str, message_id: str, body_hash: str, now: datetime) -> Claim:
        """Claim a message for this process, or learn what has become of it. Raises ValueError for an id that none can be."""
        check_customer(customer)
        check_id("message_id", message_id, MAX_MESSAGE_ID)
        now = rows.as_utc("now", now)
        values = {"body_hash": body_hash, "state": "running", "instance": self._instance, "at": now, "answer": None}
        fresh = {"customer": customer, "message_id": message_id, **values}
        with writing(self._engine) as connection:
            if connection.execute(upsert(connection, rows.inbox), fresh).rowcount == 1:
                return Claim("new")
            row = _locked(connection, customer, message_id)
            claim = self._known(row, body_hash, now)
            if claim.state == "new":
                connection.execute(sa.update(rows.inbox).where(*_key(customer, message_id)).values(**values))
        return claim

    def holds(self, customer: str, message_id: str) -> bool:
        """Was this message claimed before?"""
        query = sa.select(rows.inbox.c.state).where(*_key(customer, message_id))
        with reading(self._engine) as connection:
            return connection.execute(query).first() is not None

    def _known(self, row: Row, body_hash: str, now: datetime) -> Claim:
        if row.body_hash != body_hash:
            return Claim("conflict")
        if row.state == "done":
            return Claim("done", row.answer)
        if row.state == "running" and not self._stale(row, now):
            return Claim("running")
        return Claim("new")

    def _stale(self, row: Row, now: datetime) -> bool:
        # A claim from the future was made before the clock was set back: its age cannot be told, so it counts as old.
        age = abs((now - row.at).total_seconds())
        return age > (OWN_STALE_S if row.instance == self._instance else STALE_S)

    def finish(self, customer: str, message_id: str, answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """Commit the answer before it is sent; returns the one that stands, which is the first that was finished.

        After an erasure there is no claim left to finish, and nothing is written.
        """
        with writing(self._engine) as connection:
            open_ = (*_key(customer, message_id), rows.inbox.c.state != "done")
            values = {"state": "done", "answer": dict(answer), "at": now}
            if connection.execute(sa.update(rows.inbox).where(*open_).values(**values)).rowcount == 1:
                return dict(answer)
            stands = connection.execute(sa.select(rows.inbox.c.answer).where(*_key(customer, message_id))).scalar()
        return dict(answer) if stands is None else dict(stands)

    def degraded(self, customer: str, message_id: str) -> None:
        """Something was down and the answer was an apology: the same id may be tried again at once."""
        with writing(self._engine) as connection:
            open_ = (*_key(customer, message_id), rows.inbox.c.state != "done")
            connection.execute(sa.update(rows.inbox).where(*open_).values(state="degraded"))

    def try_writing(self) -> None:
        """Change nothing, the way a change is made. Raises what a change would raise now."""
        with writing(self._engine) as connection:
            connection.execute(sa.update(rows.inbox).where(sa.false()).values(state="done"))


def _key(customer: str, message_id: str) -> tuple[Any, Any]:
    return rows.inbox.c.customer == customer, rows.inbox.c.message_id == message_id


def _locked(connection: Connection, customer: str, message_id: str) -> Row:
    return connection.execute(sa.select(rows.inbox).where(*_key(customer, message_id)).with_for_update()).one()
