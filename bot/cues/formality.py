"""Formality: a learnt reading of register (card: ``models/formality.md``)."""

from __future__ import annotations

from bot.cues.message import Message
from bot.cues.style_model import load_style
from profiles.model import Cue

CUES = ("formality",)
LANGUAGES = ("en",)


def read(message: Message) -> list[Cue]:
    """−1 (casual) … 0 (ordinary shop talk) … +1 (formal); a terse message is not casual for being terse."""
    return [load_style("formality").read(message)]
