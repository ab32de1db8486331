"""``make bench-voice DATA=folder``: does the shop answer in the customer's key? The protocol:

**Who.** Real customers' dialogues (``benchmarks/dialogues.py``; a development set: Solito's wordings were written with its
kind of talk in mind, and looked at on it). Each is played turn by turn to ``solito run --demo`` by a new visitor who has
agreed to nothing, whatever the shop answers, so what is measured is adapting within one visit, from nothing. Plain Rasa
answers the same turns with one fixed line an intent (``benchmarks/fixed_lines.py``): the trivial baseline. It has our own
understanding, so that it differs in its voice alone. Human sellers are
those of the same dialogues, where the source kept them. Notices (the AI notice, the consent chip) are no replies.
Among equally fitting wordings chance decides, so Solito plays all dialogues five times; told is the mean of the five
figures, with the lowest and the highest.

**Words.** Spearman over dialogues of mean words a turn, customer with seller; beside it the 95 % bootstrap interval over
dialogues of the first play.
**Formality.** The same with our own measure and with an independent one, which needs ``--ear FOLDER``
(``benchmarks/second_ear.py``; what each is worth tells ``benchmarks/ears.py``). The F-score
(``benchmarks/formality_measures.py``) is told beside them without a bar: it was made for long texts, and with how formal
these lines are found it does not go at all.
**Style matching.** LSM of nine classes of function words over a dialogue's turns; own seller less the mean over all
other dialogues' sellers (``benchmarks/voice_figures.py``). Short texts match easily, hence the difference.
**Length.** Words of all replies; terse customers are those with at most 4.5 words a turn.
**Facts.** Every act in every manner, length, warmth and lead, in both languages (``benchmarks/same_facts.py``).
**Variety.** Each demo customer comes on ten days running, by opening the chat, and asks once what the shop can recommend.
The opening (small talk in it) is what the welcome says before its first question; reasons are the advice's sentences
after the first that ask nothing. Told is the share of different ones; the customer with the fewest counts.
**Speed.** ``make_plan`` and ``realise`` for varied customers and acts (``benchmarks/speaking.py``).
**Reading.** ``var/bench/voice/``: every conversation as Solito, plain Rasa and (where there is one) the human seller
answered it, shuffled and unlabelled, with a form and a key apart; and Solito's alone, whole, to be read aloud.

A missed bar is exit code 1; the table is printed all the same, and every figure is kept in ``var/bench/voice.json``.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from itertools import takewhile
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks import formality_measures, same_facts, speaking
from benchmarks.contenders import open_rasa, open_solito
from benchmarks.dialogues import Dialogue, NoDialogues, read_dialogues
from benchmarks.exam_results import Exam, as_json, table
from benchmarks.projects import comparison, trained
from benchmarks.reading import write_reading
from benchmarks.replaying import Replayed, Visit, keep_whole, regular_visits, replay
from benchmarks.results import PLAIN, SOLITO
from benchmarks.second_ear import second_ear
from benchmarks.servers import NotReady
from benchmarks.turns import prepare_shop
from benchmarks.voice_figures import Agreement, agreement, distinct, matching, mean_words, sentences, words
from bot.cues.message import Message
from bot.cues.pipeline import read_docs
from bot.cues.style_matching import count, pooled
from settings import Settings, settings

TERSE_WORDS = 4.5
PLAYS = 5
VISITS = 10
ADVICE = "what can you recommend today?"
REGULARS = ("demo-marco", "demo-giulia", "demo-hartmann")
KEPT = Path("bench") / "voice.json"

Measured = tuple[
    str, Callable[[Sequence[str]], float] | None, float | None
]  # its name, how a side is measured, its bar
Side = Sequence[Sequence[str]]  # for each dialogue, what one side said
Played = dict[str, list[list[Replayed]]]  # by bot, its plays of all dialogues


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, keep the figures and the conversations."""
    asked = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it still ends what it started
    shop = settings()
    try:
        dialogues = read_dialogues(asked.data)
        played, visits = _play(shop, dialogues)
    except (NoDialogues, NotReady) as error:
        _tell(str(error))
        return 2
    folder = shop.var_dir / "bench" / "voice"
    answers = {name: [[r.replies for r in play] for play in plays] for name, plays in played.items()}
    count_read = write_reading(folder, dialogues, {name: plays[0] for name, plays in answers.items()})
    keep_whole(folder / "solito.md", played[SOLITO][0])
    exams = [*_following(dialogues, answers, _measures(asked)), *_apart(visits)]
    Console(width=None if sys.stdout.isatty() else 150).print(
        table(exams, f"The voice, over {len(dialogues)} dialogues")
    )
    (shop.var_dir / KEPT).write_text(json.dumps(as_json(exams), indent=1, ensure_ascii=False))
    _tell(f"{count_read} conversations to be read blind: {folder}; all figures: {shop.var_dir / KEPT}")
    return 0 if all(exam.kept for exam in exams) else 1


def _play(shop: Settings, dialogues: Sequence[Dialogue]) -> tuple[Played, dict[str, list[Visit]]]:
    """Start both bots, let each answer every dialogue, and Solito its regulars."""
    with tempfile.TemporaryDirectory(prefix="solito-voice-") as scratch, ExitStack() as closing:
        var = Path(scratch) / "var"
        var.mkdir()
        plain = comparison(shop, "pipeline")
        _tell("Model of plain Rasa: trained once, then kept …")
        model = trained(shop, plain, shop.var_dir / "bench" / "models", Path(scratch) / plain.name)
        _tell("Preparing a shop of its own …")
        prepare_shop(shop, var)
        bots = [open_rasa(shop, PLAIN, plain, model, Path(scratch) / plain.name, var)]
        closing.callback(bots[0].close)
        bots.append(open_solito(shop, var))
        closing.callback(bots[1].close)
        plays = (1, PLAYS)  # plain Rasa says the same every time
        played = {
            bot.name: [replay(bot, dialogues, _tell) for _ in range(n)] for bot, n in zip(bots, plays, strict=True)
        }
        return played, {who: regular_visits(bots[1], who, VISITS, ADVICE) for who in REGULARS}


