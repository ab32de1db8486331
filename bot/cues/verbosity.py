"""How many words a customer uses."""

from __future__ import annotations

from bot.cues.message import Message
from profiles.model import Cue

CUES = ("verbosity",)
LANGUAGES = ("*",)


def read(message: Message) -> list[Cue]:
    """Words in the message (0, 1, 2 …): what stands between spaces and holds a letter or a digit.

    Words of somebody else (quoted, pasted) are not counted. No words are 0; None only where all words are borrowed.
    """
    if message.borrowed and not message.spoken:
        return [Cue("verbosity", None, reason="no words of the customer's own")]
    return [Cue("verbosity", float(message.spoken))]
