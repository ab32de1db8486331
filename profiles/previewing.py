"""What linking two identities would do, before it is done. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from profiles import rows
from profiles.consent import HEALTH_FACTS
from profiles.engines import reading
from profiles.facts import OF_THE_DEVICE
from profiles.holding import in_use
from profiles.identity import check_customer, is_anonymous
from profiles.mapping import in_order
from profiles.persons import members_within


@dataclass(frozen=True)
class Said:
    """One statement or decision, and under which id it was said. A fact that was forgotten has the value None."""

    identity: str
    value: str | bool | None
    at: datetime


@dataclass(frozen=True)
class Choice:
    """What is known under more than one id, or under one: ``counts`` is what the person's profile would say.

    ``against`` are the statements of other ids that say something else; both stay where they were said. What a fact
    about health says is left out ("…"): a preview may be read by staff who need not know.
    """

    name: str
    counts: Said
    against: tuple[Said, ...] = ()
    recipient: str = ""


@dataclass(frozen=True)
class Preview:
    """What would become of two identities, and of all that they are one with, as one person.

    identities       all of the person's ids
    already          they are one person already
    both_identified  each side has an id that a shop's own sign-in vouches for: never linked without an explicit yes
    visits           visits ever counted, under all ids
    observations     how many would be folded together
    """

    identities: tuple[str, ...]
    already: bool
    both_identified: bool
    visits: int
    observations: int
    facts: tuple[Choice, ...] = ()
    consents: tuple[Choice, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON, times as ISO 8601."""
        return _plain(asdict(self))


def merge_preview(engine: Engine, a: str, b: str) -> Preview:
    """What ``persons.merge`` of these two would do. Somebody unknown brings nothing.

    Raises ValueError for an id that cannot be one.
    """
    with reading(engine) as connection:
        sides = [members_within(connection, check_customer(customer)) for customer in (a, b)]
        ids = sorted({*sides[0], *sides[1]})
        return Preview(
            identities=tuple(ids),
            already=sides[0] == sides[1],
            both_identified=sides[0] != sides[1] and all(identified(side) for side in sides),
            visits=_visits(connection, ids),
            observations=_observations(connection, ids),
            facts=tuple(_facts(connection, ids)),
            consents=tuple(_consents(connection, ids)),
        )


def identified(ids: Iterable[str]) -> bool:
    """Is one of these ids a customer of the shop's own, and no anonymous visitor's?"""
    return any(not is_anonymous(customer) for customer in ids)


def _visits(connection: Connection, ids: Sequence[str]) -> int:
    table = rows.customers
    counted = sa.func.coalesce(table.c.shared_number, table.c.visit_number)
    return int(connection.execute(sa.select(sa.func.sum(counted)).where(table.c.id.in_(ids))).scalar() or 0)


def _observations(connection: Connection, ids: Sequence[str]) -> int:
    log = rows.observations
    mine = (log.c.customer.in_(ids), log.c.kind == "cue", in_use(log))
    return int(connection.execute(sa.select(sa.func.count()).select_from(log).where(*mine)).scalar_one())


def _facts(connection: Connection, ids: Sequence[str]) -> Iterable[Choice]:
    found: dict[tuple[str, str], list[Row]] = {}
    for table in (rows.facts, rows.health_facts):
        for row in connection.execute(sa.select(table).where(table.c.customer.in_(ids), in_use(table))):
            if row.name not in OF_THE_DEVICE:
                found.setdefault((row.name, row.recipient), []).append(row)
    for (name, recipient), said in sorted(found.items()):
        said.sort(key=lambda row: (row.at, row.message_id, row.customer))
        if any(row.value is not None for row in said):
            yield _choice(name, [Said(row.customer, _shown(row), row.at) for row in said], said, recipient)


def _shown(row: Row) -> str | None:
    return "…" if row.name in HEALTH_FACTS and row.value is not None else row.value


def _consents(connection: Connection, ids: Sequence[str]) -> Iterable[Choice]:
    table = rows.consents
    found: dict[str, list[Row]] = {}
    for row in in_order(connection.execute(sa.select(table).where(table.c.customer.in_(ids))).all()):
        found.setdefault(row.purpose, []).append(row)
    for purpose, said in sorted(found.items()):
        yield _choice(purpose, [Said(row.customer, row.granted, row.at) for row in said], said, "", "granted")


def _choice(name: str, said: list[Said], found: list[Row], recipient: str, what: str = "value") -> Choice:
    """The last of ``said`` counts; against it stand those that say something else."""
    last = getattr(found[-1], what)
    against = tuple(one for one, row in zip(said[:-1], found, strict=False) if getattr(row, what) != last)
    return Choice(name, said[-1], against, recipient)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value
