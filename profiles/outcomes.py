"""What came of it: sale, no_sale, handover or abandoned. Kept only with consent to measure.

A visit in which something was said or pressed has at least a no_sale; a sale or a hand-over outranks it.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import rows
from profiles.comparing import Counted
from profiles.consent import Consents, allows
from profiles.engines import reading, upsert, writing
from profiles.mapping import consents_of
from profiles.model import Turn
from profiles.visits import find, read_consents

COMPARED = "compared"  # in a turn's plan: the group that its customer is in, where two are compared
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
    connection: Connection,
    customer: str,
    visit: int,
    outcome: str,
    at: datetime,
    message_id: str,
    granted: Consents,
    manner: str | None = None,
) -> bool:
    """``record`` inside the caller's transaction."""
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome must be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    if not allows(granted, "measure"):
        return False
    row = {
        "customer": customer,
        "message_id": message_id,
        "visit": visit,
        "at": at,
        "outcome": outcome,
        "manner": manner,
    }
    connection.execute(upsert(connection, rows.outcomes), row)
    return True


def of_turn(connection: Connection, turn: Turn, visit: int, outcome: str | None, granted: Consents) -> None:
    """What came of a turn; of the first in a visit at least that nothing was bought. An opened chat alone is no visit.

    Raises ValueError for an outcome that is none.
    """
    if outcome is None:
        if turn.kind == "event" or not allows(granted, "measure") or _counted(connection, turn, visit):
            return
        outcome = "no_sale"
    manner = turn.plan.get(COMPARED)
    record_within(connection, turn.customer, visit, outcome, turn.at, turn.message_id, granted, manner)


def _counted(connection: Connection, turn: Turn, visit: int) -> bool:
    table = rows.outcomes
    query = sa.select(table.c.visit).where(table.c.customer == turn.customer, table.c.visit == visit).limit(1)
    return connection.execute(query).first() is not None


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


def compared(engine: Engine, since: datetime | None = None) -> list[Counted]:
    """Every visit that was in a comparison, of all who agree to be counted (now, too), by person."""
    table, who = rows.outcomes, rows.customers
    query = sa.select(table, who.c.person).join(who, who.c.id == table.c.customer).where(table.c.manner.is_not(None))
    if since is not None:
        query = query.where(table.c.at >= since)
    visits: dict[tuple[str, int], Counted] = {}
    with reading(engine) as connection:
        counted = agreeing(connection)
        for row in connection.execute(query):
            if row.customer in counted:
                before = visits.get((row.customer, row.visit))
                sold = row.outcome == "sale" or (before is not None and before.sold)
                visits[row.customer, row.visit] = Counted(row.person or row.customer, row.manner, sold)
    return list(visits.values())


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
