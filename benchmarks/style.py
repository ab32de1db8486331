"""How well style is heard: formality, politeness, and what of a manner carries over, on public text.

    python -m benchmarks.style --data FOLDER [--refit]     (FOLDER: see bot/cues/style_corpora.py)

Formality: Spearman with the mean rating of five people, in a genre that was not learnt from (blog, email, news, and
their mean). Politeness: top against bottom quarter of the annotators' scores in ten folds, share told right (the
threshold is the middle of the two means in the other nine folds) and area under the curve. Both are the value that a
shop gets: counts and style encoder, calibration included. ``whole`` is the encoder's reading of long sentences alone,
``counts`` the counts alone, ``length alone`` the trivial baseline.

Formality in a shop: rank correlation with the mean of three independent readings of 447 messages that were not learnt
from, of customers, sellers and the shop's own replies; ``tm4`` is a source of which nothing was learnt. **The readers
were language models** (``bot/cues/models/shop_formality.md``). A new figure, with a bar of our own.

Counts are learnt anew for each fold at every run. The encoder takes ten trainings (each leaves a tenth of the requests out,
the first three also a genre): about twenty minutes on two cores that know sixteen bits, an hour on others. What these ten networks said of the texts that they had not seen is
kept as numbers in ``benchmarks/style_folds.npz``, with a mark of the recipe that made them; ``--refit`` makes it anew.

Carry-over: Spearman over speakers of PersuasionForGood, a habit in their first three turns against the same habit from
their sixth turn on, for speakers with at least ten turns; a habit that cannot be read in a turn is left out of its mean.
Coverage: how often the 80 % interval that the first three turns give, for the mean of as many later turns, holds it
(``benchmarks/carrying.py``). ``known`` is what others or simpler methods reach on the same data, ``goal`` what we want to reach.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.carrying import carry_over
from benchmarks.figures import spearman
from bot.cues import style_corpora
from bot.cues.formality import joined
from bot.cues.reader import as_heard
from bot.cues.shop_ratings import shop_rated
from bot.cues.style_corpora import FOLDS, GENRES, SENTENCES, NoData, Rated
from bot.cues.style_model import StyleModel, load_style
from bot.cues.train_style import (
    ENCODER,
    Hear,
    Texts,
    Usual,
    encoder_called,
    fit_formality,
    fit_politeness,
    in_the_ends,
    measured,
    usual_in_chats,
)
from bot.hearing import hear
from bot.style_encoder import HEARD

IN_A_SHOP = ("customers", "tm4", "sellers", "replies")
KEPT = Path(__file__).parent / "style_folds.npz"
KNOWN = {
    "formality mean": ("counts .58, frozen MiniLM .46", "≥ .66"),
    "formality in a shop": (".53 before", "≥ .75"),
    "politeness accuracy": ("TF-IDF .840, frozen MiniLM .821", "≥ .86"),
    "carry-over mean": (".57", "≥ .60"),
    "carry-over coverage": ("", ".75 … .85"),
}


@dataclass(frozen=True)
class Exam:
    """Texts with what networks that had never seen them said of them, shape (texts, 3)."""

    genres: dict[str, Texts]
    requests: Texts
    fold: np.ndarray  # of each request
    usual: Usual


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table. Exit 0; 2 where data are missing or the kept readings are of another recipe."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.style", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the public data")
    parser.add_argument("--refit", action="store_true", help="train the ten encoders anew (twenty minutes to an hour)")
    options = parser.parse_args(arguments)
    try:
        if options.refit:
            refit(options.data)
        figures = {**style_figures(options.data), **carry_over(options.data)}
    except (NoData, OtherRecipe) as missing:
        print(missing, file=sys.stderr)
        return 2
    table = Table(title="Style on public text")
    for name in ("exam", "reached", "known", "goal"):
        table.add_column(name, justify="left" if name == "exam" else "right")
    for name, value in figures.items():
        table.add_row(name, f"{value:.3f}", *KNOWN.get(name, ("", "")))
    Console(width=110).print(table)
    return 0


def style_figures(folder: Path) -> dict[str, float]:
    """All figures of formality and politeness. Raises ``NoData`` and ``OtherRecipe``."""
    exam = read_exam(folder)
    return {**examine_formality(exam), **in_a_shop(folder), **examine_politeness(exam)}


def in_a_shop(folder: Path) -> dict[str, float]:
    """Rank correlation with readings of messages in a shop, all of them and by source. Raises ``NoData``."""
    figures = {"formality in a shop": _as_read(shop_rated(folder, "exam"))}
    for source in IN_A_SHOP:
        figures[f"formality in a shop, {source}"] = _as_read(shop_rated(folder, "exam", source))
    return figures


def _as_read(rated: Rated) -> float:
    heard = [next(cue.value for cue in cues if cue.name == "formality") for cues in hear(rated.texts, "en")]
    return spearman(np.array([value or 0.0 for value in heard]), rated.score)  # nothing to read is read as ordinary


# ── what ten networks said of texts that they had not seen ───────────────────────────────────────────────────────


class OtherRecipe(ValueError):
    """The kept readings were made by another training than the one that is in the code."""


def refit(folder: Path) -> None:
    """Train the ten networks, one on each core at a time, and keep what they say: numbers only."""
    from bot.train_style_encoder import RECIPE

    genres, requests = style_corpora.formality(folder), style_corpora.politeness(folder)
    fold = style_corpora.folds(len(requests.texts))
    said = {name: np.zeros((len(rated.texts), 2), dtype=np.float16) for name, rated in genres.items()}
    said["politeness"] = np.zeros((len(requests.texts), 2), dtype=np.float16)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        for k, (of_requests, of_genre) in enumerate(workers.map(_one_fold, [folder] * FOLDS, range(FOLDS))):
            said["politeness"][fold == k] = of_requests
            if k < len(GENRES):
                said[GENRES[k]][:] = of_genre
    np.savez_compressed(KEPT, recipe=RECIPE, **said)


def _one_fold(folder: Path, k: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Readings of the requests of fold ``k``, and for the first folds those of a genre, by a network that saw neither."""
    import torch

    from bot.train_style_encoder import learn, lesson, read

    torch.set_num_threads(1)
    genres, requests = style_corpora.formality(folder), style_corpora.politeness(folder)
    fold, left = style_corpora.folds(len(requests.texts)), GENRES[k] if k < len(GENRES) else None
    known = [rated for name, rated in genres.items() if name != left]

    def say(told: str) -> None:
        print(f"fold {k + 1} of {FOLDS}: {told}", file=sys.stderr, flush=True)

    network = learn(lesson(known, _part(requests, fold != k)), say)
    of_requests = read(network, [as_heard(text) for text in _part(requests, fold == k).texts])
    return of_requests, read(network, [as_heard(text) for text in genres[left].texts]) if left else None


