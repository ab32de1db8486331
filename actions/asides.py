"""Small talk beside the order: a word to it, and the question that was open stays open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from actions.agreeing import YES
from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.desk import Desk
from actions.families import BY_INTENT
from actions.heard import Wish
from actions.lines import sure_spans
from actions.manners import (
    BACK,
    CROWD,
    GOOD_NEWS,
    HARD_DAY,
    KIND,
    LAUGH,
    OWNER,
    PAUSE,
    UNDECIDED,
    UP_TO_US,
    whole,
    within,
)
from actions.offer_answered import offer_answered
from actions.recommend import recommend
from actions.resuming import beside, question_kept
from actions.which_answered import wish_for

_FREE_WORDS = frozenset({"card", "contact", "complaint", "name", "correct", "gift"})  # whatever comes answers these
_SURPRISE = re.compile(r"\b(?:surprise|sorpre\w+)\b", re.IGNORECASE)
SORTS = {KIND: "kind_words", HARD_DAY: "hard_day", GOOD_NEWS: "good_news", CROWD: "cannot_see"}
_OF_THE_HOUSE = frozenset({CROWD, OWNER})
# Heard as one of these, a message is small talk if it reads like it.
_TALK = frozenset({"chitchat", "out_of_scope", "greet", "thanks", "affirm", "deny", "recommend", "opening_hours"})


def aside(desk: Desk) -> Answer | None:
    """The answer to a message that is small talk and nothing else; None for every other."""
    wishes = desk.heard.wishes
    if desk.heard.kind != "text" or any(sure_spans(w.products) for w in wishes) or desk.asked.get("act") in _FREE_WORDS:
        return None
    sort = whole(desk.heard.text)
    return _WHOLE[sort](desk) if sort else None


def small_talk(desk: Desk, wish: Wish) -> Answer | None:
    """A word to what a clause tells of a day, or asks of the house; None where it is about something else."""
    if wish.intent not in _TALK or sure_spans(wish.products):
        return None
    sort = within(wish.text)
    sure = (
        wish.intent in ("chitchat", "out_of_scope")
        or sort in _OF_THE_HOUSE
        or (sort == KIND and wish.intent == "thanks")
    )
    if not sort or not sure:
        return None
    return dont_know(desk, desk.terms.name, wish.text) if sort == OWNER else beside(desk, tell(SORTS[sort]))


def _paused(desk: Desk) -> Answer:
    return question_kept(desk, tell("take_your_time"))


def _back(desk: Desk) -> Answer | None:
    if desk.customer.visit.turns == 0:
        return None  # nobody was away: the welcome
    found = beside(desk, tell("where_we_were"))
    kept = (found.asked or {}).get("act") != "start_order"
    return found if kept else beside(desk, Answer())


def _undecided(desk: Desk) -> Answer:
    if desk.asked.get("act") == "suggest":
        return recommend(desk, Wish("recommend", desk.heard.text))
    if desk.asked.get("act") in (None, "start_order") and not desk.lines:
        return tell("no_hurry").and_then(tell("ask_suggest")).asking("suggest")
    if desk.asked.get("act") == "offer_product":  # named once, it is not pressed on who hesitates
        return question_kept(desk, tell("no_hurry"))
    return beside(desk, tell("no_hurry"))


def _up_to_us(desk: Desk) -> Answer | None:
    """What may be chosen for somebody is; an order is theirs alone."""
    act = desk.asked.get("act")
    if act == "offer_product" and not _SURPRISE.search(desk.heard.text):
        return offer_answered(desk, YES)
    if act == "which_product" and (chosen := _first_of(desk)):
        return chosen
    if act == "read_back" and _SURPRISE.search(desk.heard.text):
        return None  # something on top
    if act in (None, "start_order", "suggest", "offer_product"):
        return recommend(desk, Wish("recommend", desk.heard.text))
    return beside(desk, tell("on_your_yes"))


def _first_of(desk: Desk) -> Answer | None:
    """The first of those that we named; None while another question waits for which."""
    products = [p for i in desk.asked.get("products", ()) if (p := desk.catalogue.get(i)) and p.in_stock]
    if not products or desk.asked.get("intent") not in (None, "order_item"):
        return None
    return BY_INTENT["order_item"](desk, wish_for(desk, products[0], "order_item"))


def _laughed(desk: Desk) -> Answer:
    return beside(desk, tell("small_word"))


_WHOLE: Mapping[str, Callable[[Desk], Answer | None]] = {
    PAUSE: _paused,
    BACK: _back,
    UNDECIDED: _undecided,
    UP_TO_US: _up_to_us,
    LAUGH: _laughed,
}
