"""The same message, differently dressed by a channel or a keyboard, sounds the same."""

from __future__ import annotations

import pytest

from benchmarks.stability import CHANGES, changed, sample
from bot.hearing import hear


@pytest.fixture(scope="module")
def messages():
    texts = sample()[::5]
    return texts, hear(texts, "en")


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "a slip of the hand"])
def test_dress_changes_no_class(name, messages) -> None:
    """Spaces, quotes, line breaks around and invisible signs change no cue's class in 200 messages."""
    texts, before = messages
    assert changed(before, hear([CHANGES[name](text) for text in texts], "en")) == (0.0, 0.0, "none")


def test_the_measure_can_fail(messages) -> None:
    """Shouting changes classes: the comparison sees it."""
    texts, before = messages
    assert changed(before, hear([text.upper() + "!!!" for text in texts], "en"))[0] > 0.9
