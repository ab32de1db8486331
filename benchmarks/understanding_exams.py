"""The models that the understanding exam compares, what they heard, and the figures with their bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import log_softmax, softmax

from benchmarks.exam_results import Exam
from benchmarks.misspelling import misspelt
from benchmarks.understanding_figures import (
    OUT,
    calibration_error,
    heard,
    in_scope_accuracy,
    macro_f1,
    out_of_scope,
)
from bot.components.readers import TEMPERATURE, believed, joined_scores
from bot.encoder import PACKAGED, Encoder
from bot.intent_texts import FOLDS, Pool, pool_folds
from bot.train_intent_network import RECIPE
from bot.train_intents import TEMPLATES, Lesson, left_out, temperature

KEPT = Path(__file__).parent / "intent_folds.npz"
IN_SCOPE_MIN = 50  # messages that a source must have to be counted in a mean over sources
MISSPELT, ROUNDS = 0.1, 3
Say = Callable[[str], None]
Learnt = dict[str, tuple[tuple[str, ...], np.ndarray]]


@dataclass(frozen=True)
class Heard:
    """What one way of learning made of the pool: ``intents`` and the probabilities, shape (messages, intents)."""

    intents: tuple[str, ...]
    probabilities: np.ndarray

    @classmethod
    def of(cls, pool: Pool, probabilities: np.ndarray, intents: tuple[str, ...]) -> Heard:
        if len(probabilities) != len(pool.texts):
            raise ValueError(f"probabilities: {len(probabilities)} rows for {len(pool.texts)} messages")
        return cls(intents, probabilities)

    def said(self, threshold: float) -> np.ndarray:
        """The intent that each message is taken for."""
        return heard(self.intents, self.probabilities, threshold)


class OtherRecipe(ValueError):
    """The kept readings were made by another training, or of another pool, than the one at hand."""


def learnt(lesson: Lesson, say: Say) -> Learnt:
    """Intents and probabilities of the three ways of learning: regression and memory; the last two with the network, too.

    Raises OtherRecipe.
    """
    pool, every = lesson.pool, np.arange(len(lesson.pool.texts))
    network, known = _network_said(len(pool.texts))
    own = lesson.own_only()
    regression = {"left out": left_out(lesson, say), "within": _within(lesson, say)}
    hidden = {"left out": pool.sources, "within": pool_folds(len(pool.texts))}
    scores = {
        name: joined_scores(told, own.intents, network[name], known) + _remembered(lesson, hidden[name], own.intents)
        for name, told in regression.items()
    }
    cooled = {name: _cooled(own.intents, told, scores["left out"], pool) for name, told in scores.items()}
    alone = log_softmax(lesson.scores(own, every), axis=1) + lesson.own_memory().log_belief(
        pool.texts, lesson.pool_vectors, own.intents
    )
    cooled["own"] = believed(alone, TEMPERATURE)
    return {name: (own.intents, probabilities) for name, probabilities in cooled.items()}


def _remembered(lesson: Lesson, hidden: np.ndarray, intents: Sequence[str]) -> np.ndarray:
    """What our own sentences and the messages of every other group of ``hidden`` (n,) say of each message."""
    own, strangers = lesson.own_memory(), lesson.strangers()
    told = np.zeros((len(hidden), len(intents)))
    for group in sorted(set(hidden.tolist())):
        rows = np.flatnonzero(hidden == group)
        memory = own + strangers.part(np.flatnonzero(hidden != group))
        texts = [lesson.pool.texts[i] for i in rows]
        told[rows] = memory.log_belief(texts, lesson.pool_vectors[rows], intents)
    return told


def _network_said(messages: int) -> tuple[dict[str, np.ndarray], tuple[str, ...]]:
    """Kept scores of networks that had not seen the messages, and their intents."""
    with np.load(KEPT) as kept:
        if str(kept["recipe"]) != RECIPE or len(kept["left"]) != messages:
            raise OtherRecipe(f"{KEPT.name} was made by {kept['recipe']} of {len(kept['left'])} messages: make it anew")
        told = {"left out": kept["left"].astype(np.float32), "within": kept["within"].astype(np.float32)}
        return told, tuple(kept["intents"].tolist())


def _within(lesson: Lesson, say: Say) -> np.ndarray:
    fold = pool_folds(len(lesson.pool.texts))
    told = np.zeros((len(fold), len(set(lesson.own[2]))))
    for number in range(FOLDS):
        say(f"fold {number + 1} of {FOLDS}")
        rows = np.flatnonzero(fold == number)
        told[rows] = lesson.scores(lesson.shipped(fold != number), rows)
    return told


def _cooled(intents: tuple[str, ...], scores: np.ndarray, left: np.ndarray, pool: Pool) -> np.ndarray:
    """Probabilities, each source's by the temperature that suits the left-out scores of the others."""
    told = np.zeros_like(scores)
    for source in set(pool.sources.tolist()):
        rows, others = pool.sources == source, pool.sources != source
        divisor = temperature(intents, left[others], _part(pool, others))
        told[rows] = softmax(scores[rows] / divisor, axis=1)
    return told


