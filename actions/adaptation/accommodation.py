"""How far to come towards the customer: Communication Accommodation Theory, with a brake.

Converge by default; hold still (diverge) when the customer is upset, for anger is not met with anger nor rudeness
with slang; never be more of anything than the customer has been (over-accommodation reads as mockery); and glide,
never jump. Source: Giles & Ogay (2007). Where we differ: the ceiling is the customer's own most marked turn, not a
population norm.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from actions.adaptation.belief import Belief
from actions.adaptation.hearing import Heard, Mood
from actions.adaptation.model import Reason, Stance
from profiles.model import Turn

GAIN = 1.25  # beliefs are shrunk towards the average; this gives back about what the shrinking took
REGISTER_MAX = 0.9
GLIDE_MAX = 0.4  # largest move of the register from one reply to the next: casual never turns formal at a stroke


def stance(mood: Mood, formality: Belief) -> Stance:
    """Converge with the calm and the hurried; hold one's own manner with the upset; maintain where nothing is known."""
    if mood in ("upset", "distress"):
        return "diverge"
    return "maintain" if formality.value is None else "converge"


def plan_stance(heard: Heard) -> tuple[Stance, Reason]:
    """The stance of this reply, and why: the weight is +1 towards the customer, 0 where one stands, -1 away."""
    formality, mood = heard["formality"], heard.mood
    taken = stance(mood, formality)
    if taken == "diverge":
        text = "upset: I keep an even manner, and take over neither the anger nor the rough edge"
        return taken, Reason("stance", "mood", mood, -1.0, text)
    if taken == "maintain":
        return taken, Reason("stance", "formality", "", 0.0, "nothing known of their manner: I keep the shop's own")
    text = "I come towards how they write, never further than they go themselves"
    return taken, Reason("stance", "formality", formality.source, 1.0, text)


def converged(formality: Belief) -> float:
    """The register that meets this customer: −0.9 … +0.9, never beyond what they have shown themselves."""
    if formality.value is None:
        return 0.0
    wanted = GAIN * formality.value
    most = max((abs(value) for value in formality.own), default=0.0)
    return _within(_within(wanted, -most, most), -REGISTER_MAX, REGISTER_MAX)


def glide(register: float, before: float | None) -> float:
    """At most ``GLIDE_MAX`` away from the register of the reply before; None: nothing was said yet, so no brake."""
    if before is None or not math.isfinite(before):
        return register
    return _within(register, before - GLIDE_MAX, before + GLIDE_MAX)


def register_before(turn: Turn | None) -> float | None:
    """The register that the last reply was planned with, None at a visit's start or where it was not recorded."""
    tone = turn.plan.get("tone") if turn is not None else None
    value = tone.get("register") if isinstance(tone, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return _within(float(value), -1.0, 1.0)


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
