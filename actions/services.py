"""What is asked to be done, and no thing to be had: "do you repair umbrellas?", "fate orli?"."""

from __future__ import annotations

import re

from actions.answer import Answer
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish

_DO = r"repair|mend|fix|alter|hem|sharpen|re-?sole|engrave|dry-?clean|restring|upholster|re-?upholster|restore|embroider|monogram"
_DONE = (
    r"(?:[\w'’-]+ )?(?:repairs?|alterations?|hemming|sharpening|engravings?|dry-?cleaning|restringing|upholstery|embroidery"
    r"|key[- ]cutting|fittings?)(?: services?)?(?=\s*(?:here|too|as well|of|on|for|please|[?.!,]|$))"  # no "repair kit"
)
_ASKED = re.compile(
    rf"\b(?:do|can|could|would|will) (?:you|u|they|someone(?: here)?|somebody(?: here)?)(?: (?:also|still|even|possibly|please|be able to))* (?:{_DO})\b(?P<what>[^.?!]*)"
    rf"|\b(?:do you (?:also |still |even )?(?:do|offer|provide|have)|is there|have you got|got) (?:an? |any |some )?{_DONE}"
    r"|\b(?:riparate|aggiustate|affilate|ricamate|restaurate|fate (?:anche )?(?:orli|riparazioni|incisioni|ricami|modifiche sartoriali))\b(?P<cosa>[^.?!]*)",
    re.IGNORECASE,
)
# "Can you fix my order?", "could you alter that?": not a trade that is asked for.
_OF_OURS = re.compile(
    r"^\W*(?:it|that|this|them|these|those|up|me|us|(?:my|the|our|your|an?|mio|mia|il|la|l['’]) ?(?:\w+ )?(?:order|address|name|delivery|bill|total|price|booking|list|basket|cart|mistake|error|problem|profile|account|date|time|size|number|ordine|indirizzo|nome|conto|errore))\b",
    re.IGNORECASE,
)


def service_asked(desk: Desk, wish: Wish) -> Answer | None:
    """A trade that the shop's data do not tell of is neither sold nor denied: a colleague may know, and staff see it asked."""
    found = _ASKED.search(wish.text)
    if found is None or _OF_OURS.match(found["what"] or found["cosa"] or ""):
        return None
    return dont_know(desk, desk.terms.name, wish.text, "service_unlisted")
