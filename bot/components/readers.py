"""Three readers of one message: the regression on our own sentences, the network that strangers taught, and the memory.

The first two readers' scores are averaged, which is a geometric mean of what they believe (a logarithmic opinion pool:
Genest & Zidek 1986); what the memory believes is added, as one more witness. They err differently, so that together they
are right more often than any of them (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import log_softmax, softmax

from bot.components.intent_memory import IntentMemory
from bot.components.intent_model import IntentModel
from bot.intent_network import IntentNetwork

SHARE = 0.5  # of the network
SHARE_ITALIAN = 0.3  # of the network, which met little Italian: more of our own held-out sentences are heard rightly so
TEMPERATURE = 1.33  # divisor of the joined scores under which strangers' messages were likeliest (Guo et al. 2017)
TEMPERATURE_UNREMEMBERED = 0.81  # the same without the memory


@dataclass(frozen=True)
class Readers:
    """Those who read: ``model`` always, ``network`` and ``memory`` where there is one."""

    model: IntentModel
    network: IntentNetwork | None = None
    memory: IntentMemory | None = None

    def probabilities(self, texts: Sequence[str], vectors: np.ndarray, italian: Sequence[bool]) -> np.ndarray:
        """Of each of the model's intents, shape (texts, intents); rows sum to 1."""
        scores = self.model.scores(texts, vectors)
        if self.network is None and self.memory is None:
            return believed(scores, self.model.temperature)
        if self.network is None:
            scores = log_softmax(scores, axis=1)
        else:
            shares = [SHARE_ITALIAN if it else SHARE for it in italian]
            heard = self.network.scores(list(texts))
            scores = joined_scores(scores, self.model.intents, heard, self.network.intents, shares)
        if self.memory is None:
            return believed(scores, TEMPERATURE_UNREMEMBERED)
        return believed(scores + self.memory.log_belief(texts, vectors, self.model.intents), TEMPERATURE)


def believed(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities from joined scores, shape (texts, intents); rows sum to 1."""
    return np.asarray(softmax(scores / temperature, axis=1))


def joined_scores(
    scores: np.ndarray,
    intents: Sequence[str],
    network_scores: np.ndarray,
    network_intents: Sequence[str],
    shares: Sequence[float] | None = None,
) -> np.ndarray:
    """The mean of both readers' log probabilities, shape (texts, intents). ``shares``: the network's for each text, 0 … 1
    (SHARE). An intent of the shop's own, which the network never met, is left to the regression; one of the network's
    that the shop does not have is left out."""
    first, second = log_softmax(scores, axis=1), log_softmax(network_scores, axis=1)
    share = np.array([SHARE] * len(first) if shares is None else shares)
    place = {name: column for column, name in enumerate(network_intents)}
    both = np.array(first, dtype=np.float64)
    for column, name in enumerate(intents):
        if name in place:
            both[:, column] += share * (second[:, place[name]] - first[:, column])
    return both
