"""A person, please: who waits for staff, what they want staff to know, and who has taken over.

The state lives here and not in Rasa, whose paused conversations wake at ``/restart``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import rows
from profiles.access_log import AccessLog
from profiles.engines import reading, upsert, writing
from profiles.identity import check_customer
from profiles.model import Actor

State = Literal["waiting", "taken"]
MAX_NOTE = 4000
_STATE = sa.select(rows.handovers.c.state).where(rows.handovers.c.customer == sa.bindparam("key"))


class AlreadyTaken(Exception):
    """Another member of staff has this customer: ``staff`` says who."""

    def __init__(self, customer: str, staff: str) -> None:
        super().__init__(f"{customer} is already with {staff}")
        self.staff = staff


@dataclass(frozen=True)
class Waiting:
    """A customer who asked for a person:

    Since when, what they left for staff, and who has taken over ("" nobody yet).
    """

    customer: str
    state: State
    asked_at: datetime
    staff: str
    notes: tuple[str, ...]


def state(engine: Engine, customer: str) -> State | None:
    """None (the bot serves), "waiting" (the bot serves, staff know) or "taken" (the bot is silent)."""
    with reading(engine) as connection:
        found: State | None = connection.execute(_STATE, {"key": customer}).scalar()
    return found


def ask(engine: Engine, customer: str, at: datetime, message: str = "") -> None:
    """The customer wants a person. Asking again keeps their place; a message is added for staff."""
    with writing(engine) as connection:
        ask_within(connection, customer, at, message)


def ask_within(connection: Connection, customer: str, at: datetime, message: str = "") -> None:
    """``ask`` inside the caller's transaction."""
    check_customer(customer)
    at = rows.as_utc("at", at)
    row = {"customer": customer, "state": "waiting", "asked_at": at, "staff": "", "taken_at": None}
    connection.execute(upsert(connection, rows.handovers), row)
    _note(connection, customer, at, message)


def add_note(engine: Engine, customer: str, text: str, at: datetime) -> None:
    """Keep a message or contact for staff (at most 4,000 characters of it; empty text keeps nothing)."""
    with writing(engine) as connection:
        _note(connection, customer, at, text)


def _note(connection: Connection, customer: str, at: datetime, text: str) -> None:
    if text.strip():
        note = {"customer": customer, "at": at, "text": text.strip()[:MAX_NOTE]}
        connection.execute(sa.insert(rows.handover_notes), note)


def take(engine: Engine, customer: str, staff: str, at: datetime, log: AccessLog | None = None) -> None:
    """A member of staff takes over, asked or not; the access log says so. Raises AlreadyTaken when a colleague has them."""
    if not staff:
        raise ValueError("staff must be a name, got ''")
    with writing(engine) as connection:
        ask_within(connection, customer, at)
        table = rows.handovers
        held = connection.execute(sa.select(table).where(table.c.customer == customer).with_for_update()).one()
        if held.state == "taken" and held.staff != staff:
            raise AlreadyTaken(customer, held.staff)
        values = {"state": "taken", "staff": staff, "taken_at": at}
        connection.execute(sa.update(table).where(table.c.customer == customer).values(**values))
        if log is not None:
            log.write(connection, Actor("staff", "console", staff), "taken over", customer)


def release(engine: Engine, customer: str, at: datetime) -> None:
    """Give the customer back to the bot; nothing happens when nobody had them. Notes stay until the transcript goes."""
    rows.as_utc("at", at)
    with writing(engine) as connection:
        connection.execute(sa.delete(rows.handovers).where(rows.handovers.c.customer == customer))


def how_many_wait(engine: Engine) -> int:
    """How many wait for a person whom nobody has."""
    table = rows.handovers
    with reading(engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).where(table.c.state == "waiting")).scalar_one())


def waiting(engine: Engine) -> list[Waiting]:
    """Everyone who waits for a person or talks to one, longest wait first."""
    with reading(engine) as connection:
        found = connection.execute(sa.select(rows.handovers).order_by(rows.handovers.c.asked_at)).all()
        notes: dict[str, list[str]] = {row.customer: [] for row in found}
        table = rows.handover_notes
        for note in connection.execute(sa.select(table).where(table.c.customer.in_(notes)).order_by(table.c.id)):
            notes[note.customer].append(note.text)
    return [Waiting(row.customer, row.state, row.asked_at, row.staff, tuple(notes[row.customer])) for row in found]
