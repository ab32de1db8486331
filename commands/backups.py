"""``solito backup``, ``solito restore`` and ``solito move``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clock import real_now
from running import backing_up, moving, restoring
from settings import Settings


def backup(settings: Settings, folder: Path) -> str:
    """Copy all databases; returns what was copied."""
    manifest = backing_up.back_up(settings, folder, real_now())
    held = [name for name, copy in manifest.databases.items() if copy.file is not None]
    return f"{folder}: {', '.join(sorted(held))} of {manifest.made_at}."


def restore(settings: Settings, folder: Path, say: Callable[[str], None]) -> str:
    """Put the backup back; returns what was done."""
    manifest, again = restoring.restore(settings, folder, say)
    return f"The shop is as it was at {manifest.made_at}. Customers who had been erased since, erased again: {again}."


def move(settings: Settings, folder: Path, say: Callable[[str], None]) -> str:
    """Move the backup of SQLite files into PostgreSQL; returns what was done."""
    moved = moving.move(settings, folder, say)
    return f"{moved.rows:,} rows of {moved.made.made_at} are in PostgreSQL. Customers erased since, erased again: {moved.again}."
