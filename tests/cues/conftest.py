"""One English pipeline for the whole session, and ways to ask for one cue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from spacy.language import Language

import bot.hearing
from bot.cues.pipeline import load_nlp
from profiles.model import Cue


@pytest.fixture(scope="session")
def nlp() -> Language:
    """spaCy's small English pipeline, loaded once."""
    return load_nlp("en")


@pytest.fixture(scope="session")
def hear(nlp: Language) -> Callable[..., dict[str, Cue]]:
    """Everything heard in a message, by name."""

    def heard(text: str, language: str = "en") -> dict[str, Cue]:
        return {cue.name: cue for cue in bot.hearing.hear([text], language)[0]}

    return heard


@pytest.fixture(autouse=True)
def _frameworks_come_back() -> Iterator[None]:
    """Some commands keep torch and TensorFlow out of their process; this one is shared with other tests."""
    absent = [name for name in ("tensorflow", "torch", "mxnet") if name not in sys.modules]
    yield
    for name in absent:
        if name in sys.modules and sys.modules[name] is None:
            del sys.modules[name]
