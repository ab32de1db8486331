"""Who was erased, for the day on which an old backup is put back: a file outside the databases and outside backups.

One JSON line an erasure: a keyed hash of the customer's id, and when. It is on the disk before the first row goes, so
that no crash leaves an erasure of which nobody knows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from filelock import FileLock

from profiles.disk import sync
from profiles.pseudonym import pseudonym
from profiles.rows import as_utc

log = structlog.get_logger()
LOCK_S = 10
MAX_LINE = 512  # bytes; ours have about 120


@dataclass(frozen=True)
class Ledger:
    """The ledger at ``path``, under one key of at least 32 bytes."""

    path: Path
    key: bytes

    def pseudonym(self, customer: str) -> str:
        """The customer's name in the ledger."""
        return pseudonym(self.key, "erasures", customer)

    def add(self, customer: str, at: datetime) -> None:
        """Write down, lastingly, that the customer is erased at ``at`` (aware). Raises OSError when the disk will not."""
        line = json.dumps({"who": self.pseudonym(customer), "at": as_utc("at", at).isoformat()}) + "\n"
        with FileLock(f"{self.path}.lock", timeout=LOCK_S, mode=0o600):
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                _append(file, line.encode())
                os.fsync(file)
            finally:
                os.close(file)
        sync(self.path.parent)

    def erased(self) -> dict[str, datetime]:
        """Pseudonym → when that customer was erased last. A line that was cut off by a crash is passed over."""
        latest: dict[str, datetime] = {}
        unreadable = 0
        for line in self._lines():
            try:
                entry = json.loads(line)
                who, at = str(entry["who"]), as_utc("at", datetime.fromisoformat(entry["at"]))
            except (ValueError, KeyError, TypeError):
                unreadable += 1
                continue
            latest[who] = max(at, latest.get(who, at))
        if unreadable:
            log.warning("ledger_lines_unreadable", lines=unreadable)
        return latest

    def _lines(self) -> Iterator[bytes]:
        if not self.path.exists():
            return
        with open(self.path, "rb") as file:
            while line := file.readline(MAX_LINE):
                if line.strip():
                    yield line


def _append(file: int, line: bytes) -> None:
    """After a line that a crash cut off a new one begins, so that only that one is lost."""
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":
        line = b"\n" + line
    while line:
        line = line[os.write(file, line) :]
