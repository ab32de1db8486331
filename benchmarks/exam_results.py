"""What an exam of quality measured, beside its bars, and the table that is printed. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rich.table import Table


@dataclass(frozen=True)
class Exam:
    """One line: what was measured, what human sellers (or another comparison) reach, and the bar; ``about`` says how sure."""

    name: str
    measured: float
    bar: float | None = None
    sense: Literal["at least", "at most"] = "at least"
    human: float | None = None
    about: str = ""
    form: str = ".2f"

    @property
    def kept(self) -> bool:
        """A figure that could not be measured (NaN) keeps no bar."""
        if self.bar is None:
            return True
        return self.measured >= self.bar if self.sense == "at least" else self.measured <= self.bar


def table(exams: Sequence[Exam], title: str, beside: str = "human sellers") -> Table:
    """All exams, those that missed their bar marked; ``beside`` says what the ``human`` figures are."""
    shown = Table(title=title)
    for head in ("exam", beside, "Solito", "", "bar"):
        shown.add_column(head, justify="left" if head == "exam" else "right")
    for exam in exams:
        human = "–" if exam.human is None else format(exam.human, exam.form)
        sign = "≥" if exam.sense == "at least" else "≤"
        bar = ""
        if exam.bar is not None:
            verdict = "[green]kept[/]" if exam.kept else "[bold red]missed[/]"
            bar = f"{sign} {format(exam.bar, exam.form)} {verdict}"
        shown.add_row(exam.name, human, f"[bold]{format(exam.measured, exam.form)}[/]", exam.about, bar)
    return shown


def as_json(exams: Sequence[Exam]) -> list[dict[str, Any]]:
    """For whoever wants to draw them."""
    return [{**asdict(exam), "kept": bool(exam.kept)} for exam in exams]
