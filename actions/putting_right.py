"""What the customer says of their own manner and taste in general: "you're wrong, I write long messages". Pure.

Only a whole message that says just that counts, with a contradiction before it if they like: what is said in passing is
heard like everything else, and weighs like everything else. Moods are of today and are not put right.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from actions.heard import Heard
from profiles.learning import DIALS

_LEAD = re.compile(
    r"\W*(?:(?:no|nope|sorry|well|but|actually|hey|wait|wrong|not true|(?:that|this|it)(?:['’]s| is| isn['’]t| is not) (?:wrong|not true|not right|not so|true|right|so|me|not me)|"
    r"you(?:['’]re| are) (?:wrong|mistaken)|si sbaglia|ti sbagli|sbagliato|non è (?:vero|così)|veramente|in realtà|ma)\b\W*)*",
    re.IGNORECASE,
)
_TAIL = r"(?:\W+(?:actually|really|at all|in fact|you know|thanks|thank you|please|mostly|usually|generally|davvero|di solito|grazie|affatto))*\W*"
_OFTEN = r"(?:really |usually |always |often |normally |generally |do |tend to |like to |much |quite |rather |very )*"
# dial, what is done or is, +1 above the average or -1 below it
_DOES = (
    ("verbosity", r"write (?:\w+ )?(?:long|lengthy|detailed) (?:messages|texts|sentences)|write a lot", 1),
    ("verbosity", r"write (?:\w+ )?(?:short|brief) (?:messages|texts|sentences)|write little", -1),
    ("formality", r"(?:write|talk|speak) (?:\w+ )?formally", 1),
    ("formality", r"(?:write|talk|speak) (?:\w+ )?(?:casually|informally)", -1),
    ("emoji_count", r"(?:use|like|write)(?: with)?(?: any| many| lots of)? emojis?", 1),
    ("novelty", r"(?:like|love|enjoy|prefer|care for)(?: to try| trying)? new (?:things|stuff|ones)", 1),
    ("novelty", r"try new things", 1),
    ("novelty", r"(?:prefer|like|love|stick to)(?: the)? (?:tried and tested|proven|classics|old favourites|what i know)(?: things| ones)?", -1),
    ("uniqueness", r"(?:like|love|want|prefer)(?: to have| to be)? (?:unusual|rare|unique|different|to stand out)(?: things?| ones?)?|stand out", 1),
    ("uniqueness", r"(?:like|love|want|take) what (?:everyone|everybody|most people|many people|others) (?:like|love|take|have|want)s?", -1),
    ("price_mindedness", r"(?:care about|look at|mind|watch)(?: the)? prices?", 1),
    ("social_proof", r"(?:care|ask|mind)(?: about)? what (?:others|other people|people) (?:take|think|buy|have|like)", 1),
    ("risk_aversion", r"(?:like|want|prefer)(?: to be)? (?:on the safe side|safe things|the safe choice)|play it safe", 1),
    ("risk_aversion", r"(?:like|take|love)(?: to take| taking)?(?: a| any)? (?:chances?|risks?)", -1),
    ("detail", r"(?:want|like|need)(?: all)?(?: the| more| long)? details?", 1),
)  # fmt: skip
_IS = (
    ("formality", r"formal", 1),
    ("formality", r"casual|informal", -1),
    ("politeness", r"polite|courteous", 1),
    ("politeness", r"rude|impolite", -1),
    ("warmth", r"warm|friendly|cheerful", 1),
    ("directness", r"direct|blunt", 1),
    ("novelty", r"(?:into|open to|a fan of|one for) new (?:things|stuff)", 1),
)
_FA = (
    ("verbosity", r"scrivo (?:\w+ )?messaggi lunghi|scrivo molto", 1),
    ("verbosity", r"scrivo (?:\w+ )?messaggi (?:brevi|corti)|scrivo poco", -1),
    ("formality", r"(?:sono|scrivo in modo) formale", 1),
    ("formality", r"(?:sono|scrivo in modo) informale", -1),
    ("politeness", r"sono (?:cortese|gentile|educat[oa])", 1),
    ("emoji_count", r"(?:uso|mi piacciono) (?:le )?emoji", 1),
    ("novelty", r"(?:mi piacciono|amo) (?:le )?(?:cose nuove|novità)|provo cose nuove", 1),
    ("novelty", r"(?:mi piacciono|amo|preferisco) (?:i classici|le cose collaudate|ciò che conosco|quello che conosco)", -1),
    ("uniqueness", r"(?:mi piacciono|amo) (?:le )?cose (?:insolite|rare|particolari)", 1),
    ("price_mindedness", r"(?:guardo|bado) (?:al|il) prezzo", 1),
    ("risk_aversion", r"vado sul sicuro", 1),
    ("detail", r"(?:voglio|mi servono|mi piacciono) (?:i |tutti i )?dettagli", 1),
)  # fmt: skip
_NOT = r"(?P<no>don['’]?t |do not |never |hardly |rarely )?"
_PATTERNS = [
    *((d, sign, re.compile(rf"i {_NOT}{_OFTEN}(?:{x}){_TAIL}", re.IGNORECASE)) for d, x, sign in _DOES),
    *((d, sign, re.compile(rf"i(?:['’]m| am)(?P<no> not| never)? {_OFTEN}(?:{x}){_TAIL}", re.IGNORECASE)) for d, x, sign in _IS),
    *((d, sign, re.compile(rf"(?:io )?(?P<no>non )?(?:{x}){_TAIL}", re.IGNORECASE)) for d, x, sign in _FA),
]  # fmt: skip
SPREADS = 2.0  # how far from the average a plain word puts somebody, in standard deviations between people
_WORDS_A_MESSAGE = {1: 15.0, -1: 3.0}  # what the plan counts as chatty and as terse


class Right(NamedTuple):
    """A dial and its value as the customer puts it; ``above`` the average or below it."""

    dial: str
    value: float
    above: bool


def right_said(heard: Heard) -> Right | None:
    """What this message puts right of manner or taste, or None."""
    text = heard.text.strip()
    if heard.kind != "text" or text.endswith("?") or len(text) > 200:
        return None
    rest = text[_LEAD.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text, too
    for dial, sign, pattern in _PATTERNS:
        if match := pattern.fullmatch(rest):
            return _right(dial, -sign if match["no"] else sign)
    return None


def _right(dial: str, sign: int) -> Right:
    d = DIALS[dial]
    value = _WORDS_A_MESSAGE[sign] if dial == "verbosity" else d.mean + sign * SPREADS * d.spread
    return Right(dial, min(max(value, d.low), d.high), sign > 0)
