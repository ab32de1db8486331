"""What may be used now: stored rows seen through the customer's consents, at one moment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.engine import Row

from profiles.consent import Consents, may_keep_fact
from profiles.learning import (
    PROFILE_HALF_LIFE_DAYS,
    SESSION_HALF_LIFE_TURNS,
    Tally,
    corrected,
    estimate_of,
    faded,
)
from profiles.mapping import fact_of
from profiles.model import Estimate, Fact
from profiles.visits import Presence

FORGOTTEN_WEIGHT = 0.05  # of one turn: less evidence than this is none

Estimates = dict[str, Estimate]


def usable_facts(found: Iterable[Row], visit: int | None, granted: Consents) -> tuple[Fact, ...]:
    """The facts that may be used: those of this visit (``visit`` None: a new one begins), and those we may keep."""
    return tuple(fact_of(row) for row in found if row.visit == visit or may_keep_fact(row.name, granted))


def believed(
    found: Iterable[Row], presence: Presence, visit: int | None, at: datetime, lasting: bool
) -> tuple[Estimates, Estimates]:
    """(session, profile) from the rows of ``estimates``; what the customer put right outranks what was detected."""
    session: Estimates = {}
    profile: Estimates = {}
    stated: list[Row] = []
    for row in found:
        if row.scope == "stated":
            stated.append(row)
        elif row.scope == "profile" and lasting:
            _believe(profile, row.name, profile_estimate(row, at))
        elif row.scope == "visit" and row.visit == visit:
            _believe(session, row.name, visit_estimate(row, presence))
    for row in stated:
        if row.visit == visit or lasting:
            session[row.name] = corrected(row.name, row.total, SESSION_HALF_LIFE_TURNS)
        if lasting:
            profile[row.name] = corrected(row.name, row.total, PROFILE_HALF_LIFE_DAYS)
    return session, profile


def _believe(into: Estimates, name: str, estimate: Estimate | None) -> None:
    if estimate is not None:
        into[name] = estimate


def visit_estimate(row: Row, presence: Presence) -> Estimate | None:
    """A dial as this visit's messages show it, faded by the turns since it was last heard."""
    return _estimate(row, presence.visit_turns - row.turn, SESSION_HALF_LIFE_TURNS)


def profile_estimate(row: Row, at: datetime) -> Estimate | None:
    """A dial as all visits show it, faded by the days since it was last heard."""
    return _estimate(row, (at - row.at).total_seconds() / 86_400, PROFILE_HALF_LIFE_DAYS)


def _estimate(row: Row, elapsed: float, half_life: float) -> Estimate | None:
    tally = faded(Tally(row.weight, row.total), elapsed, half_life)
    return None if tally.weight < FORGOTTEN_WEIGHT else estimate_of(row.name, tally, half_life)
