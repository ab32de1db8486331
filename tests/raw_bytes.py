"""The bytes of files that may be open databases, read by another process.

A process that opens and closes such a file itself loses the locks of its own connections to it (POSIX), and the
database may break.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path


def raw_bytes(paths: Iterable[Path]) -> bytes:
    """What the files hold, one after the other."""
    return subprocess.run(["cat", *map(str, paths)], check=True, capture_output=True).stdout
