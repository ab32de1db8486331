"""How traits are learnt: ridge on speakers' means, and what the readings are worth in people not learnt from.

Both roles are learnt from, each standardised by itself; features and sentence vector count for half of the whole spread
each, or for two fifths where common words count for the last fifth. The penalty (one for all traits that are learnt
together) is chosen by the squared error in five folds of people. The out-of-fold readings then give the slope (what a
reading must be shrunk by), the share of the differences that they tell of, and how fast they settle with the turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.cues.train_trait_data import FIRST, Speakers
from bot.cues.trait_model import doubt, scaled, shrinkage

SHARES = (2.0, 1.0, 2.0)  # features, common words, sentence vector; those that are there make up the whole spread
PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3)  # of the whole weight of the speakers
INNER = 5
_HALF_AT = np.geomspace(0.5, 60.0, 200)  # turns: what is tried


@dataclass(frozen=True)
class Fitted:
    """What one training gives. Arrays are by trait, in the order that they were asked for, or (columns, traits).

    error  the squared error in people not learnt from, in squared standard deviations: what a choice is made by
    """

    usual: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    survey_mean: np.ndarray
    survey_spread: np.ndarray
    turns: float
    penalty: float
    half_at: np.ndarray
    told: np.ndarray
    error: float

    def values(self, speakers: Speakers) -> np.ndarray:
        """What is read of each speaker, in standard deviations of the trait; shape (n, traits)."""
        return (scaled(speakers.mean, self.usual, self.spread) @ self.weights) * self._gain(speakers)

    def doubts(self, speakers: Speakers) -> np.ndarray:
        """The standard deviation of each of ``values``; shape (n, traits)."""
        return np.vectorize(doubt)(self.told[None, :], self._gain(speakers))

    def surveyed(self, speakers: Speakers) -> np.ndarray:
        """The speakers' own answers on the same scale; shape (n, traits)."""
        return np.asarray((speakers.surveyed - self.survey_mean) / self.survey_spread)

    def _gain(self, speakers: Speakers) -> np.ndarray:
        return np.array([[shrinkage(n, self.turns, k) for k in self.half_at] for n in speakers.turns.tolist()])


@dataclass(frozen=True)
class Table:
    """Speakers made ready for the ridge: ``z`` scaled (and each block made as heavy as it should be), ``y`` standardised."""

    z: np.ndarray
    y: np.ndarray
    weight: np.ndarray


def fit(asked: Speakers, also: Speakers) -> Fitted:
    """Learn from those who speak as customers do (``asked``) and, beside them, from the others (``also``)."""
    fold = folds_of_people(asked.person, INNER, seed=0)
    unseen = [_inner(asked, also, fold == k) for k in range(INNER)]
    y = np.empty_like(asked.surveyed)
    guesses = np.empty((len(PENALTIES), *y.shape))
    for k, (_, guess, told) in enumerate(unseen):
        guesses[:, fold == k], y[fold == k] = guess, told
    errors = ((guesses - y) ** 2).mean(axis=(1, 2))
    best = int(errors.argmin())
    weight = person_weights(asked.person)
    slope = np.clip(_slopes(guesses[best], y, weight), 0.0, 1.0)
    r = np.array([_weighted_r(guesses[best][:, t], y[:, t], weight) for t in range(y.shape[1])])
    half_at = _settling(asked, fold, [scales_and_weights for scales_and_weights, _, _ in unseen], best)
    usual, spread = moments(asked)
    solved = solve(stack(table(asked, usual, spread), table(also, *moments(also))), PENALTIES)[best]
    return Fitted(
        usual, spread, solved * _heaviness(asked.widths)[:, None] * slope, *_survey_moments(asked),
        float(asked.turns.mean()), PENALTIES[best], half_at, np.maximum(r, 0.0) ** 2, float(errors[best]),
    )  # fmt: skip


# ── ridge ────────────────────────────────────────────────────────────────────────────────────────────────────────


def table(speakers: Speakers, usual: np.ndarray, spread: np.ndarray) -> Table:
    """Speakers ready for the ridge, scaled as given; the survey by their own mean and spread."""
    mean, sd = _survey_moments(speakers)
    z = scaled(speakers.mean, usual, spread) * _heaviness(speakers.widths)
    return Table(z, (speakers.surveyed - mean) / sd, person_weights(speakers.person))


def stack(*tables: Table) -> Table:
    """Several tables as one."""
    z, y, weight = (np.concatenate(parts) for parts in zip(*((t.z, t.y, t.weight) for t in tables), strict=True))
    return Table(z, y, weight)


