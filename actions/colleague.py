"""What the shop's data do not tell: said plainly, with a person who may know. The question is kept for them."""

from __future__ import annotations

from dataclasses import replace

from actions.adaptation.acts import asks
from actions.answer import Answer, say
from actions.buttons import buttons, yes_no
from actions.desk import Desk

WORDS_MAX = 400  # letters of a question that is handed on
# While one of these is open, a yes is its answer, and only a button asks for a person.
_OPEN_FOR_A_YES = frozenset(
    [
        *(
            "read_back",
            "offer_usual",
            "offer_again",
            "offer_same",
            "offer_used_to",
            "offer_usual_whole",
            "offer_product",
        ),
        *("consent", "allergy", "confirm_you", "which_variant"),
    ]
)


def dont_know(desk: Desk, item: str, question: str, act: str = "dont_know_ask") -> Answer:
    """ "I don't know that. Shall I ask a colleague?" A yes hands the question on. ``act`` says and asks it."""
    kept = f"{item}: {question}"[:WORDS_MAX]
    if desk.asked.get("act") in _OPEN_FOR_A_YES:
        told = say("dont_know", choices=buttons(desk.lang, "person"), item=item)
        return Answer((told,), notes={"unanswered": kept})
    return _asking(desk, act, item, kept)


def lists_differ(desk: Desk, item: str, question: str) -> Answer:
    """The shop's own statements do not agree: nothing is told of either, a person decides."""
    return _asking(desk, "lists_differ", item, f"{item}: {question}"[:WORDS_MAX])


def _asking(desk: Desk, act: str, item: str, kept: str) -> Answer:
    answer = Answer((say(act, choices=yes_no(desk.lang), item=item),), notes={"unanswered": kept})
    return answer.asking("person", question=kept)


def unanswered(desk: Desk) -> str:
    """The question of the turn before that we could not answer; "" where there was none."""
    last = desk.customer.last_turn
    return str((last.heard or {}).get("unanswered") or "") if last else ""


def both(first: Answer, second: Answer) -> Answer:
    """Two answers of which only one may ask: what both do not know is one question for a person."""
    if first.asked and second.asked and first.asked["act"] == second.asked["act"] == "person":
        question = f"{first.asked['question']}; {second.asked['question']}"[: 2 * WORDS_MAX]
        told = replace(
            first, says=tuple(s if asks(s.act) == "no" else say("dont_know", item=s.slots["item"]) for s in first.says)
        )
        return told.and_then(second).asking("person", question=question)
    return first.and_then(second)
