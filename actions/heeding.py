"""What must not be in anything on this visit, whoever said it of whom. For safety only. Pure."""

from __future__ import annotations

from actions.about_others import facts_about
from actions.desk import Desk
from actions.stated_facts import allergens_stated


def heeded(desk: Desk, recipient: str | None = None) -> str:
    """The allergens to look out for ("nuts, milk"), as ``allergens.holds`` takes them; "" for none.

    The customer's own, and those of ``recipient``, as they were told before and as this very message tells them. Where
    nobody said for whom a thing is ("an almond croissant for her"), those of everybody of whom one was told on this visit:
    a word too many is no harm.
    """
    now = [f for f in facts_about(desk.heard, desk.at, desk.asked.get("recipient")) if f.name == "allergy"]
    others = {fact.recipient for fact in desk.customer.facts if fact.name == "allergy" and fact.recipient}
    whom = (recipient,) if recipient else tuple(sorted(others))
    said = [
        *(desk.customer.fact("allergy"), allergens_stated(desk.heard)),
        *(desk.customer.fact_about("allergy", one) for one in whom),
        *(fact.value for fact in now if recipient in (None, fact.recipient)),
    ]
    return ", ".join(dict.fromkeys(one for one in said if one))
