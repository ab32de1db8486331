"""The second ear says what it lacks before it learns for minutes."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import second_ear as second_ear_module
from benchmarks.second_ear import SecondEar, recipe, second_ear
from bot.cues.style_corpora import NoData, Rated


def test_without_rated_texts_it_says_so(tmp_path) -> None:
    """The folder of the rated texts is looked at before any weights are."""
    with pytest.raises(NoData, match=r"train_pool\.csv is missing"):
        second_ear(tmp_path, tmp_path / "no weights", tmp_path / "kept", lambda told: None)
    assert not (tmp_path / "kept").exists()


def test_other_ratings_or_another_recipe_are_learnt_anew(monkeypatch) -> None:
    """What was kept goes by what it was learnt from, and how."""
    one = Rated(("two lattes", "good morning"), np.array([0.0, 1.0]))
    other = Rated(one.texts, np.array([0.0, 2.0]))
    assert recipe(one) == recipe(one) != recipe(other)
    before = recipe(one)
    monkeypatch.setattr(second_ear_module, "ROUNDS", 7)
    assert recipe(one) != before


def test_who_says_nothing_is_heard_as_ordinary() -> None:
    """No turn, no formality."""
    assert SecondEar(None)([]) == 0.0
