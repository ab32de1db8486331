"""Warmth: greeting, thanks, friendly words, emoji and exclamation marks."""

from __future__ import annotations

import re

from bot.cues.lexicon import hits, signs_of
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from profiles.model import Cue, Evidence

CUES = ("warmth",)
LANGUAGES = ("en", "it")

_GREETING, _THANKS, _WISH, _EMOJI, _EXCLAMATION = 0.45, 0.5, 0.8, 0.7, 0.3
_AT_MOST = 2  # emoji and exclamation marks that count: the fifth adds nothing
_PLAIN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")  # variation selectors and skin tones


def read(message: Message) -> list[Cue]:
    """0 (matter of fact) … 1 (very warm). An angry message's exclamation marks and a cold emoji add nothing."""
    if not message.words and not message.emoji:
        return unknown(CUES, "no words and no emoji")
    warm = [e for e in message.emoji if plain_sign(e.text) not in signs_of("emoji_cold")]
    angry = bool(hits(message, "anger") or hits(message, "insult")) or len(warm) < len(message.emoji)
    marks = [] if angry else [Evidence(m.group(), *m.span()) for m in re.finditer("!", message.own)]
    greetings, thanks, wishes = (hits(message, name) for name in ("greeting", "thanks", "warm_wishes"))
    total = (
        _GREETING * bool(greetings)
        + _THANKS * bool(thanks)
        + _WISH * sum(h.weight for h in wishes)
        + _EMOJI * min(len(warm), _AT_MOST)
        + _EXCLAMATION * min(len(marks), _AT_MOST)
    )
    words = [h.evidence for h in (*greetings, *thanks, *wishes)]
    return [Cue("warmth", strength(total), in_order([*words, *warm, *marks]))]


def plain_sign(sign: str) -> str:
    """An emoji without skin tone and variation selector, so that ❤ and ❤️ are the same."""
    return _PLAIN.sub("", sign)
