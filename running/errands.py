"""What is done beside the turns, in one thread of the supervisor: the shop's own systems are told of orders, and customers
of what is back in stock."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import structlog

from house import House
from running.back_in_stock import BackInStock
from running.sending import Sender

log = structlog.get_logger()
EVERY_S = 1.0


def start(house: House, stop: Event) -> Thread:
    """Begin, until ``stop``. Raises SettingsError where orders are to be told and no key signs them."""
    errands = (Sender(house).round, BackInStock(house).round, lambda: house.arrivals.forget_old(house.clock()))
    thread = Thread(target=_run, args=(errands, stop), name="errands", daemon=True)
    thread.start()
    return thread


def _run(errands: tuple[Callable[[], int], ...], stop: Event) -> None:
    while True:
        done = sum(_tried(errand) for errand in errands)
        if stop.wait(0 if done else EVERY_S):
            return


def _tried(errand: Callable[[], int]) -> int:
    try:
        return errand()
    except Exception as error:  # a database is down: what waits, waits on
        log.warning("errand_postponed", error=type(error).__name__)
        return 0
