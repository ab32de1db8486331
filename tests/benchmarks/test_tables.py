"""The printed table and the verdict."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from benchmarks.figures import Ageing, TurnFigures
from benchmarks.machine import Machine
from benchmarks.results import PIPELINE, PLAIN, SOLITO, Results, System
from benchmarks.tables import report

MACHINE = Machine("A processor", 2, 16.0, 0.1, "3.10.0", "3.6.21", "Linux 6")


def system(median_ms: float, aged: float, memory: dict[str, int], unanswered: int = 0) -> System:
    turns = TurnFigures(median_ms, median_ms * 2, dict.fromkeys(memory, 7.0))
    return System(turns, Ageing(median_ms, median_ms * aged, aged), 20.0, memory, 240, unanswered)


@pytest.fixture
def results() -> Results:
    """A run that keeps every bar."""
    ours = {"rasa": 1_200_000_000, "actions": 300_000_000, "console": 200_000_000, "supervisor": 100_000_000}
    systems = {
        SOLITO: system(50.0, 1.1, ours),
        PLAIN: system(28.0, 3.0, {"rasa": 800_000_000}),
        PIPELINE: system(35.0, 2.0, {"rasa": 1_200_000_000}),
    }
    return Results(MACHINE, systems, 1.8, 1.25, 0.02, False, 5)


def printed(results: Results) -> str:
    console = Console(width=170, record=True, file=io.StringIO())
    console.print(report(results))
    return console.export_text()


def test_ratios_bars_and_figures_stand_in_one_row(results: Results) -> None:
    """The median turn's row holds ratio, bar, verdict and the three absolute figures."""
    row = next(line for line in printed(results).splitlines() if "median turn" in line)
    for part in ("1.80 ×", "≤ 2.0 ×", "kept", "50.0 ms", "28.0 ms", "35.0 ms"):
        assert part in row


def test_every_process_has_its_memory(results: Results) -> None:
    """All four processes of Solito are listed, and their total beside the bar."""
    text = printed(results)
    for part in ("rasa", "actions", "console", "supervisor", "1.80 GB", "≤ 3.0 GB"):
        assert part in text


@pytest.mark.parametrize(
    "missed",
    [
        {"turn_ratio": 2.01},
        {"systems": {SOLITO: system(50.0, 1.31, {"rasa": 1})}},
        {"systems": {SOLITO: system(50.0, 1.0, {"rasa": 2_900_000_000, "actions": 200_000_000})}},
        {"systems": {SOLITO: system(50.0, 1.0, {"rasa": 1}, unanswered=1)}},
    ],
    ids=["turn", "ageing", "memory", "unanswered"],
)
def test_each_bar_can_be_missed(results: Results, missed: dict[str, object]) -> None:
    """One bar missed is enough to fail, and a turn that was not properly answered too: an apology is quick."""
    assert results.passed
    systems = {**results.systems, **missed.pop("systems", {})}  # type: ignore[dict-item]
    failed = replace(results, systems=systems, **missed)  # type: ignore[arg-type]
    assert not failed.passed
    assert "missed" in printed(failed) or "not properly answered" in printed(failed)


def test_a_busy_machine_is_told(results: Results) -> None:
    """Load before the run, or others at work during it, puts a warning under the table."""
    assert "Somebody else" not in printed(results)
    assert "Somebody else" in printed(replace(results, machine=replace(MACHINE, load_before=0.6)))
    assert "Somebody else" in printed(replace(results, others_cpu=0.3))


def test_json_holds_the_verdict(results: Results) -> None:
    """The JSON can be written, and tells bars, figures and machine."""
    told = json.loads(json.dumps(results.as_json()))
    assert told["passed"] is True
    assert [bar["kept"] for bar in told["bars"]] == [True, True, True]
    assert told["systems"][SOLITO]["turns"]["median_ms"] == 50.0
    assert told["machine"]["cores"] == 2
