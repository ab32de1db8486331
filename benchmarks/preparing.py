"""``python -m benchmarks.preparing``: the demo shop's databases in SOLITO_VAR, by a process with that shop's settings."""

from __future__ import annotations

import sys

from running.preparing import prepare
from settings import settings

if __name__ == "__main__":
    prepare(settings(), lambda line: print(line, file=sys.stderr))
