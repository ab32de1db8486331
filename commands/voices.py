"""``solito say``: every sentence of one act."""

from __future__ import annotations

from actions.adaptation.voices import render_voices


def voices(act: str, lang: str) -> str:
    """The act's wordings as a table of text."""
    return render_voices(act, lang=lang)
