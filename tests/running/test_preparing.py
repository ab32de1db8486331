"""Before the doors open: what would keep the shop from speaking is told there and then."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from actions.adaptation.phrasings import PhrasingError
from actions.adaptation.voices import FOLDER
from actions.last_good import phrasings_for
from commands.failing import one_sentence
from running import preparing
from settings import Settings


def test_a_slip_in_the_wordings_is_told_before_anything_is_started(
    sqlite_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``solito run`` names file, line and key, exit code 1; with good files it goes on."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "phrasings"))
    monkeypatch.setattr(preparing, "phrasings_for", partial(phrasings_for, folder=folder))
    preparing.prepare(sqlite_settings, print)
    file = folder / "en.yml"
    file.write_text(file.read_text("utf-8").replace("\nnews:\n", "\nnews:\n  posh: {medium: '{news}.'}\n"), "utf-8")
    line = file.read_text("utf-8").splitlines().index("  posh: {medium: '{news}.'}") + 1
    told: list[str] = []
    with pytest.raises(SystemExit) as ended, one_sentence(told.append):
        preparing.prepare(sqlite_settings, print)
    assert ended.value.code == 1
    assert isinstance(ended.value.__cause__, PhrasingError)
    assert told == [f"en.yml, line {line}, news.posh: a manner is one of formal, neutral, casual"]
