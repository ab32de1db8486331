"""Risk: does somebody want to be safe, or take a chance? Heard only in what is said.

Asking for a warranty, for returns before buying, for what happens if it breaks, are remarks of caution; "I'll take a
chance" is the other side. Sending something back that was bought is a matter of service and no remark on risk. No
public text is labelled with it.
"""

from __future__ import annotations

import math

from bot.cues.lexicon import Hit
from bot.cues.measure import in_order, unknown
from bot.cues.message import Message
from bot.cues.remark import outside, remarks, turned
from profiles.model import Cue

CUES = ("risk_aversion",)
LANGUAGES = ("en",)

_GAIN = 0.7  # as for the other dials with two ends
_TURNED = -0.7  # "I don't want to take a chance" says a little less than "I want to be safe"


def read(message: Message) -> list[Cue]:
    """−1 (takes a chance) … +1 (wants to be safe), or None where nothing is said of it."""
    if not message.words:
        return unknown(CUES)
    daring = remarks(message, "risk_taking")
    careful = outside(remarks(message, "risk_averse"), daring)
    if not daring and not careful:
        return [Cue("risk_aversion", None, reason="no remark on risk")]
    total = sum(_weight(message, h) for h in careful) - sum(_weight(message, h) for h in daring)
    return [Cue("risk_aversion", math.tanh(_GAIN * total), in_order(h.evidence for h in (*daring, *careful)))]


def _weight(message: Message, hit: Hit) -> float:
    return hit.weight * (_TURNED if turned(message, hit) else 1.0)
