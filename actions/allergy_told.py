"""What is answered to who tells an allergy: it is heeded at once, and kept only after a yes of its own."""

from __future__ import annotations

from dataclasses import replace

from actions import consenting
from actions.allergens import split_allergy
from actions.answer import Answer, stated, tell
from actions.desk import Desk


def allergy_said(desk: Desk, allergen: str, *, beside_a_question: bool = False) -> Answer:
    """ "Nothing with nuts": heeded now; kept for next time only after a yes of its own, which waits where a question is open."""
    known = split_allergy(desk.customer.fact("allergy") or "")
    every = ", ".join(dict.fromkeys((*known, *split_allergy(allergen))))
    now = stated("allergy", every, desk.at, desk.heard.message_id, desk.heard.text)
    words = desk.contents(split_allergy(allergen), "or")
    if beside_a_question:
        waits = {"allergy_waits": {"allergen": every, "said": desk.heard.text[:200]}}
        return replace(tell("allergy_heeded", allergen=words), facts=(now,), notes=waits)
    return replace(consenting.ask_health(desk, allergen, every, desk.heard.text[:200]), facts=(now,))
