"""Length: how much to say. What the customer asked for outranks the mood, and the mood outranks the habit.

Live shoppers write a median of 5 words and human sellers answer in 8–12; the ceilings keep the average reply there.
"""

from __future__ import annotations

from collections.abc import Mapping

from actions.adaptation.hearing import Heard
from actions.adaptation.model import Length, LengthLevel, Reason
from actions.adaptation.situation import Situation

TERSE_WORDS = 4.5  # mean words a message up to which somebody counts as terse
CHATTY_WORDS = 12.0
USUAL_WORDS = 6.0  # what live shoppers write; for somebody of whom nothing is known
AIM_BASE, AIM_PER_WORD = 1.0, 1.6  # a reply more than half as long again as the message
AIMS: Mapping[LengthLevel, tuple[float, float]] = {"short": (2, 8), "medium": (5, 24), "long": (14, 40)}
DETAIL = 0.6
HESITATION = 0.6
ORDER: tuple[LengthLevel, ...] = ("short", "medium", "long")


def plan_length(heard: Heard, situation: Situation) -> tuple[Length, tuple[Reason, ...]]:
    """Decide the level, and from it and the customer's own words the ceilings."""
    level, reason = _stated(heard, situation) or _habit(heard)
    words = heard["verbosity"].value if heard["verbosity"].value is not None else USUAL_WORDS
    low, high = AIMS[level]
    aim = min(max(AIM_BASE + AIM_PER_WORD * words, low), high)
    ceiling = {"short": 12.0, "medium": 16.0 + words, "long": min(30.0 + words, 56.0)}[level]
    options = 3 if heard["detail"].at_least(DETAIL) else 1 + ORDER.index(level)
    sentences = {"short": 2, "medium": 3, "long": 5}[level]
    return Length(level, round(ceiling), sentences, options, round(aim)), (reason,)


def _stated(heard: Heard, situation: Situation) -> tuple[LengthLevel, Reason] | None:
    """What was asked for, or what the moment demands; None: go by habit."""
    if heard.mood == "distress":
        return "short", _reason("distress", "situation", -1, "distress: few, plain words")
    if situation.asked_more:
        return "long", _reason("asked", "this message", 1, "asked to hear more")
    if situation.asked_shorter:
        return "short", _reason("asked", "this message", -1, "asked for shorter answers")
    if heard.states("keep_short", "yes"):
        return "short", _reason("keep_short", "stated", -1, "has asked me to keep it short")
    if heard.mood == "upset":
        return "short", _reason("complaint", "situation", -1, "upset: the fix, not a speech")
    if heard.mood == "hurried":
        return "short", _reason(
            "urgency", heard["urgency"].source, -1, "in a hurry: the least that answers, for this visit"
        )
    return None


def _habit(heard: Heard) -> tuple[LengthLevel, Reason]:
    verbosity = heard["verbosity"]
    words = verbosity.value
    level: LengthLevel
    if words is None:
        level, reason = "medium", _reason("verbosity", "", 0, "nothing known yet: one or two sentences")
    elif words <= TERSE_WORDS:
        level, reason = "short", _reason("verbosity", verbosity.source, -1, f"writes about {words:.0f} words a message")
    elif words >= CHATTY_WORDS:
        level, reason = "long", _reason("verbosity", verbosity.source, 1, f"writes about {words:.0f} words a message")
    else:
        level, reason = "medium", _reason("verbosity", verbosity.source, 0, f"writes about {words:.0f} words a message")
    return _nudged(heard, level, reason)


def _nudged(heard: Heard, level: LengthLevel, reason: Reason) -> tuple[LengthLevel, Reason]:
    """A precise question gets its full answer though it be short; who hesitates is not buried in words."""
    if heard["detail"].said(DETAIL) and level != "long":
        up = ORDER[ORDER.index(level) + 1]
        return up, _reason("detail", heard["detail"].source, 1, "a precise question gets its full answer")
    if heard.states("keep_short", "no") and level != "long":
        up = ORDER[ORDER.index(level) + 1]
        return up, _reason("keep_short", "stated", 1, "has asked to hear more")
    if heard["hesitation"].said(HESITATION) and level == "long":
        return "medium", _reason("hesitation", heard["hesitation"].source, -1, "not sure yet: calm and brief")
    return level, reason


def _reason(cue: str, evidence: str, weight: float, text: str) -> Reason:
    return Reason("length", cue, evidence, weight, text)
