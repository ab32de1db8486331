"""What the encoder is given to compare with goods, and the goods themselves: Italian as the English that it knows."""

from __future__ import annotations

from bot.components.language import detect_language
from shop.gloss import glossed


def in_english(text: str) -> str:
    """An Italian text word by word in English; any other as it is, and one whose language cannot be told."""
    return glossed(text) if detect_language(text, ("en", "it")) == "it" else text
