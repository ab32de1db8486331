"""The plan of one reply: tone, length and pitch, each with its reasons. Pure and total: any estimates give a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from actions.adaptation.accommodation import plan_stance, register_before
from actions.adaptation.hearing import hear
from actions.adaptation.length import plan_length
from actions.adaptation.model import Plan, Reason
from actions.adaptation.pitch import plan_pitch
from actions.adaptation.situation import Situation
from actions.adaptation.tone import plan_tone
from actions.adaptation.voice import Voice
from profiles.model import Cue, Customer

__all__ = ["Situation", "make_plan", "plan_record"]
_BY_LOT = Reason("stance", "lot", "", 0.0, "the plain manner, by lot: two groups are compared")


def make_plan(customer: Customer, cues: Mapping[str, Cue], voice: Voice, situation: Situation) -> Plan:
    """Decide how to answer.

    customer   estimates of the profile (a prior) and of this visit, stated facts, and the turn before (for the glide)
    cues       what this message shows, by name; empty on an arrival or a pressed button
    voice      the brand's limits, within which the customer moves
    situation  what is going on now

    Missing, None, NaN and infinite estimates mean unknown, hence neutral. Never raises for any of them.
    """
    heard = hear(customer, cues, situation)
    stance, stance_why = plan_stance(heard)
    tone, tone_why = plan_tone(heard, voice, situation, register_before(customer.last_turn))
    length, length_why = plan_length(heard, situation)
    pitch, pitch_why = plan_pitch(heard, situation, length.level)
    lot = (_BY_LOT,) if situation.plain else ()
    return Plan(tone, length, pitch, stance, (*lot, stance_why, *tone_why, *length_why, *pitch_why))


def plan_record(plan: Plan) -> dict[str, Any]:
    """The plan as plain values for ``Turn.plan``; the next turn's glide reads the register from it."""
    record = asdict(plan)
    record["tone"]["manner"] = plan.tone.manner
    record["reasons"] = [asdict(reason) for reason in plan.reasons]
    return record
