"""How many words a customer uses."""

from __future__ import annotations

from bot.cues.message import Message
from profiles.model import Cue

CUES = ("verbosity",)
LANGUAGES = ("*",)


def read(message: Message) -> list[Cue]:
    """Words in the message (0, 1, 2 …): what stands between spaces and holds a letter or a digit.

    Never unknown: no words are 0.
    """
    return [Cue("verbosity", float(message.spoken))]
