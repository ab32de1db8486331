"""Who needs somebody most: what the list shows of a conversation, read from its latest turns. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from profiles.model import Turn

LOUD = 0.625  # where a cue of 0 … 1 is said in its strongest word, as in console/wording.py


@dataclass(frozen=True)
class Sign:
    """Something in a conversation that a person should see to: ``key`` for the page's colours, ``says`` for its reader."""

    key: str
    says: str


DISTRESS, MOURNING = Sign("distress", "in distress"), Sign("distress", "in mourning")
COMPLAINT, UPSET = Sign("complaint", "open complaint"), Sign("upset", "upset")


def signs_of(turns: Iterable[Turn], complaint_open: bool) -> tuple[Sign, ...]:
    """The gravest first. What was heard once in these turns counts: who was in tears is not well a minute later."""
    turns = list(turns)
    found = []
    if any(_cue(turn, "distress") >= LOUD for turn in turns):
        found.append(DISTRESS)
    if any(turn.heard.get("mourning") or _cue(turn, "grief") >= LOUD for turn in turns):
        found.append(MOURNING)
    if complaint_open:
        found.append(COMPLAINT)
    if any(_cue(turn, "anger") >= LOUD for turn in turns):
        found.append(UPSET)
    return tuple(found)


def waited(since: datetime, at: datetime) -> str:
    """How long somebody has been waiting: "just now", "7 min", "2 h 05", "3 days"."""
    minutes = max(0, int((at - since).total_seconds() // 60))
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60:02d}"
    days = minutes // (24 * 60)
    return "1 day" if days == 1 else f"{days} days"


def _cue(turn: Turn, name: str) -> float:
    cues = turn.heard.get("cues")
    cue = cues.get(name) if isinstance(cues, Mapping) else None
    value: Any = cue.get("value") if isinstance(cue, Mapping) else None
    return float(value) if isinstance(value, (int, float)) else 0.0
