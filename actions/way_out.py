"""Not understood, or nothing that a shop can do: the second time running a person is offered, never the same again."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer, say
from actions.buttons import buttons
from actions.desk import Desk

BESIDE_THE_SHOP = (
    "out_of_scope",
    "out_of_scope_again",
    "oos_weather",
    "oos_joke",
    "oos_opinion",
    "oos_medical",
    "oos_premises",
)
FAILURES = frozenset(
    {*BESIDE_THE_SHOP, "oos_legal", "oos_booking", "not_understood", "not_found", "bot_wrong", "other_language"}
)
NOT_UNDERSTOOD = FAILURES - {"not_found", "bot_wrong", "other_language"}  # the others were understood


def failed_before(desk: Desk) -> bool:
    """Was the last reply one that did not help?"""
    last = desk.customer.last_turn
    return bool(last and FAILURES & set(last.plan.get("acts") or ()))


def lost_before(desk: Desk) -> bool:
    """Was the last message not understood, or beside the shop? Goods that are not sold here were understood."""
    last = desk.customer.last_turn
    return bool(last and NOT_UNDERSTOOD & set(last.plan.get("acts") or ()))


def failed_again(desk: Desk) -> Answer | None:
    """ "Shall I ask a person?", when our last answer helped no more than this one would; else None."""
    if not failed_before(desk):
        return None
    return Answer((say("out_of_scope_again", choices=buttons(desk.lang, "person")),)).asking("person")


def with_way_out(desk: Desk, answer: Answer) -> Answer:
    """The second answer in a row that does not help brings a person as a button, whatever else it says."""
    failing = any(s.act in FAILURES for s in answer.says)
    offered = any(choice.id == "person" for s in answer.says for choice in s.choices)
    if not failing or offered or not failed_before(desk):
        return answer
    *before, last = answer.says
    return replace(answer, says=(*before, replace(last, choices=(*last.choices, *buttons(desk.lang, "person")))))


def not_helped(desk: Desk, act: str) -> Answer:
    """ "That's beyond me", with a way back; running twice the question if a person is to be asked, which a yes answers."""
    if act == "out_of_scope" and (again := failed_again(desk)):
        return again
    return Answer((say(act, choices=buttons(desk.lang, "browse", "hours")),))
