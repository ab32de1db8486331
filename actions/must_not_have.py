"""What a clause says that somebody must not have: "sesame" of "my son is allergic to sesame". Pure."""

from __future__ import annotations

from dataclasses import replace

from actions.about_others import facts_about
from actions.desk import Desk
from actions.heard import Wish
from actions.stated_facts import allergens_stated

_SOMEBODY = "somebody"  # "she can't eat eggs", where nobody was named: whoever it is


def must_not_have(desk: Desk, wish: Wish) -> str:
    """The allergens, for the customer or for somebody else; "" where the clause states none."""
    alone = replace(desk.heard, text=wish.text, wishes=(replace(wish, entities=()),))
    if own := allergens_stated(alone):
        return own
    return next((f.value for f in facts_about(alone, desk.at, _SOMEBODY) if f.name == "allergy"), "")
