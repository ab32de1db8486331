"""Pitch: which true claim leads, or none at all.

Order of authority: the moment (distress, complaint, hurry), what this message says, what it is to be for, what was
answered to our question in this visit, what is clearly estimated from earlier, manner of speech, and at last the shop's own default: the story of the thing, or what it is best for.
An inferred taste counts only when its 80 % interval has left the neutral zone, and never for somebody else's present.
"""

from __future__ import annotations

from collections.abc import Mapping

from actions.adaptation.acts import OF_OTHERS
from actions.adaptation.gate import people_in
from actions.adaptation.hearing import Heard
from actions.adaptation.model import Lead, LengthLevel, Pitch, Reason, Say
from actions.adaptation.situation import Situation
from shop.model import enough_people

SAID = 0.3
PRICE = 0.4
HESITATION = 0.6
FORMAL = 0.25
CHATTY_WORDS = 8.0

# Which acts tell a lead, best first: `pitches` takes those that the product's data can fill.
ACTS_OF_LEAD: Mapping[Lead, tuple[str, ...]] = {
    "none": (),
    "purpose": ("pitch_best_for", "pitch_story", "pitch_maker"),
    "new": ("pitch_new", "pitch_rare", "pitch_story", "pitch_best_for"),
    "rare": ("pitch_rare", "pitch_maker", "pitch_new", "pitch_story"),
    "proven": ("pitch_guarantee", "pitch_rating", "pitch_popular", "pitch_returns", "pitch_best_for"),
    "popular": ("pitch_popular", "pitch_rating", "pitch_best_for"),
    "value": ("pitch_value", "pitch_guarantee", "pitch_best_for"),
    "quickest": ("pitch_quickest",),
    "story": ("pitch_story", "pitch_best_for", "pitch_maker"),
}


def plan_pitch(heard: Heard, situation: Situation, level: LengthLevel) -> tuple[Pitch, tuple[Reason, ...]]:
    """Decide the lead, and whether the day's news may be told (only to a calm customer who likes to talk)."""
    lead, reason = (
        _moment(heard)
        or _said(heard)
        or _purpose(situation)
        or _wanted(heard, situation)
        or _taste(heard, situation)
        or _manner(heard, situation)
        or ("story", _reason("default", "", 0.0, "no taste known: what the thing is best for, or its story"))
    )
    return Pitch(lead, _small_talk(heard, situation, level)), (reason,)


def pitches(lead: Lead, material: Mapping[str, Mapping[str, str]]) -> tuple[Say, ...]:
    """The claims for this lead, best first, none essential: `realise` says as many as there is room for.

    material  by act the slots that the shop's data fills, {"pitch_story": {"story": "…"}}; nothing else is claimed
    """
    return tuple(
        Say(act, material[act], essential=False)
        for act in ACTS_OF_LEAD[lead]
        if act in material and _enough_people(act, material[act])
    )


def _enough_people(act: str, slots: Mapping[str, str]) -> bool:
    return act not in OF_OTHERS or enough_people(people_in(slots))


def _moment(heard: Heard) -> tuple[Lead, Reason] | None:
    if heard.mood == "distress":
        return "none", _reason("distress", "situation", 1.0, "distress: selling stops")
    if heard.mood == "upset":
        return "none", _reason("complaint", heard["sentiment"].source, 1.0, "a complaint or anger: nothing is sold now")
    if heard.mood == "hurried":
        return "quickest", _reason("urgency", heard["urgency"].source, 1.0, "in a hurry: the quickest way")
    return None


def _said(heard: Heard) -> tuple[Lead, Reason] | None:
    """What this very message says of taste; stated, so it acts at once."""
    choices: tuple[tuple[str, float, Lead, str], ...] = (
        ("price_mindedness", PRICE, "value", "asked about price"),
        ("uniqueness", SAID, "rare", "wants what others don't have"),
        ("novelty", SAID, "new", "wants something new"),
        ("novelty", -SAID, "proven", "wants what has proved itself"),
        ("uniqueness", -SAID, "popular", "wants what others choose"),
    )
    for name, bar, lead, text in choices:
        if heard[name].said(bar):
            return lead, _reason(name, heard[name].source, heard[name].now or 0.0, text)
    if heard["hesitation"].said(HESITATION):
        return "proven", _reason(
            "hesitation", heard["hesitation"].source, heard["hesitation"].now or 0.0, "not sure: what can be taken back"
        )
    return None


def _purpose(situation: Situation) -> tuple[Lead, Reason] | None:
    """What it is to be for outranks what may please: a thing made for that is no guess."""
    if not situation.purpose:
        return None
    return "purpose", _reason("purpose", f"“{situation.purpose}”", 1.0, "said what it is for: what is made for that")


def _wanted(heard: Heard, situation: Situation) -> tuple[Lead, Reason] | None:
    """What was answered to "something new, or what you know?" in this visit. Of a present it says nothing."""
    if situation.gift:
        return None
    taste = situation.wanted or heard.facts.get("taste", "")
    if taste == "new":
        return "new", _reason("taste", "stated", 1.0, "has said in this visit: something new")
    if taste == "known":
        return "proven", _reason("taste", "stated", -1.0, "has said in this visit: what has proved itself")
    return None


def _taste(heard: Heard, situation: Situation) -> tuple[Lead, Reason] | None:
    """What earlier turns made clear. For a present it is the recipient's needs that count, so none of it is used."""
    if situation.gift:
        return "story", _reason(
            "gift", "situation", 0.0, "for somebody else: what it is best for, not my customer's own taste"
        )
    if heard["price_mindedness"].at_least(PRICE):
        return "value", _estimated(heard, "price_mindedness", "has often asked about price")
    leads: tuple[tuple[str, int, Lead, str], ...] = (
        ("uniqueness", 1, "rare", "has clearly liked what few others have"),
        ("novelty", 1, "new", "has clearly liked new things"),
        ("novelty", -1, "proven", "has clearly kept to proven things"),
        ("uniqueness", -1, "popular", "has clearly liked what others choose"),
    )
    for name, side, lead, text in leads:
        if heard[name].clear == side:
            return lead, _estimated(heard, name, text)
    if situation.leaning > 0:
        return "new", _reason("purchases", "their orders here", situation.leaning, "mostly takes what is new to them")
    if situation.leaning < 0:
        return "proven", _reason("purchases", "their orders here", situation.leaning, "mostly takes what they know")
    return None


def _manner(heard: Heard, situation: Situation) -> tuple[Lead, Reason] | None:
    """A formal customer hears of guarantees: a weak default, so it gives way to everything above."""
    if heard["formality"].at_least(FORMAL):
        return "proven", _estimated(heard, "formality", "formal: reliability and terms first")
    return None


def _small_talk(heard: Heard, situation: Situation, level: LengthLevel) -> bool:
    if heard.mood != "calm" or situation.gift or level == "short" or situation.asked_shorter:
        return False
    return heard["verbosity"].at_least(CHATTY_WORDS) and not heard.states("personal", "less")


def _estimated(heard: Heard, name: str, text: str) -> Reason:
    return _reason(name, heard[name].source, heard[name].value or 0.0, text)


def _reason(cue: str, evidence: str, weight: float, text: str) -> Reason:
    return Reason("pitch", cue, evidence, round(weight, 3), text)
