"""How far an ear goes with readers: told by source, and dialogue by dialogue."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import ears, voice_read
from benchmarks.dialogues import Dialogue
from bot.cues.style_corpora import Rated

TURNS = {"yo": -2.0, "one tea": 0.0, "could I have a tea": 1.0, "would you be so kind as to bring one": 3.0}


@pytest.fixture
def rated(monkeypatch) -> None:
    """Four turns in two dialogues, rated the more formal the longer they are."""
    texts = tuple(TURNS)
    sides = (texts[:2], texts[2:])
    found = [Dialogue(str(i), "a test", tuple(("customer", turn) for turn in side)) for i, side in enumerate(sides)]
    for module in (ears, voice_read):
        monkeypatch.setattr(module, "shop_rated", lambda *_: Rated(texts, np.array(list(TURNS.values()))))
        monkeypatch.setattr(module, "read_dialogues", lambda _: found)


def test_an_ear_that_hears_as_readers_do_agrees_wholly_and_a_contrary_one_not_at_all(rated, tmp_path) -> None:
    """Rank correlation, +1 and -1, in every row."""
    length = lambda turns: float(np.mean([len(turn) for turn in turns]))  # noqa: E731
    found = ears.agreements(tmp_path, {"good": length, "contrary": lambda turns: -length(turns)})
    assert set(found["good"]) == {*ears.SOURCES, ears.BY_DIALOGUE}
    assert all(value == pytest.approx(1) for value in found["good"].values())
    assert all(value == pytest.approx(-1) for value in found["contrary"].values())
