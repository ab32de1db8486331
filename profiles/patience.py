"""Little patience with the profiles' database: a question gets a short time in one of a few threads, then no answer.

A customer waits for the memory no longer than they would notice. After a failure nobody waits again for a while
(a circuit breaker); a question that was given up does not write any more.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection, Engine

T = TypeVar("T")
PATIENCE_S = 0.2
THREADS = 8  # as many statements may hang at once, and no more; a pool has more connections than that
PAUSE_FIRST_S, PAUSE_MOST_S = 1.0, 15.0
log = structlog.get_logger()
_at_work = threading.local()


class MemoryAway(Exception):
    """The profiles' database did not answer in time, failed, or was not asked because it failed a moment ago."""


class TooLate(Exception):
    """Nobody waits for this any more: it is not written."""


def is_outage(error: BaseException) -> bool:
    """Is the database unwell (down, locked, full, read-only …)? A value that it refuses is another matter."""
    if isinstance(error, (sa.exc.IntegrityError, sa.exc.DataError)):
        return False
    return isinstance(error, (sa.exc.DBAPIError, sa.exc.TimeoutError, OSError, TooLate))


@dataclass
class Breaker:
    """Says whether to ask at all. Open for 1 s after a failure, then one try; each that fails doubles it, up to 15 s.

    Times are monotonic seconds. Not safe between threads: the guard locks.
    """

    pause_s: float = 0.0  # 0: closed
    until_s: float = field(default=float("-inf"))

    def may_try(self, now_s: float) -> bool:
        """May a question be put now? Of several after a pause only one may."""
        if not self.pause_s:
            return True
        if now_s < self.until_s:
            return False
        self.until_s = now_s + self.pause_s
        return True

    def failed(self, now_s: float, *, was_try: bool) -> None:
        """A question failed. What was under way when the breaker opened says nothing new."""
        if self.pause_s and not was_try:
            return
        self.pause_s = min(self.pause_s * 2, PAUSE_MOST_S) if self.pause_s else PAUSE_FIRST_S
        self.until_s = now_s + self.pause_s

    def worked(self) -> None:
        self.pause_s, self.until_s = 0.0, float("-inf")


@dataclass
class _Question:
    """One call on its way. ``is_try``: the one that finds out whether the database is back."""

    work: Callable[[], Any]
    is_try: bool
    given_up: bool = False

    def answer(self) -> Any:
        _at_work.question = self
        try:
            return self.work()
        finally:
            _at_work.question = None


class Guard:
    """Asks one database. ``monotonic`` is the clock of its pauses. One a process; safe between threads."""

    def __init__(
        self, engine: Engine, patience_s: float = PATIENCE_S, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.patience_s, self._monotonic = patience_s, monotonic
        self._breaker, self._lock = Breaker(), threading.Lock()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="profiles")
        sa.event.listen(engine, "commit", _not_too_late)

    @property
    def away(self) -> bool:
        """Did the latest question fail? Asks nothing."""
        return bool(self._breaker.pause_s)

    def ask(self, work: Callable[[], T], patience_s: float | None = None) -> T:
        """What ``work()`` gives. Raises MemoryAway in time; what is no outage comes through as it is."""
        question, future = self._put(work)
        try:
            answer: T = future.result(patience_s or self.patience_s)
        except NotYet as late:
            raise self._failed(question, future, late) from late
        except Exception as error:
            raise self._failed(question, future, error) from error
        self.worked()
        return answer

    async def ask_async(self, work: Callable[[], T], patience_s: float | None = None) -> T:
        """``ask`` for an event loop."""
        question, future = self._put(work)
        try:
            answer: T = await asyncio.wait_for(asyncio.wrap_future(future), patience_s or self.patience_s)
        except Exception as error:
            raise self._failed(question, future, error) from error
        self.worked()
        return answer

    def worked(self) -> None:
        """The database answers: everybody may ask."""
        with self._lock:
            if self._breaker.pause_s:
                log.info("profiles_back")
            self._breaker.worked()

    def _put(self, work: Callable[[], T]) -> tuple[_Question, Future[T]]:
        with self._lock:
            is_try = self.away
            if not self._breaker.may_try(self._monotonic()):
                raise MemoryAway("the profiles' database failed a moment ago")
        question = _Question(work, is_try)
        return question, self._threads.submit(question.answer)

    def _failed(self, question: _Question, future: Future[Any], error: Exception) -> Exception:
        """What to raise. An outage opens the breaker; whatever else went wrong is raised as it is."""
        question.given_up = True
        future.cancel()
        late = isinstance(error, (NotYet, asyncio.TimeoutError))
        if not late and not is_outage(error):
            return error
        with self._lock:
            self._breaker.failed(self._monotonic(), was_try=question.is_try)
            pause_s = self._breaker.pause_s
        why = "late" if late else type(error).__name__
        log.warning("profiles_away", why=why, again_in_s=pause_s)
        return MemoryAway(f"the profiles' database did not answer: {why}")


def _not_too_late(_connection: Connection) -> None:
    question = getattr(_at_work, "question", None)
    if question is not None and question.given_up:
        raise TooLate("nobody waits for this any more")
