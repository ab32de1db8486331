"""What has been heard, dial by dial, and the mood of the moment: the one input of tone, length and pitch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from actions.adaptation.belief import DIALS, Belief, believe
from actions.adaptation.situation import Situation
from profiles.model import Cue, Customer, Fact

Mood = Literal["calm", "hurried", "upset", "distress"]

HURRY = 0.5
ANGER = -0.6
RUDE = -0.7
ANSWER_TURNS = 0.3  # a short answer to our own question tells little of how somebody talks


@dataclass(frozen=True)
class Heard:
    """Beliefs by dial (all names of DIALS are there), the mood, and the stated facts that outrank both."""

    beliefs: Mapping[str, Belief]
    mood: Mood
    facts: Mapping[str, str]

    def __getitem__(self, name: str) -> Belief:
        return self.beliefs[name]

    def states(self, name: str, value: str) -> bool:
        """Has the customer stated this fact with this value (any letter case)?"""
        return self.facts.get(name, "").strip().casefold() == value.casefold()


STATED = ("keep_short", "emoji", "register", "address", "personal", "no_personalise")


def hear(customer: Customer, cues: Mapping[str, Cue], situation: Situation) -> Heard:
    """Gather what is known. After "don't personalise" style and profile are not read; only the situation is."""
    facts = {name: value for name in STATED if (value := customer.fact(name)) is not None}
    if facts.get("no_personalise", "").casefold() == "yes":
        return Heard({name: Belief(name) for name in DIALS}, _mood(None, situation), facts)
    facts |= {fact.name: fact.value for fact in customer.facts if fact.name == "taste" and _today(fact, customer)}
    beliefs = {
        name: believe(
            name,
            profile=customer.profile.get(name),
            session=customer.session.get(name),
            cue=cues.get(name),
            now_turns=_now_turns(name, customer, cues.get(name)),
        )
        for name in DIALS
    }
    mood = _mood(beliefs, situation)
    return Heard({name: Belief(name) for name in DIALS} if situation.plain else beliefs, mood, facts)


def _today(fact: Fact, customer: Customer) -> bool:
    """Was it said in this visit? "Something new today" is no vow; later on it is only remembered."""
    return fact.recipient is None and fact.at >= customer.visit.started_at


def _now_turns(name: str, customer: Customer, cue: Cue | None) -> float:
    last = customer.last_turn
    if name != "verbosity" or last is None or not last.asked or cue is None or cue.value is None:
        return 1.0
    return ANSWER_TURNS if cue.value < DIALS[name].average else 1.0


def _mood(beliefs: Mapping[str, Belief] | None, situation: Situation) -> Mood:
    if situation.distress or situation.grief:
        return "distress"
    if situation.complaint:
        return "upset"
    if beliefs is not None and (beliefs["sentiment"].said(ANGER) or beliefs["politeness"].said(RUDE)):
        return "upset"
    if situation.hurried or (beliefs is not None and _hurries(beliefs["urgency"])):
        return "hurried"
    return "calm"


def _hurries(urgency: Belief) -> bool:
    return urgency.said(HURRY) or urgency.at_least(HURRY)
