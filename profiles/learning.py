"""What is believed about a dial: a decayed average of what was observed, shrunk to the shop's average.

The model is the plain normal one. People differ by ``spread`` around ``mean``; one message tells as much about a
person as 1/``strength`` of what we knew before meeting them (``strength`` k = within-person / between-person
variance, in turns). After evidence of weight n the estimate is (n·average + k·mean) / (n + k), with sd =
spread·sqrt(k / (n + k)). Weight halves every half-life, so an estimate that is not fed drifts back to the shop's
average, and its sd back to the spread: discounted Bayesian updating (West & Harrison 1997). A late observation enters
with the weight that it would have kept, so order is free.

There are two clocks. The visit's halves evidence every three turns; the profile's halves it every sixty days, and takes
from each visit what the visit's own clock leaves: a visit of any length weighs less than ``VISIT_TURNS_MAX`` turns in
the profile. So neither one angry evening nor 500 messages in a row rewrite a person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from profiles.model import Estimate

SESSION_HALF_LIFE_TURNS = 3.0
PROFILE_HALF_LIFE_DAYS = 60.0
VISIT_TURNS_MAX = 1.0 / (1.0 - 0.5 ** (1.0 / SESSION_HALF_LIFE_TURNS))  # 4.85: the sum of all that fading weights
STATED_WEIGHT = 4.0  # a remark about oneself counts like four turns of being observed
CORRECTED_WEIGHT = 400.0  # what the customer put right is certain for all practical purposes
Z_80 = 1.2816  # half-width of an 80 % interval, in standard deviations


@dataclass(frozen=True)
class Dial:
    """A dial's unit and prior.

    mean      the shop's average, and the neutral point
    strength  prior strength in turns of evidence
    spread    sd between people, in the dial's unit
    low, high the range; a value outside is taken as its nearest end
    lasting   False for a mood (hurry, anger): believed within the visit, never remembered
    taste     True where it tells what one likes, not how one talks: shopping for somebody else teaches nothing about it
    """

    mean: float
    strength: float
    spread: float
    low: float
    high: float
    lasting: bool = True
    taste: bool = False


# Strengths: measured on PersuasionForGood (words a turn 1.4, "!" 4, casual words 6, emoji 14, polite words 22, hedges
# 23, involvement 7). Formality mixes form (lower-case starts 0.5) and words (6); warmth mixes "!" and emoji; directness is of the kind of
# hedges. Remarks of taste (from novelty down to bulk), the wish for detail and moods have no public measurement: their
# strengths are chosen, to be measured in the shop.
DIALS: dict[str, Dial] = {
    "verbosity": Dial(6.0, 1.4, 2.9, 0.0, 60.0),
    "formality": Dial(0.0, 2.0, 0.3, -1.0, 1.0),
    "involvement": Dial(0.45, 7.0, 0.07, 0.0, 1.0),
    "politeness": Dial(0.0, 22.0, 0.1, -1.0, 1.0),
    "warmth": Dial(0.3, 7.0, 0.12, 0.0, 1.0),
    "emoji_count": Dial(0.05, 14.0, 0.2, 0.0, 10.0),
    "novelty": Dial(0.0, 3.0, 0.35, -1.0, 1.0, taste=True),
    "uniqueness": Dial(0.0, 3.0, 0.35, -1.0, 1.0, taste=True),
    "price_mindedness": Dial(0.2, 3.0, 0.25, 0.0, 1.0, taste=True),
    "creative_choice": Dial(0.2, 3.0, 0.25, 0.0, 1.0, taste=True),
    "unpopular_choice": Dial(0.1, 3.0, 0.2, 0.0, 1.0, taste=True),
    "avoidance_of_similarity": Dial(0.2, 3.0, 0.25, 0.0, 1.0, taste=True),
    "social_proof": Dial(0.25, 3.0, 0.25, 0.0, 1.0, taste=True),
    "risk_aversion": Dial(0.0, 3.0, 0.35, -1.0, 1.0, taste=True),
    "bulk": Dial(0.1, 3.0, 0.25, 0.0, 1.0, taste=True),
    "directness": Dial(0.45, 23.0, 0.07, -1.0, 1.0),
    "detail": Dial(0.3, 4.0, 0.2, 0.0, 1.0),
    "hesitation": Dial(0.1, 23.0, 0.1, 0.0, 1.0, lasting=False),
    "urgency": Dial(0.1, 1.0, 0.25, 0.0, 1.0, lasting=False),
    "sentiment": Dial(0.0, 3.0, 0.3, -1.0, 1.0, lasting=False),
}
UNKNOWN_DIAL = Dial(0.0, 20.0, 0.3, -math.inf, math.inf)


def dial_of(name: str) -> Dial:
    """The dial of a cue; a cautious one (strong prior at 0) for a cue that has no measurement yet."""
    return DIALS.get(name, UNKNOWN_DIAL)


@dataclass(frozen=True)
class Tally:
    """Decayed sufficient statistics: ``weight`` of the evidence (>= 0) and its weighted ``total``, both at one moment.

    This is what is stored: unlike an estimate it does not depend on the prior, which may be measured better one day.
    """

    weight: float = 0.0
    total: float = 0.0


def checked(name: str, value: float) -> float:
    """The value within its dial's range. Raises ValueError for NaN and infinity, which are no measurement."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, got {value!r}")
    dial = dial_of(name)
    return float(min(max(value, dial.low), dial.high)) + 0.0  # no "-0.0": SQLite would give back another spelling of it


