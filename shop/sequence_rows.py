"""Numbers that grow: versions of catalogue and stock, numbers of orders and returns."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from shop.rows import sequences


def bump(connection: Connection, name: str) -> int:
    """Take the next value of a sequence; on PostgreSQL its row stays locked until the commit."""
    connection.execute(update(sequences).where(sequences.c.name == name).values(value=sequences.c.value + 1))
    return connection.execute(select(sequences.c.value).where(sequences.c.name == name)).scalar_one()
