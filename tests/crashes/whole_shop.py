"""The whole shop, Rasa and all, whose parts can be killed at a commit: for the nightly exams, for Rasa loads long."""

from __future__ import annotations

import shutil
from pathlib import Path

from points import Point
from stack import ROOT, Stack

HERE = Path(__file__).parent
NOT_LINKED = {"var", ".git", ".venv", ".uv"}
AT_START = """import sys
from pathlib import Path

if "-m" in sys.orig_argv:
    from fatal import watch

    watch(Path({orders!r}))
"""


class WholeStack(Stack):
    """Its parts run in a folder of links to the shop's own files, beside a ``sitecustomize`` that Python loads by itself."""

    def launch(self) -> None:
        home = self.var / "home"
        if not home.exists():
            self._link(home)
        self.extra["SOLITO_HOME"] = str(home)
        super().launch()

    def _link(self, home: Path) -> None:
        home.mkdir()
        for entry in ROOT.iterdir():
            if entry.name not in NOT_LINKED:
                (home / entry.name).symlink_to(entry)
        for module in ("fatal.py", "points.py"):
            shutil.copy(HERE / module, home)
        (home / "sitecustomize.py").write_text(AT_START.format(orders=str(self.orders)))

    @property
    def orders(self) -> Path:
        return self.var / "orders"

    def die(self, point: Point) -> None:
        point.arm(self.orders)

    @property
    def still_to_die(self) -> bool:
        return self.orders.exists()