def solve(rows: Table, penalties: Sequence[float]) -> np.ndarray:
    """Ridge weights for each penalty; shape (penalties, columns, targets). No intercept: all is centred."""
    zw = rows.z * rows.weight[:, None]
    values, vectors = np.linalg.eigh(zw.T @ rows.z)
    turned = vectors.T @ (zw.T @ rows.y)
    return np.array([vectors @ (turned / (values + p * rows.weight.sum())[:, None]) for p in penalties])


def folds_of_people(person: np.ndarray, count: int, seed: int) -> np.ndarray:
    """A fold 0 … count − 1 for each row; all rows of one person in one fold."""
    people = np.unique(person)
    fold = dict(zip(people.tolist(), np.random.default_rng(seed).permutation(len(people)) % count, strict=True))
    return np.array([fold[p] for p in person.tolist()])


def person_weights(person: np.ndarray) -> np.ndarray:
    """1 / √dialogues: ten chats of one person tell more than one chat, but hold one survey."""
    _, place, count = np.unique(person, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / np.sqrt(count[place]))


def moments(speakers: Speakers) -> tuple[np.ndarray, np.ndarray]:
    """What is usual among the speakers, and how far they spread, column by column."""
    return speakers.mean.mean(axis=0), speakers.mean.std(axis=0) + 1e-6


def _heaviness(widths: Sequence[int]) -> np.ndarray:
    """Each block gets its share of the whole spread, however many columns it has; features alone get all of it."""
    whole = sum(share for share, width in zip(SHARES, widths, strict=True) if width)
    columns = [np.full(width, share / whole / max(width, 1)) for share, width in zip(SHARES, widths, strict=True)]
    return np.sqrt(np.concatenate(columns))


def _survey_moments(speakers: Speakers) -> tuple[np.ndarray, np.ndarray]:
    return speakers.surveyed.mean(axis=0), speakers.surveyed.std(axis=0)


# ── what the readings are worth in people not learnt from ────────────────────────────────────────────────────────

Solved = tuple[np.ndarray, np.ndarray, np.ndarray]  # usual, spread, weights (penalties, columns, traits)


def _inner(asked: Speakers, also: Speakers, out: np.ndarray) -> tuple[Solved, np.ndarray, np.ndarray]:
    """Learn without some people; what is then read of them by each penalty, and what they answered."""
    known, others = asked.part(~out), also.part(~np.isin(also.person, asked.person[out]))
    usual, spread = moments(known)
    weights = solve(stack(table(known, usual, spread), table(others, *moments(others))), PENALTIES)
    weights = weights * _heaviness(asked.widths)[None, :, None]
    mean, sd = _survey_moments(known)
    read = scaled(asked.mean[out], usual, spread) @ weights
    return (usual, spread, weights), read, (asked.surveyed[out] - mean) / sd


def _settling(asked: Speakers, fold: np.ndarray, solved: Sequence[Solved], best: int) -> np.ndarray:
    """Turns at which a reading has half its weight: how the slope of the other turns' reading on that of the first n
    turns grows as n / (n + half_at), in people not learnt from; the first and the rest share no turn."""
    weight, slopes = person_weights(asked.person), []
    for first, rest in zip(asked.first, asked.rest, strict=True):
        early, late = np.empty_like(asked.surveyed), np.empty_like(asked.surveyed)
        for k, (usual, spread, weights) in enumerate(solved):
            out = fold == k
            early[out], late[out] = (scaled(x[out], usual, spread) @ weights[best] for x in (first, rest))
        slopes.append(_slopes(early, late, weight))
    grown = np.array(FIRST)[None, :] / (np.array(FIRST)[None, :] + _HALF_AT[:, None])
    missed = ((grown[:, :, None] - np.array(slopes)[None]) ** 2).sum(axis=1)
    return np.asarray(_HALF_AT[missed.argmin(axis=0)])


def _slopes(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Slope of y on x, column by column."""
    x, y = (v - np.average(v, axis=0, weights=weight) for v in (x, y))
    return np.asarray((weight[:, None] * x * y).sum(axis=0) / ((weight[:, None] * x * x).sum(axis=0) + 1e-12))


def _weighted_r(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
    x, y = x - np.average(x, weights=weight), y - np.average(y, weights=weight)
    return float((weight * x * y).sum() / (np.sqrt((weight * x * x).sum() * (weight * y * y).sum()) + 1e-12))
