"""The second ear says what it lacks before it learns for minutes."""

from __future__ import annotations

import pytest

from benchmarks.second_ear import second_ear
from bot.cues.style_corpora import NoData


def test_without_rated_texts_it_says_so(tmp_path) -> None:
    """The folder of the rated texts is looked at before any weights are."""
    with pytest.raises(NoData, match="formality"):
        second_ear(tmp_path, tmp_path / "no weights", tmp_path / "kept", lambda told: None)
    assert not (tmp_path / "kept").exists()
