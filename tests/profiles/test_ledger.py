"""The ledger of erasures: lasting, unreadable without its key, and safe from crashes and crowds."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from remembering import DAY, NOON

from profiles.ledger import Ledger

KEY = b"k" * 32
ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(tmp_path / "erased.ledger", KEY)


def test_it_tells_who_was_erased_last_when(ledger):
    """By pseudonym, the latest time of each; nobody is named in the file, which is its owner's alone."""
    assert ledger.erased() == {}
    ledger.add("anna-qzx7", NOON)
    ledger.add("bruno-qzx7", NOON)
    ledger.add("anna-qzx7", NOON - DAY)
    assert ledger.erased() == {ledger.pseudonym("anna-qzx7"): NOON, ledger.pseudonym("bruno-qzx7"): NOON}
    assert b"qzx7" not in ledger.path.read_bytes()
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600
    assert Ledger(ledger.path, b"x" * 32).pseudonym("anna-qzx7") not in ledger.erased()


@pytest.mark.parametrize("cut", [1, 20, 70, 100, 117])
def test_a_line_that_a_crash_cut_off_costs_only_itself(ledger, cut):
    """Those before it and those after it are read."""
    for customer in ("anna", "bruno"):
        ledger.add(customer, NOON)
    whole = ledger.path.read_bytes()
    line = whole.splitlines(keepends=True)[1]
    os.truncate(ledger.path, len(whole) - len(line) + min(cut, len(line) - 2))
    ledger.add("clara", NOON)
    assert ledger.erased() == {ledger.pseudonym("anna"): NOON, ledger.pseudonym("clara"): NOON}


def test_rubbish_is_passed_over(ledger):
    """A line that is no JSON, no object, without a time, in no zone, or endless does not hide the others."""
    ledger.path.write_bytes(b'[1]\n\xff\xfe\n{"who": "x"}\n{"who": "x", "at": "2026-03-02T12:00:00"}\n\n' + b"x" * 5000)
    ledger.add("anna", NOON)
    assert ledger.erased() == {ledger.pseudonym("anna"): NOON}


def test_many_processes_append_at_once(ledger):
    """Every one of 4 × 25 erasures is there, whole."""
    code = (
        "import sys; from datetime import datetime, timezone; from pathlib import Path; from profiles.ledger import Ledger;"
        "ledger = Ledger(Path(sys.argv[1]), b'k' * 32);"
        "[ledger.add(f'{sys.argv[2]}-{n}', datetime.now(timezone.utc)) for n in range(25)]"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(ledger.path), str(number)], cwd=ROOT) for number in range(4)
    ]
    assert [process.wait(60) for process in started] == [0] * 4
    assert set(ledger.erased()) == {ledger.pseudonym(f"{who}-{n}") for who in range(4) for n in range(25)}
    assert len(ledger.path.read_bytes().splitlines()) == 100
