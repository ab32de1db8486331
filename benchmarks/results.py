"""What was measured, beside the bars that it must keep. Pure values; JSON for whoever wants to draw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.figures import Ageing, TurnFigures
from benchmarks.machine import GB, Machine

SOLITO, PLAIN, PIPELINE = "Solito", "plain Rasa", "our pipeline, no actions"
TURN_RATIO_MAX = 2.0  # median turn of Solito ÷ median turn of plain Rasa
AGEING_MAX = 1.3  # turn 200 ÷ turn 10 of one conversation
MEMORY_MAX_GB = 3.0  # resident, all processes of Solito together; 1 GB is 1,000,000,000 bytes


@dataclass(frozen=True)
class System:
    """Figures of one system. ``resident_bytes`` by process, after the rounds; ``unanswered``: turns without a proper reply."""

    turns: TurnFigures
    ageing: Ageing
    ready_s: float
    resident_bytes: Mapping[str, int]
    asked: int
    unanswered: int

    @property
    def resident_total(self) -> int:
        return sum(self.resident_bytes.values())


@dataclass(frozen=True)
class Bar:
    """One bar: ``measured`` must not exceed ``limit``."""

    name: str
    measured: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit


@dataclass(frozen=True)
class Results:
    """A whole run. ``turn_ratio`` is paired by round; ``others_cpu``: share of the machine that others used meanwhile."""

    machine: Machine
    systems: Mapping[str, System]
    turn_ratio: float
    pipeline_ratio: float
    others_cpu: float
    quick: bool
    rounds: int

    @property
    def bars(self) -> tuple[Bar, Bar, Bar]:
        ours = self.systems[SOLITO]
        return (
            Bar("median turn ÷ plain Rasa", self.turn_ratio, TURN_RATIO_MAX, "×"),
            Bar("turn 200 ÷ turn 10", ours.ageing.ratio, AGEING_MAX, "×"),
            Bar("all processes", ours.resident_total / GB, MEMORY_MAX_GB, "GB"),
        )

    @property
    def passed(self) -> bool:
        """Every bar is kept, and every message of Solito's customers was properly answered."""
        return all(bar.kept for bar in self.bars) and not self.systems[SOLITO].unanswered

    def as_json(self) -> dict[str, Any]:
        bars = [{**asdict(bar), "kept": bar.kept} for bar in self.bars]
        return {**asdict(self), "bars": bars, "passed": self.passed}
