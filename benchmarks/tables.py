"""The one table: ratios first, absolute figures beside them, the bars beside what was measured."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.table import Table

from benchmarks.figures import Ageing
from benchmarks.machine import GB, LOAD_QUIET
from benchmarks.results import PIPELINE, PLAIN, SOLITO, Bar, Results, System

ORDER = (SOLITO, PLAIN, PIPELINE)
OTHERS_QUIET = 0.1
MB = 1e6


def report(results: Results) -> RenderableType:
    """Everything that is printed."""
    return Group(_facts(results), _table(results), *_remarks(results))


def _facts(results: Results) -> str:
    m = results.machine
    return (
        f"{m.cpu}, {m.cores} cores, {m.memory_gb:.0f} GB, {m.system}; Python {m.python}, Rasa {m.rasa}; load before {m.load_before:.2f},"
        f" others used {results.others_cpu:.0%} of the processor during the rounds; {results.rounds} rounds{' (quick)' * results.quick}"
    )


def _table(results: Results) -> Table:
    table = Table(title="A turn of Solito beside plain Rasa")
    for head in ("", "Solito ÷ plain", "bar", *ORDER):
        table.add_column(head, justify="left" if not head else "right", no_wrap=True)
    turn, ageing, memory = results.bars
    table.add_row("median turn", _measured(turn), _bar(turn), *_each(results, lambda s: f"{s.turns.median_ms:.1f} ms"))
    table.add_row(
        "turn 200 ÷ turn 10 (each by itself)",
        _measured(ageing),
        _bar(ageing),
        *_each(results, lambda s: _aged(s.ageing)),
    )
    table.add_row(
        "resident memory, all processes",
        _ratio(results, lambda s: s.resident_total),
        _bar(memory),
        *_each(results, lambda s: f"{s.resident_total / GB:.2f} GB"),
        end_section=True,
    )
    plain_rows: tuple[tuple[str, Callable[[System], float], str, float], ...] = (
        ("95th percentile of a turn", lambda s: s.turns.p95_ms, "ms", 1),
        ("turn 10 of one conversation", lambda s: s.ageing.early_ms, "ms", 1),
        ("turn 200 of one conversation", lambda s: s.ageing.late_ms, "ms", 1),
        ("processor time of a turn", lambda s: s.turns.cpu_total_ms, "ms", 1),
        ("start to ready", lambda s: s.ready_s, "s", 1),
    )
    for name, value, unit, _ in plain_rows:
        table.add_row(name, _ratio(results, value), "", *_each(results, lambda s, v=value, u=unit: f"{v(s):.1f} {u}"))  # type: ignore[misc]
    table.add_section()
    for process in results.systems[SOLITO].resident_bytes:
        table.add_row(f"{process}: memory, processor", "", "", *_each(results, lambda s, p=process: _process(s, p)))  # type: ignore[misc]
    return table


def _each(results: Results, told: Callable[[System], str]) -> list[str]:
    return [told(results.systems[name]) for name in ORDER]


def _ratio(results: Results, value: Callable[[System], float]) -> str:
    return f"{value(results.systems[SOLITO]) / value(results.systems[PLAIN]):.2f} ×"


def _measured(bar: Bar) -> str:
    return f"[bold]{bar.measured:.2f} {bar.unit}[/]"


def _bar(bar: Bar) -> str:
    return f"≤ {bar.limit:.1f} {bar.unit} [{'green]kept' if bar.kept else 'bold red]missed'}[/]"


def _aged(ageing: Ageing) -> str:
    return f"{ageing.ratio:.2f} ×"


def _process(system: System, name: str) -> str:
    if name not in system.resident_bytes:
        return "–"
    return f"{system.resident_bytes[name] / MB:.0f} MB, {system.turns.cpu_ms[name]:.1f} ms"


def _remarks(results: Results) -> list[str]:
    remarks = [
        f"[bold red]{name}: {system.unanswered} of {system.asked} turns were not properly answered.[/]"
        for name, system in results.systems.items()
        if system.unanswered
    ]
    if results.machine.busy or results.others_cpu > OTHERS_QUIET:
        remarks.append(
            f"[yellow]Somebody else was using this machine (load before > {LOAD_QUIET} or more than {OTHERS_QUIET:.0%} of the processor):"
            " the times are not to be quoted; ratios and processor times suffer less.[/]"
        )
    return remarks
