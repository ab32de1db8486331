"""A fact and an estimate as the person whom they are about is shown them: name, numbers, how sure, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.engine import Row

from profiles import rows
from profiles.evidence import Behind, why_estimate, why_fact, words_of
from profiles.learning import dial_of
from profiles.model import Estimate
from profiles.plain_names import called
from profiles.plain_words import how_sure, in_plain_words


@dataclass(frozen=True)
class Telling:
    """Tells in one language, in the days of one time zone, as of ``at``."""

    at: datetime
    lang: str
    zone: tzinfo

    def fact(self, row: Row) -> dict[str, Any]:
        """What was stated, when, in which words, about whom."""
        shown = {"name": row.name, "value": row.value, "at": iso(row.at), "evidence": row.evidence}
        shown |= {"called": called(row.name, self.lang), "why": why_fact(row, self.at, self.lang, self.zone)}
        return shown | ({"recipient": row.recipient} if row.recipient else {})

    def estimate(
        self, name: str, estimate: Estimate, scope: str, used: bool, put_right: bool, rests_on: Behind | None
    ) -> dict[str, Any]:
        """What is believed, in words and numbers. ``put_right``: by the customer; then nothing else counts."""
        numbers = {"value": round(estimate.value, 3), "sd": round(estimate.sd, 3), "n": round(estimate.n, 2)}
        sure = max(0.0, min(1.0, 1.0 - estimate.sd / dial_of(name).spread))
        unit = "half_life_turns" if scope == "visit" and not put_right else "half_life_days"
        right_at = estimate.last_seen if put_right else None
        return {
            "name": name,
            **numbers,
            "scope": scope,
            "says": in_plain_words(name, estimate, self.lang),
            "acts_on": used,
            "called": called(name, self.lang),
            "confidence": round(sure, 2),
            "sure": how_sure(sure, self.lang),
            "stated": put_right,
            "last_seen": iso(estimate.last_seen) if estimate.last_seen else None,
            unit: estimate.half_life,
            "evidence": [] if put_right else words_of(rests_on),
            "why": why_estimate(rests_on, right_at, self.at, self.lang, self.zone),
        }


def iso(at: datetime) -> str:
    """A time as other programs read it: ISO 8601, UTC."""
    return rows.as_utc("at", at).isoformat()
