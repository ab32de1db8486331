"""What may be used now: what is held, seen through the customer's consents, at one moment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.engine import Row

from profiles import folding
from profiles.consent import Consents, may_keep_fact
from profiles.folding import DialState, State
from profiles.learning import (
    PROFILE_HALF_LIFE_DAYS,
    SESSION_HALF_LIFE_TURNS,
    Tally,
    corrected,
    estimate_of,
)
from profiles.mapping import fact_of
from profiles.model import Estimate, Fact
from profiles.told import newest
from profiles.visits import Presence

FORGOTTEN_WEIGHT = 0.05  # of one turn: less evidence than this is none

Estimates = dict[str, Estimate]


def usable_facts(found: Iterable[Row], presence: Presence, over: bool, granted: Consents) -> tuple[Fact, ...]:
    """The facts that may be used: those of this visit (``over``: a new one begins), and those we may keep.

    Visits are counted for each id: what another one said in a visit of its own is used only if it may be kept.
    """
    visit = None if over else (presence.id, presence.visit)
    facts = [((row.customer, row.visit), fact_of(row)) for row in found]
    return tuple(fact for when, fact in facts if when == visit or may_keep_fact(fact.name, granted, fact.recipient))


def told_lately(presence: Presence, over: bool, lasting: bool) -> tuple[str, ...]:
    """Marks of what they were told, oldest first (see ``profiles.told``); ``over``: a new visit begins.

    In earlier visits, and under other ids, only where that may be used (``lasting``).
    """
    mine = presence.told.ended(lasting) if over else presence.told
    others = sorted(presence.siblings, key=lambda sibling: (sibling.last_at, sibling.id)) if lasting else ()
    return newest([*(mark for one in others for mark in one.told.usable(True)), *mine.usable(lasting)])


def believed(state: State, presence: Presence, over: bool, at: datetime, lasting: bool) -> tuple[Estimates, Estimates]:
    """(session, profile) at ``at``; what the customer put right outranks what was detected.

    ``over``: the visit in progress has ended by then. ``lasting``: may what outlives a visit be used?
    """
    session = {} if over else visit_estimates(state, presence)
    profile = profile_estimates(state, at) if lasting else {}
    for name, (value, when) in state.stated.items():
        if lasting or (not over and when >= presence.started_at):
            session[name] = corrected(name, value, SESSION_HALF_LIFE_TURNS, when)
        if lasting:
            profile[name] = corrected(name, value, PROFILE_HALF_LIFE_DAYS, when)
    return session, profile


def visit_estimates(state: State, presence: Presence) -> Estimates:
    """The dials as this visit's messages show them, faded by the turns since they were last heard."""
    if state.heard_at is None or state.heard_at < presence.started_at:
        return {}
    found = {name: (folding.of_visit(state, dial), dial) for name, dial in state.dials.items()}
    return _estimates(found, SESSION_HALF_LIFE_TURNS)


def profile_estimates(state: State, at: datetime) -> Estimates:
    """The dials as all visits show them, faded by the days since."""
    found = {name: (folding.lasting(name, dial, at), dial) for name, dial in state.dials.items()}
    return _estimates(found, PROFILE_HALF_LIFE_DAYS)


def _estimates(found: dict[str, tuple[Tally, DialState]], half_life: float) -> Estimates:
    shown = {}
    for name, (tally, dial) in found.items():
        estimate = estimate_of(name, tally, half_life, dial.at) if tally.weight >= FORGOTTEN_WEIGHT else None
        if estimate is not None:
            shown[name] = estimate
    return shown
