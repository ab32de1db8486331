"""``python -m benchmarks.goals``: thirty visits with a goal, played by a simulated customer against the trained shop.

Each visit (``goal_scripts.yml``) is somebody new, or a customer of the demo shop, in a copy of the demo shop with databases
of its own; understanding is the trained model, turns are the shop's own, in this process and without servers. Printed are
the figures and, whole, every conversation that went amiss. Figures: goals reached, wrong orders (other goods than wanted, or
without a yes to a read-back that named items and total), empty answers, the same answer twice in a row.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.goal_scripts import read_scripts
from benchmarks.goal_visits import Visit, play

REACHED_MIN = 0.95


def figures(visits: Sequence[Visit]) -> Table:
    """One line a visit, and the sums."""
    table = Table("visit", "turns", "reached", "wrong orders", "empty", "repeated", title="Visits with a goal")
    for visit in visits:
        row = (len(visit.turns), "yes" if visit.reached else "NO", len(visit.wrong), visit.empty, visit.repeated)
        table.add_row(visit.script.name, *map(str, row))
    reached = f"{sum(v.reached for v in visits)} of {len(visits)}"
    sums = (sum(len(v.turns) for v in visits), reached, *map(str, _counts(visits)))
    table.add_section()
    table.add_row("all", *map(str, sums))
    return table


def _counts(visits: Sequence[Visit]) -> tuple[int, int, int]:
    return sum(len(v.wrong) for v in visits), sum(v.empty for v in visits), sum(v.repeated for v in visits)


def amiss(visit: Visit) -> bool:
    return not visit.reached or bool(visit.wrong or visit.empty or visit.repeated)


def conversation(visit: Visit) -> str:
    """The visit as it went, and what was wrong with it."""
    lines = [f"== {visit.script.name} ({visit.end})"]
    for said, answer in visit.turns:
        lines += [f"  > {said}", f"    {answer}"]
    return "\n".join([*lines, *(f"  ! {why}" for why in visit.wrong)])


def main() -> int:
    """Print table and failed conversations; 1 when a figure misses its bar, 2 when there is no trained model."""
    from benchmarks.goal_shop import trained_shop  # loads Rasa
    from running.training import NoModel

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", default="", help="only visits whose name holds this")
    parser.add_argument("--all", action="store_true", help="print every conversation")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="solito-goals-") as folder:
        try:
            shop = trained_shop(Path(folder))
        except NoModel as error:
            print(error, file=sys.stderr)
            return 2
        visits = [play(script, shop) for script in read_scripts() if wanted.only in script.name]
    for visit in visits:
        if wanted.all or amiss(visit):
            print(conversation(visit), end="\n\n")
    Console(width=100).print(figures(visits))
    return 0 if sum(v.reached for v in visits) >= REACHED_MIN * len(visits) and not any(_counts(visits)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
