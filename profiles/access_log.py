"""Who did what with whose data, when, through what. Never what was said or is known.

A line is added and never changed (the database refuses, see the migration 0004), and names the customer by a keyed
pseudonym: after an erasure it tells nothing to anybody, save to the one who comes with their id. The time is the
database's own clock, so that no caller dates a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from profiles import rows
from profiles.engines import reading, writing
from profiles.model import Actor
from profiles.pseudonym import pseudonym

DAYS = 400  # how long a line stays: longer than the year in which most questions are asked
EVERYBODY = ""  # the pseudonym of a line that is about all customers at once
Did = Literal[
    "read",
    "changed",
    "consent",
    "exported",
    "erased",
    "erasure asked for",
    "merged",
    "unmerged",
    "taken over",
    "handed back",
    "wrote",
    "remarked",
    "restored",
]
_EXPIRE = {
    "sqlite": f"DELETE FROM access_log WHERE at < datetime('now', '-{DAYS} days')",
    "postgresql": "SELECT access_log_expire()",
}


@dataclass(frozen=True)
class Line:
    """One line: ``who`` is "customer", "staff:Ann", "command line" …; ``about`` a field or a purpose, or ""."""

    at: datetime
    who: str
    did: str
    about: str
    through: str

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {**vars(self), "at": self.at.isoformat()}


@dataclass(frozen=True)
class AccessLog:
    """The log under one key of at least 32 bytes."""

    key: bytes

    def pseudonym(self, customer: str) -> str:
        """The customer's name in the log."""
        return pseudonym(self.key, "access log", customer)

    def write(self, connection: Connection, by: Actor, did: Did, *customers: str, about: str = "") -> None:
        """Add a line for each customer, inside the caller's transaction."""
        what = {"who": str(by), "did": did, "about": about[:64], "through": by.through}
        lines = [{**what, "pseudonym": self.pseudonym(customer)} for customer in customers]
        if lines:
            connection.execute(sa.insert(rows.access_log), lines)

    def note(self, engine: Engine, by: Actor, did: Did, *customers: str, about: str = "") -> None:
        """Add a line for each customer in a transaction of its own. Before a reading: what was seen was logged."""
        with writing(engine) as connection:
            self.write(connection, by, did, *customers, about=about)

    def note_all(self, engine: Engine, by: Actor, did: Did) -> None:
        """Add one line about all customers at once."""
        line = {"who": str(by), "did": did, "about": "", "through": by.through, "pseudonym": EVERYBODY}
        with writing(engine) as connection:
            connection.execute(sa.insert(rows.access_log), line)

    def lines(self, engine: Engine, customer: str) -> list[Line]:
        """What was done with this customer's data, and with everybody's, oldest first."""
        table = rows.access_log
        own = table.c.pseudonym.in_([self.pseudonym(customer), EVERYBODY])
        with reading(engine) as connection:
            found = connection.execute(sa.select(table).where(own).order_by(table.c.id)).all()
        return [Line(row.at, row.who, row.did, row.about, row.through) for row in found]


def expire(connection: Connection) -> int:
    """Delete what is older than ``DAYS``, by the one door that the database leaves open; how many lines."""
    result = connection.exec_driver_sql(_EXPIRE[connection.dialect.name])
    return int(result.rowcount if connection.dialect.name == "sqlite" else result.scalar())
