"""What Rasa is given of a message: a text that is inert, and beside it what needs no understanding. Pure."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from bot.channels.incoming import Incoming
from profiles.identity import Identity

GUARD = "\u200b"  # Rasa reads a text that starts with "/" as a command; nothing visible is put before it


def guarded(incoming: Incoming) -> str:
    """The text for Rasa: inert even when it starts with a slash. Choices and events carry no text of their own."""
    if incoming.kind != "text":
        return incoming.kind
    text = incoming.value.strip()
    return GUARD + text if text.startswith("/") else text


def known_intent(incoming: Incoming) -> dict[str, Any] | None:
    """A button or an arrival needs no understanding: its intent is given, and no text can forge it."""
    if incoming.kind == "text":
        return None
    # The action reads button and arrival from the metadata; Rasa only has to choose the one action.
    intent = {"name": "affirm" if incoming.kind == "choice" else "greet", "confidence": 1.0}
    return {"text": incoming.kind, "intent": intent, "entities": []}


def metadata(who: Identity, incoming: Incoming, now: str) -> dict[str, Any]:
    """What is read of it besides the text: the button or arrival, whom the token names, and when (see ``local_time``)."""
    return {
        "message_id": incoming.id,
        "kind": incoming.kind,
        "value": incoming.value if incoming.kind != "text" else "",
        "lang": who.lang,
        "chosen_lang": incoming.lang,
        "name": who.name,
        "anonymous": who.anonymous,
        "local_time": now,
    }


def local_time(at: datetime, zone: tzinfo) -> str:
    """The shop's own time, ISO 8601 with its offset: "tomorrow at 9" counts from it."""
    return at.astimezone(zone).isoformat(timespec="seconds")
