"""What came of it: sale, no_sale, handover or abandoned. Kept only with consent to measure."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import rows
from profiles.consent import Consents, allows
from profiles.engines import reading, upsert, writing
from profiles.mapping import consents_of
from profiles.visits import find, read_consents

OUTCOMES = ("sale", "handover", "no_sale", "abandoned")  # a visit with several counts as the first of these


def record(engine: Engine, customer: str, outcome: str, at: datetime, message_id: str) -> bool:
    """Keep an outcome once a message; False when the customer has not agreed to be counted.

    Raises ValueError for an outcome that is none.
    """
    with writing(engine) as connection:
        known = find(connection, customer)
        if known is None:
            return False
        granted = read_consents(connection, known)
        return record_within(connection, customer, known.visit, outcome, at, message_id, granted)


def record_within(
    connection: Connection, customer: str, visit: int, outcome: str, at: datetime, message_id: str, granted: Consents
) -> bool:
    """``record`` inside the caller's transaction."""
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome must be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    if not allows(granted, "measure"):
        return False
    row = {"customer": customer, "message_id": message_id, "visit": visit, "at": at, "outcome": outcome}
    connection.execute(upsert(connection, rows.outcomes), row)
    return True


def summarise(engine: Engine, since: datetime | None = None) -> dict[str, int]:
    """How many visits ended how, over all customers who agree to be counted (now, too); each visit counts once."""
    table = rows.outcomes
    query = sa.select(table.c.customer, table.c.visit, table.c.outcome).distinct()
    if since is not None:
        query = query.where(table.c.at >= since)
    with reading(engine) as connection:
        counted = agreeing(connection)
        found = [row for row in connection.execute(query) if row.customer in counted]
    best: dict[tuple[str, int], int] = {}
    for row in found:
        rank = OUTCOMES.index(row.outcome)
        best[row.customer, row.visit] = min(rank, best.get((row.customer, row.visit), rank))
    return {outcome: sum(1 for rank in best.values() if rank == index) for index, outcome in enumerate(OUTCOMES)}


def agreeing(connection: Connection) -> set[str]:
    """Who lets it be measured: of a person with several ids the latest word counts for all of them."""
    yes, who = rows.consents, rows.customers
    query = sa.select(yes, who.c.person).join(who, who.c.id == yes.c.customer).where(yes.c.purpose == "measure")
    said: dict[str, list[Row]] = {}
    for row in connection.execute(query):
        said.setdefault(row.person or row.customer, []).append(row)
    persons = {person for person, found in said.items() if allows(consents_of(found), "measure")}
    members = sa.select(who.c.id, who.c.person)
    return {row.id for row in connection.execute(members) if (row.person or row.id) in persons}
