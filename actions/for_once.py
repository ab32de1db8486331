"""A thing wanted again and again ("every Friday"): no standing order is taken, one order is. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.heard import Wish

_EACH = re.compile(
    r"\b(?:every|each) (?:single )?(?:other )?(?:day|morning|evening|afternoon|week|weekend|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b|\b(?:daily|weekly|standing order|subscription)\b"
    r"|\b(?:ogni (?:giorno|mattina|sera|settimana|mese|\w+dì|\w+di|sabato|domenica)|tutt[ie] (?:i|le) (?:giorni|mattine|settimane|\w+dì|sabati|domeniche)|ordine fisso)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:used to|always|usually|normally|often|did|was|were|went|came|walk(?:ed)?|(?:i|we) (?:come|go|take|drink|have|get up)|sempre|di solito|andavamo|andavo|venivo|venivamo)\b",
    re.IGNORECASE,
)


def for_once(wish: Wish) -> tuple[Wish, bool]:
    """Is it wanted again and again ("every Friday")? Told of a habit ("we came every Sunday") no day is meant at all."""
    if not _EACH.search(wish.text):
        return wish, False
    if _HABIT.search(wish.text):
        return replace(wish, entities=tuple(e for e in wish.entities if e["entity"] not in ("date", "time"))), False
    return wish, True
