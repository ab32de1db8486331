"""The chip after an order: "Shall I remember …?" It blocks nothing, and a no is final until the customer asks."""

from __future__ import annotations

from dataclasses import replace

from actions.adaptation.model import Say
from actions.allergens import split_allergy
from actions.answer import Answer, say, tell
from actions.asking import may_ask
from actions.buttons import buttons
from actions.desk import Desk
from actions.so_far import noted
from profiles.consent import may_offer_consent
from profiles.model import Consent

BY_THE_CHIP = ("remember", "personalise", "recommend")  # "your order and how you like to be served"


def offer(desk: Desk) -> Answer:
    """The chip, if its time has come; else nothing."""
    if waits := noted(desk, "allergy_waits"):  # said beside an order: now there is room for its question
        return ask_health(desk, waits["allergen"], waits["allergen"], waits["said"])
    if desk.objects:  # who has said "don't personalise" is not asked for the contrary
        return Answer()
    if not may_ask(desk):
        return Answer()
    hurried = desk.heard.strength("urgency") > 0.5
    # Without consent the shop's orders are counted for service only: is this the first, or a later one?
    if not may_offer_consent(desk.customer, len(desk.orders_now()), hurried, complaining(desk)):
        return Answer()
    return replace(ask(desk), notes={"uninvited": "consent_ask"})


def ask(desk: Desk) -> Answer:
    """The chip itself, with a note that it was shown."""
    shown_before = "remember" in desk.customer.consents
    how = "offered again" if shown_before else "offered"
    chip: Say = replace(
        say("consent_ask", choices=buttons(desk.lang, "consent_yes", "consent_later", "consent_what")), kind="notice"
    )
    return Answer((chip,), consents=(Consent("remember", False, desk.at, how),)).asking("consent")


def ask_health(desk: Desk, allergen: str, every: str, said: str) -> Answer:
    """May what they said must not be in anything be kept? A consent of its own. ``every``: with what was said before."""
    words = desk.contents(split_allergy(allergen), "or")
    question = say("allergy_ask", choices=buttons(desk.lang, "allergy_yes", "allergy_no"), allergen=words)
    return Answer((question,)).asking("allergy", allergen=every, said=said)


def give(desk: Desk, how: str) -> Answer:
    """Yes to the chip, which asks for "how you like to be served", too; so it takes "don't personalise" back."""
    granted = tuple(Consent(purpose, True, desk.at, how) for purpose in BY_THE_CHIP)
    return replace(tell("consent_yes"), consents=granted, drop_facts=("no_personalise",))


def remember_me(desk: Desk) -> Answer:
    """ "Remember me" in the customer's own words. It says nothing of personalising: an objection stands."""
    if not desk.objects:
        return give(desk, "said")
    return replace(tell("consent_yes"), consents=(Consent("remember", True, desk.at, "said"),))


def refuse(desk: Desk) -> Answer:
    """A plain no: final."""
    return replace(tell("consent_no"), consents=(Consent("remember", False, desk.at, "said no"),))


def later(desk: Desk) -> Answer:
    """Not now: the chip may come back once, at a later order."""
    before = desk.customer.consents.get("remember")
    how = "offered again" if before is not None and before.how == "offered again" else "later"
    return replace(tell("consent_later"), consents=(Consent("remember", False, desk.at, how),))


def explain(desk: Desk) -> Answer:
    """What would be kept, before the yes."""
    days = str(desk.transcript_days)
    return Answer((say("consent_what", choices=buttons(desk.lang, "consent_yes", "consent_later"), days=days),)).asking(
        "consent"
    )


def complaining(desk: Desk) -> bool:
    return desk.heard.heard_intent("complaint", "bot_wrong") or desk.customer.fact("complaint_open") == "yes"
