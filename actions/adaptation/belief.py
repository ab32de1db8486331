"""From three sources to one belief: the profile as a prior, this visit, and this message.

Each source weighs as many turns as it stands for. Missing, None, NaN and infinity all mean *unknown*: they weigh
nothing and are never read as 0. Prior strengths follow the reliabilities measured in our notes on style: form is held
firmly, the number of words softly, mood not beyond the visit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from profiles.model import Cue, Estimate

Z_80 = 1.2816  # half-width of an 80 % interval, in standard deviations


@dataclass(frozen=True)
class Dial:
    """One dial's unit: allowed range, the shop's average, its strength in turns, the most that a profile may weigh.

    learnt  average and strength that estimates come shrunk with (``profiles/learning.py``; a test holds them together)
    """

    low: float
    high: float
    average: float
    strength: float
    profile_turns: float
    learnt: tuple[float, float]
    log: bool = False  # counts are averaged as logarithms: one long message must not make a talker


DIALS: Mapping[str, Dial] = {
    "verbosity": Dial(1, 400, 6, 1.4, 3, (6, 1.4), log=True),  # words a message; live shoppers write 5
    "formality": Dial(-1, 1, 0, 1.0, 8, (0, 2)),
    "involvement": Dial(0, 1, 0.45, 1.0, 8, (0.45, 7)),
    "politeness": Dial(-1, 1, 0, 1.0, 0, (0, 22)),
    "warmth": Dial(0, 1, 0.3, 2.0, 4, (0.3, 7)),
    "urgency": Dial(0, 1, 0, 0.5, 0, (0.1, 1)),
    "sentiment": Dial(-1, 1, 0, 1.0, 0, (0, 3)),
    "emoji_count": Dial(0, 20, 0, 0.0, 4, (0.05, 14)),
    "hesitation": Dial(0, 1, 0, 1.0, 0, (0.1, 23)),
    "detail": Dial(0, 1, 0, 1.0, 1, (0.3, 4)),
    "price_mindedness": Dial(0, 1, 0, 1.0, 2, (0.2, 3)),
    "novelty": Dial(-1, 1, 0, 1.0, 6, (0, 3)),
    "uniqueness": Dial(-1, 1, 0, 1.0, 6, (0, 3)),
}


@dataclass(frozen=True)
class Belief:
    """One dial as believed now.

    value   in the dial's unit, None when nothing is known
    now     what this message alone shows, None when it shows nothing
    own     every known value of this customer, unshrunk where we have it: nobody is overdone beyond these
    turns   how many turns of evidence stand behind the value
    clear   +1 or −1 when the 80 % interval of an *estimate* lies beyond the neutral zone, else 0
    words   the customer's words that this message's cue rests on
    """

    name: str
    value: float | None = None
    now: float | None = None
    own: tuple[float, ...] = ()
    turns: float = 0.0
    clear: int = 0
    words: str = ""

    def at_least(self, bar: float) -> bool:
        """Is it known, and at or above the bar?"""
        return self.value is not None and self.value >= bar

    def said(self, bar: float) -> bool:
        """Did this message itself reach the bar (a negative bar: from below)?"""
        if self.now is None:
            return False
        return self.now >= bar if bar >= 0 else self.now <= bar

    @property
    def source(self) -> str:
        """Where it comes from, in words for staff and for the customer who asks."""
        if self.words:
            return f"“{self.words}”"
        return "this message" if self.now is not None else f"about {self.turns:.0f} turns before"


NEUTRAL_ZONE = 0.2
SESSION_TURNS_MAX = 50.0
TURNS_MAX = 1e6  # more is no number of turns that anybody took; two of them must not add up to infinity
PUT_RIGHT_TURNS = 100.0  # a correction stands for hundreds of turns, see profiles/learning.py


def believe(
    name: str,
    *,
    profile: Estimate | None = None,
    session: Estimate | None = None,
    cue: Cue | None = None,
    now_turns: float = 1.0,
) -> Belief:
    """Weigh profile, visit and message. ``now_turns`` below 1 when the message says little (a yes to our question)."""
    dial = DIALS[name]
    now = _finite(cue.value, dial) if cue is not None else None
    parts = [_evidence(profile, dial, dial.profile_turns), _evidence(session, dial, SESSION_TURNS_MAX)]
    parts.append((now, max(0.0, now_turns)) if now is not None else None)
    evidence = [part for part in parts if part is not None]
    if not evidence:
        return Belief(name)
    return Belief(
        name,
        value=_mean([(dial.average, dial.strength), *evidence], dial.log),
        now=now,
        own=tuple(value for value, _ in evidence),
        turns=sum(turns for _, turns in evidence),
        clear=_clear(profile, dial) or _clear(session, dial),
        words=_words(cue) if now is not None else "",
    )


def _evidence(estimate: Estimate | None, dial: Dial, most: float) -> tuple[float, float] | None:
    """What was observed behind an estimate, and how many turns it may weigh.

    An estimate is shrunk to the shop's average already; that is taken back, so that the average counts once. What the
    customer has put right weighs in full.
    """
    known = _known(estimate, dial)
    if known is None or most <= 0:
        return None
    value, turns = known
    average, strength = dial.learnt
    observed = (value * (turns + strength) - average * strength) / turns
    weight = turns if turns >= PUT_RIGHT_TURNS else min(turns, most)
    return min(max(observed, dial.low), dial.high), weight


def _finite(value: object, dial: Dial) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return min(max(float(value), dial.low), dial.high)


def _known(estimate: Estimate | None, dial: Dial) -> tuple[float, float] | None:
    if estimate is None:
        return None
    value, turns = _finite(estimate.value, dial), estimate.n
    if value is None or not isinstance(turns, (int, float)) or not math.isfinite(turns) or turns <= 0:
        return None
    return value, min(float(turns), TURNS_MAX)


def _clear(estimate: Estimate | None, dial: Dial) -> int:
    known = _known(estimate, dial)
    if estimate is None or known is None or not math.isfinite(estimate.sd) or estimate.sd < 0:
        return 0
    reach = abs(known[0] - dial.average) - Z_80 * estimate.sd
    if reach <= NEUTRAL_ZONE:
        return 0
    return 1 if known[0] > dial.average else -1


def _mean(parts: list[tuple[float, float]], log: bool) -> float:
    total = sum(turns for _, turns in parts)
    if log:
        return math.exp(sum(math.log(value) * turns for value, turns in parts) / total)
    return sum(value * turns for value, turns in parts) / total


def _words(cue: Cue | None) -> str:
    texts = [evidence.text.strip() for evidence in cue.evidence] if cue is not None else []
    return ", ".join(dict.fromkeys(text for text in texts if text))[:80]
