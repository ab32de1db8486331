"""Tone: register, warmth, how many emoji, and whether the name may be said."""

from __future__ import annotations

from actions.adaptation.accommodation import converged, glide, stance
from actions.adaptation.belief import DIALS
from actions.adaptation.hearing import Heard
from actions.adaptation.model import MANNER_BAR, Reason, Tone
from actions.adaptation.situation import Situation
from actions.adaptation.voice import Voice

JUST_NEUTRAL = -(MANNER_BAR - 0.01)
TU = -0.3
EASE = 0.5
EMOJI_MAX = 2  # more than this is noise, whoever sent more
WARMTH_OF_MOOD = {"hurried": 0.3, "upset": 0.4, "distress": 0.6}


def plan_tone(
    heard: Heard, voice: Voice, situation: Situation, before: float | None
) -> tuple[Tone, tuple[Reason, ...]]:
    """Decide the tone. ``before``: the register of the reply before in this visit, None when there was none."""
    register, why = _register(heard, voice, situation, before)
    emoji, emoji_why = _emoji(heard, voice, register)
    tone = Tone(
        register=round(register, 3),
        warmth=round(_warmth(heard), 3),
        emoji=emoji,
        use_name=_use_name(heard, situation),
    )
    return tone, (*why, *emoji_why)


def _register(heard: Heard, voice: Voice, situation: Situation, before: float | None) -> tuple[float, list[Reason]]:
    formality = heard["formality"]
    wanted = converged(formality)
    reasons = [_formality_reason(heard, wanted)]
    ease = _ease(heard)
    if ease > 0:
        wanted -= ease
        reasons.append(_reason("warmth", heard["warmth"].source, -ease, "lively and warm: a little less formal"))
    moved = glide(wanted, before)
    if moved != wanted:
        reasons.append(
            _reason("register", "the reply before", moved - wanted, "a change of register glides, it does not jump")
        )
    if stance(heard.mood, formality) == "diverge" and moved < 0:
        reasons.append(_reason("mood", heard.mood, -moved, "upset: their rough edge is not copied, I stay even"))
        moved = 0.0
    for bound, text in (_addressed, "the customer said how to address them"), (_branded, "the shop's own voice"):
        bounded = bound(moved, heard, voice, situation)
        if bounded != moved:
            reasons.append(_reason("address", situation.lang, bounded - moved, text))
        moved = bounded
    return moved, reasons


def _ease(heard: Heard) -> float:
    """How much a lively, warm customer loosens the register: 0 … 0.35, nothing with the formal or the upset."""
    warmth = heard["warmth"].value
    if warmth is None or heard.mood != "calm" or heard["formality"].at_least(MANNER_BAR):
        return 0.0
    return max(0.0, EASE * (warmth - DIALS["warmth"].average))


def _addressed(register: float, heard: Heard, voice: Voice, situation: Situation) -> float:
    """In Italian *tu* is never taken, only given; who asked for it gets it, complaint or not."""
    if heard.states("address", "tu"):
        return min(register, TU) if situation.lang == "it" else register
    if heard.states("address", "lei"):
        return max(register, 0.0)
    return max(register, JUST_NEUTRAL) if situation.lang == "it" else register


def _branded(register: float, heard: Heard, voice: Voice, situation: Situation) -> float:
    return max(voice.register_floor, min(voice.register_ceiling, register))


def _formality_reason(heard: Heard, register: float) -> Reason:
    formality = heard["formality"]
    if formality.value is None:
        return _reason("formality", "", 0.0, "nothing known yet: neutral and friendly")
    kind = "neither formal nor casual"
    if abs(register) >= MANNER_BAR:
        kind = "formally" if register > 0 else "casually"
    return _reason("formality", formality.source, register, f"they write {kind} ({formality.value:+.2f})")


def _emoji(heard: Heard, voice: Voice, register: float) -> tuple[int, list[Reason]]:
    """Never more than theirs: those of this message, or, where none was sent (an arrival), their whole average."""
    theirs = heard["emoji_count"]
    if heard.states("emoji", "no"):
        return 0, [_reason("emoji", "stated", 0.0, "asked for no emoji")]
    if theirs.value is None or heard.mood in ("upset", "distress") or register >= MANNER_BAR:
        return 0, []
    count = min(int(theirs.now if theirs.now is not None else theirs.value), voice.emoji_max, EMOJI_MAX)
    if count <= 0:
        return 0, []
    return count, [_reason("emoji", theirs.source, float(count), "they use emoji: as many as theirs at most")]


def _warmth(heard: Heard) -> float:
    if heard.mood in WARMTH_OF_MOOD:
        return WARMTH_OF_MOOD[heard.mood]
    warmth = heard["warmth"].value
    level = 0.5 if warmth is None else 0.35 + 0.5 * warmth
    terse = heard["verbosity"].value is not None and not heard["verbosity"].at_least(4.5)
    return max(0.0, min(1.0, level - (0.1 if terse else 0.0)))


def _use_name(heard: Heard, situation: Situation) -> bool:
    told = bool(situation.name and situation.name.strip()) and not situation.name_used
    return told and not heard.states("personal", "less") and not heard.states("no_personalise", "yes")


def _reason(cue: str, evidence: str, weight: float, text: str) -> Reason:
    return Reason("tone", cue, evidence, round(weight, 3), text)
