"""What was said, as the customer sees it again and as staff read it. For service only: adapting never reads it.

A message's id is "<turn>.<place in the turn>"; both grow, so an id is also the place to go on from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import rows, visits
from profiles.engines import reading, upsert, writing
from profiles.identity import check_customer
from profiles.mapping import turn_of
from profiles.model import Turn

MAX_PAGE = 200
NEARLY_HERE = "nearly_here"  # an event that the shop's own systems tell, and no message of the customer's
LAST = 9999  # no turn has as many messages
ISSUED_TURNS = 6  # buttons of the last few turns may still be pressed
Message = dict[str, Any]
Place = tuple[int, int]
SENDERS = {"staff": "staff", "push": "bot"}


@dataclass(frozen=True)
class Pushed:
    """What was written to the customer between turns: by ``who`` of the staff, or by the bot (``who`` is "" then)."""

    at: datetime
    text: str
    who: str
    sender: str  # staff or bot


def history(engine: Engine, customer: str, after: str | None, limit: int) -> tuple[list[Message], str | None]:
    """(messages, next): up to ``limit`` (1–200) messages after the id ``after``, oldest first; ``next`` ends as None.

    Raises ValueError for an ``after`` that no message can have.
    """
    check_customer(customer)
    place, most = _place(after), min(max(limit, 1), MAX_PAGE)
    query = _rows_from(customer, (place[0] - ISSUED_TURNS, 0)).order_by(rows.turns.c.seq)
    found: list[Message] = []
    buttons: dict[str, str] = {}
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=most + 1).execute(query):
            found.extend(message for at, message in _messages(row, buttons) if at > place)
            buttons |= titles_of(row.replies)
            if len(found) > most:
                return found[:most], found[most - 1]["id"]
    return found, None


def titles_of(replies: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What these replies offered to be pressed, buttons and product cards: id → what stood on it."""
    buttons = [(entry["id"], entry.get("title")) for reply in replies for entry in reply.get("choices") or ()]
    cards = [(f"show:{p['id']}", p.get("title")) for reply in replies for p in reply.get("products") or ()]
    return {str(key): str(title) for key, title in cards + buttons if title}


def before_pause(engine: Engine, customer: str, at: datetime, pause_s: float) -> str | None:
    """A place behind all that was said before the latest silence of more than ``pause_s`` seconds, up to ``at``.

    Give it as ``after``, to leave that out. None where there is no such silence.
    """
    query = sa.select(rows.turns.c.seq, rows.turns.c.at).where(rows.turns.c.customer == customer)
    later = rows.as_utc("at", at)
    with reading(engine) as connection:
        found = connection.execution_options(yield_per=MAX_PAGE).execute(query.order_by(rows.turns.c.seq.desc()))
        for row in found:
            if (later - row.at).total_seconds() > pause_s:
                return f"{row.seq}.{LAST}"
            later = row.at
    return None


def later_of(after: str | None, other: str | None) -> str | None:
    """The place that comes behind. Raises ValueError for one that no message can have."""
    return max((after, other), key=_place)


def pushed(engine: Engine, customer: str, after: str | None, limit: int = 50) -> list[Message]:
    """What staff or a reminder have sent, or the bot said of its own accord, since the message ``after``, oldest first.

    Raises ValueError as ``history`` does.
    """
    place = _place(after)
    table = rows.turns
    unasked = table.c.message_id.is_(None) | ((table.c.kind == "event") & (table.c.said == NEARLY_HERE))
    query = _rows_from(customer, place).where(unasked).order_by(table.c.seq).limit(limit)
    with reading(engine) as connection:
        found = connection.execute(query).all()
    return [message for row in found for at, message in _messages(row, {}) if at > place]


def push_staff(engine: Engine, customer: str, text: str, at: datetime, who: str) -> str:
    """A member of staff writes to the customer; returns the message's id."""
    return _push(engine, customer, text, at, "staff", who)


def push_reminder(engine: Engine, customer: str, text: str, at: datetime) -> str:
    """The bot writes without having been asked (a reminder that the customer wanted); returns the message's id."""
    return _push(engine, customer, text, at, "push", "")


