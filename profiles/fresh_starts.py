""" "That's not me": whoever goes on with that token is somebody new, and nothing of theirs reaches the old profile.

A token is known by its hash. Its stand-in is an anonymous identity of its own, good until its visit ends; a token that
is signed anew, and a new session, are not concerned.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from profiles import rows
from profiles.engines import reading, upsert, writing
from profiles.identity import new_anonymous_id

_TABLE = rows.fresh_starts
_STANDING = (
    sa.select(_TABLE.c.stand_in, _TABLE.c.at, rows.customers.c.last_at)
    .join_from(_TABLE, rows.customers, rows.customers.c.id == _TABLE.c.stand_in, isouter=True)
    .where(_TABLE.c.token == sa.bindparam("token"), _TABLE.c.customer == sa.bindparam("customer"))
)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(engine: Engine, token: str, customer: str, at: datetime) -> str:
    """Somebody else speaks with this token (its hash), which names ``customer``, from now on; returns who."""
    row = {"token": token, "customer": customer, "stand_in": new_anonymous_id(), "at": at}
    with writing(engine) as connection:
        connection.execute(upsert(connection, _TABLE, "customer", "stand_in", "at"), row)
    return str(row["stand_in"])


def stand_in(engine: Engine, token: str, customer: str, at: datetime, gap_s: float) -> str | None:
    """Who speaks with this token (its hash), which names ``customer``; None when it is they themselves."""
    with reading(engine) as connection:
        row = connection.execute(_STANDING, {"token": token, "customer": customer}).first()
    if row is None:
        return None
    heard_at = max(row.at, row.last_at) if row.last_at else row.at
    return str(row.stand_in) if (at - heard_at).total_seconds() < gap_s else None
