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
ASKED_REGISTER = {"formal": 0.6, "casual": -0.4}  # "please speak formally": at once, and from then on
EASE = 0.5
EMOJI_MAX = 2  # more than this is noise, whoever sent more
EVERYDAY = 0.5  # the warmth that everybody gets
WARMTH_SAID = {
    "hurried": "in a hurry: friendly, without a word more",
    "upset": "upset: calm, not hearty",
    "distress": "distress or a loss: kind and plain",
}
WARMTH_OF_MOOD = {"hurried": 0.3, "upset": 0.4, "distress": 0.6}


def plan_tone(
    heard: Heard, voice: Voice, situation: Situation, before: float | None
) -> tuple[Tone, tuple[Reason, ...]]:
    """Decide the tone. ``before``: the register of the reply before in this visit, None when there was none."""
    register, why = _register(heard, voice, situation, before)
    emoji, emoji_why = _emoji(heard, voice, register)
    warmth, warmth_why = _warmth(heard)
    use_name, name_why = _use_name(heard, situation)
    involved, involved_why = _involved(heard)
    tone = Tone(
        register=round(register, 3), warmth=round(warmth, 3), emoji=emoji, use_name=use_name, involvement=involved
    )
    return tone, (*why, *emoji_why, warmth_why, *name_why, *involved_why)


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
    """How they asked to be spoken to, whatever they write like. In Italian *tu* is never taken, only given; who asked
    for it gets it, complaint or not."""
    if heard.states("register", "formal"):
        register = max(register, ASKED_REGISTER["formal"])
    elif heard.states("register", "casual"):
        register = min(register, ASKED_REGISTER["casual"])
    if heard.states("address", "tu"):
        return min(register, TU) if situation.lang == "it" else register
    if heard.states("address", "lei"):
        return max(register, 0.0)
    return max(register, JUST_NEUTRAL) if situation.lang == "it" else register


def _branded(register: float, heard: Heard, voice: Voice, situation: Situation) -> float:
    """Floor and ceiling hold back what drifts. Who asked for *tu* gets it below a floor, too, unless it is always *Lei*."""
    floor = max(voice.register_floor, JUST_NEUTRAL) if voice.never_informal else voice.register_floor
    if situation.lang == "it" and voice.address == "lei":
        floor = max(floor, JUST_NEUTRAL)
    elif situation.lang == "it" and heard.states("address", "tu"):
        return min(register, voice.register_ceiling)
    return max(floor, min(max(voice.register_ceiling, floor), register))


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


def _warmth(heard: Heard) -> tuple[float, Reason]:
    """0 … 1, and why; the weight is how far it lies from the everyday warmth."""
    if heard.mood in WARMTH_OF_MOOD:
        level = WARMTH_OF_MOOD[heard.mood]
        return level, _reason("mood", heard.mood, level - EVERYDAY, WARMTH_SAID[heard.mood])
    warmth, verbosity = heard["warmth"], heard["verbosity"]
    if warmth.value is None:
        level, text = EVERYDAY, "nothing known of their warmth: friendly, as with everybody"
    else:
        level, text = 0.35 + 0.5 * warmth.value, f"as warm as they are ({warmth.value:.2f})"
    if verbosity.value is not None and not verbosity.at_least(4.5):
        level, text = level - 0.1, f"{text}; a little less to the terse"
    level = max(0.0, min(1.0, level))
    return level, _reason("warmth", warmth.source if warmth.value is not None else "", level - EVERYDAY, text)


def _involved(heard: Heard) -> tuple[float | None, list[Reason]]:
    """Key words are answered in key words, sentences in sentences; who is upset or mourns is not mirrored."""
    built = heard["involvement"]
    if built.value is None or heard.mood in ("upset", "distress"):
        return None, []
    average = DIALS["involvement"].average
    text = "they write whole sentences" if built.value >= average else "they write in key words"
    weight = built.value - average
    return round(built.value, 3), [_reason("involvement", built.source, weight, f"{text}: so do I")]


def _use_name(heard: Heard, situation: Situation) -> tuple[bool, list[Reason]]:
    """May it be said now, and why not; nothing to say where no name is known."""
    if not situation.name or not situation.name.strip():
        return False, []
    if heard.states("personal", "less") or heard.states("no_personalise", "yes"):
        return False, [_reason("name", "stated", 0.0, "asked for less personal talk: no name")]
    if situation.name_used:
        return False, [_reason("name", "this visit", 0.0, "the name was said in this visit: once is enough")]
    return True, [_reason("name", "stated", 1.0, "the name is known, and not yet said in this visit")]


def _reason(cue: str, evidence: str, weight: float, text: str) -> Reason:
    return Reason("tone", cue, evidence, round(weight, 3), text)
