"""Distress and grief, so that nothing is pressed on somebody who needs something else.

Distress is a crisis: selling stops, a person is offered. Grief is a loss: they may well want flowers, and are served
gently, plainly and without a pitch.

A warning light, not a diagnosis: nothing of it may be remembered. A missed crisis costs more than a needless gentle
answer, hence a phrase counts a little even where it is denied; figures of speech ("dying for a coffee", "my phone
died") are kept out by asking for whole phrases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cues.lexicon import Hit, hits
from bot.cues.measure import in_order, strength, unknown
from bot.cues.message import Message
from bot.cues.negation import negated
from profiles.model import Cue

CUES = ("distress", "grief")
LANGUAGES = ("en", "it")

_DEATH = 1.4
_DENIED = 0.3  # "I'm not suicidal": still answered gently, but not as a crisis
_SUBJECTS = frozenset({"everything", "life", "nothing", "tutto", "niente"})
_BETWEEN = 3  # words that may stand between the person and the verb: "my mother suddenly died"


def read(message: Message) -> list[Cue]:
    """Distress 0 (none heard) … 1 (crisis), grief 0 … 1 (a loss); from about .6 on each is meant."""
    if not message.words:
        return unknown(CUES)
    deaths = [replace(h, weight=_DEATH) for h in hits(message, "death") if _of_a_person(message, h)]
    crisis, loss = hits(message, "distress"), (*hits(message, "grief"), *deaths)
    return [_cue(message, "distress", crisis), _cue(message, "grief", loss)]


def _cue(message: Message, name: str, found: Sequence[Hit]) -> Cue:
    total = sum(h.weight * (_DENIED if _denied(message, h) else 1.0) for h in found)
    return Cue(name, strength(total), in_order(h.evidence for h in found))


def _denied(message: Message, hit: Hit) -> bool:
    """ "Everything feels pointless" has its own subject: the "can't" of "I can't sleep, and …" is not said of it."""
    return message.words[hit.first].norm not in _SUBJECTS and negated(message, hit.first)


def _of_a_person(message: Message, death: Hit) -> bool:
    """Is somebody's death told: family, friend or pet shortly before the verb, in the same clause?"""
    words = message.words
    if death.last < len(words) and words[death.last].norm in ("for", "to", "laughing", "of"):
        return any(k.last == death.first for k in hits(message, "kin")) and words[death.last].norm == "of"
    return any(
        0 <= death.first - kin.last <= _BETWEEN and words[kin.first].clause == words[death.first].clause
        for kin in hits(message, "kin")
    )
