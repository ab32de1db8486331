"""Asking instead of guessing: at most one question a visit that nobody invited. Taste and consent share it.

A question that is needed to fulfil a wish ("which size?") is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, say
from actions.buttons import buttons
from actions.desk import Desk
from actions.offering import today
from actions.pitching import is_new
from actions.so_far import complained, noted, troubled
from shop.model import Product

QUESTIONS = ("ask_taste", "want_one_or_new", "want_one_or_known")
_GUESSED = frozenset({"default", "formality"})  # reasons of a pitch that rests on nothing known of their taste
_NEW = re.compile(
    r"\b(?:(?:something|anything|what(?:'|’)?s|the) (?:new|different)|new (?:one|thing|stuff)|new,? please|surprise me|"
    r"qualcosa di (?:nuovo|diverso)|(?:la |le |una )?novità|mi sorprenda|sorprendimi)\b|^\W*(?:new|nuovo|nuova)\W*$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:what|something|one|the one|things?) (?:that )?i(?:'|’)?(?:ve)? (?:already )?(?:know|had|like)|tried and tested|"
    r"(?:a |the |something )classic|proven|familiar|(?:quello|qualcosa) che (?:già )?conosco|collaudat\w+|un classico|di sempre\b",
    re.IGNORECASE,
)


def may_ask(desk: Desk) -> bool:
    """Is there room for a question of ours: a calm visit, without a complaint, in which none was asked yet?"""
    calm = desk.plan.stance != "diverge" and desk.plan.pitch.lead not in ("none", "quickest")
    before = noted(desk, "uninvited") or complained(desk) or troubled(desk)
    return calm and not before and not desk.memory_away


def taste_matters(desk: Desk) -> bool:
    """Would the answer change the pitch? Not where taste, purpose or the recipient of a present is known already, nor
    for who was asked lately and passed it over: they would rather not say."""
    guessed = any(r.dial == "pitch" and r.cue in _GUESSED for r in desk.plan.reasons)
    return guessed and not desk.silent_memory and not desk.somebody_else and not _asked_lately(desk)


def _asked_lately(desk: Desk) -> bool:
    return any(f"/{act}/" in mark for mark in desk.customer.told for act in QUESTIONS)


def ask_taste(desk: Desk) -> Answer:
    """ "Something new today, or what you know?" to a regular whom nothing else is asked; else nothing."""
    knows_the_shelf = desk.remembers and bool(desk.orders)
    if not (knows_the_shelf and may_ask(desk) and taste_matters(desk)):
        return Answer()
    question = say("ask_taste", choices=buttons(desk.lang, "taste:new", "taste:known"))
    return Answer((question,), notes={"uninvited": "ask_taste"}).asking("taste")


def or_the_other(desk: Desk, offer: Answer, found: Sequence[Product]) -> Answer:
    """A suggestion on nothing but a guess: its question also asks for their taste, if the shelf has both sorts.

    "Shall I add it, or would you rather have something new?" The yes is still a yes to what was suggested.
    """
    fresh = {p.id for p in found if is_new(p, today(desk))}
    both = 0 < len(fresh) < len(found)
    wanted = next((s for s in offer.says if s.act == "want_one"), None)
    if wanted is None or not both or not may_ask(desk) or not taste_matters(desk):
        return offer
    other = "known" if offer.focus in fresh else "new"
    first = next((s.choices[:1] for s in offer.says if s.choices), ())
    choices = (*first, *buttons(desk.lang, f"taste:{other}", "something_else"))
    question = say(f"want_one_or_{other}", choices=choices)
    says = tuple(question if s is wanted else s for s in offer.says)
    asked = {**(offer.asked or {}), "taste": True}
    return replace(offer, says=says, asked=asked, notes={**offer.notes, "uninvited": question.act})


def taste_said(desk: Desk) -> str:
    """ "new" or "known", as just answered to our question; "" when it was not answered."""
    if desk.heard.verb == "taste":
        return desk.heard.argument if desk.heard.argument in ("new", "known") else ""
    if desk.heard.kind != "text" or not (desk.asked.get("act") == "taste" or desk.asked.get("taste")):
        return ""
    if _KNOWN.search(desk.heard.text):
        return "known"
    return "new" if _NEW.search(desk.heard.text) else ""
