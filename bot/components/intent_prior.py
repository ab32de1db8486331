"""What comes with Solito of strangers' messages: intent weights, and a memory (``models/intent_prior.md``, ``intent_memory.md``)."""

from __future__ import annotations

from pathlib import Path

from bot.components.intent_memory import IntentMemory
from bot.components.intent_model import IntentModel
from bot.encoder import PACKAGED

OWN_PULL = 0.3  # c of a fit on a shop's own sentences around the prior; see docs/understanding.md
PRIOR = Path(__file__).parent / "models" / "intent_prior.npz"
MEMORY = Path(__file__).parent / "models" / "intent_memory.npz"


def learnt_prior(encoder: str, dimension: int) -> IntentModel | None:
    """The weights that were learnt with this encoder; None for another, whose vectors they do not fit."""
    if encoder != PACKAGED:
        return None
    prior = IntentModel.read(PRIOR)
    return prior if prior.dimension == dimension else None


def strangers_memory(encoder: str, dimension: int) -> IntentMemory | None:
    """Strangers' messages as this encoder hears them; None for another encoder, whose vectors they are not like."""
    if encoder != PACKAGED:
        return None
    memory = IntentMemory.read(MEMORY)
    return memory if memory.dimension == dimension else None
