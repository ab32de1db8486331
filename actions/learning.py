"""From cues to observations: what of this message may teach something, and about whom. Pure."""

from __future__ import annotations

from datetime import datetime

from actions.heard import Heard
from profiles.learning import DIALS
from profiles.model import Observation

ANSWERS = ("affirm", "deny")  # a bare yes is short for everybody: it tells nothing about how they talk
TASTE = frozenset({"novelty", "uniqueness", "price_mindedness"})


def observations_of(heard: Heard, at: datetime, *, asked_closed: bool) -> tuple[Observation, ...]:
    """One observation for each measured cue that a dial exists for. Buttons, arrivals and bare answers teach nothing."""
    if heard.kind != "text" or (asked_closed and heard.heard_intent(*ANSWERS) and len(heard.wishes) == 1):
        return ()
    return tuple(
        Observation(
            heard.customer,
            "shop",
            heard.message_id,
            at,
            cue.name,
            cue.value,
            evidence=", ".join(e.text for e in cue.evidence)[:200],
        )
        for cue in heard.cues.values()
        if cue.value is not None and cue.name in DIALS and (cue.name not in TASTE or cue.evidence)
    )
