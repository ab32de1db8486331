"""``python -m benchmarks.outage``: what a failing profiles' database costs a shopper, in milliseconds beside a healthy turn.

Channel and turn run in one process on real databases (``benchmarks/in_process.py``): understanding costs the same in any
case and is left out. Each fault is made for real (``benchmarks/outages.py``). An episode: the fault begins, nobody knows
of it yet; twenty shoppers say something, one after the other; in the middle is a pause after which one turn tries whether
the database is back. Extra is a turn's time less the median of the healthy turns of the same database. Told are the
median and the worst over all turns of all episodes, and how many of them were no apology.

``--postgres URL`` names an empty PostgreSQL database that this may write to; without it only SQLite is measured. Exit
code 1 when a turn cost more than 300 ms extra or was answered with an apology.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import count
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.in_process import INTENTS, InProcess, prepared
from benchmarks.outages import POSTGRES, SQLITE, Fault
from profiles.identity import Identity
from settings import Settings

EXTRA_MS_MAX = 300.0
EPISODES, TURNS, HEALTHY = 6, 20, 200
PAUSE_S = 1.1  # the breaker's first pause, and a little
SAID = [text for text in INTENTS if text not in ("forget me", "yes")]


@dataclass(frozen=True)
class Cost:
    """Extra milliseconds of the turns under one fault; ``taken``: how many were answered properly."""

    database: str
    fault: str
    extra_ms: tuple[float, ...]
    taken: int


class Shoppers:
    """Sends messages, each by somebody new, and takes the time."""

    def __init__(self, shop: InProcess) -> None:
        self.shop, self._numbers, self.taken = shop, count(), 0

    async def say(self) -> float:
        number = next(self._numbers)
        body = {"id": f"m{number}", "text": SAID[number % len(SAID)]}
        began = time.perf_counter()
        answer = await self.shop.send(Identity(f"c{number}"), body)
        took_ms = (time.perf_counter() - began) * 1000
        self.taken += bool(answer.get("taken")) or "degraded" not in answer
        return took_ms


async def measure(settings: Settings, database: str, faults: dict[str, Fault]) -> list[Cost]:
    """Healthy turns, then each fault."""
    prepared(settings)
    shop = InProcess(settings, lambda: datetime.now(timezone.utc))
    shoppers = Shoppers(shop)
    for _ in range(20):
        await shoppers.say()  # warming up
    healthy_ms = median([await shoppers.say() for _ in range(HEALTHY)])
    print(f"{database}: a healthy turn takes {healthy_ms:.1f} ms (median of {HEALTHY})", file=sys.stderr)
    costs = []
    for name, fault in faults.items():
        shoppers.taken, took = 0, []
        for _ in range(EPISODES):
            took += await _episode(shop, shoppers, name, fault)
        costs.append(Cost(database, name, tuple(ms - healthy_ms for ms in took), shoppers.taken))
    return costs


async def _episode(shop: InProcess, shoppers: Shoppers, name: str, fault: Fault) -> list[float]:
    engines = [house.profiles.engine for house in (shop.channel, shop.counter)]
    took: list[float] = []
    with ExitStack() as faults:
        for engine in engines:
            engine.dispose()
        own = name == "slow" or (name in ("full", "read-only") and engines[0].dialect.name == "sqlite")
        for engine in engines if own else engines[:1]:  # a fault of each connection, or of the database itself
            faults.enter_context(fault(engine))
        for number in range(TURNS):
            if number == TURNS // 2:
                await asyncio.sleep(PAUSE_S)
            took.append(await shoppers.say())
    await _well(shop)
    return took


async def _well(shop: InProcess) -> None:
    """Wait until everything was handed on, and nobody is in a pause any more."""
    while len(shop.counter.outbox):
        await asyncio.to_thread(shop.counter.keeping.deliver)
        await asyncio.sleep(0.1)
    for house in (shop.channel, shop.counter):
        house.keeping.guard.worked()


def report(costs: list[Cost]) -> Table:
    table = Table(title="What a failing profiles' database costs a turn")
    for head in ("database", "fault", "median extra", "worst extra", "properly answered"):
        table.add_column(head, justify="right" if "extra" in head else "left")
    for cost in costs:
        extra = cost.extra_ms
        answered = f"{cost.taken} of {len(extra)}"
        table.add_row(cost.database, cost.fault, f"{median(extra):.1f} ms", f"{max(extra):.0f} ms", answered)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", metavar="URL")
    postgres = parser.parse_args().postgres
    costs: list[Cost] = []
    for database, faults in (("SQLite", SQLITE), ("PostgreSQL", POSTGRES)):
        if database == "PostgreSQL" and not postgres:
            continue
        with tempfile.TemporaryDirectory(prefix="solito-outage-") as var:
            url = postgres if database == "PostgreSQL" else None
            settings = Settings(var=Path(var), demo=True, token_secret="x" * 40, profiles_url=url)
            costs += asyncio.run(measure(settings, database, faults))
    Console().print(report(costs))
    kept = all(max(c.extra_ms) <= EXTRA_MS_MAX and c.taken == len(c.extra_ms) for c in costs)
    return 0 if kept else 1


if __name__ == "__main__":
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    raise SystemExit(main())