def push_once(
    engine: Engine, customer: str, text: str, at: datetime, key: str, *, kind: str = "push", who: str = ""
) -> bool:
    """The same, once for each ``key``: it is kept among the one-time ids, in the same transaction. Was it pushed now?

    With ``kind`` "staff" it is ``who`` of the staff that writes.
    """
    check_customer(customer)
    if not text.strip():
        raise ValueError("text must not be empty")
    done = {
        "customer": customer,
        "message_id": key,
        "body_hash": "",
        "state": "done",
        "instance": "",
        "at": at,
        "answer": {},
    }
    with writing(engine) as connection:
        if connection.execute(upsert(connection, rows.inbox), done).rowcount != 1:
            return False
        _push_within(connection, customer, text, at, kind, who)
    return True


def length(engine: Engine, customer: str) -> int:
    """How many things were ever said in this conversation: it grows with each of them, and tells nothing of them."""
    with reading(engine) as connection:
        found = connection.execute(sa.select(sa.func.max(rows.turns.c.seq)).where(rows.turns.c.customer == customer))
        return found.scalar() or 0


def turns(engine: Engine, customer: str, limit: int = 100) -> list[Turn]:
    """The latest turns with cues, plan and reasons, oldest first, for staff."""
    table = rows.turns
    query = sa.select(table).where(table.c.customer == customer, table.c.message_id.is_not(None))
    with reading(engine) as connection:
        found = connection.execute(query.order_by(table.c.seq.desc()).limit(limit)).all()
    return [turn_of(row) for row in reversed(found)]


def conversation(engine: Engine, customer: str, limit: int = 100) -> list[Turn | Pushed]:
    """The latest of all that was said, turns and what was pushed between them, oldest first, for staff."""
    query = sa.select(rows.turns).where(rows.turns.c.customer == customer).order_by(rows.turns.c.seq.desc())
    with reading(engine) as connection:
        found = connection.execute(query.limit(limit)).all()
    return [turn_of(row) if row.message_id is not None else _pushed(row) for row in reversed(found)]


def _pushed(row: Row) -> Pushed:
    return Pushed(row.at, row.said, row.author, SENDERS[row.kind])


def _push(engine: Engine, customer: str, text: str, at: datetime, kind: str, who: str) -> str:
    check_customer(customer)
    if not text.strip():
        raise ValueError("text must not be empty")
    with writing(engine) as connection:
        return _push_within(connection, customer, text, at, kind, who)


def _push_within(connection: Connection, customer: str, text: str, at: datetime, kind: str, who: str) -> str:
    presence = visits.lock(connection, customer, at)
    seq = presence.seq + 1
    connection.execute(sa.update(rows.customers).where(rows.customers.c.id == customer).values(seq=seq))
    row = {"customer": customer, "seq": seq, "message_id": None, "visit": presence.visit, "at": at, "kind": kind}
    row |= {"channel": "", "author": who, "lang": presence.lang or "", "said": text, "replies": [], "asked": None}
    connection.execute(sa.insert(rows.turns), row | {"heard": {}, "plan": {}, "reasons": []})
    return f"{seq}.0"


def _rows_from(customer: str, place: Place) -> sa.sql.Select:
    return sa.select(rows.turns).where(rows.turns.c.customer == customer, rows.turns.c.seq >= place[0])


def _place(after: str | None) -> Place:
    if after is None:
        return 0, -1
    seq, dot, index = after.partition(".")
    if not (dot and seq.isascii() and seq.isdigit() and index.isascii() and index.isdigit() and len(after) <= 20):
        raise ValueError(f"after must be the id of a message, got {after[:40]!r}")
    return min(int(seq), 2**31 - 1), int(index)


def _messages(row: Row, buttons: Mapping[str, str]) -> Iterator[tuple[Place, Message]]:
    """The messages of one row: what the customer said, then what was answered.

    A pressed button reads as what stood on it (``buttons``: those offered before), with its id as ``choice``.
    """
    sender = SENDERS.get(row.kind, "customer")
    if row.kind == "choice":
        yield (row.seq, 0), _message(row, 0, sender, {"text": buttons.get(row.said, row.said)}) | {"choice": row.said}
    elif row.kind != "event":
        yield (row.seq, 0), _message(row, 0, sender, {"text": row.said})
    for index, reply in enumerate(row.replies, start=1):
        yield (row.seq, index), _message(row, index, "bot", reply)


def _message(row: Row, index: int, sender: str, what: dict[str, Any]) -> Message:
    return {
        "id": f"{row.seq}.{index}",
        "at": row.at.isoformat(),
        "from": sender,
        "kind": what.get("kind", "reply"),
        "text": what.get("text", ""),
        "choices": list(what.get("choices", ())),
        "products": list(what.get("products", ())),
    }
