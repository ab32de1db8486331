"""With which greeting somebody is met: theirs in kind, else that of the hour."""

from __future__ import annotations

import re

from actions.desk import Desk

_HELLO = re.compile(r"\b(?:hi+|hello+|hey+a?|hiya|howdy|ciao|salve|ehi)\b", re.IGNORECASE)
_DAY = re.compile(r"\bg?day\b|\bbuon", re.IGNORECASE)
_PARTS = {
    "morning": re.compile(r"\bmorning\b", re.IGNORECASE),
    "afternoon": re.compile(r"\bafternoon\b|\bbuon pomeriggio\b", re.IGNORECASE),
    "evening": re.compile(r"\bevening\b|\bbuona ?sera\b", re.IGNORECASE),
}


def greeting(desk: Desk) -> str:
    """A hello is answered by a hello, anything else by the act of the hour; realise words it inside the sentence.

    Whose clock says another hour is not corrected: "Hello", to a good morning in the evening.
    """
    said = desk.heard.text if desk.heard.kind == "text" else ""
    hour = desk.at.astimezone(desk.terms.timezone).hour
    part = "morning" if 4 <= hour < 12 else "afternoon" if hour < 18 else "evening"
    theirs = [name for name, pattern in _PARTS.items() if pattern.search(said)]
    if (theirs and part not in theirs) or (_HELLO.search(said) and not theirs and not _DAY.search(said)):
        return "hello"
    return f"good_{part}"
