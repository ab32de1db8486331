"""What goes wrong at the keyboard is one sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _solito(var: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOLITO_")}
    return subprocess.run(
        [sys.executable, "-m", "solito", *words],
        cwd=ROOT,
        env={**kept, "SOLITO_VAR": str(var), **more},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    "words", [("report",), ("customer", "show", "anna"), ("order", "show", "A-1"), ("sweep", "--dry-run")]
)
def test_before_the_first_start_no_traceback(tmp_path, words):
    """A command on databases that nobody has made yet says what makes them, and in which folder it looked."""
    answer = _solito(tmp_path, *words)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert len(answer.stderr.strip().splitlines()) == 1
    assert str(tmp_path) in answer.stderr
    assert "`solito run`" in answer.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [("postgresql://x@127.0.0.1:1/x", "does not answer"), ("nonsense", "SOLITO_…_URL")],
)
def test_a_database_that_is_away_or_no_address(tmp_path, url, told):
    """A server that refuses, and an address that is none, are told in one sentence."""
    answer = _solito(tmp_path, "report", SOLITO_PROFILES_URL=url)
    assert answer.returncode == 1
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_misspelt_command_below_another_is_found():
    """Also in `solito import` the nearest command is named."""
    answer = _solito(ROOT / "var", "import", "catalog", "x")
    assert answer.returncode == 2
    assert "'catalogue'" in answer.stderr
