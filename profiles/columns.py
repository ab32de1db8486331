"""How values lie in columns: times, people's words, JSON; the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import sqlalchemy as sa


class Utc(sa.types.TypeDecorator):  # type: ignore[misc]
    """An aware UTC datetime. SQLite keeps no zone, so it is put back when reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        utc = as_utc("at", value)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class Words(sa.types.TypeDecorator):  # type: ignore[misc]
    """Text that a person typed. NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else clean(value)


def clean(words: str) -> str:
    """The words as they are kept."""
    return words.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


class Json(sa.types.TypeDecorator):  # type: ignore[misc]
    """A JSON value kept as ASCII text, which either database takes whatever the customer typed."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else json.dumps(value, default=plain, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        return None if value is None else json.loads(value)


def plain(value: Any) -> Any:
    """What ``json`` cannot write by itself, as plain data.

    Raises TypeError for a value that has no plain form.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if hasattr(value, "keys"):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be recorded: {value!r}")


YEARS = (1970, 2199)  # what a shop's time can be; outside of it arithmetic on times may overflow


def as_utc(argument: str, at: datetime) -> datetime:
    """The same instant in UTC.

    Raises ValueError for a naive time, which could mean any zone, and for one in a year that no shop can be open in.
    """
    if at.tzinfo is None:
        raise ValueError(f"{argument} must be an aware datetime, got the naive {at!r}")
    if not YEARS[0] <= at.year <= YEARS[1]:
        raise ValueError(f"{argument} must lie in the years {YEARS[0]} to {YEARS[1]}, got {at.isoformat()}")
    return at.astimezone(timezone.utc)
