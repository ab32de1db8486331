"""spaCy without its passengers, for processes that only listen to how something is said."""

from __future__ import annotations

import sys


def spacy_alone() -> None:
    """Keep spaCy's machine-learning library from importing TensorFlow and torch, which it would only look at.

    It saves twenty seconds and a gigabyte. Only for a process that needs neither: they cannot be imported afterwards.
    """
    for framework in ("tensorflow", "torch", "mxnet"):
        sys.modules.setdefault(framework, None)  # type: ignore[arg-type]
