"""Pointing with words: "the second one", "the last". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Shown = TypeVar("Shown")
_PLACES = (("first", "primo", "prima"), ("second", "latter", "secondo", "seconda"), ("third", "terzo", "terza"))
_LAST = ("last one", "l'ultimo", "l'ultima")


def by_place(text: str, shown: Sequence[Shown]) -> Shown | None:
    """Which of the things that were shown, in their order, the text points at; None when it does not."""
    words = text.lower()
    for place, names in enumerate(_PLACES[: len(shown)]):
        if any(name in words for name in names):
            return shown[place]
    return shown[-1] if shown and any(name in words for name in _LAST) else None