def _part(pool: Pool, rows: np.ndarray) -> Pool:
    texts = tuple(np.array(pool.texts, dtype=object)[rows])
    return Pool(texts, pool.intents[rows], pool.sources[rows], pool.provenances[rows], pool.languages[rows])


def over_sources(told: Heard, pool: Pool, threshold: float) -> float:
    """Mean in-scope accuracy over sources, templates and tiny sources apart."""
    said, found = told.said(threshold), []
    for source in sorted(set(pool.sources[pool.provenances != TEMPLATES].tolist())):
        rows = pool.sources == source
        if np.sum(rows & (pool.intents != OUT)) >= IN_SCOPE_MIN:
            found.append(in_scope_accuracy(pool.intents[rows], said[rows]))
    return float(np.mean(found))


def misspelt_loss(lesson: Lesson, ways: Mapping[str, Sequence[str]], threshold: float) -> tuple[float, float]:
    """In-scope accuracy of strangers' English messages, templates apart, before and after a tenth of the words is
    misspelt (mean of ROUNDS draws), by regression and memory of our own sentences alone, which have seen none of them."""
    pool, encoder = lesson.pool, Encoder(PACKAGED)
    model, memory = lesson.own_only(), lesson.own_memory()
    rows = np.flatnonzero((pool.provenances != TEMPLATES) & (pool.languages == "en") & (pool.intents != OUT))
    meant = pool.intents[rows]

    def accuracy(texts: list[str]) -> float:
        vectors = encoder.encode(texts)
        scores = log_softmax(model.scores(texts, vectors), axis=1) + memory.log_belief(texts, vectors, model.intents)
        return in_scope_accuracy(meant, heard(model.intents, believed(scores, TEMPERATURE), threshold))

    chance = np.random.default_rng(0)
    after = [accuracy([misspelt(pool.texts[i], ways, MISSPELT, chance) for i in rows]) for _ in range(ROUNDS)]
    return accuracy([pool.texts[i] for i in rows]), float(np.mean(after))


def exams(told: Mapping[str, Heard], pool: Pool, threshold: float, misspelling: tuple[float, float]) -> list[Exam]:
    """The figures beside their bars; what our own sentences alone reach beside them."""
    said = {name: one.said(threshold) for name, one in told.items()}
    real, crowd = pool.provenances == "real_user", np.char.startswith(pool.provenances.astype(str), "crowd")
    strangers = pool.provenances != TEMPLATES

    def by(name: str, rows: np.ndarray) -> float:
        return in_scope_accuracy(pool.intents[rows], said[name][rows])

    def f1(name: str) -> float:
        return macro_f1(pool.intents[strangers], said[name][strangers])

    def error(name: str) -> float:
        one = told[name]
        best = np.array(one.intents)[one.probabilities.argmax(axis=1)]
        return calibration_error(one.probabilities.max(axis=1)[strangers], (best == pool.intents)[strangers])

    recall, precision = out_of_scope(pool.intents[crowd], said["left out"][crowd])
    own_recall, own_precision = out_of_scope(pool.intents[crowd], said["own"][crowd])
    in_recall, in_precision = out_of_scope(pool.intents[crowd], said["within"][crowd])
    before, after = misspelling
    own_mean = over_sources(told["own"], pool, threshold)
    return [
        Exam("real users, source left out", by("left out", real), 0.65, human=by("own", real), form=".3f"),
        Exam("real users, within", by("within", real), 0.88, human=by("own", real), form=".3f"),
        Exam(
            "mean over left-out sources",
            over_sources(told["left out"], pool, threshold),
            0.75,
            human=own_mean,
            form=".3f",
        ),
        Exam("mean over sources, within", over_sources(told["within"], pool, threshold), human=own_mean, form=".3f"),
        Exam("macro-F1, source left out", f1("left out"), 0.80, human=f1("own"), form=".3f"),
        Exam("macro-F1, within", f1("within"), human=f1("own"), form=".3f"),
        Exam("out of scope, recall", recall, 0.75, human=own_recall, about=f"within {in_recall:.3f}", form=".3f"),
        Exam(
            "out of scope, precision",
            precision,
            0.75,
            human=own_precision,
            about=f"within {in_precision:.3f}",
            form=".3f",
        ),
        Exam(
            "lost when a tenth of the words is misspelt",
            before - after,
            0.04,
            "at most",
            about=f"{before:.3f} to {after:.3f}",
            form=".3f",
        ),
        Exam("calibration error, source left out", error("left out"), 0.05, "at most", human=error("own"), form=".3f"),
        Exam("calibration error, within", error("within"), human=error("own"), form=".3f"),
    ]
