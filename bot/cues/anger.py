"""Anger: is something wrong, or is somebody being shouted at? Complaints included."""

from __future__ import annotations

from bot.cues.lexicon import hits, signs_of
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from bot.cues.warmth import plain_sign
from profiles.model import Cue, Evidence

CUES = ("anger",)
LANGUAGES = ("en", "it")

_SHOUT = 1.3


def read(message: Message) -> list[Cue]:
    """Anger 0 (none heard) … 1."""
    if not message.words and not message.emoji:
        return unknown(CUES, "no words and no emoji")
    found = [h for h in (*hits(message, "anger"), *hits(message, "insult")) if not negated(message, h.first)]
    spans: dict[Evidence, float] = {}
    for hit in found:
        spans[hit.evidence] = max(hit.weight, spans.get(hit.evidence, 0.0))
    signs = [e for e in message.emoji if plain_sign(e.text) in signs_of("emoji_angry")]
    total = sum(spans.values()) + len(signs)
    if total and _shouts(message):
        total *= _SHOUT
    return [Cue("anger", strength(0.8 * total), in_order([*spans, *signs]))]


def _shouts(message: Message) -> bool:
    letters = [c for c in message.own if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.6 * len(letters) and len(letters) > 6
    return capitals or "!!" in message.own
