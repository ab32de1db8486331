"""Disposition: remarks on the new and the proven, on standing out and belonging, and on the price.

Heard only in what is said. Silence is None, never 0: who says nothing of the price may mind it or not. No public text
is labelled with these, so there is no accuracy to report: they are remarks with their words, to be treated as weak
evidence unless stated outright. ``uniqueness`` is one dial from belonging to unique; the three
dimensions of Tian, Bearden & Hunter (2001) are in ``counterconformity.py``, what others choose in ``social_proof.py``,
caution in ``risk.py``, large and planned orders in ``planning.py``.
"""

from __future__ import annotations

import math
import re

from bot.cues.lexicon import Hit, hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from profiles.model import Cue, Evidence

CUES = ("novelty", "uniqueness", "price_mindedness")
LANGUAGES = ("en", "it")

_TURNED = -0.7
_BEFORE = 60  # characters looked at before a remark
_ASKED_OF_A_THING = re.compile(
    r"\b(?:is|are|was)\s+(?:it|this|that|they|these|those|the\s+\w+|your\s+\w+)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:under|below|less than|up to|no more than|max|maximum|at most|meno di|sotto i|massimo)"
    r"\s+(?:[€£$]\s?)?\d+(?:[.,]\d+)?"
    r"(?:\s?(?:euros?|pounds|dollars|quid|bucks|[€£$]))?"
    r"(?!\s?(?:cm|mm|ml|kg|g|min|mins|minutes|minuti|days|words|people|calories)\b|\w)",
    re.IGNORECASE,
)


def read(message: Message) -> list[Cue]:
    """Novelty −1 (proven) … +1 (new), uniqueness −1 (belonging) … +1 (unique), price-mindedness 0 … 1.

    Each None where nothing is said of it.
    """
    if not message.words:
        return unknown(CUES)
    if message.language != "en":
        reason = f"not heard in the language {message.language!r} yet"
        return [*unknown(CUES[:2], reason), _price(message)]
    return [
        _between(message, "novelty", "novelty_new", "novelty_proven", "no remark on the new or the proven"),
        _between(message, "uniqueness", "unique", "belonging", "no remark on standing out or belonging"),
        _price(message),
    ]


def _between(message: Message, name: str, high: str, low: str, silence: str) -> Cue:
    total, spans = 0.0, list[Evidence]()
    for lexicon, sign in ((high, 1.0), (low, -1.0)):
        for hit in hits(message, lexicon):
            if lexicon == high and _asks_of_a_thing(message, hit):
                continue
            total += sign * hit.weight * (_TURNED if negated(message, hit.first) else 1.0)
            spans.append(hit.evidence)
    if not spans:
        return Cue(name, None, reason=silence)
    return Cue(name, math.tanh(0.7 * total), in_order(spans))


def _asks_of_a_thing(message: Message, hit: Hit) -> bool:
    """ "Is this one unusual?" asks about a product and wishes nothing."""
    start = hit.evidence.start
    return _ASKED_OF_A_THING.search(message.straight[max(0, start - _BEFORE) : start]) is not None


def _price(message: Message) -> Cue:
    careless = hits(message, "price_no_object")
    if careless:
        return Cue(
            "price_mindedness", 0.0, in_order(h.evidence for h in careless), "says that the price does not matter"
        )
    found = hits(message, "price")
    minded = [h for h in found if not negated(message, h.first) or h.phrase in _ALREADY_SMALL]
    limits = [message.evidence(*m.span()) for m in _LIMIT.finditer(message.straight)]
    if not found and not limits:
        return Cue("price_mindedness", None, reason="no remark on the price")
    total = sum(h.weight for h in minded) + 1.2 * len(limits)
    return Cue("price_mindedness", strength(0.8 * total), in_order([*limits, *(h.evidence for h in found)]))


# "nothing too expensive", "not too pricey": turned round they still speak of the price
_ALREADY_SMALL = frozenset(
    [
        *(
            "expensive",
            "too expensive",
            "pricey",
            "pricy",
            "costly",
            "overpriced",
            "spend",
            "afford",
            "much",
            "a bit much",
        ),
        *("steep", "caro", "cara", "costoso", "costosa", "spendere", "troppo caro", "troppo cara"),
    ]
)
