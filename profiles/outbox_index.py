"""What waits in the outbox's files, known without reading them again: only what was added since is looked at."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from profiles.entry import Entry, Torn, entry_of, whose
from profiles.outbox_file import Place, line_at, lines, size, strike, take_away


@dataclass
class _Seen:
    """What is known of a file: how far it was read, and what waits in it, with its customer and when it was said."""

    read_to: int = 0
    waiting: dict[Place, tuple[str, datetime]] = field(default_factory=dict)
    torn: list[Place] = field(default_factory=list)


class Index:
    """The waiting lines of all files in a folder, by whichever process they were added. Not safe between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, _Seen] = {}

    def look(self) -> None:
        """Take in what was added, or taken away, since the last look."""
        paths = set(self._folder.glob("*.jsonl"))
        self._seen = {path: seen for path, seen in self._seen.items() if path in paths}
        for path in paths:
            seen = self._seen.setdefault(path, _Seen())
            if size(path) <= seen.read_to:
                continue
            found, seen.read_to = lines(path, seen.read_to)
            for place, line in found:
                try:
                    seen.waiting[place] = whose(line)
                except Torn:
                    seen.torn.append(place)

    def __len__(self) -> int:
        """How many entries wait."""
        return sum(len(seen.waiting) for seen in self._seen.values())

    @property
    def taken(self) -> int:
        """Bytes of all files, with what was struck out in them."""
        return sum(size(path) for path in self._seen)

    def in_order(self, customer: str | None = None) -> list[Place]:
        """Where it waits, oldest first over all files; within a file as it was added, whatever the clock did."""
        files = [
            [(place, at) for place, (who, at) in self._seen[path].waiting.items() if customer in (None, who)]
            for path in sorted(self._seen)
        ]
        return [place for place, _ in heapq.merge(*files, key=lambda found: found[1])]

    def strike(self, place: Place) -> None:
        """This one waits no longer."""
        strike(place)
        if place.path in self._seen:
            self._seen[place.path].waiting.pop(place, None)

    def tidy(self) -> int:
        """Strike out what is torn, take away the files in which nothing is left; how many lines were torn."""
        torn = 0
        for path, seen in self._seen.items():
            for place in seen.torn:
                strike(place)
            torn += len(seen.torn)
            seen.torn = []
            if not seen.waiting:
                torn += bool(take_away(path))
        return torn


def read(place: Place) -> Entry | None:
    """The entry that lies there; None when it was handed on meanwhile, or this version cannot read it."""
    line = line_at(place)
    try:
        return None if line is None else entry_of(line)
    except (Torn, ValueError):
        return None
