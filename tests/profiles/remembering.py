"""What the tests of the profiles say again and again."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa

from profiles.model import Observation, Turn
from profiles.store import ProfileStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def a_turn(
    customer="anna", message_id="m1", at=NOON, said="a flat white please", reply="One flat white?", **more
) -> Turn:
    replies = ({"kind": "reply", "text": reply, "choices": [], "products": []},)
    return Turn(customer, "shop", message_id, at, more.pop("kind", "text"), said, more.pop("replies", replies), **more)


def heard(turn: Turn, **values: float) -> list[Observation]:
    """Observations of one message: ``heard(turn, formality=-0.5)``."""
    return [Observation(turn.customer, turn.channel, turn.message_id, turn.at, name, v) for name, v in values.items()]


def allow(store: ProfileStore, customer="anna", at=NOON, *purposes: str) -> None:
    """The customer says yes (to being remembered and served their way, where no purpose is given)."""
    for purpose in purposes or ("remember", "personalise"):
        store.set_consent(customer, purpose, True, at, "said")


def rows_of(engine, table, customer="anna"):
    """What a table holds about a customer."""
    with engine.connect() as connection:
        return connection.execute(
            sa.select(table).where(table.c.customer == customer).order_by(*table.primary_key)
        ).all()
