"""Files of lines that are added to at their end, struck out in place, and taken away when nothing is left in them.

Whoever adds holds a file's lock for that moment only, and so does who takes it away: a line is never added to a file
that is going. Striking out needs no lock, for it never touches the end.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from profiles.disk import sync

_LINE = re.compile(rb"([^\n]*)\n")


@dataclass(frozen=True)
class Place:
    """Where a line lies: ``length`` bytes from ``offset``, without its end."""

    path: Path
    offset: int
    length: int


def new_file(path: Path) -> int:
    """Make a file for its owner only and return its handle, to add at the end. Durable at once."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
    sync(path.parent)
    return handle


def add(handle: int, line: bytes) -> None:
    """Add a line whole and durably, or not at all. Raises OSError."""
    before = os.fstat(handle).st_size
    try:
        written = os.write(handle, line)
        if written < len(line):
            raise OSError(f"only {written} of {len(line)} bytes could be written")
        os.fsync(handle)
    except BaseException:
        os.ftruncate(handle, before)
        raise


@contextmanager
def ours(handle: int) -> Iterator[bool]:
    """Hold a file's lock, if it is free and the file is still there: says whether."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
        return
    try:
        yield os.fstat(handle).st_nlink > 0
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def lines(path: Path, start: int = 0) -> tuple[list[tuple[Place, bytes]], int]:
    """The whole lines from the byte ``start`` on that are not struck out, and where the last whole line ends.

    A file that is gone has none.
    """
    try:
        with open(path, "rb") as file:
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return [], start
    found = [(Place(path, start + m.start(), len(m[1])), m[1]) for m in _LINE.finditer(content) if m[1].strip()]
    return found, start + content.rfind(b"\n") + 1


def line_at(place: Place) -> bytes | None:
    """The line that lies there; None when it was struck out, or the file is gone."""
    try:
        with open(place.path, "rb") as file:
            file.seek(place.offset)
            line = file.read(place.length)
    except FileNotFoundError:
        return None
    return line if line.strip() else None


def strike(place: Place) -> None:
    """Overwrite a line in place. Durable only after ``sync_file``; a line that comes back is harmless till then."""
    try:
        with open(place.path, "r+b", buffering=0) as file:
            file.seek(place.offset)
            file.write(b" " * place.length)
    except FileNotFoundError:
        pass


def sync_file(path: Path) -> None:
    """Whatever was struck out of this file stays out of it."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def take_away(path: Path) -> int | None:
    """Take a file away if no whole line is left in it, durably; how many bytes were a torn end. None: it stays."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        with ours(handle) as free:
            if not free or lines(path)[0]:
                return None
            torn = len(path.read_bytes().rpartition(b"\n")[2])
            os.ftruncate(handle, 0)
            os.fsync(handle)
            path.unlink()
            sync(path.parent)
            return torn
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a file and its bytes away, durably."""
    with open(path, "r+b") as file:
        file.truncate(0)
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)
    sync(path.parent)


def size(path: Path) -> int:
    """In bytes; a file that is gone has none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
