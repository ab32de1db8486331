"""``make bench``: what a turn costs, in time and memory, beside plain Rasa in the same run. The protocol:

**Who.** (a) Solito: ``solito run --demo`` as a shop runs it, all four processes. (b) Plain Rasa: the pipeline and policies
that ``rasa init`` leaves in force, trained on our ``nlu_data``, one ``utter_`` reply and one rule an intent (and our stories,
so that its story policies have something to hold), REST channel, SQLite tracker store, no action server. (c) Our pipeline
without actions: our ``config.yml``, else as (b). DIET, TED and their kin train for 5 epochs instead of 100: the network and
so its speed and memory are the same, only what it answers is worse; the turns it cannot answer are counted and told.
Trained comparison models are kept in ``var/bench/models`` by a fingerprint of their inputs.

**What is said.** English messages generated from the demo catalogue's words (`benchmarks/sentences.py`), median length five
words, seeded, never the same twice; all three systems hear the same ones. A conversation is twelve turns by a fresh customer.
Solito's customers are by turns anonymous or come with the shop's signed token, and half of them have consented, so that
profiles are read and written. Everything runs over one kept-alive HTTP connection on the loopback address, one message at a time.

**How.** All three run at once, and only one is spoken to at any moment. After one unmeasured conversation each, in every round
each conversation is played to all three, first with another one each time; then the next conversation. Five rounds; told is the
median over the rounds of each round's median and 95th percentile, at the client. The ratio is taken within a round, then its
median. Processor time is what the processes used meanwhile, divided by turns. Then long conversations: the median of turns 8–12
beside that of turns 198–202, the same kinds of turn. Start to ready: from the start of the process to the first healthy answer,
databases and model being there. Memory: resident set (RSS) of each process after all this.

**Bars.** Median turn ≤ 2.0 × plain Rasa; turn 200 ≤ 1.3 × turn 10; all processes of Solito ≤ 3 GB; and no turn without a proper
answer. A missed bar is exit code 1; the table is printed all the same, and ``var/bench/results.json`` holds every figure.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.contenders import Contender, Say, open_rasa, open_solito, shop_variables
from benchmarks.figures import Round, ageing, over_rounds, paired_ratio
from benchmarks.machine import Machine
from benchmarks.projects import comparison, trained
from benchmarks.results import PIPELINE, PLAIN, SOLITO, Results, System
from benchmarks.sentences import Sentences
from benchmarks.servers import NotReady, clean_environment, cpu_seconds, resident_bytes
from running.training import fingerprint, train_if_changed
from settings import Settings
from shop.importers.detect import read_catalogue

SEED = 2
TURNS = 12
EARLY, LATE = range(8, 13), range(198, 203)


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    rounds: int
    conversations: int  # a round and system
    long_conversations: int


FULL, QUICK = (
    Extent(rounds=5, conversations=4, long_conversations=3),
    Extent(rounds=2, conversations=2, long_conversations=1),
)


@dataclass
class Diary:
    """What one contender did: its rounds, its long conversations, and the turns that it did not answer."""

    rounds: list[Round] = field(default_factory=list)
    long: list[list[float]] = field(default_factory=list)
    asked: int = 0
    unanswered: int = 0

    def play(self, say: Say, messages: Sequence[str]) -> list[float]:
        """Say each message and wait for its answer; the latencies in milliseconds."""
        latencies = []
        for message in messages:
            began = time.perf_counter()
            answered = say(message)
            latencies.append((time.perf_counter() - began) * 1000)
            self.asked += 1
            self.unanswered += not answered
        return latencies


def measure(settings: Settings, machine: Machine, quick: bool, tell: Callable[[str], None]) -> Results:
    """Run the whole protocol. ``tell`` says how far it is. Raises TrainingFailed or NotReady."""
    extent = QUICK if quick else FULL
    sentences = Sentences(read_catalogue(settings.home / "demo" / "catalogue.csv").products, SEED)
    with tempfile.TemporaryDirectory(prefix="solito-bench-") as scratch, ExitStack() as closing:
        contenders = _open(settings, Path(scratch), closing, tell)
        return _measured(contenders, sentences, extent, machine, quick, tell)


def _open(settings: Settings, scratch: Path, closing: ExitStack, tell: Callable[[str], None]) -> list[Contender]:
    """Train what must be trained, then start all three; ``closing`` ends each, whatever happens."""
    bench, var = settings.var_dir / "bench", scratch / "var"
    var.mkdir()
    projects = {PLAIN: comparison(settings, "plain"), PIPELINE: comparison(settings, "pipeline")}
    models = {}
    for name, project in projects.items():
        tell(f"Model of {name}: trained once, then kept …")
        models[name] = trained(settings, project, bench / "models", scratch / project.name)
    tell("Preparing a shop of its own …")
    prepare_shop(settings, var)
    contenders = []
    for name, project in projects.items():
        tell(f"Starting {name} …")
        contenders.append(open_rasa(settings, name, project, models[name], scratch / project.name, var))
        closing.callback(contenders[-1].close)
    tell("Starting Solito …")
    ours = open_solito(settings, var)
    closing.callback(ours.close)
    if fingerprint(settings) != (settings.models_dir / "inputs.sha256").read_text():
        raise NotReady(
            "The project's files were changed meanwhile, so that Solito trained when it started: once more, please."
        )
    return [ours, *contenders]


def prepare_shop(settings: Settings, var: Path) -> None:
    """Trained model, databases and demo shop in ``var``, by a process that never sees the shop's own settings."""
    train_if_changed(settings)
    shutil.copytree(settings.models_dir, var / "models")
    env = clean_environment(shop_variables(settings, var))
    subprocess.run(
        [sys.executable, "-m", "benchmarks.preparing"], cwd=settings.home, env=env, stdout=sys.stderr, check=True
    )


