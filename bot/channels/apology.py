"""What is said when something is down: plain, neutral, nothing that would have had to be remembered."""

from __future__ import annotations

from typing import Any

from bot.channels.collecting import reply

_LINES = {
    "en": "Sorry, I can't answer that right now. Please try again in a moment.",
    "it": "Mi scusi, in questo momento non riesco a rispondere. Riprovi tra poco, per favore.",
}
_STAFF = {
    "en": "A person from the shop has your message and will answer here.",
    "it": "Una persona del negozio ha il Suo messaggio e risponderà qui.",
}


def degraded_answer(message_id: str, language: str | None) -> dict[str, Any]:
    """An outage answer: not final, the same id may be tried again."""
    return {"id": message_id, "replies": [reply(_line(_LINES, language))], "degraded": True}


def staff_has_it(language: str | None) -> dict[str, Any]:
    """While a person of the shop holds the conversation the bot keeps quiet, but nobody is left without a sign."""
    return reply(_line(_STAFF, language), kind="notice")


def _line(lines: dict[str, str], language: str | None) -> str:
    return lines.get(language or "en", lines["en"])
