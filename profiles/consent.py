"""Which yes allows what. Pure rules; they are asked both when something is written and when it is read."""

from __future__ import annotations

from collections.abc import Mapping

from profiles.model import PURPOSES, Consent, Customer, Fact

OBJECTION = (
    "no_personalise"  # "don't personalise": a fact that outlives the visit without consent, since it must be honoured
)
HEALTH_FACTS = frozenset({"allergy", "diet"})  # a diet may tell of health or of belief
UNDECIDED = frozenset({"offered", "offered again", "later"})  # how of a consent that was asked for and not yet decided
Consents = Mapping[str, Consent]


def check_purpose(purpose: str) -> None:
    """Raises ValueError for a purpose that we do not have."""
    if purpose not in PURPOSES:
        raise ValueError(f"purpose must be one of {', '.join(PURPOSES)}, got {purpose!r}")


def allows(consents: Consents, purpose: str) -> bool:
    """Was this purpose granted, and not taken back?"""
    consent = consents.get(purpose)
    return consent is not None and consent.granted


def decided(consents: Consents, purpose: str) -> bool:
    """Has the customer said yes or no here? A question without an answer is neither."""
    consent = consents.get(purpose)
    return consent is not None and consent.how not in UNDECIDED


def may_learn_profile(consents: Consents, objected: bool) -> bool:
    """May observations become, and estimates of earlier visits be used as, a profile that outlives the visit?"""
    return allows(consents, "remember") and allows(consents, "personalise") and not objected


def may_keep_fact(name: str, consents: Consents, recipient: str | None = None) -> bool:
    """May a stated fact outlive the visit in which it was stated, and be used in a later one?

    Somebody else's health never: that yes is not the customer's to give.
    """
    if name == OBJECTION:
        return True
    if name in HEALTH_FACTS and recipient:
        return False
    return allows(consents, "health" if name in HEALTH_FACTS else "remember")


def objects(fact: Fact) -> bool:
    """Does this fact say "don't personalise"?"""
    return fact.name == OBJECTION and fact.recipient is None and fact.value == "yes"


def may_offer_consent(customer: Customer, orders_count: int, hurried: bool, complaining: bool) -> bool:
    """May the chip "Shall I remember …?" be shown now that an order was placed (``orders_count`` includes it)?

    After the first order; once more at a later one if it was ignored or put off; never again after a yes or a no. It
    waits while the customer is in a hurry or complains. Record that it was shown as Consent("remember", False, at,
    "offered").
    """
    if orders_count < 1 or hurried or complaining:
        return False
    consent = customer.consents.get("remember")
    if consent is None:
        return True
    return consent.how in ("offered", "later") and orders_count >= 2
