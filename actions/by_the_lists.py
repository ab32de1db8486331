"""What is put forward to who must not have something: the lists are what we go by, and that is said. For safety only."""

from __future__ import annotations

from actions.allergens import free_of, looks_for_diet, split_allergy
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heeding import heeded
from actions.stated_facts import allergens_stated
from actions.suitable import asked_with


def by_the_lists(desk: Desk, answer: Answer) -> Answer:
    """Asked for "gluten free", or for what somebody with an allergy may have: the lists are what we go by, and that is said."""
    allergen = free_of(asked_with(desk))
    if not allergen and not allergens_stated(desk.heard) and any(looks_for_diet(w.text) for w in desk.heard.wishes):
        allergen = heeded(desk, desk.asked.get("recipient"))
    if not allergen or not answer.shown:
        return answer
    return tell("none_listed", allergen=desk.contents(split_allergy(allergen), "or")).and_then(answer)
