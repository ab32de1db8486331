"""Hesitation: the words of somebody who has not decided yet."""

from __future__ import annotations

import re

from bot.cues.lexicon import hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from profiles.model import Cue

CUES = ("hesitation",)
LANGUAGES = ("en",)

_DOTS = re.compile(r"\.{2,}|…")
_TRAILING_OFF = 0.4


def read(message: Message) -> list[Cue]:
    """0 (none heard) … 1 (cannot decide). Trailing dots count a little; "no doubt" does not count."""
    if not message.words:
        return unknown(CUES)
    unsure = [h for h in hits(message, "hesitation") if not negated(message, h.first)]
    dots = [message.evidence(*m.span()) for m in _DOTS.finditer(message.own)][:1]
    total = sum(h.weight for h in unsure) + _TRAILING_OFF * len(dots)
    return [Cue("hesitation", strength(total), in_order([*dots, *(h.evidence for h in unsure)]))]
