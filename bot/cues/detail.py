"""Detail: questions about how a thing is made, measured and why."""

from __future__ import annotations

import re

from bot.cues.lexicon import hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from profiles.model import Cue

CUES = ("detail",)
LANGUAGES = ("en",)

_MEASURE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s{0,3}(?:cm|mm|m|ml|cl|l|kg|g|oz|inch(?:es)?|w|watts?|%|degrees)(?!\w)", re.IGNORECASE
)
_WORD, _QUESTION, _NUMBER = 0.5, 0.6, 0.5


def read(message: Message) -> list[Cue]:
    """0 (none asked) … 1 (wants particulars): words of specification, measures ("30 cm"), why and how."""
    if not message.words:
        return unknown(CUES)
    words, asked = hits(message, "detail"), hits(message, "question_word")
    wellbeing = {h.first for h in hits(message, "warm_wishes")}  # "how are you" asks for no detail
    asked = tuple(h for h in asked if h.first not in wellbeing)
    measures = [message.evidence(*m.span()) for m in _MEASURE.finditer(message.own)]
    total = _WORD * sum(h.weight for h in words) + _QUESTION * len(asked) + _NUMBER * len(measures)
    return [Cue("detail", strength(total), in_order([*measures, *(h.evidence for h in (*words, *asked))]))]
