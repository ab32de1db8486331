"""How much of a person do their messages show? ``python -m benchmarks.traits --data FOLDER``; about four minutes.

FOLDER holds PersuasionForGood (Wang et al., ACL 2019; ``bot/cues/train_trait_data.py`` says which files). Examined are the
persuadees; ten folds, all dialogues of one person in one fold, and whoever is examined is learnt from in neither
role. Whatever is chosen (penalty, how many words, slope, shares, turns) is chosen inside the other nine folds. Three divisions
into folds; r is their mean. Neuroticism is neither read nor learnt.

columns
  length        r of the surveyed trait with the log of the words said, nothing learnt: what a reading must beat
  r             r with the value that ``read_traits`` would give (joined: with sentence vectors; style: without)
  partial       the same, given length (partial correlation), and its 95 % interval over people (2,000 bootstraps)
  null          mean and 95th percentile of |r| after the surveys are dealt to other people (100 deals, all learnt anew;
                one penalty and one number of words are chosen for all deals)
  covered       share of surveyed traits inside the 80 % interval
  acted on      share of readings whose 80 % interval leaves the average
  3 turns       r and covered when only the first three turns are read
The row "Big Five" is the mean over the four; there the null is of |mean r|.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.cues.train_trait_data import PERSUADEE, PERSUADER, NoData, Speakers, check_data, read_speakers
from bot.cues.train_trait_fit import folds_of_people
from bot.cues.train_trait_novelty import learn
from bot.cues.traits import LEARNT

FOLDS, REPEATS, DEALS, DRAWS = 10, 3, 100, 2_000
BIG_FIVE = 4  # the first four of LEARNT
Z80 = 1.2816


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Exit 0; 2 where data are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.traits", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with PersuasionForGood")
    options = parser.parse_args(arguments)
    try:
        check_data(options.data)
    except NoData as missing:
        print(missing, file=sys.stderr)
        return 2
    from bot.encoder import Encoder

    encode = Encoder().encode
    asked, also = (read_speakers(options.data, role, encode) for role in (PERSUADEE, PERSUADER))
    print(f"{len(asked.person)} dialogues of {len(set(asked.person.tolist()))} persuadees; ", end="")
    print(f"{asked.turns.mean():.1f} turns and {asked.words.mean():.0f} words on average")
    for line in examine(asked, also):
        print(line, flush=True)
    return 0


def examine(asked: Speakers, also: Speakers) -> list[str]:
    """The table's lines."""
    runs = [unseen(asked, also, seed) for seed in range(REPEATS)]
    style = [unseen(asked.without_vectors(), also.without_vectors(), seed)[0] for seed in range(REPEATS)]
    values, answers = [v for v, _, _ in runs], runs[0][2]
    length = np.log(asked.words)
    alone = columnwise(length[:, None].repeat(len(LEARNT), axis=1), answers)
    r, r_style = (np.mean([columnwise(v, answers) for v in several], axis=0) for several in (values, style))
    partial = partials(values, answers, length)
    drawn = bootstrap(values, answers, length, asked.person)
    dealt = null(asked, also, seed=0)
    inside = np.mean([(abs(y - v) <= Z80 * sd).mean(axis=0) for v, sd, y in runs], axis=0)
    acted = np.mean([(abs(v) > Z80 * sd).mean(axis=0) for v, sd, _ in runs], axis=0)
    early, unsure, _ = unseen(asked, also, 0, turns=3)
    r3, inside3 = columnwise(early, answers), (abs(answers - early) <= Z80 * unsure).mean(axis=0)
    rows = [*((name, [t]) for t, name in enumerate(LEARNT)), ("Big Five", list(range(BIG_FIVE)))]
    lines = [f"{'':18}{'length':>8}{'r joined':>10}{'r style':>9}{'partial':>9}   {'95 % interval':16}{'null mean, 95th':>16}{'covered':>9}{'acted on':>10}{'3 turns: r, covered':>21}"]  # fmt: skip
    for name, which in rows:
        low, high = np.quantile(drawn[:, which].mean(axis=1), [0.025, 0.975])
        chance = abs(dealt[:, which].mean(axis=1))
        lines.append(
            f"{name:18}{alone[which].mean():8.3f}{r[which].mean():10.3f}{r_style[which].mean():9.3f}"
            f"{partial[which].mean():9.3f}   {low:+.3f} … {high:+.3f} {chance.mean():9.3f},{np.quantile(chance, 0.95):6.3f}"
            f"{inside[which].mean():9.3f}{acted[which].mean():10.3f}{r3[which].mean():12.3f},{inside3[which].mean():8.3f}"
        )
    return lines


def unseen(
    asked: Speakers, also: Speakers, seed: int, turns: int | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, their doubts and the standardised answers, each read by a model that knows nothing of the person.

    ``turns``: read only so many of their first turns (1, 2, 3 or 5).
    """
    fold = folds_of_people(asked.person, FOLDS, seed + 1)
    answers = (asked.surveyed - asked.surveyed.mean(axis=0)) / asked.surveyed.std(axis=0)
    values, doubts = np.empty_like(answers), np.empty_like(answers)
    for k in range(FOLDS):
        out = fold == k
        model = learn(asked.part(~out), also.part(~np.isin(also.person, asked.person[out])))
        heard = asked.part(out) if turns is None else asked.part(out).beginning(turns)
        values[out], doubts[out] = model.values(heard), model.doubts(heard)
    return values, doubts, answers


def null(asked: Speakers, also: Speakers, seed: int) -> np.ndarray:
    """r after the surveys were dealt to other people; shape (deals, traits)."""
    chance = np.random.default_rng(seed)
    both = np.concatenate([asked.person, also.person])
    people, first = np.unique(both, return_index=True)
    surveys = np.vstack([asked.surveyed, also.surveyed])[first]
    deals = [chance.permutation(len(people)) for _ in range(DEALS)]

    def dealt(speakers: Speakers) -> Speakers:
        place = np.searchsorted(people, speakers.person)
        return replace(speakers, surveyed=np.hstack([surveys[deal][place] for deal in deals]))

    values, _, answers = unseen(dealt(asked), dealt(also), seed)
    return columnwise(values, answers).reshape(DEALS, len(LEARNT))


def columnwise(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """r column by column; 0 where a column does not vary."""
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    under = np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0))
    return np.divide((x * y).sum(axis=0), under, out=np.zeros_like(under), where=under > 1e-12)


def partials(values: Sequence[np.ndarray], answers: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Partial r given length, mean over the divisions into folds; shape (traits,)."""
    line = np.column_stack([np.ones_like(length), length])

    def beside_length(v: np.ndarray) -> np.ndarray:
        return np.asarray(v - line @ np.linalg.lstsq(line, v, rcond=None)[0])

    told = beside_length(answers)
    return np.asarray(np.mean([columnwise(beside_length(v), told) for v in values], axis=0))


def bootstrap(values: Sequence[np.ndarray], answers: np.ndarray, length: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Partial r over people drawn with replacement (with all their dialogues); shape (draws, traits)."""
    chance = np.random.default_rng(0)
    rows = [np.flatnonzero(person == p) for p in np.unique(person)]
    drawn = np.empty((DRAWS, answers.shape[1]))
    for i in range(DRAWS):
        some = np.concatenate([rows[k] for k in chance.integers(len(rows), size=len(rows))])
        drawn[i] = partials([v[some] for v in values], answers[some], length[some])
    return drawn


if __name__ == "__main__":
    raise SystemExit(main())
