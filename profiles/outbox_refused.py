"""What the profiles refused: set aside in a folder, one file each, so that it holds up nobody and is not lost.

Such a file, moved back beside the others, is tried again.
"""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from pathlib import Path

from profiles.disk import sync
from profiles.entry import Entry, Torn, whose
from profiles.outbox_file import Place, add, lines, new_file, remove, size
from profiles.outbox_index import read


class Refused:
    """The lines that were set aside in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, line: bytes) -> None:
        """Set a line aside, durably."""
        make_folder(self._folder)
        handle = new_file(self._folder / f"{uuid.uuid4().hex}.jsonl")
        try:
            add(handle, line + b"\n")
        finally:
            os.close(handle)

    def extent(self) -> tuple[int, int]:
        """(files, bytes)."""
        paths = list(self._folder.glob("*.jsonl"))
        return len(paths), sum(size(path) for path in paths)

    def of(self, customer: str) -> list[Entry]:
        """What was set aside of a customer, as far as this version can read it."""
        return [entry for _, place in self._places(customer) if (entry := read(place))]

    def erase(self, customer: str) -> None:
        """Nothing of this customer stays, in whatever format."""
        for path, _ in self._places(customer):
            remove(path)

    def drop(self, before: datetime) -> int:
        """What was set aside before this moment (real time) goes, as transcripts do; how many."""
        old = [path for path in self._folder.glob("*.jsonl") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            remove(path)
        return len(old)

    def _places(self, customer: str) -> list[tuple[Path, Place]]:
        found = [(path, *one) for path in self._folder.glob("*.jsonl") for one in lines(path)[0]]
        return [(path, place) for path, place, line in found if _owner(line) == customer]


def make_folder(folder: Path) -> None:
    """For its owner only, durably."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync(folder.parent)


def _owner(line: bytes) -> str:
    try:
        return whose(line)[0]
    except Torn:
        return ""
