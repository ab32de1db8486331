"""Whose voice counts when customers are counted: a person once, however many ids; who was never identified, not at all."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from profiles import rows
from profiles.engines import reading
from profiles.identity import is_anonymous

_BATCH = 500


def voices(engine: Engine, customers: Collection[str]) -> dict[str, str]:
    """For each of these ids the one id that speaks for its person, or "" for nobody who can be told from others.

    An anonymous browser is nobody until it is linked to somebody identified: one hand opens as many as it likes. An id that
    the profiles do not know (of an imported order, say) speaks for itself.
    """
    person_of = _persons(engine, sorted(set(customers)))
    spoken = {customer: person_of.get(customer, customer) for customer in customers}
    return {customer: "" if is_anonymous(person) else person for customer, person in spoken.items()}


def _persons(engine: Engine, ids: list[str]) -> dict[str, str]:
    """Of those who are linked: whose profile each is part of. A person's own id is an identified one where they have one."""
    found: dict[str, str] = {}
    table = rows.customers
    with reading(engine) as connection:
        for start in range(0, len(ids), _BATCH):
            some = table.c.id.in_(ids[start : start + _BATCH])
            linked = sa.select(table.c.id, table.c.person).where(some, table.c.person.isnot(None))
            found.update((row.id, row.person) for row in connection.execute(linked))
    return found
