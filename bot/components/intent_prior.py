"""The intent weights that come with Solito, learnt from strangers' messages (``models/intent_prior.md`` is their card)."""

from __future__ import annotations

from pathlib import Path

from bot.components.intent_model import IntentModel
from bot.encoder import PACKAGED

OWN_PULL = 0.3  # c of a fit on a shop's own sentences around the prior; see docs/understanding.md
PRIOR = Path(__file__).parent / "models" / "intent_prior.npz"


def learnt_prior(encoder: str, dimension: int) -> IntentModel | None:
    """The weights that were learnt with this encoder; None for another, whose vectors they do not fit."""
    if encoder != PACKAGED:
        return None
    prior = IntentModel.read(PRIOR)
    return prior if prior.dimension == dimension else None