def read_exam(folder: Path) -> Exam:
    """The texts, counted anew, beside the kept readings."""
    from bot.train_style_encoder import RECIPE

    with np.load(KEPT) as kept:
        if str(kept["recipe"]) != RECIPE:
            raise OtherRecipe(f"{KEPT.name} was made by {kept['recipe']}, the code now says {RECIPE}: add --refit")
        said = {name: kept[name].astype(np.float32) for name in (*GENRES, "politeness")}
    genres, requests = style_corpora.formality(folder), style_corpora.politeness(folder)
    encoder = encoder_called(ENCODER)

    def kept_of(name: str) -> Hear:  # the network of shops learnt from none of these texts: it is asked as it is
        return lambda texts: np.hstack([said[name], encoder(texts)[:, len(HEARD) :]])

    return Exam(
        {name: measured(rated, kept_of(name)) for name, rated in genres.items()},
        measured(requests, kept_of("politeness")),
        style_corpora.folds(len(requests.texts)),
        usual_in_chats(folder, SENTENCES, encoder),
    )


def _part(rated: Rated, which: np.ndarray) -> Rated:
    return Rated(tuple(t for t, take in zip(rated.texts, which, strict=True) if take), rated.score[which])


# ── examining ────────────────────────────────────────────────────────────────────────────────────────────────────


def examine_formality(exam: Exam) -> dict[str, float]:
    """Spearman with the ratings of a genre that was not learnt from."""
    figures: dict[str, float] = {}
    for genre, texts in exam.genres.items():
        model = fit_formality([g for name, g in exam.genres.items() if name != genre], exam.usual)
        for kind, values in _kinds(
            model, texts, 0, partial(joined, model), load_style("shop_formality").squash
        ).items():
            figures[f"formality {genre}{kind}"] = spearman(values, texts.score)
    for kind in _KINDS:
        figures[f"formality mean{kind}"] = float(np.mean([figures[f"formality {g}{kind}"] for g in GENRES]))
    return figures


def examine_politeness(exam: Exam) -> dict[str, float]:
    """Top against bottom quarter in ten folds, every value by a model that had not seen the text."""
    ends = in_the_ends(exam.requests.score)
    texts, fold = exam.requests.part(ends), exam.fold[ends]
    top = texts.score > np.median(exam.requests.score)
    values = {kind: np.zeros(len(top)) for kind in _KINDS}
    for k in range(FOLDS):
        model, unseen = fit_politeness(exam.requests.part(exam.fold != k), exam.usual), fold == k
        for kind, read in _kinds(model, texts.part(unseen), 1, model.contributions, model.squash).items():
            values[kind][unseen] = read
    figures: dict[str, float] = {}
    for kind, read in values.items():
        right = [_right(read, top, fold == k) for k in range(FOLDS)]
        areas = [_area(read[fold == k], top[fold == k]) for k in range(FOLDS)]
        figures[f"politeness accuracy{kind}"] = float(np.mean(right))
        figures[f"politeness area{kind}"] = float(np.mean(areas))
    return figures


_KINDS = ("", " whole", " counts", " length alone")


def _kinds(
    model: StyleModel,
    texts: Texts,
    column: int,
    added: Callable[..., Mapping[str, float]],
    squash: Callable[[float], float],
) -> dict[str, np.ndarray]:
    """``added``: what each feature adds in a shop, of features, number of words, and what was heard; ``squash``: the
    value that a shop gets of their sum."""
    assert texts.heard is not None  # an exam has readings
    rows = list(zip(texts.features, texts.words.tolist(), texts.heard, strict=True))
    in_shop = np.array([squash(sum(added(f, n, heard).values())) for f, n, heard in rows])
    counts = np.array([model.squash(sum(model.contributions(f, n).values())) for f, n, _ in rows])
    return dict(zip(_KINDS, (in_shop, texts.heard[:, column], counts, texts.words.astype(float)), strict=True))


def _right(values: np.ndarray, top: np.ndarray, unseen: np.ndarray) -> float:
    """Share told right of the unseen, with the middle of the others' two means for a threshold."""
    threshold = (values[top & ~unseen].mean() + values[~top & ~unseen].mean()) / 2
    return float(((values[unseen] > threshold) == top[unseen]).mean())


def _area(scores: np.ndarray, top: np.ndarray) -> float:
    above, below = scores[top][:, None], scores[~top][None, :]
    return float((above > below).mean() + 0.5 * (above == below).mean())


if __name__ == "__main__":
    raise SystemExit(main())
