""" "How long has the bread been out?", "is it still warm?": what the shop's data say of that, else that nobody here knows."""

from __future__ import annotations

import re

from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish
from shop.model import Product
from shop.statements import clauses_of

_ASKS = re.compile(
    r"\bhow (?:fresh|old|long ago)\b|\bhow long (?:has|have|had|was|were|is|are)\b.{1,40}\b(?:out|been (?:out|there|sitting|standing|made|baked)|sitting|standing|on the shelf)\b"
    r"|\bwhen (?:was|were|did|is|are|do)\b.{1,40}\b(?:baked?|made|cooked?|roasted?|picked|cut|delivered|bake|come in|came in|arrived?)\b"
    r"|\b(?:is|are|was|were)\b.{0,40}\b(?:still (?:warm|hot|fresh|crispy|good)|fresh(?:ly)?(?: (?:today|baked|made|this morning|from the oven))?\W*$|from (?:today|yesterday|this morning)|today['’]?s|(?:made|baked|roasted|cut|picked) (?:today|this morning|yesterday|fresh)|day[- ]old|stale)"
    r"|\b(?:da quanto|quando (?:è|sono) stat\w)\b.{1,40}\b(?:fuori|sfornat\w|fatt\w|cott\w)\b|\b(?:è|sono) (?:ancora (?:cald|fresc)\w+|di (?:oggi|ieri|giornata)|fresc\w+ (?:di )?(?:oggi|giornata))",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:(?:and|so|ok|hi|hello|but|e|ma)\W+)*(?:is|are|was|were|how|when|since|da quanto|quando|è|sono)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:fresh\w*|bak(?:es?|ed|ing)|made (?:here )?(?:every|each|this)|every (?:morning|day)|each (?:morning|day)|pressed|roast\w*|pick(?:ed|s)|yesterday(?:['’]s)?|today|keeps?|sfornat\w*|fresc\w+|ogni (?:giorno|mattina))\b",
    re.IGNORECASE,
)


def asks_freshness(text: str) -> bool:
    """Is it asked how fresh a thing is, or since when it is there?"""
    asks = text.rstrip().endswith("?") or _OPENS.match(text) is not None  # "the cake was stale" asks nothing
    return asks and _ASKS.search(text) is not None


def of_freshness(desk: Desk, wish: Wish, product: Product) -> Answer:
    """The shop's own words on when it is made and how long it keeps; of today's piece nothing is known."""
    said = next((clause.text for clause in clauses_of(product) if _TOLD.search(clause.text)), "")
    unknown = dont_know(desk, desk.named(product), wish.text)
    return tell("stated_so", description=said.rstrip(".")).and_then(unknown) if said else unknown
