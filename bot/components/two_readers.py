"""Two readers of one message: the regression on our own sentences, and the network that strangers taught.

Their scores are averaged, which is a geometric mean of what they believe (a logarithmic opinion pool: Genest & Zidek 1986):
they err differently, so that together they are right more often than either (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import log_softmax, softmax

SHARE = 0.5  # of the network
SHARE_ITALIAN = 0.3  # of the network, which met little Italian: more of our own held-out sentences are heard rightly so
TEMPERATURE = 0.81  # divisor of the joined scores under which strangers' messages were likeliest (Guo et al. 2017)


def joined(
    scores: np.ndarray,
    intents: Sequence[str],
    network_scores: np.ndarray,
    network_intents: Sequence[str],
    temperature: float = TEMPERATURE,
    shares: Sequence[float] | None = None,
) -> np.ndarray:
    """Probabilities of ``intents``, shape (texts, intents), from both readers' scores; see :func:`joined_scores`."""
    both = joined_scores(scores, intents, network_scores, network_intents, shares)
    return np.asarray(softmax(both / temperature, axis=1))


def joined_scores(
    scores: np.ndarray,
    intents: Sequence[str],
    network_scores: np.ndarray,
    network_intents: Sequence[str],
    shares: Sequence[float] | None = None,
) -> np.ndarray:
    """The mean of both readers' log probabilities; ``shares``: the network's for each text, 0 … 1 (SHARE). An intent of the shop's own, which the network never met, is left to the
    regression; one of the network's that the shop does not have is left out."""
    first, second = log_softmax(scores, axis=1), log_softmax(network_scores, axis=1)
    share = np.array([SHARE] * len(first) if shares is None else shares)
    place = {name: column for column, name in enumerate(network_intents)}
    both = np.array(first, dtype=np.float64)
    for column, name in enumerate(intents):
        if name in place:
            both[:, column] += share * (second[:, place[name]] - first[:, column])
    return both
