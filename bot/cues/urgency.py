"""Hurry: what is said about time, in this message only."""

from __future__ import annotations

import re

from bot.cues.lexicon import hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from profiles.model import Cue

CUES = ("urgency",)
LANGUAGES = ("en", "it")

# "I have 5 minutes", "leaving in 10 min", "ho 5 minuti": a limit, not "a 5 minute walk"
_MINUTES = re.compile(
    r"\b(?:in|within|only|have|have got|got|just|tra|fra|entro|ho|solo)"
    r"\s+(?:\d{1,2}|a few|two|five|ten|pochi|due|cinque|dieci)\s+(?:min|mins|minutes|minuti)\b",
    re.IGNORECASE,
)
_LIMIT = 1.0


def read(message: Message) -> list[Cue]:
    """0 (no hurry heard) … 1 (in a great hurry). "No rush" and "not urgent" give 0, with the words that say so."""
    if not message.words:
        return unknown(CUES)
    calm = hits(message, "no_hurry")
    if calm:
        return [Cue("urgency", 0.0, in_order(h.evidence for h in calm), "says that there is no hurry")]
    hurried = [h for h in hits(message, "hurry") if not negated(message, h.first)]
    limits = [message.evidence(*m.span()) for m in _MINUTES.finditer(message.straight)]
    total = sum(h.weight for h in hurried) + _LIMIT * len(limits)
    return [Cue("urgency", strength(total), in_order([*limits, *(h.evidence for h in hurried)]))]
