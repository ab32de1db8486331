"""What was answered to "something new, or what you know?": heeded at once, and kept as a taste that was stated."""

from __future__ import annotations

from dataclasses import replace

from actions import recommend
from actions.answer import Answer, stated
from actions.asking import taste_said
from actions.desk import Desk
from actions.heard import Wish

TAUGHT = {"new": 0.8, "known": -0.8}  # of the dial novelty, as if it had been said in words


def answered(desk: Desk) -> Answer | None:
    """A suggestion of that sort; None when the question was not answered. What a button says of taste, it states."""
    taste = taste_said(desk)
    if not taste:
        return None
    fact = stated("taste", taste, desk.at, desk.heard.message_id, desk.heard.text or "a button")
    told = recommend.recommend(desk, Wish("recommend", desk.heard.text))
    return replace(told, facts=(*told.facts, fact), taught=(("novelty", TAUGHT[taste]),))