def kept(elapsed: float, half_life: float) -> float:
    """The share of weight (0 … 1) that evidence keeps after ``elapsed`` (turns or days; below 0 counts as 0)."""
    if not half_life > 0:
        raise ValueError(f"half_life must be above 0, got {half_life!r}")
    if math.isnan(elapsed):
        raise ValueError(f"elapsed must be a number, got {elapsed!r}")
    return float(0.5 ** (max(elapsed, 0.0) / half_life))


def faded(tally: Tally, elapsed: float, half_life: float) -> Tally:
    """The tally as it stands ``elapsed`` later."""
    share = kept(elapsed, half_life)
    return Tally(tally.weight * share, tally.total * share)


def tallied(before: Tally, value: float, elapsed: float, half_life: float, weight: float = 1.0) -> Tally:
    """``before`` with one more observation, made ``elapsed`` after it (negative: it arrived late).

    The result stands at the later of the two moments.
    """
    base = faded(before, elapsed, half_life)
    new = weight * kept(-elapsed, half_life)
    return Tally(base.weight + new, base.total + new * value)


def estimate_of(name: str, tally: Tally, half_life: float, last_seen: datetime | None = None) -> Estimate | None:
    """What a tally lets us believe; None (unknown, never 0) without evidence."""
    if tally.weight <= 0:
        return None
    dial = dial_of(name)
    n = tally.weight + dial.strength
    value = (tally.total + dial.strength * dial.mean) / n
    sd = dial.spread * math.sqrt(dial.strength / n)
    return Estimate(value=value, sd=sd, n=tally.weight, half_life=half_life, last_seen=last_seen)


def fold(
    estimate: Estimate | None,
    value: float,
    elapsed: float = 1.0,
    *,
    name: str,
    half_life: float = SESSION_HALF_LIFE_TURNS,
    weight: float = 1.0,
) -> Estimate:
    """The estimate after one more observed value, ``elapsed`` (turns or days, as the half-life) after the one before.

    Raises ValueError for a value that is not finite or a half-life that is not above 0.
    """
    if not 0 < weight < math.inf:
        raise ValueError(f"weight must be above 0 and finite, got {weight!r}")
    tally = tallied(_tally(estimate, name), checked(name, value), elapsed, half_life, weight)
    after = estimate_of(name, tally, half_life)
    assert after is not None  # it has weight
    return after


def _tally(estimate: Estimate | None, name: str) -> Tally:
    if estimate is None:
        return Tally()
    dial = dial_of(name)
    return Tally(estimate.n, estimate.value * (estimate.n + dial.strength) - dial.strength * dial.mean)


def corrected(name: str, value: float, half_life: float, last_seen: datetime | None = None) -> Estimate:
    """The estimate of a dial that the customer has put right: their value, and hardly a doubt."""
    dial = dial_of(name)
    sd = dial.spread * math.sqrt(dial.strength / (CORRECTED_WEIGHT + dial.strength))
    return Estimate(checked(name, value), sd, CORRECTED_WEIGHT, half_life, last_seen)


def acts_on(name: str, estimate: Estimate) -> bool:
    """May anything be done about it: does the 80 % interval leave the neutral point out?"""
    return abs(estimate.value - dial_of(name).mean) > Z_80 * estimate.sd
