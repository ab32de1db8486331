"""Talk that a shopkeeper does not answer in kind: insults, and tricks that would make the program forget whom it works for."""

from __future__ import annotations

import re

from actions.answer import Answer, say, tell
from actions.buttons import buttons
from actions.complaining import again
from actions.desk import Desk
from actions.lines import sure_spans
from actions.surely import SURE
from actions.way_out import not_helped

ANGRY, RUDE = 0.5, -0.5
# With these an insult is all that the message brings.
_EMPTY = frozenset(
    ["bot_wrong", "chitchat", "out_of_scope", "stop_talking", "deny", "goodbye", "thanks", "greet", "bot_challenge"]
)
_ACCUSES = re.compile(
    r"\b(?:thie(?:f|ves)|crooks?|scam(?:mers?)?|fraud\w*|liars?|cheat(?:s|ers?)?|rip[- ]?off|con artists?|rob(?:bed|bing|bery)?|shame on you|"
    r"ladr[oi]|truff\w+|imbroglion[ei]|bugiard[oi]|vergogna\w*|disonest[oi]|farabutt[oi])\b",
    re.IGNORECASE,
)
# What a complaint is about: then it is one, however rude.
_MATTER = re.compile(
    r"\b(?:orders?|delivery|deliver(?:ed)?|coffee|food|late|cold|stale|wrong|missing|broken|refund|money back|charged?|paid|wait(?:ed|ing)?|hours?|"
    r"ordin[ei]|consegn\w+|caffè|fredd[oa]|ritardo|sbagliat[oa]|manca\w*|rott[oa]|rimborso|pagat[oa]|aspett\w+)\b",
    re.IGNORECASE,
)
_TRICK = re.compile(
    r"\b(?:ignore|forget|disregard|override|bypass|skip|drop)\b[^.?!]{0,30}\b(?:rules?|instructions?|prompts?|guidelines|restrictions|programming|(?:all|everything|anything) (?:above|before|previous))\b"
    r"|\byou(?: are|'re|’re) (?:now )?(?:dan\b|an? (?:unrestricted|evil|free)|in (?:developer|debug|admin) mode)|\byou are now (?!open|closed)(?:an?|the|in|my)?\b"
    r"|\b(?:system|developer|admin) ?(?:prompt|override|mode|message)\b|^\W*(?:system|assistant|developer)\s*:|\"role\"\s*:|\bjail ?break"
    r"|\b(?:print|show|reveal|output|repeat|tell me|give me|what (?:is|are)|what's)\b[^.?!]{0,20}\byour (?:\w+ )?(?:instructions|prompt|source code|configuration)\b"
    r"|\brepeat after me\b|\b(?:set|put) (?:all |the |every |your )+prices?\b|\bas (?:the|your) (?:owner|boss|manager|admin\w*|developer|creator)\b"
    r"|\b(?:pretend|act as)\b"
    r"|\b(?:ignora|dimentica|scorda)\b[^.?!]{0,30}\b(?:regole|istruzioni|quanto sopra|tutto sopra)\b|\b(?:fai|fa|faccia) finta\b|\b(?:mostra|stampa|scrivi|dimmi)\w*\b[^.?!]{0,20}\b(?:tue|sue|vostre) istruzioni\b",
    re.IGNORECASE | re.MULTILINE,
)
_MONEY = re.compile(
    r"\bprices?\b|\bfree\b|\bdiscount\w*|%|\bpercent|\bcents?\b|\bfor nothing\b|\bgratis\b|\bscont\w+|\bprezz[oi]\b",
    re.IGNORECASE,
)


def rough_talk(desk: Desk) -> Answer | None:
    """Calm, one boundary, a way on; None where the message is none of this. Nothing is ordered or done by such a message."""
    if desk.heard.kind != "text":
        return None
    if desk.asked.get("act") not in ("card", "contact", "complaint") and _TRICK.search(desk.heard.text):
        return tell("discount_no") if _MONEY.search(desk.heard.text) else not_helped(desk, "no_tricks")
    if not _insulting(desk):
        return None
    if _ACCUSES.search(desk.heard.text) and not _answered_before(desk, "complaint_details"):
        sorry = say("complaint_details", choices=buttons(desk.lang, "person"))
        return Answer((sorry,)).asking("complaint")
    act = "abuse_again" if _answered_before(desk, "abuse", "abuse_again", "complaint_details") else "abuse"
    return Answer((say(act, choices=buttons(desk.lang, "person")),))


def _insulting(desk: Desk) -> bool:
    """Is the message an insult and nothing else: no goods, no wish that is sure, no matter of a complaint?"""
    text, heard = desk.heard.text, desk.heard
    if heard.strength("anger") < ANGRY or heard.strength("politeness") > RUDE:
        return False
    if any(sure_spans(w.products) for w in heard.wishes) or _MATTER.search(text):
        return False
    if desk.asked.get("act") == "complaint" and again(text):  # the complaint goes on, however rudely
        return False
    return all(
        w.intent in _EMPTY or w.confidence < SURE or (w.intent == "complaint" and _ACCUSES.search(text))
        for w in heard.wishes
    )


def _answered_before(desk: Desk, *acts: str) -> bool:
    last = desk.customer.last_turn
    return bool(last and set(acts) & set(last.plan.get("acts") or ()))
