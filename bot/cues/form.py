"""Habits of form: what is steadiest in one person from chat to chat.

Lower-case starts have an intraclass correlation of .78 over 118 people who came again (PersuasionForGood).
"""

from __future__ import annotations

import re

from bot.cues.measure import NO_WORDS, in_order
from bot.cues.message import Message
from profiles.model import Cue, Evidence

CUES = ("lower_case_start", "final_stop", "lower_case_i", "emoji_count", "exclamation_count")
LANGUAGES = ("*",)

_STOP = re.compile(r"[.!?…。！？][\"')\]]*$")
_I = frozenset({"i", "i'm", "i'd", "i've", "i'll", "im", "ive"})


def read(message: Message) -> list[Cue]:
    """Five habits.

    lower_case_start   1 where the first word starts with a small letter, 0 with a capital; None where it has no case
    final_stop         1 where the message ends with a full stop, "!" or "?" (emoji after it do not count), else 0
    lower_case_i       share 0 … 1 of the pronouns "I" written small; None where there is none, or outside English
    emoji_count        emoji and typed faces (0, 1, 2 …)
    exclamation_count  exclamation marks (0, 1, 2 …)
    """
    if not message.own.strip():
        return [Cue(name, None, reason="no words of the customer's own") for name in CUES]
    return [_lower_case_start(message), _final_stop(message), _lower_case_i(message), *_counts(message)]


def _lower_case_start(message: Message) -> Cue:
    first = message.words[0] if message.words else None
    if first is None:
        return Cue("lower_case_start", None, reason=NO_WORDS)
    if any(start < first.start for start, _ in message.borrowed):
        return Cue("lower_case_start", None, reason="it begins with somebody else's words")
    letter = first.text[:1]
    if not (letter.islower() or letter.isupper()):
        return Cue("lower_case_start", None, reason="the first word has no small or capital letter")
    return Cue("lower_case_start", float(letter.islower()), (message.evidence(first.start, first.end),))


def _final_stop(message: Message) -> Cue:
    if not message.words:
        return Cue("final_stop", None, reason=NO_WORDS)
    if message.clipped:
        return Cue("final_stop", None, reason="the end of the message was not read")
    end = len(message.own)
    for sign in reversed(message.emoji):
        if not message.own[sign.end : end].strip():
            end = sign.start
    body = message.own[:end].rstrip()
    if any(start >= len(body) for start, _ in message.borrowed):
        return Cue("final_stop", None, reason="it ends with somebody else's words")
    found = _STOP.search(body[-4:])
    if found is None:
        return Cue("final_stop", 0.0)
    return Cue("final_stop", 1.0, (message.evidence(len(body[:-4]) + found.start(), len(body)),))


def _lower_case_i(message: Message) -> Cue:
    if message.language != "en":
        return Cue("lower_case_i", None, reason="only English writes this pronoun with a capital")
    pronouns = [w for w in message.words if w.norm in _I]
    if not pronouns:
        return Cue("lower_case_i", None, reason='no pronoun "I"')
    small = [w for w in pronouns if w.text[:1] == "i"]
    return Cue("lower_case_i", len(small) / len(pronouns), in_order(message.evidence(w.start, w.end) for w in small))


def _counts(message: Message) -> list[Cue]:
    marks = [Evidence(m.group(), *m.span()) for m in re.finditer(r"[!！]", message.own)]
    return [
        Cue("emoji_count", float(len(message.emoji)), in_order(message.emoji)),
        Cue("exclamation_count", float(len(marks)), in_order(marks)),
    ]
