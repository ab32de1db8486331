"""With which greeting somebody is met: theirs in kind, else that of the hour."""

from __future__ import annotations

import re

from actions.desk import Desk

_HELLO = re.compile(r"\b(?:hi+|hello+|hey+a?|hiya|howdy|ciao|salve|ehi)\b", re.IGNORECASE)
_OF_THE_HOUR = re.compile(r"\b(?:morning|afternoon|evening|g?day)\b|\bbuon", re.IGNORECASE)


def greeting(desk: Desk) -> str:
    """A hello is answered by a hello, anything else by the act of the hour; realise words it inside the sentence."""
    said = desk.heard.text if desk.heard.kind == "text" else ""
    if _HELLO.search(said) and not _OF_THE_HOUR.search(said):
        return "hello"
    hour = desk.at.astimezone(desk.terms.timezone).hour
    part = "morning" if 4 <= hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"good_{part}"
