"""A profile is a fold over what was observed: the same observations, in any order of arrival, give the same bytes. Pure.

The order is time, channel, message id, cue. In that order the fold keeps, for every dial, what earlier visits left and
what the visit in progress has brought (``profiles.learning`` has the two clocks); a visit begins where the messages
leave a gap, so visits, fading and the cap on what one visit may weigh are functions of that order alone. What the
customer put right or had forgotten stands in the same line: from there on, older text teaches nothing.

A state is plain data with one spelling (``spelled``); ``VERSION`` changes with the meaning of the fold, and a state of
another version is made anew from the observations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from profiles.learning import (
    PROFILE_HALF_LIFE_DAYS,
    SESSION_HALF_LIFE_TURNS,
    Tally,
    dial_of,
    faded,
    tallied,
)

VERSION = 2
KEEP_EVERY = 64  # entries
KEPT_MOST = 16  # newest states that are all kept; see ``outlived``
DAY_S = 86_400
Kind = Literal["cue", "corrected", "forgotten"]


class Place(NamedTuple):
    """Where an observation stands in the line; places are compared as tuples, never by a database's collation."""

    at: datetime
    channel: str
    message_id: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One line of the log, as far as the fold needs it.

    value   of the cue (already within its dial's range), or what the customer put right; 0 for "forgotten"
    weight  how many turns of being observed it counts for
    """

    place: Place
    value: float
    kind: Kind = "cue"
    weight: float = 1.0


@dataclass
class DialState:
    """What is known of one dial: ``old`` is what earlier visits left, as of ``old_at``; ``part`` is what visit number
    ``visit`` brought, as of its turn ``turn`` at ``at``."""

    at: datetime
    visit: int
    turn: int
    part: Tally
    old: Tally = field(default_factory=Tally)
    old_at: datetime | None = None


@dataclass
class State:
    """All that a customer's observations come to, up to and with the one at ``last``.

    visit, turns  number of the latest visit and of the messages in it; it was last heard at ``heard_at``, in the
                  message ``message`` (channel, id)
    stated        what the customer put right: value and when
    entries       how many observations have been folded; by ``kept`` of them a state was last worth keeping, for the
                  ``keeps``-th time
    """

    last: Place | None = None
    visit: int = 0
    turns: int = 0
    heard_at: datetime | None = None
    message: tuple[str, str] | None = None
    entries: int = 0
    kept: int = 0
    keeps: int = 0
    dials: dict[str, DialState] = field(default_factory=dict)
    stated: dict[str, tuple[float, datetime]] = field(default_factory=dict)


def fold(entries: Iterable[Entry], gap_s: float, start: State | None = None) -> State:
    """The state after ``entries`` (in any order, all later than ``start.last``), by a visit gap of ``gap_s`` seconds.

    ``start`` is left as it is. Raises ValueError for an entry that is not later than the one before it.
    """
    state = deepcopy(start) if start else State()
    for entry in sorted(entries, key=lambda e: e.place):
        step(state, entry, gap_s)
    return state


def step(state: State, entry: Entry, gap_s: float) -> None:
    """Take one more observation into the state, in place. Raises ValueError unless it comes after all before it."""
    if state.last is not None and entry.place <= state.last:
        raise ValueError(f"{entry.place} does not come after {state.last}")
    if worth_keeping(state, entry, gap_s):
        keep(state)
    if entry.kind == "cue":
        _hear(state, entry, gap_s)
    else:
        state.dials.pop(entry.place.name, None)
        state.stated.pop(entry.place.name, None)
        if entry.kind == "corrected":
            state.stated[entry.place.name] = (entry.value, entry.place.at)
    state.last = entry.place
    state.entries += 1


def begins_visit(state: State, at: datetime, gap_s: float) -> bool:
    """Would a message at ``at`` begin a new visit?"""
    return state.heard_at is None or (at - state.heard_at).total_seconds() >= gap_s


def worth_keeping(state: State, entry: Entry, gap_s: float) -> bool:
    """Is this, right before ``entry``, a state to go on from when something is late?

    Every visit's beginning is, and every ``KEEP_EVERY`` entries; never the middle of a message.
    """
    if state.last is None or state.last[:3] == entry.place[:3] or state.kept == state.entries:
        return False
    begins = entry.kind == "cue" and begins_visit(state, entry.place.at, gap_s)
    return begins or state.entries - state.kept >= KEEP_EVERY


def keep(state: State) -> None:
    """Note in the state itself that it is kept."""
    state.kept, state.keeps = state.entries, state.keeps + 1


def outlived(keeps: int) -> int:
    """The number of the state that is kept no longer once the ``keeps``-th is; below 1: none.

    So the newest ``KEPT_MOST`` are there, of those before every second, of those before every fourth …: what is late is
    folded again from a state that is not much older, however late it is and however long the line, and the states grow
    with the line's logarithm.
    """
    spacing = keeps & -keeps  # the largest power of two that divides it
    return keeps - KEPT_MOST * spacing


def _hear(state: State, entry: Entry, gap_s: float) -> None:
    at, message = entry.place.at, (entry.place.channel, entry.place.message_id)
    if begins_visit(state, at, gap_s):
        state.visit, state.turns, state.message = state.visit + 1, 0, None
    if message != state.message:
        state.turns, state.message = state.turns + 1, message
    state.heard_at = at
    name = entry.place.name
    if name not in state.stated:  # what the customer put right outranks what is detected
        state.dials[name] = _heard(state, state.dials.get(name), entry)


def _heard(state: State, before: DialState | None, entry: Entry) -> DialState:
    at, value, weight = entry.place.at, entry.value, entry.weight
    if before is None:
        return DialState(at, state.visit, state.turns, Tally(weight, weight * value))
    if before.visit == state.visit:
        part = tallied(before.part, value, state.turns - before.turn, SESSION_HALF_LIFE_TURNS, weight)
        return DialState(at, state.visit, state.turns, part, before.old, before.old_at)
    old = lasting(entry.place.name, before, before.at)
    return DialState(at, state.visit, state.turns, Tally(weight, weight * value), old, before.at)


def lasting(name: str, dial: DialState, at: datetime) -> Tally:
    """What all visits left of a dial by ``at``, each faded by its days; nothing of a mood."""
    if not dial_of(name).lasting:
        return Tally()
    part = faded(dial.part, _days(dial.at, at), PROFILE_HALF_LIFE_DAYS)
    old = faded(dial.old, _days(dial.old_at, at) if dial.old_at else 0.0, PROFILE_HALF_LIFE_DAYS)
    return Tally(old.weight + part.weight, old.total + part.total)


def of_visit(state: State, dial: DialState) -> Tally:
    """What the latest visit shows of a dial, faded by the turns since; nothing where it was not heard in it."""
    if dial.visit != state.visit:
        return Tally()
    return faded(dial.part, state.turns - dial.turn, SESSION_HALF_LIFE_TURNS)


def _days(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / DAY_S


# ── one spelling ─────────────────────────────────────────────────────────────────────────────────────────────────


def spelled(state: State) -> str:
    """The state as text: the same state always in the same characters, and back without loss (``read``)."""
    return json.dumps(
        {
            "version": VERSION,
            "last": None if state.last is None else [state.last.at.isoformat(), *state.last[1:]],
            "visit": state.visit,
            "turns": state.turns,
            "heard_at": _iso(state.heard_at),
            "message": state.message,
            "entries": state.entries,
            "kept": state.kept,
            "keeps": state.keeps,
            "dials": {name: _dial_data(dial) for name, dial in state.dials.items()},
            "stated": {name: [value, at.isoformat()] for name, (value, at) in state.stated.items()},
        },
        sort_keys=True,
        separators=(",", ":"),
    )


def read(text: str) -> State | None:
    """The state that was spelled so; None when it is of another version of the fold."""
    data = json.loads(text)
    if data.get("version") != VERSION:
        return None
    last = data["last"]
    return State(
        last=None if last is None else Place(datetime.fromisoformat(last[0]), *last[1:]),
        visit=data["visit"],
        turns=data["turns"],
        heard_at=_time(data["heard_at"]),
        message=None if data["message"] is None else tuple(data["message"]),
        entries=data["entries"],
        kept=data["kept"],
        keeps=data["keeps"],
        dials={name: _dial(*values) for name, values in data["dials"].items()},
        stated={name: (value, datetime.fromisoformat(at)) for name, (value, at) in data["stated"].items()},
    )


def _dial_data(dial: DialState) -> list[Any]:
    part, old = [dial.part.weight, dial.part.total], [dial.old.weight, dial.old.total]
    return [dial.at.isoformat(), dial.visit, dial.turn, part, old, _iso(dial.old_at)]


def _dial(at: str, visit: int, turn: int, part: list[float], old: list[float], old_at: str | None) -> DialState:
    return DialState(datetime.fromisoformat(at), visit, turn, Tally(*part), Tally(*old), _time(old_at))


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
