"""What must not be in anything on this visit, whoever said it of whom. For safety only. Pure."""

from __future__ import annotations

from actions.desk import Desk
from actions.stated_facts import allergens_stated


def heeded(desk: Desk, recipient: str | None = None) -> str:
    """The allergens to look out for ("nuts, milk"), as ``allergens.holds`` takes them; "" for none.

    The customer's own, and those of ``recipient``. Where nobody said for whom a thing is ("an almond croissant for her"),
    those of everybody of whom one was told on this visit: a word too many is no harm.
    """
    others = {fact.recipient for fact in desk.customer.facts if fact.name == "allergy" and fact.recipient}
    whom = (recipient,) if recipient else tuple(sorted(others))
    now = allergens_stated(desk.heard)  # "I'm coeliac, what can I eat?": heeded by this very answer
    said = [now, desk.customer.fact("allergy"), *(desk.customer.fact_about("allergy", one) for one in whom)]
    return ", ".join(dict.fromkeys(one for one in said if one))
