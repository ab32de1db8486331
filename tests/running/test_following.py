"""A training is followed: plain words for where it is, all of its own in a log, its end on the terminal when it fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from running.following import follow, stage_of

RASA = """
print("2026-01-01 INFO rasa.engine.training.hooks - Starting to train component 'RulePolicy'.")
print("DeprecationWarning: nobody needs this")
print("2026-01-01 INFO rasa.engine.training.hooks - Starting to train component 'Wishes'.")
raise SystemExit({code})
"""


def run(tmp_path: Path, code: int) -> int:
    command = [sys.executable, "-c", RASA.format(code=code)]
    return follow(command, tmp_path, dict(os.environ), tmp_path / "log" / "training.log")


def test_only_the_stages_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Two stages in plain words on stderr; warnings go to the log; stdout stays free for results."""
    assert run(tmp_path, 0) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert [line.strip() for line in err.splitlines() if line.strip()] == [
        "learning which act answers which wish",
        "learning to tell wishes apart",
    ]
    assert "DeprecationWarning" in (tmp_path / "log" / "training.log").read_text()


def test_a_failure_shows_its_end(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The exit code is the command's, and its last words are on the terminal."""
    assert run(tmp_path, 3) == 3
    assert "nobody needs this" in capfd.readouterr().err


def test_other_lines_tell_no_stage() -> None:
    """What is not known says nothing."""
    assert stage_of("Epochs: 10%") == ""
