"""The outbox: what was heard while the profiles' database did not answer waits here, on this machine's disk.

Each process adds to a file of its own; one at a time hands everything on, oldest first. A line goes only after the
database has it: a crash in between hands it over again, which changes nothing, for a message is recorded once.
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from filelock import FileLock, Timeout

from profiles.entry import Entry, Torn, entry_of, line_of, plain
from profiles.outbox_file import Place, add, line_at, new_file, ours, sync_file
from profiles.outbox_index import Index, read
from profiles.outbox_refused import Refused, make_folder

MOST_ENTRIES, MOST_BYTES = 20_000, 32 * 1024 * 1024
ERASE_WAITS_S = 10.0  # for whoever is handing on
log = structlog.get_logger()


class OutboxFull(Exception):
    """Nothing more can be taken: what is heard now must not be acknowledged."""


class OutboxBusy(Exception):
    """Somebody else is handing on. Try again."""


@dataclass(frozen=True)
class Drained:
    """How many entries were handed on, set aside because they were refused, and skipped because they were torn.

    ``error`` is why it stopped before the end, None when it did not.
    """

    handed: int = 0
    refused: int = 0
    torn: int = 0
    error: Exception | None = None


class Outbox:
    """The entries that wait in one folder. Safe to share between threads and processes. One of the house's holders."""

    def __init__(self, folder: Path, *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_entries, self._most_bytes = folder, most_entries, most_bytes
        self._index, self._refused = Index(folder), Refused(folder / "refused")
        self._lock = threading.RLock()
        self._mine: int | None = None  # the handle of the file that this process adds to

    # --- adding ---

    def append(self, entry: Entry) -> None:
        """Take an entry; it is on the disk when this returns. Raises OutboxFull, or OSError from a disk that fails."""
        line = line_of(entry)
        with self._lock:
            self._check_room(len(line))
            while not self._added(line):
                pass  # the file was handed on and taken away, or is being looked at: a new one waits for nobody

    def _added(self, line: bytes) -> bool:
        """Add to this process's file, if it is still there and free. After a failure nothing is added behind it."""
        handle, added = self._my_file(), False
        try:
            with ours(handle) as free:
                if free:
                    add(handle, line)
                    added = True
        finally:
            if not added:
                self._let_go()
        return added

    def _check_room(self, more: int) -> None:
        self._index.look()
        aside, aside_bytes = self._refused.extent()
        entries, taken = len(self._index) + aside, self._index.taken + aside_bytes
        if entries >= self._most_entries or taken + more > self._most_bytes:
            raise OutboxFull(f"{entries} entries with {taken} bytes wait already")

    def _my_file(self) -> int:
        if self._mine is None:
            make_folder(self._folder)
            self._mine = new_file(self._folder / f"{os.getpid()}-{uuid.uuid4().hex}.jsonl")
        return self._mine

    def _let_go(self) -> None:
        if self._mine is not None:
            os.close(self._mine)
            self._mine = None

    # --- looking ---

    def waiting(self, customer: str) -> tuple[Entry, ...]:
        """What waits of one customer, oldest first. Costs a look at an empty folder when nothing waits."""
        return tuple(entry for place in self._places(customer) if (entry := read(place)) is not None)

    def __len__(self) -> int:
        """How many entries wait."""
        with self._lock:
            self._index.look()
            return len(self._index)

    def _places(self, customer: str | None) -> list[Place]:
        with self._lock:
            self._index.look()
            return self._index.in_order(customer)

    # --- handing on ---

    def drain(
        self,
        record: Callable[[Entry], Any],
        *,
        customer: str | None = None,
        most: int | None = None,
        wait_s: float = 0.05,
    ) -> Drained:
        """Hand on what waits (of one ``customer``), oldest first, at most ``most``; stops where ``record`` fails.

        An entry that ``record`` refuses with ValueError is set aside in ``refused/`` and holds up nobody. Raises
        OutboxBusy when somebody else is at it for longer than ``wait_s``.
        """
        if not self._folder.is_dir():
            return Drained()
        with self._alone(wait_s):
            counts, error = {"handed": 0, "refused": 0, "torn": 0}, None
            for place in self._places(customer)[:most]:
                try:
                    counts[self._hand(place, record)] += 1
                except Exception as failure:
                    error = failure
                    break
            counts["torn"] += self._tidy()
            return Drained(**counts, error=error)

    def _hand(self, place: Place, record: Callable[[Entry], Any]) -> str:
        """Hand one entry on, or set it aside; says what came of it. Raises what ``record`` raises but ValueError."""
        line = line_at(place)
        came = "handed"
        try:
            if line is not None:  # else another process has handed it on
                record(entry_of(line))
        except Torn:
            came = "torn"
        except ValueError as refusal:
            self._refused.put(line or b"")
            log.error("outbox_refused", error=type(refusal.__cause__ or refusal).__name__)
            came = "refused"
        self._strike(place)
        return came

    def _strike(self, place: Place) -> None:
        with self._lock:
            self._index.strike(place)

    def _tidy(self) -> int:
        with self._lock:
            self._index.look()
            torn = self._index.tidy()
        if torn:
            log.warning("outbox_torn", lines=torn)
        return torn

    @contextmanager
    def _alone(self, wait_s: float) -> Iterator[None]:
        lock = FileLock(self._folder / "lock", mode=0o600)
        try:
            lock.acquire(timeout=wait_s, poll_interval=0.01)
        except Timeout as error:
            raise OutboxBusy(f"the outbox is being handed on for longer than {wait_s} s") from error
        try:
            yield
        finally:
            lock.release()

    # --- the customer's rights, and what may not stay ---

    def export(self, customer: str) -> dict[str, Any]:
        """What waits of a customer, and what was set aside, as plain data."""
        kept = {"waiting": self.waiting(customer), "refused": self._refused.of(customer)}
        return {name: [plain(entry) for entry in entries] for name, entries in kept.items()}

    def erase(self, customer: str) -> None:
        """Strike out all of a customer, durably: nothing of theirs is handed on any more. Raises OutboxBusy."""
        if not self._folder.is_dir():
            return
        with self._alone(ERASE_WAITS_S):
            for place in self._places(customer):
                self._strike(place)
            self._refused.erase(customer)
            self._tidy()
            for path in self._folder.glob("*.jsonl"):
                sync_file(path)

    def drop_refused(self, before: datetime) -> int:
        """What was set aside before this moment (real time) goes, as transcripts do; how many."""
        return self._refused.drop(before)
