"""The small shop for tests: channel and action server on ports and files of their own, each killed and back in a moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from points import Point
from stack import ROOT, Stack

from house import House
from running.training import rasa_environment
from running.upgrading import upgrade
from shop.importers.detect import read_catalogue

PARTS = ("channel", "actions")
HERE = Path(__file__).parent


class CounterStack(Stack):
    """See ``small_shop``. ``die``: the part that comes to this point first is killed there."""

    def prepare(self) -> None:
        """Tables and goods; nobody is known yet."""
        settings = self.settings
        upgrade(settings)
        self.house = House(settings)
        self.house.shop.load_catalogue(read_catalogue(ROOT / "demo" / "catalogue.csv").products)

    def launch(self) -> None:
        environment = {**rasa_environment(self.settings), **self.environment, "SOLITO_HOME": str(ROOT)}
        (self.var / "log").mkdir(exist_ok=True)
        self.parts = [self._start(part, environment) for part in PARTS]

    def _start(self, part: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / "small_shop.py"), part, str(self.orders), str(self.deaths)]
        with open(self.var / "log" / f"{part}.log", "ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def stop(self) -> None:
        for process in self.parts:
            process.kill()  # its child hears of it and ends, too
            process.wait()

    @property
    def orders(self) -> Path:
        return self.var / "orders"

    @property
    def deaths(self) -> Path:
        return self.var / "deaths"

    def die(self, point: Point) -> None:
        point.arm(self.orders)

    @property
    def died(self) -> int:
        return len(self.deaths.read_text().splitlines()) if self.deaths.exists() else 0
