"""What ``make bench-profiles`` measured, beside its bars, and the table that is printed. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from benchmarks.figures import Spread
from benchmarks.machine import GB, LOAD_QUIET, Machine
from benchmarks.results import Bar

READ_P50_MS, READ_P99_MS = {"sqlite": 2.0}, {"sqlite": 20.0, "postgresql": 30.0}
FLAT_MAX = 1.5  # median of a read among all customers ÷ median among a thousand
WRITE_P99_MS = 10.0


@dataclass(frozen=True)
class Timed:
    """Latencies of one exam on one engine; bars where it has any.

    cpu_ms  median processor time of our own process for one; it hardly depends on who else uses the machine
    load    one-minute load average when it ended
    """

    exam: str
    engine: str
    spread: Spread
    cpu_ms: float
    load: float
    p50_max: float | None = None
    p99_max: float | None = None

    @property
    def bars(self) -> tuple[Bar, ...]:
        name = f"{self.exam}, {self.engine}"
        limits = (("p50", self.spread.p50, self.p50_max), ("p99", self.spread.p99, self.p99_max))
        return tuple(Bar(f"{name}, {what}", ms, most, "ms") for what, ms, most in limits if most is not None)


@dataclass(frozen=True)
class Crowd:
    """What came of many writers on one customer.

    messages   that were told; ``sent`` counts repetitions, too, ``again`` the attempts that the database turned away
    lost       of them not in the database; doubled: more often than once (turns, and lines of observations)
    same       is the fold the serial one, to the byte?
    naive_lost share of updates lost by code that reads, changes and writes back, 0 … 1
    """

    engine: str
    messages: int
    sent: int
    again: int
    lost: int
    doubled: int
    same: bool
    seconds: float
    naive_lost: float
    load: float

    @property
    def kept(self) -> bool:
        return self.lost == self.doubled == 0 and self.same


@dataclass(frozen=True)
class ProfileResults:
    """A whole run. ``customers``: 0 where nobody was read or written among all; ``flat``: by engine, the ratio that ``FLAT_MAX`` limits; ``sync``: one write and fsync of 4 KiB here."""

    machine: Machine
    customers: int
    timed: Sequence[Timed]
    flat: Mapping[str, float]
    crowds: Sequence[Crowd]
    sync: Spread
    bytes_on_disk: Mapping[str, int]
    quick: bool

    @property
    def bars(self) -> list[Bar]:
        found = [bar for timed in self.timed for bar in timed.bars]
        return found + [Bar(f"flatness, {engine}", ratio, FLAT_MAX, "×") for engine, ratio in self.flat.items()]

    @property
    def passed(self) -> bool:
        return all(bar.kept for bar in self.bars) and all(crowd.kept for crowd in self.crowds)

    def as_json(self) -> dict[str, Any]:
        bars = [{**asdict(bar), "kept": bar.kept} for bar in self.bars]
        return {**asdict(self), "bars": bars, "passed": self.passed}


def report(results: ProfileResults) -> RenderableType:
    """Everything that is printed."""
    parts: list[RenderableType] = [_facts(results), _times(results)]
    if results.crowds:
        parts.append(_crowds(results.crowds))
    if results.machine.busy or any(timed.load > results.machine.cores for timed in results.timed):
        parts.append(
            f"[yellow]Somebody else was using this machine (load before > {LOAD_QUIET}, or more than its cores during an exam):"
            " the tails are not to be quoted.[/]"
        )
    return Group(*parts)


def _facts(results: ProfileResults) -> str:
    m, sync = results.machine, results.sync
    sizes = ", ".join(f"{engine} {size / GB:.1f} GB" for engine, size in results.bytes_on_disk.items())
    return (
        f"{m.cpu}, {m.cores} cores, {m.memory_gb:.0f} GB, {m.system}; Python {m.python}; load before {m.load_before:.2f};"
        f" fsync of 4 KiB: p50 {sync.p50:.1f}, p99 {sync.p99:.1f} ms; on disk: {sizes or '–'}{' (quick)' * results.quick}"
    )


def _times(results: ProfileResults) -> Table:
    among = f", {results.customers:,} customers in the database" if results.customers else ""
    table = Table(title=f"Profiles{among} (ms)")
    for head in ("exam", "engine", "n", "p50", "p95", "p99", "max", "cpu", "load", "bars"):
        table.add_column(head, justify="left" if head in ("exam", "engine", "bars") else "right", no_wrap=True)
    for t in results.timed:
        s = t.spread
        figures = [f"{value:.2f}" for value in (s.p50, s.p95, s.p99, s.most, t.cpu_ms)]
        told = "; ".join(f"{bar.name.rsplit(', ', 1)[1]} {_verdict(bar)}" for bar in t.bars)
        table.add_row(t.exam, t.engine, f"{s.n:,}", *figures, f"{t.load:.1f}", told)
    for engine, ratio in results.flat.items():
        bar = Bar("", ratio, FLAT_MAX, "×")
        table.add_row(
            "p50, all ÷ a thousand customers", engine, "", f"{ratio:.2f} ×", "", "", "", "", "", _verdict(bar)
        )
    return table


def _crowds(crowds: Sequence[Crowd]) -> Table:
    table = Table(title="Many writers on one customer")
    columns = (
        "engine",
        "messages",
        "sent",
        "tried again",
        "lost",
        "doubled",
        "as the serial fold",
        "messages/s",
        "naive loses",
        "load",
        "bar",
    )
    for head in columns:
        table.add_column(head, justify="left" if head in ("engine", "bar") else "right")
    for c in crowds:
        counts = [f"{count:,}" for count in (c.messages, c.sent, c.again, c.lost, c.doubled)]
        rate, verdict = f"{c.messages / c.seconds:.0f}", "[green]kept[/]" if c.kept else "[bold red]missed[/]"
        same = "to the byte" if c.same else "NO"
        table.add_row(c.engine, *counts, same, rate, f"{c.naive_lost:.0%}", f"{c.load:.1f}", verdict)
    return table


def _verdict(bar: Bar) -> str:
    return f"≤ {bar.limit:g} {bar.unit} [{'green]kept' if bar.kept else 'bold red]missed'}[/]"