def _measures(asked: argparse.Namespace) -> list[Measured]:
    """What is measured of both sides, and how far they should go together."""
    ear = None
    if asked.ear:
        ear = second_ear(asked.data / "people", asked.ear, settings().var_dir / "bench", _tell)
    return [
        ("words a turn, Spearman", mean_words, 0.75),
        ("formality by our measure, Spearman", formality_measures.own, 0.60),
        ("formality by an independent ear, Spearman", ear, 0.60),
        ("formality by F-score, Spearman", formality_measures.f_score, None),
    ]


def _following(
    dialogues: Sequence[Dialogue],
    answers: dict[str, list[list[tuple[str, ...]]]],
    measures: Sequence[Measured],
) -> list[Exam]:
    """How far the seller's side goes with the customer's."""
    customers = [d.customer for d in dialogues]
    with_human = [d for d in dialogues if d.seller]
    asked, sold = [d.customer for d in with_human], [d.seller for d in with_human]
    exams = []
    for name, measure, bar in measures:
        if measure is None:
            exams.append(Exam(name, float("nan"), bar, about="needs --ear"))
            continue
        ours = [_agreement(measure, customers, play) for play in answers[SOLITO]]
        rhos, plain = [one.rho for one in ours], _agreement(measure, customers, answers[PLAIN][0])
        about = f"{_range(rhos)}; 95 %: {ours[0].low:.2f} … {ours[0].high:.2f}; plain Rasa {plain.rho:.2f}"
        exams.append(Exam(name, float(np.mean(rhos)), bar, human=_agreement(measure, asked, sold).rho, about=about))
    gains = [matching(_rates(customers), _rates(play)).gain for play in answers[SOLITO]]
    plain_gain = matching(_rates(customers), _rates(answers[PLAIN][0])).gain
    human = matching(_rates(asked), _rates(sold)).gain
    about = f"{_range(gains, 3)}; plain Rasa {plain_gain:.3f}"
    name = "style matching, own less shuffled"
    exams.append(Exam(name, float(np.mean(gains)), 0.04, human=human, about=about, form=".3f"))
    every = [replies for play in answers[SOLITO] for replies in play]
    return [*exams, *_lengths(customers * len(answers[SOLITO]), every, sold)]


def _range(values: Sequence[float], places: int = 2) -> str:
    return f"{min(values):.{places}f} … {max(values):.{places}f}"


def _lengths(customers: Side, ours: Side, human: Side) -> list[Exam]:
    counts, sold = _counts(ours), _counts(human)
    terse = _counts(s for c, s in zip(customers, ours, strict=True) if mean_words(c) <= TERSE_WORDS)
    empty = sum(not reply for replies in ours for reply in replies)
    return [
        Exam("words of a reply, median", float(np.median(counts)), 16, "at most", float(np.median(sold)), form=".0f"),
        Exam(
            "words of a reply, 90th percentile",
            float(np.quantile(counts, 0.9)),
            32,
            "at most",
            float(np.quantile(sold, 0.9)),
            form=".0f",
        ),
        Exam("the same, to terse customers, median", float(np.median(terse)), 9, "at most", form=".0f"),
        Exam("turns without a proper answer", empty, 0, "at most", about=f"of {len(counts)}", form=".0f"),
    ]


def _apart(visits: dict[str, list[Visit]]) -> list[Exam]:
    """What needs no dialogues."""
    facts, took = same_facts.same_facts(), speaking.measure()
    shares = {who: distinct(_lines(each)) for who, each in visits.items()}
    fewest = min(shares, key=lambda who: shares[who])
    return [
        Exam("the same facts in all registers", facts.share, 1.0, about=f"{facts.checked:,} sentences", form=".1%"),
        Exam("different lines heard in ten visits", shares[fewest], 0.8, about=f"fewest: {fewest}", form=".0%"),
        Exam("plan and words, 95th percentile, ms", took.p95, 2.0, "at most", about=f"median {took.p50:.2f}"),
    ]


def _lines(visits: Sequence[Visit]) -> list[str]:
    """Openings, small talk and reasons, as they were heard."""
    openings = [" ".join(takewhile(_tells, sentences(visit.welcome))) for visit in visits]
    reasons = [line for visit in visits for line in sentences(visit.advice)[1:] if _tells(line)]
    return [line for line in (*openings, *reasons) if line]


def _tells(line: str) -> bool:
    return not line.endswith("?")


def _agreement(measure: Callable[[Sequence[str]], float], one: Side, other: Side) -> Agreement:
    return agreement([measure(texts) for texts in one], [measure(texts) for texts in other])


def _rates(side: Side) -> list[dict[str, float]]:
    return [pooled([count(Message.of(doc, "en")) for doc in read_docs(texts, "en")]).rates() for texts in side]


def _counts(side: Iterable[Sequence[str]]) -> list[int]:
    return [words(text) for texts in side for text in texts]


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-voice", description="Does the shop answer in the customer's key?")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    parser.add_argument(
        "--ear", type=Path, help="folder with all-mpnet-base-v2, for the independent measure of formality"
    )
    return parser.parse_args(arguments)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
