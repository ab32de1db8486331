"""What was stated, inside the caller's transaction: the later statement counts, in whatever order they arrive.

Facts about health lie in a table of their own and nowhere else; the others are also lines of the log of observations.
A fact that was forgotten leaves an empty row until its visit (or the memory) ends, so that an older statement which
arrives late does not bring it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from profiles import rows
from profiles.checks import check_recipient
from profiles.consent import HEALTH_FACTS
from profiles.engines import upsert
from profiles.holding import LENT, in_use, set_aside
from profiles.mapping import fact_row
from profiles.model import Fact
from profiles.visits import Presence

MAX_VALUE, MAX_EVIDENCE = 500, 1000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
FORGOTTEN = "forgotten"  # the channel of the lines that say so
_LOG = rows.observations
_KEY = ("customer", "channel", "message_id", "name", "recipient")
_CHANGED = ("value", "at", "message_id", "evidence", "visit", "held", "held_by", "held_at")
OF_THE_DEVICE = ("confirmed", "not_me")  # said of the browser that it was said on, not of the person


def _found(table: sa.Table) -> sa.sql.Select:
    return sa.select(table).where(table.c.customer.in_(sa.bindparam("keys", expanding=True)), in_use(table))


_FACTS, _HEALTH = _found(rows.facts), _found(rows.health_facts)
STATED = sa.union_all(_FACTS, _HEALTH)


def stated(connection: Connection, presence: Presence) -> list[Row]:
    """All facts that are known, as rows, by name and recipient; of a person with several ids the latest of each."""
    latest: dict[tuple[str, str], Row] = {}
    for row in connection.execute(STATED, {"keys": list(presence.members)}):
        key = (row.name, row.recipient)
        bound = row.name in OF_THE_DEVICE and row.customer != presence.id
        if not bound and (key not in latest or _rank(latest[key]) < _rank(row)):
            latest[key] = row
    return [latest[key] for key in sorted(latest) if latest[key].value is not None]


def put_fact(connection: Connection, presence: Presence, fact: Fact, channel: str = "shop") -> None:
    """Keep a stated fact (for the visit; longer with consent).

    Raises ValueError, naming argument and value, for a name, value or recipient that cannot be one.
    """
    _check(fact)
    fact = replace(fact, at=rows.as_utc("fact.at", fact.at), evidence=fact.evidence[:MAX_EVIDENCE])
    table = table_of(fact.name)
    row = fact_row(presence.id, fact, presence.visit)
    known = _known(connection, presence.id, fact.name, fact.recipient or "")
    if _counts_after(known, fact.at, fact.message_id):
        connection.execute(upsert(connection, table, *_CHANGED), row)
    if table is rows.facts and not _forgotten_since(connection, presence, fact):
        said = {"channel": channel, "kind": "fact", "words": row["value"], "evidence": row["evidence"]}
        connection.execute(upsert(connection, rows.observations, "words", "at", "evidence"), _line(row) | said)


def drop_fact(
    connection: Connection, presence: Presence, name: str, at: datetime, message_id: str = "", recipient: str = ""
) -> bool:
    """Forget a fact about the customer themselves (or ``recipient``), and every line that it was read from, as of ``at``.

    Was there one?
    """
    at, table = rows.as_utc("at", at), table_of(name)
    held = holds(connection, presence, name, recipient)
    nothing = Fact(name, "", at, message_id, recipient=recipient or None)
    empty = fact_row(presence.id, nothing, presence.visit) | {"value": None}
    if _counts_after(_known(connection, presence.id, name, recipient), at, message_id):
        connection.execute(upsert(connection, table, *_CHANGED), empty)
    for sibling in presence.siblings:
        known = _known(connection, sibling.id, name, recipient)
        if known is not None and _age(known) <= (at, message_id):
            set_aside(connection, table, presence, at, *_key(table, sibling.id, name, recipient))
    if table is rows.facts:
        _drop_lines(connection, presence, name, recipient, (at, message_id))
        gone = {"channel": FORGOTTEN, "kind": "fact forgotten", "words": None, "evidence": ""}
        connection.execute(upsert(connection, _LOG), _line(empty) | gone)
    return held


def drop_about(
    connection: Connection, presence: Presence, who: str, at: datetime, name: str = "", message_id: str = ""
) -> None:
    """Forget what was said of somebody else: one fact, or (``name`` "") all of it, remarks of taste too."""
    held = {row.name for row in stated(connection, presence) if row.recipient == who}
    for one in sorted(held & {name} if name else held):
        drop_fact(connection, presence, one, at, message_id, who)
    if not name:
        remarks = (_LOG.c.recipient == who, _LOG.c.kind == "cue")
        connection.execute(sa.delete(_LOG).where(_LOG.c.customer == presence.id, *remarks))
        set_aside(connection, _LOG, presence, rows.as_utc("at", at), *remarks)


def _drop_lines(
    connection: Connection, presence: Presence, name: str, recipient: str, until: tuple[datetime, str]
) -> None:
    """Delete the lines in which this was stated until then; those said under another id are set aside."""
    for customer in presence.members:
        for line in _lines(connection, customer, name, recipient):
            if line.kind != "fact" or not (line.at, line.message_id) < until:
                continue
            this = [_LOG.c[key] == line[key] for key in _KEY]
            if customer == presence.id:
                connection.execute(sa.delete(_LOG).where(*this))
            else:
                set_aside(connection, _LOG, presence, until[0], *this)


def _forgotten_since(connection: Connection, presence: Presence, fact: Fact) -> bool:
    """Was this fact forgotten after it was stated so? Then it comes late, and its words are not kept."""
    lines = _lines(connection, presence.id, fact.name, fact.recipient or "")
    stated_at = (fact.at, fact.message_id)
    forgotten = [line for line in lines if line.kind == "fact forgotten" and line.held != LENT]
    return any((line.at, line.message_id) > stated_at for line in forgotten)


def _lines(connection: Connection, customer: str, name: str, recipient: str) -> list[Row]:
    columns = [_LOG.c[key] for key in (*_KEY, "at", "kind", "held")]
    query = sa.select(*columns).where(*_key(_LOG, customer, name, recipient))
    found: list[Row] = connection.execute(query).all()
    return found


def holds(connection: Connection, presence: Presence, name: str, recipient: str = "") -> bool:
    """Is a fact of this name held about the customer themselves (or ``recipient``)?"""
    return any(row.name == name and row.recipient == recipient for row in stated(connection, presence))


def table_of(name: str) -> sa.Table:
    """The table that a fact of this name lies in."""
    return rows.health_facts if name in HEALTH_FACTS else rows.facts


def _known(connection: Connection, customer: str, name: str, recipient: str) -> Row | None:
    table = table_of(name)
    query = sa.select(table.c.at, table.c.message_id, table.c.value, table.c.held).where(
        *_key(table, customer, name, recipient)
    )
    return connection.execute(query).first()


def _key(table: sa.Table, customer: str, name: str, recipient: str) -> Iterable[sa.sql.ColumnElement]:
    return table.c.customer == customer, table.c.name == name, table.c.recipient == recipient


def _counts_after(known: Row | None, at: datetime, message_id: str) -> bool:
    """Does a statement of then count more than what is known under this id? What was only lent counts nothing here."""
    return known is None or known.held == LENT or _age(known) <= (at, message_id)


def _age(row: Row) -> tuple[datetime, str]:
    return row.at, row.message_id


def _rank(row: Row) -> tuple[datetime, str, str]:
    return row.at, row.message_id, row.customer


def _line(row: Mapping[str, object]) -> dict[str, object]:
    """What a line of the log takes over from a fact's row. A fact that came without a message is known by its time."""
    line = {key: row[key] for key in ("customer", "name", "recipient", "at")}
    message_id = row["message_id"] or f"stated {row['at']}"
    return line | {"message_id": message_id, "value": None, "spans": [], "source": "stated", "detector": ""}


def _check(fact: Fact) -> None:
    if not _NAME.fullmatch(fact.name):
        raise ValueError(f"fact name must be a short lower-case word, got {fact.name[:80]!r}")
    if not 1 <= len(fact.value) <= MAX_VALUE or not fact.value.strip():
        long = f", {len(fact.value)} of them" if len(fact.value) > 40 else ""
        raise ValueError(f"fact {fact.name} must have 1 to {MAX_VALUE} characters, got {fact.value[:40]!r}{long}")
    check_recipient(f"fact {fact.name}: recipient", fact.recipient)
