"""Sentiment: is the customer content?"""

from __future__ import annotations

import math

from bot.cues.lexicon import Hit, hits, signs_of, words_of
from bot.cues.measure import in_order, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from bot.cues.warmth import plain_sign
from profiles.model import Cue

CUES = ("sentiment",)
LANGUAGES = ("en",)

_TURNED = -0.7  # "not good" is less bad than "bad" (the factor of Hutto & Gilbert 2014 is .74)
_STRENGTHENED = 1.3
_WANTED = 0.15  # "a good tea", "something nice": praise of what is wished for says little of how one feels
_SIGN = 1.2
# "He hates chocolate" tells a taste; "I hate this", "I hate waiting" a mood.
_TASTE = frozenset({"hate", "hates", "dislike", "dislikes", "detest", "detests"})
_MOOD = frozenset(
    [
        "you",
        "your",
        "this",
        "that",
        "it",
        "these",
        "those",
        "how",
        "when",
        "what",
        "to",
        "being",
        "having",
        "waiting",
        "everything",
        "u",
        "ur",
    ]
)
_FLATTEN = 3.0  # one word of weight 1 gives .5


def read(message: Message) -> list[Cue]:
    """Sentiment −1 (bad) … +1 (good), 0 where nothing is said either way."""
    if not message.words and not message.emoji:
        return unknown(CUES, "no words and no emoji")
    return [_sentiment(message)]


def _sentiment(message: Message) -> Cue:
    found = [*hits(message, "negative"), *hits(message, "positive")]
    found = [h for h in found if not any(_covers(other, h) for other in found)]
    weighed = [(_weight(message, h), h.evidence) for h in found if not _taste(message, h)]
    for name, sign in (("emoji_warm", 1), ("emoji_cold", -1)):
        weighed += [(_SIGN * sign, e) for e in message.emoji if plain_sign(e.text) in signs_of(name)]
    total = sum(weight for weight, _ in weighed)
    return Cue("sentiment", total / math.sqrt(total * total + _FLATTEN), in_order(e for w, e in weighed if w))


def _covers(other: Hit, hit: Hit) -> bool:
    """Does a longer phrase of the other kind hold this word ("not happy" holds "happy")?"""
    return (
        other is not hit
        and other.first <= hit.first
        and hit.last <= other.last
        and other.last - other.first > hit.last - hit.first
    )


def _taste(message: Message, hit: Hit) -> bool:
    """Is only told what somebody does not like to have?"""
    words = message.words
    after = words[hit.last] if hit.last < len(words) else None
    return (
        hit.last == hit.first + 1
        and words[hit.first].norm in _TASTE
        and after is not None
        and after.clause == words[hit.first].clause
        and after.norm not in _MOOD
    )


def _weight(message: Message, hit: Hit) -> float:
    words, weight = message.words, hit.weight
    before = words[hit.first - 1] if hit.first else None
    if before is not None and before.norm in words_of("booster") and before.clause == words[hit.first].clause:
        weight *= _STRENGTHENED
    if negated(message, hit.first):
        return weight * _TURNED
    return weight * _WANTED if weight > 0 and _wished(message, hit.first) else weight


def _wished(message: Message, place: int) -> bool:
    """Is the praised thing only asked for: in a question, or shortly after "want", "looking for", "something"?"""
    words = message.words
    if words[place].sentence in message.questions:
        return True
    return any(
        h.last <= place <= h.last + 3 and words[h.first].clause == words[place].clause for h in hits(message, "wanting")
    )
