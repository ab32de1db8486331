"""SQLite databases copied while they are written to, and put back whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from profiles.disk import sync

WAIT_S = 30
SIDE_FILES = ("-wal", "-shm", "-journal")


def copy(source: Path, target: Path) -> None:
    """Write a copy of one moment to ``target``, which must not exist, and check it; writers are not kept waiting.

    VACUUM INTO and not the backup API: the copy is written row by row, so stale bytes of what was deleted stay behind,
    and it does not begin anew whenever somebody writes. Raises sqlite3.Error, also for a copy that is not sound.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_open(source, "rw")) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    with closing(_open(target, "ro")) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(f"the copy of {source.name} is not sound: {found}")
    sync(target)


def revision(file: Path, version_table: str) -> str | None:
    """Which revision the tables in this file have; None where nothing keeps count."""
    with closing(_open(file, "ro")) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (version_table,)).fetchone()
        found = connection.execute(f"SELECT version_num FROM {version_table}").fetchone() if known else None
    return found[0] if found else None


def stage(source: Path, target: Path) -> Path:
    """Lay a copy of ``source`` beside ``target``, on the same disk, lastingly; returns where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = unstage(target)
    os.close(os.open(staged, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    shutil.copyfile(source, staged)
    sync(staged)
    return staged


def unstage(target: Path) -> Path:
    """Take the staged copy away, if there is one; returns where it lies."""
    staged = target.with_name(f"{target.name}.restoring")
    staged.unlink(missing_ok=True)
    return staged


def put_in_place(staged: Path | None, target: Path) -> None:
    """Let the staged file be the database (None: let there be none). Nobody may have it open.

    The old file's log goes first: SQLite would play it into the new one.
    """
    for suffix in SIDE_FILES:
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    if staged is None:
        target.unlink(missing_ok=True)
    else:
        os.replace(staged, target)
    if target.parent.exists():
        sync(target.parent)


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file))}?mode={mode}", uri=True, timeout=WAIT_S, isolation_level=None)
