"""What was written stays written, whatever happens to the machine."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Make a file's content lasting; of a folder, which files are in it: a new or renamed one needs both.

    Never for a database that this process has open: closing any descriptor of its file drops SQLite's locks on it.
    Raises OSError.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
