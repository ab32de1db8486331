"""One turn with all that follows from it, as it waits for the profiles' database: values ↔ one line of text. Pure.

A line is a checksum, a blank, and JSON: what a crash cut short is told from what was written whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from profiles.model import Consent, Fact, Observation, Turn
from profiles.store import ProfileStore

FORMAT = 1
_SUM = 8  # hexadecimal digits of the checksum
_LAST = datetime.max.replace(tzinfo=timezone.utc)


class Torn(Exception):
    """A line that is not whole: nobody was told that it is kept."""


@dataclass(frozen=True)
class Entry:
    """What ``ProfileStore.record`` takes, with the same meaning."""

    turn: Turn
    observations: tuple[Observation, ...] = ()
    facts: tuple[Fact, ...] = ()
    consents: tuple[Consent, ...] = ()
    drop_facts: tuple[str, ...] = ()
    erase: bool = False
    outcome: str | None = None
    handover: str | None = None
    recipient: str | None = None
    drop_about: tuple[tuple[str, str], ...] = ()
    corrections: tuple[tuple[str, float | None], ...] = ()
    told: tuple[str, ...] = ()

    @property
    def customer(self) -> str:
        return self.turn.customer

    def record_in(self, store: ProfileStore) -> Turn:
        """Write it down; returns the turn that stands. Raises ValueError for what the store refuses."""
        return store.record(**vars(self))


def line_of(entry: Entry) -> bytes:
    """The entry as a line, its end included. Raises ValueError or TypeError for what JSON cannot hold."""
    body = _text(entry).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def entry_of(line: bytes) -> Entry:
    """The entry of a line without its end. Raises Torn, or ValueError for a whole line that this version cannot read."""
    try:
        return _entry(_body(line))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"an entry cannot be read: {type(error).__name__}") from error


def whose(line: bytes) -> tuple[str, datetime]:
    """The customer of a line and when they spoke, in whatever format the rest is; ("", the end of time) if it has none.

    Raises Torn.
    """
    turn = _body(line).get("turn") or {}
    try:
        return str(turn["customer"]), datetime.fromisoformat(turn["at"])
    except (KeyError, TypeError, ValueError):
        return "", _LAST


def _body(line: bytes) -> dict[str, Any]:
    checksum, body = line[:_SUM], line[_SUM + 1 :]
    if checksum != b"%08x" % zlib.crc32(body) or not body:
        raise Torn(f"a line of {len(line)} bytes is not whole")
    kept: dict[str, Any] = json.loads(body)
    return kept


def plain(entry: Entry) -> dict[str, Any]:
    """The entry as plain data, for an export."""
    found: dict[str, Any] = json.loads(_text(entry))
    return found


def _text(entry: Entry) -> str:
    kept = {"format": FORMAT, **vars(entry)}  # inside ``turn`` it is JSON already, as in the database
    return json.dumps(kept, default=_plain, allow_nan=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (Turn, Observation, Fact, Consent)):
        return vars(value)
    raise TypeError(f"{type(value).__name__} cannot wait in the outbox")


def _entry(kept: dict[str, Any]) -> Entry:
    if kept.pop("format") != FORMAT:
        raise ValueError(f"an entry must have format {FORMAT}")
    turn = _timed(kept.pop("turn"))
    return Entry(
        turn=Turn(**{**turn, "replies": tuple(turn["replies"]), "reasons": tuple(turn["reasons"])}),
        observations=tuple(_observation(one) for one in kept.pop("observations")),
        facts=tuple(Fact(**_timed(one)) for one in kept.pop("facts")),
        consents=tuple(Consent(**_timed(one)) for one in kept.pop("consents")),
        drop_facts=tuple(kept.pop("drop_facts")),
        drop_about=tuple((who, name) for who, name in kept.pop("drop_about", ())),
        corrections=tuple((name, value) for name, value in kept.pop("corrections", ())),
        told=tuple(kept.pop("told", ())),
        **kept,
    )


def _observation(one: dict[str, Any]) -> Observation:
    spans = tuple((start, end) for start, end in one.get("spans", ()))
    return Observation(**{**_timed(one), "spans": spans})


def _timed(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "at": datetime.fromisoformat(values["at"])}
