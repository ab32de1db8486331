"""Small CSV files for the tests of the importers."""

from __future__ import annotations

from pathlib import Path


def write(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
