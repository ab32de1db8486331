"""The range of each cue, and what its values mean in words: "rather formal", "a little warm", "3 words".

A cue that has no line here is told by its number alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEUTRAL = 0.25  # on −1 … +1 nothing leans within it (the plan, too, stays neutral there)
CLEAR = 0.6
SOME = 0.375  # on 0 … 1: up to here a little; the staff page parts its thirds at the same places
MUCH = 0.625


@dataclass(frozen=True)
class Leaning:
    """−1 … +1: words for the low side, the middle and the high side."""

    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Strength:
    """0 … 1: words for nought and for what there is more or less of."""

    none: str
    some: str


@dataclass(frozen=True)
class Share:
    """0 … 1 where both ends are habits: words for 0, for what lies between, and for 1."""

    none: str
    between: str
    all: str


@dataclass(frozen=True)
class Count:
    """0, 1, 2 …: its unit for one and for several; ``most`` is where a drawn line ends."""

    one: str
    several: str
    most: float


Scale = Leaning | Strength | Share | Count

SCALES: Mapping[str, Scale] = {
    "verbosity": Count("word", "words", 30),
    "formality": Leaning("casual", "ordinary shop talk", "formal"),
    "involvement": Share(
        "key words alone", "between key words and whole sentences", "whole sentences, and no thing named"
    ),
    "directness": Leaning("roundabout", "neither direct nor roundabout", "direct"),
    "politeness": Leaning("rude", "neither polite nor rude", "polite"),
    "warmth": Strength("matter of fact", "warm"),
    "urgency": Strength("no hurry", "hurried"),
    "hesitation": Strength("no hesitation", "hesitant"),
    "sentiment": Leaning("displeased", "neither pleased nor displeased", "pleased"),
    "anger": Strength("no anger", "angry"),
    "distress": Strength("no distress", "distressed"),
    "child": Strength("no word of being a child", "says they are a child"),
    "grief": Strength("no grief", "grieving"),
    "detail": Strength("asks for no particulars", "curious about particulars"),
    "novelty": Leaning("for the proven", "between the new and the proven", "for the new"),
    "uniqueness": Leaning("for what others take", "between standing out and belonging", "for what few have"),
    "price_mindedness": Strength("the price does not matter", "price-minded"),
    "creative_choice": Strength("nothing original wanted", "for something original"),
    "unpopular_choice": Strength("not against what others approve of", "ready to go against what others approve of"),
    "avoidance_of_similarity": Strength("does not mind having what many have", "keeping away from what many have"),
    "social_proof": Strength("others’ choice does not count", "led by what others choose"),
    "risk_aversion": Leaning("taking a chance", "between chance and safety", "for the safe side"),
    "bulk": Strength("no large order", "ordering in bulk or ahead"),
    "lower_case_start": Share("starts with a capital", "", "starts with a small letter"),
    "final_stop": Share("ends without a stop", "", "ends with a stop"),
    "lower_case_i": Share("writes “I” with a capital", "writes “I” now small, now with a capital", "writes “I” small"),
    "emoji_count": Count("emoji", "emoji", 5),
    "exclamation_count": Count("exclamation mark", "exclamation marks", 5),
}


def two_sided(name: str) -> bool:
    """Does the cue lean to one of two sides?"""
    return isinstance(SCALES.get(name), Leaning)


def figure(name: str, value: float) -> str:
    """A number for people: two digits after the point at most, a true minus, a plus where the cue has two sides."""
    number = f"{value:+.2f}" if two_sided(name) else f"{value:.2f}"
    number = number.rstrip("0").rstrip(".")
    return "0" if number in ("+0", "-0", "0") else number.replace("-", "−")


def in_words(name: str, value: float) -> str:
    """What the value of a cue means; empty for a cue without a line in ``SCALES``."""
    scale = SCALES.get(name)
    if isinstance(scale, Leaning):
        return _leaning(scale, value)
    if isinstance(scale, Strength):
        return f"{_how_much(value)} {scale.some}" if value > 0 else scale.none
    if isinstance(scale, Share):
        return scale.none if value <= 0 else scale.all if value >= 1 else scale.between
    if isinstance(scale, Count):
        return f"{value:.0f} {scale.one if round(value) == 1 else scale.several}"
    return ""


def place(name: str, value: float) -> float | None:
    """Where a value stands in its range, 0 … 1, beyond the ends at the end; None where the range is not known."""
    scale = SCALES.get(name)
    if scale is None:
        return None
    low = -1.0 if isinstance(scale, Leaning) else 0.0
    high = scale.most if isinstance(scale, Count) else 1.0
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _leaning(scale: Leaning, value: float) -> str:
    if abs(value) < NEUTRAL:
        return scale.middle
    how = "clearly" if abs(value) >= CLEAR else "rather"
    return f"{how} {scale.high if value > 0 else scale.low}"


def _how_much(value: float) -> str:
    return "a little" if value <= SOME else "clearly" if value >= MUCH else "rather"
