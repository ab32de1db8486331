"""Need for uniqueness in its three dimensions, when it is said.

Consumers' need for uniqueness (CNFU) after Tian, Bearden & Hunter, Journal of Consumer Research 28 (2001): people set
themselves apart by original choices that others still approve of (creative choice), by choices that others may
disapprove of (unpopular choice), or by keeping away from what many have (avoidance of similarity). Theirs is a
questionnaire of 31 answers; a remark in a shop is a hint, so nothing here measures the trait. The words are our own.
The single dial from belonging to unique, ``uniqueness``, stays in ``disposition.py``.
"""

from __future__ import annotations

from bot.cues.lexicon import Hit
from bot.cues.measure import unknown
from bot.cues.message import Message
from bot.cues.remark import asks_of_a_thing, one_sided, outside, remarks, turned
from profiles.model import Cue

CUES = ("creative_choice", "unpopular_choice", "avoidance_of_similarity")
LANGUAGES = ("en",)

# cue → lexicon of its remarks; lexicon whose remarks count when turned round
_LEXICONS = {
    "creative_choice": ("creative_choice", "plain_choice"),
    "unpopular_choice": ("unpopular_choice", None),
    "avoidance_of_similarity": ("avoids_similarity", "common_choice"),
}
_AFTER_HAS = frozenset(
    ("one", "got", "yet", "already", "now", "here", "around", "in", "at", "on", "and", "please", "these")
)
_SILENCE = {
    "creative_choice": "no remark on something original",
    "unpopular_choice": "no remark on going against what others approve of",
    "avoidance_of_similarity": "no remark on keeping away from what many have",
}


def read(message: Message) -> list[Cue]:
    """Each 0 (turned down: "nothing too unusual") … 1, or None where nothing is said of it.

    A question about a thing ("is it unique?") wishes nothing.
    """
    if not message.words:
        return unknown(CUES)
    return [_dimension(message, name) for name in CUES]


def _dimension(message: Message, name: str) -> Cue:
    own, ordinary = _LEXICONS[name]
    wishes = [h for h in remarks(message, own) if not asks_of_a_thing(message, h) and _ends_there(message, h)]
    refused = [h for h in wishes if turned(message, h)]
    said = [h for h in wishes if h not in refused]
    if ordinary:
        said += outside(_turned_round(message, ordinary), wishes)
    return one_sided(name, said, refused, _SILENCE[name], "says no to it")


def _turned_round(message: Message, lexicon: str) -> list[Hit]:
    """ "Not what everyone has", "nothing boring": the ordinary, refused."""
    return [h for h in remarks(message, lexicon) if turned(message, h) and _ends_there(message, h)]


def _ends_there(message: Message, hit: Hit) -> bool:
    """ "Nobody else has" is a remark, "nobody else has told me" is none: after "has" nothing but place or time follows."""
    if not hit.phrase.endswith((" has", " have")) or hit.last == len(message.words):
        return True
    following = message.words[hit.last]
    return following.clause != message.words[hit.last - 1].clause or following.norm in _AFTER_HAS
