"""The intent classifier: logistic regression on the sentence vector and on character n-grams, kept as plain numbers.

The vector carries meaning (English); the n-grams carry spelling: misspelt words, fragments, and Italian, which the
English encoder hears poorly.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

N_HASHES = 4096
CHAR_WEIGHT = 1.0  # scale of the n-gram block beside a unit sentence vector; see docs/understanding.md
_HASHER = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 4), n_features=N_HASHES, norm="l2", alternate_sign=True, lowercase=True
)


@dataclass(frozen=True)
class IntentModel:
    """``weights``: float32, shape (intents, dimension + N_HASHES); ``bias``: shape (intents,)."""

    intents: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def predict(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Probabilities, shape (len(texts), len(intents)); rows sum to 1."""
        features = _features(texts, vectors)
        scores = np.asarray(features @ self.weights.T) + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        exp = np.exp(scores)
        return exp / exp.sum(axis=1, keepdims=True)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "intents.npz", weights=self.weights, bias=self.bias, intents=np.array(self.intents)
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        with np.load(folder / "intents.npz", allow_pickle=False) as numbers:
            return cls(tuple(str(i) for i in numbers["intents"]), numbers["weights"], numbers["bias"])


def fit(texts: Sequence[str], vectors: np.ndarray, labels: Sequence[str], *, c: float = 4.0) -> IntentModel:
    """Fit on labelled texts. ``c`` is the inverse regularisation, chosen by cross-validation on our own sentences."""
    # 60 iterations: more of them cost minutes and change no figure (docs/understanding.md)
    classifier = LogisticRegression(C=c, max_iter=60, class_weight="balanced", tol=1e-2)
    with warnings.catch_warnings():  # that it stops before it has converged is meant
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier.fit(_features(texts, vectors), labels)
    return IntentModel(
        tuple(str(i) for i in classifier.classes_),
        classifier.coef_.astype(np.float32),
        classifier.intercept_.astype(np.float32),
    )


def _features(texts: Sequence[str], vectors: np.ndarray) -> csr_matrix:
    return hstack([csr_matrix(vectors), _HASHER.transform(texts) * CHAR_WEIGHT], format="csr")
