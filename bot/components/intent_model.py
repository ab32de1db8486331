"""The intent classifier: logistic regression on the sentence vector and on character n-grams, kept as plain numbers.

The vector carries meaning (English); the n-grams carry spelling: misspelt words, fragments, and Italian, which the
English encoder hears poorly. It may start from weights learnt elsewhere: what a shop's own sentences say nothing about
stays as those weights have it (a Gaussian prior around them: Chelba & Acero 2006, adaptation of maximum entropy models).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils.class_weight import compute_sample_weight

N_HASHES = 4096
STEPS = 60  # more of them cost time and change no figure (docs/understanding.md)
_HASHER = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 4), n_features=N_HASHES, norm="l2", alternate_sign=True, lowercase=True
)


@dataclass(frozen=True)
class IntentModel:
    """``weights``: float32, shape (intents, dimension + N_HASHES); ``bias``: shape (intents,).

    ``temperature``: the scores are divided by it before they become probabilities (Guo et al. 2017), so that a
    confidence of .8 is right in eight of ten strangers' messages; it changes no answer.
    """

    intents: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    @property
    def dimension(self) -> int:
        """Length of the sentence vectors that it takes."""
        return int(self.weights.shape[1]) - N_HASHES

    def predict(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Probabilities, shape (len(texts), len(intents)); rows sum to 1."""
        return np.asarray(softmax(self.scores(texts, vectors) / self.temperature, axis=1))

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """What the probabilities are made of, shape (len(texts), len(intents))."""
        return Features.of(texts, vectors).scores(self.weights, self.bias)

    def for_intents(self, intents: Sequence[str]) -> IntentModel:
        """The same for these intents in this order; one that it does not know gets zeros."""
        known = {name: row for row, name in enumerate(self.intents)}
        rows = [known.get(name) for name in intents]
        weights, bias = np.zeros((len(rows), self.weights.shape[1]), np.float32), np.zeros(len(rows), np.float32)
        for place, row in enumerate(rows):
            if row is not None:
                weights[place], bias[place] = self.weights[row], self.bias[row]
        return replace(self, intents=tuple(intents), weights=weights, bias=bias)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "intents.npz",
            weights=self.weights,
            bias=self.bias,
            intents=np.array(self.intents),
            temperature=self.temperature,
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        return cls.read(folder / "intents.npz")

    @classmethod
    def read(cls, path: Path) -> IntentModel:
        """From a file of :meth:`save`; weights may be kept in half precision."""
        with np.load(path, allow_pickle=False) as numbers:
            intents = tuple(str(i) for i in numbers["intents"])
            weights, bias = numbers["weights"].astype(np.float32), numbers["bias"].astype(np.float32)
            return cls(intents, weights, bias, float(numbers["temperature"]))


@dataclass(frozen=True)
class Features:
    """What is read of texts. ``vectors``: (n, dimension); ``spelling``: (n, N_HASHES), sparse, each row of length 1."""

    vectors: np.ndarray
    spelling: csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str], vectors: np.ndarray) -> Features:
        return cls(np.asarray(vectors, np.float32), _HASHER.transform(texts).astype(np.float32))

    def scores(self, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
        width = self.vectors.shape[1]
        return np.asarray(self.vectors @ weights[:, :width].T + self.spelling @ weights[:, width:].T + bias)

    def against(self, errors: np.ndarray) -> np.ndarray:
        """Their product with errors (n, intents): the gradient of the weights."""
        return np.hstack([errors.T @ self.vectors, np.asarray(self.spelling.T @ errors).T])


def fit(
    texts: Sequence[str],
    vectors: np.ndarray,
    labels: Sequence[str],
    *,
    c: float = 4.0,
    prior: IntentModel | None = None,
    counts: Sequence[float] | None = None,
) -> IntentModel:
    """Fit on labelled texts; every intent weighs the same, however many texts it has.

    ``c``: inverse strength of the pull towards the prior's weights, or towards zero without one; chosen by
    cross-validation. ``counts``: how much each text counts beside the others (1 when not given). The temperature is the
    prior's.
    """
    intents = sorted(set(labels))
    truth = np.searchsorted(np.array(intents), np.array(labels))
    weighing = (compute_sample_weight("balanced", labels) * (1.0 if counts is None else np.asarray(counts))).astype(
        np.float32
    )
    start = prior.for_intents(intents) if prior else _nothing(intents, np.shape(vectors)[1] + N_HASHES)
    features, rows, shape = Features.of(texts, vectors), np.arange(len(truth)), start.weights.shape

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = _unpacked(numbers, shape)
        logs = log_softmax(features.scores(weights, bias), axis=1)
        errors, away = np.exp(logs), weights - start.weights
        errors[rows, truth] -= 1
        errors *= weighing[:, None]
        slope = np.concatenate([(c * features.against(errors) + away).ravel(), c * errors.sum(axis=0)])
        missed = -float(weighing @ logs[rows, truth])
        return c * missed + 0.5 * float(np.vdot(away, away)), slope.astype(np.float64)

    packed = np.concatenate([start.weights.ravel(), start.bias]).astype(np.float64)
    found = minimize(loss, packed, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": 1e-5})
    weights, bias = _unpacked(found.x, shape)
    return replace(start, weights=weights, bias=bias)


def _nothing(intents: Sequence[str], width: int) -> IntentModel:
    return IntentModel(tuple(intents), np.zeros((len(intents), width), np.float32), np.zeros(len(intents), np.float32))


def _unpacked(numbers: np.ndarray, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    size = shape[0] * shape[1]
    return numbers[:size].reshape(shape).astype(np.float32), numbers[size:].astype(np.float32)
