"""Before the question whether to order: what the customer said must not be in anything, and is."""

from __future__ import annotations

from collections.abc import Sequence

from actions.allergens import holds
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.heeding import heeded
from shop.model import Line


def warned(desk: Desk, lines: Sequence[Line]) -> Answer:
    """What they said must not be in anything is in one of these, or nobody knows: said before the question, every time."""
    answer = Answer()
    for line in lines:
        allergy = heeded(desk, line.recipient)
        if not allergy:
            continue
        found = desk.catalogue.by_variant(line.variant_id)
        held = holds(*found, allergy) if found else ()
        if held:
            answer = answer.and_then(
                tell("allergen_in", item=desk.named(*found), allergens=desk.contents(held))  # type: ignore[misc]
            )
        elif held is None and found:
            answer = answer.and_then(tell("ingredients_unknown", item=desk.named(found[0])))
    return answer