def _measured(
    contenders: Sequence[Contender],
    sentences: Sentences,
    extent: Extent,
    machine: Machine,
    quick: bool,
    tell: Callable[[str], None],
) -> Results:
    diaries = {contender.name: Diary() for contender in contenders}
    tell("Warming up …")
    for contender, messages in ((c, m) for m in [sentences.conversation(TURNS)] for c in contenders):
        Diary().play(contender.welcome(0), messages)
    watch = OthersWatch(contenders)
    for number in range(extent.rounds):
        tell(f"Round {number + 1} of {extent.rounds} …")
        _round(contenders, diaries, [sentences.conversation(TURNS) for _ in range(extent.conversations)])
    others = watch.share()
    for number in range(extent.long_conversations):
        tell(f"Long conversation {number + 1} of {extent.long_conversations} …")
        messages = sentences.conversation(LATE.stop - 1)
        for contender in contenders:
            diaries[contender.name].long.append(diaries[contender.name].play(contender.welcome(number + 1), messages))
    ours, plain, pipeline = (diaries[name].rounds for name in (SOLITO, PLAIN, PIPELINE))
    systems = {c.name: _system(c, diaries[c.name]) for c in contenders}
    return Results(
        machine, systems, paired_ratio(ours, plain), paired_ratio(pipeline, plain), others, quick, extent.rounds
    )


def _round(contenders: Sequence[Contender], diaries: dict[str, Diary], conversations: Sequence[Sequence[str]]) -> None:
    latencies: dict[str, list[float]] = {c.name: [] for c in contenders}
    cpu: dict[str, dict[str, float]] = {c.name: dict.fromkeys(c.pids, 0.0) for c in contenders}
    for number, messages in enumerate(conversations):
        turn = number % len(contenders)
        for contender in (*contenders[turn:], *contenders[:turn]):
            say, before = contender.welcome(number), cpu_seconds(contender.pids)
            latencies[contender.name] += diaries[contender.name].play(say, messages)
            for process, after in cpu_seconds(contender.pids).items():
                cpu[contender.name][process] += after - before[process]
    for name, diary in diaries.items():
        turns = len(latencies[name])
        diary.rounds.append(Round(tuple(latencies[name]), {p: s * 1000 / turns for p, s in cpu[name].items()}))


def _system(contender: Contender, diary: Diary) -> System:
    return System(
        over_rounds(diary.rounds),
        ageing(diary.long, EARLY, LATE),
        contender.server.ready_s,
        resident_bytes(contender.pids),
        diary.asked,
        diary.unanswered,
    )


class OthersWatch:
    """How much of the machine went to processes that are not the benchmark's."""

    def __init__(self, contenders: Sequence[Contender]) -> None:
        self._contenders = contenders
        self._before = self._now()

    def share(self) -> float:
        """0 … 1 of all cores since this watch was made."""
        all_s, busy_s, ours_s = (b - a for a, b in zip(self._before, self._now(), strict=True))
        return max(0.0, busy_s - ours_s) / all_s if all_s else 0.0

    def _now(self) -> tuple[float, float, float]:
        machine, own = psutil.cpu_times(), psutil.Process().cpu_times()
        total = sum(machine[:8])  # guests are counted in user time already
        idle = machine.idle + getattr(machine, "iowait", 0.0)
        ours = own.user + own.system + sum(sum(cpu_seconds(c.pids).values()) for c in self._contenders)
        return total, total - idle, ours
