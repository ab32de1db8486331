"""What cannot be kept is refused before anything is written, with a sentence that names argument and value. Pure."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from profiles.columns import as_utc, plain
from profiles.identity import check_customer
from profiles.learning import checked
from profiles.model import Consent, Fact, Observation, Turn

AHEAD_MOST = timedelta(minutes=5)  # clocks of two processes may differ a little; a message from tomorrow is an error
MAX_MESSAGE_ID, MAX_RECIPIENT = 200, 200
_LENGTHS = {"name": 64, "channel": 64, "source": 16, "detector": 32}
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
_JSON = ("replies", "asked", "heard", "plan", "reasons")


def check_turn(
    turn: Turn,
    observations: Sequence[Observation],
    facts: Sequence[Fact],
    consents: Sequence[Consent],
    recipient: str | None,
    now: datetime | None,
) -> None:
    """Raises ValueError for a turn, or something that came with it, that cannot be kept.

    ``now``: the shop's time, None where nobody knows it; what lies more than five minutes ahead of it is refused.
    """
    check_customer(turn.customer)
    check_id("turn.message_id", turn.message_id, MAX_MESSAGE_ID)
    check_time("turn.at", turn.at, now)
    check_recipient("recipient", recipient)
    for name, most in (("channel", 64), ("lang", 16)):
        if len(getattr(turn, name)) > most:
            raise ValueError(f"turn.{name} must have at most {most} characters, got {getattr(turn, name)[:40]!r}")
    for name in _JSON:
        _check_numbers(f"turn.{name}", getattr(turn, name))
    for observation in observations:
        check_observation(observation, turn, now)
    for fact in facts:
        check_time(f"fact {fact.name[:64]}.at", fact.at, now)
    for consent in consents:
        check_time(f"consent {consent.purpose[:64]}.at", consent.at, now)


def check_observation(observation: Observation, turn: Turn, now: datetime | None) -> None:
    """Raises ValueError for an observation that is none, or belongs to another message."""
    if (observation.customer, observation.message_id) != (turn.customer, turn.message_id):
        raise ValueError(f"observation {observation.name[:64]} belongs to another message than {turn.message_id!r}")
    check_time(f"observation {observation.name[:64]}.at", observation.at, now)
    for field, most in _LENGTHS.items():
        value = getattr(observation, field)
        if not 1 <= len(value) <= most:
            raise ValueError(f"observation.{field} must have 1 to {most} characters, got {value[:80]!r}")
    checked(observation.name, observation.value)


def check_time(argument: str, at: datetime, now: datetime | None) -> datetime:
    """``at`` in UTC. Raises ValueError for a time that none can be, or that lies ahead of ``now``."""
    utc = as_utc(argument, at)
    if now is not None and utc - as_utc("now", now) > AHEAD_MOST:
        raise ValueError(f"{argument} must not lie in the future, got {utc.isoformat()}; it is {now.isoformat()}")
    return utc


def check_id(argument: str, value: str, most: int) -> str:
    """An id that another program chose. Two that differ must stay so: what cannot be kept as it is, is refused."""
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        raise ValueError(f"{argument} must have 1 to {most} characters, got {str(value)[:40]!r}")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        raise ValueError(f"{argument} holds control characters: {value[:40]!r}")
    return value


def check_recipient(argument: str, who: str | None) -> None:
    """Whom something is filed under. Raises ValueError for nobody that can be seen: it would be the customer themselves."""
    if who is None:
        return
    if len(who) > MAX_RECIPIENT or all(unicodedata.category(c) in _UNSEEN for c in who):
        raise ValueError(f"{argument} must have 1 to {MAX_RECIPIENT} characters that can be seen, got {who[:40]!r}")


def _check_numbers(argument: str, value: Any) -> None:
    try:
        json.dumps(value, default=plain, allow_nan=False)
    except ValueError as error:
        odd = next((path for path in _not_finite(value, argument)), argument)
        raise ValueError(f"{odd} must be a finite number") from error


def _not_finite(value: Any, path: str) -> Iterator[str]:
    """Where NaN and infinity stand, with what they are."""
    if isinstance(value, float) and not math.isfinite(value):
        yield f"{path} = {value}"
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _not_finite(below, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, below in enumerate(value):
            yield from _not_finite(below, f"{path}[{number}]")
