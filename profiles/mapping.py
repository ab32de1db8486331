"""Values ↔ rows, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Row

from profiles.model import Consent, Fact, Observation, Turn


def turn_of(row: Row) -> Turn:
    """The turn that a row of ``turns`` tells of."""
    return Turn(
        customer=row.customer,
        channel=row.channel,
        message_id=row.message_id,
        at=row.at,
        kind=row.kind,
        said=row.said,
        replies=tuple(row.replies),
        lang=row.lang,
        asked=row.asked,
        heard=row.heard,
        plan=row.plan,
        reasons=tuple(row.reasons),
    )


def turn_row(turn: Turn, seq: int, visit: int) -> dict[str, Any]:
    """A row of ``turns``."""
    return {
        "customer": turn.customer,
        "seq": seq,
        "message_id": turn.message_id,
        "visit": visit,
        "at": turn.at,
        "kind": turn.kind,
        "channel": turn.channel,
        "author": "",
        "lang": turn.lang,
        "said": turn.said,
        "replies": [dict(reply) for reply in turn.replies],
        "asked": None if turn.asked is None else dict(turn.asked),
        "heard": dict(turn.heard),
        "plan": dict(turn.plan),
        "reasons": list(turn.reasons),
    }


def fact_of(row: Row) -> Fact:
    """The fact that a row of ``facts`` tells of."""
    return Fact(row.name, row.value, row.at, row.message_id, row.evidence, row.recipient or None)


def fact_row(customer: str, fact: Fact, visit: int) -> dict[str, Any]:
    """A row of ``facts``."""
    return {
        "customer": customer,
        "name": fact.name,
        "recipient": fact.recipient or "",
        "value": fact.value,
        "at": fact.at,
        "message_id": fact.message_id,
        "evidence": fact.evidence,
        "visit": visit,
        "held": None,
        "held_by": None,
        "held_at": None,
    }


def consents_of(rows: list[Row]) -> dict[str, Consent]:
    """The consents by purpose. A chip that was shown and not answered reads as a no that was not said.

    Of several rows for one purpose a decision counts before a question, then the later one, then the no.
    """
    return {row.purpose: Consent(row.purpose, bool(row.granted), row.at, row.how) for row in in_order(rows)}


def in_order(rows: list[Row]) -> list[Row]:
    """Rows of consents, what counts more behind what counts less."""
    return sorted(rows, key=lambda row: (row.granted is not None, row.at, not row.granted, row.customer))


def observation_row(observation: Observation, recipient: str) -> dict[str, Any]:
    """A line of the log; ``recipient`` "" is the customer."""
    return {
        "customer": observation.customer,
        "channel": observation.channel,
        "message_id": observation.message_id,
        "name": observation.name,
        "recipient": recipient,
        "at": observation.at,
        "kind": "cue",
        "value": observation.value,
        "words": None,
        "evidence": observation.evidence,
        "spans": [list(span) for span in observation.spans],
        "source": observation.source,
        "detector": observation.detector,
    }


def jsonable(row: Row) -> Mapping[str, Any]:
    """A row as plain data for an export: times as ISO 8601."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row._mapping.items()}
