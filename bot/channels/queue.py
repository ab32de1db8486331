"""One customer, one message at a time: the others wait in order. Different customers never wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.errors import RequestRefused

WAITING_MAX = 20  # a person cannot type faster; a script is told to slow down


class CustomerQueues:
    """Locks by customer, forgotten when nobody waits."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def turn_of(self, customer: str) -> AsyncIterator[None]:
        """Hold the customer's turn. Raises RequestRefused ``too_many`` when too many messages wait."""
        if self._waiting.get(customer, 0) >= WAITING_MAX:
            raise RequestRefused("too_many", "too many messages at once; wait for the answers")
        lock = self._locks.setdefault(customer, asyncio.Lock())
        self._waiting[customer] = self._waiting.get(customer, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[customer] -= 1
            if not self._waiting[customer]:
                del self._waiting[customer], self._locks[customer]
