"""Politeness: a learnt reading in English (card: ``models/politeness.md``), a count of courtesies in Italian."""

from __future__ import annotations

import math

from bot.cues.lexicon import hits
from bot.cues.measure import in_order, unknown
from bot.cues.message import Message
from bot.cues.style_model import load_style
from profiles.model import Cue

CUES = ("politeness",)
LANGUAGES = ("en", "it")

_ITALIAN = {"please": 0.6, "thanks": 0.6, "indirect": 0.45, "greeting": 0.2, "warm_wishes": 0.3, "insult": -1.2}


def read(message: Message) -> list[Cue]:
    """−1 (rude) … 0 (neither) … +1 (polite)."""
    if not message.words:
        return unknown(CUES)
    if message.language == "en":
        return [load_style("politeness").read(message)]
    found = {name: hits(message, name) for name in _ITALIAN}
    total = sum(_ITALIAN[name] * sum(h.weight for h in each) for name, each in found.items())
    spans = in_order(h.evidence for each in found.values() for h in each)
    return [Cue("politeness", math.tanh(total), spans, "a count of courtesies, not learnt")]
