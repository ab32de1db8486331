"""What is going on in this turn, as far as it changes how one speaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """Read by the caller from the wishes and the state of the dialogue; nothing here is guessed from style.

    complaint       a complaint is being made, or is still open
    hurried         the customer said so ("quick", "I'm late")
    distress        despair, a child, addiction: stop selling, offer a person
    grief           a loss: served, plainly and gently, without pitch or emoji
    gift            it is for somebody else: the customer's own taste is beside the point
    asked_more      "tell me more" in this message
    asked_shorter   "shorter please" in this message
    purpose         what the customer says it is for ("running"), where something here is made for that; "" none
    wanted          "new" or "known", as just answered to our question of taste; "" nothing
    leaning         how much more of what they take is new to them than to others (above 0), or less; 0 when that is not clear
    plain           to compare, by lot: how they talk is not read, save that they are upset or in a hurry
    lang            language of the reply, "en" or "it"
    name            what the customer asked to be called, with the title that they gave themselves; None when unknown
    name_used       the name was said already in this visit
    """

    complaint: bool = False
    hurried: bool = False
    distress: bool = False
    grief: bool = False
    gift: bool = False
    asked_more: bool = False
    asked_shorter: bool = False
    purpose: str = ""
    wanted: str = ""
    leaning: float = 0.0
    plain: bool = False
    lang: str = "en"
    name: str | None = None
    name_used: bool = False
