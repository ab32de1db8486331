"""Courtesies, questions about the bot itself, and what is not the shop's business."""

from __future__ import annotations

import re

from actions.answer import Answer, say, tell
from actions.beside_the_shop import topic_of
from actions.buttons import buttons, yes_no
from actions.desk import Desk
from actions.greet import HOW_ARE_YOU
from actions.heard import Wish
from actions.order import read_back
from actions.resuming import beside, question_open
from actions.so_far import noted
from actions.way_out import not_helped

_SURE = re.compile(
    r"\b(?:are you|you) (?:\w+ )?(?:sure|certain|positive)\b|^\W*(?:really|for real|sure)\W*\?|\b(?:ne è|ne sei|è|sei) sicur[oa]\b|^\W*davvero\W*\?",
    re.IGNORECASE,
)


_FINE = re.compile(
    r"\b(?:i(?:['’]?m| am)|doing|all|feeling|sto|tutto|molto)? ?(?:good|fine|well|great|ok(?:ay)?|alright|not (?:too )?bad|bene|benone)\b",
    re.IGNORECASE,
)


def thanks(desk: Desk, wish: Wish) -> Answer:
    """ "Thank you for the order": who has not said yes yet is told that it waits for one."""
    last = desk.customer.last_turn
    asked_how = bool(last and {"how_are_you", "well_thanks"} & set(last.plan.get("acts") or ()))
    if asked_how and _FINE.search(wish.text):  # "I'm good, thanks!"
        return beside(desk, tell("glad_to_hear"))
    if _waits(desk):
        return tell("thanks").and_then(read_back(desk, act="still_open"))
    return tell("thanks")


def _waits(desk: Desk) -> bool:
    """Was an order read back that nobody has agreed to?"""
    return bool(desk.lines) and desk.asked.get("act") == "read_back"


def goodbye(desk: Desk, wish: Wish) -> Answer:
    """Nobody leaves believing that they have ordered what only lies in the cart."""
    if _waits(desk):
        return read_back(desk)
    return tell("goodbye")


def chitchat(desk: Desk, wish: Wish) -> Answer:
    """A friendly word; the day's news for those who like to talk."""
    news = (say("news", essential=False, news=desk.news),) if desk.news and desk.plan.pitch.small_talk else ()
    if topic_of(wish.text) == "oos_joke":  # a word about the weather is small talk, a joke is asked for
        return not_helped(desk, "oos_joke")
    asked = HOW_ARE_YOU.search(wish.text)
    if question_open(desk) or desk.customer.fact("jokes") == "no":
        return beside(desk, tell("well_thanks" if asked else "small_word"))
    act = "how_are_you" if asked else "chitchat"
    return Answer((say(act), *news), shown=desk.in_the_news() if news else ())


def bot_challenge(desk: Desk, wish: Wish) -> Answer:
    return tell("bot_challenge", shop=desk.terms.name)


def help_(desk: Desk, wish: Wish) -> Answer:
    return Answer((say("help", choices=buttons(desk.lang, "person")),))


def stop_talking(desk: Desk, wish: Wish) -> Answer:
    return tell("stop_talking")


def bot_wrong(desk: Desk, wish: Wish) -> Answer:
    """We misunderstood: own it, and offer a person the second time. "Are you sure?", of what was told of a thing, doubts
    the shop's lists: they are all that we know."""
    if _SURE.search(wish.text) and (question := str(noted(desk, "question") or "")):
        return Answer((say("as_listed", choices=yes_no(desk.lang)),)).asking("person", question=question)
    return tell("bot_wrong")  # the second time a person is offered: see way_out.py


def out_of_scope(desk: Desk, wish: Wish) -> Answer:
    """Kindly, by what it is about, with a way back; the second time in a row with a person as a way out."""
    return not_helped(desk, topic_of(desk.heard.text) or "out_of_scope")
