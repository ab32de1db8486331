"""What makes a message count once, and keeps a memory from being used: without it, tests go red."""

from __future__ import annotations

import re
from pathlib import Path

import guards
import pytest
from guards import GUARDS, RED, Edit, Guard

ROOT = Path(__file__).resolve().parents[1]
each_guard = pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)


@each_guard
def test_a_guard_can_be_taken_away(guard: Guard, tmp_path: Path) -> None:
    """The text that is taken out still stands in the code, once; the tests that must miss it exist."""
    for edit in guard.edits:
        copy = tmp_path / edit.file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text((ROOT / edit.file).read_text())
        edit.apply(tmp_path)
        assert copy.read_text() != (ROOT / edit.file).read_text()
    for test in guard.tests:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (ROOT / file).read_text() or not name


def test_a_guard_that_is_not_found_is_an_error(tmp_path: Path) -> None:
    """Code that has moved on is not taken for code without the guard."""
    (tmp_path / "x.py").write_text("twice twice")
    for text in ("gone", "twice"):
        with pytest.raises(ValueError, match=r"x\.py must hold"):
            Edit("x.py", text, "").apply(tmp_path)


def test_the_document_names_every_guard() -> None:
    """docs/profiles.md has a line for each, with the tests that miss it."""
    table = re.findall(r"^\| ([^|]+?) \|.*\| ([^|]+) \|$", (ROOT / "docs" / "profiles.md").read_text(), re.MULTILINE)
    told = {name: re.findall(r"`([^`]+)`", tests) for name, tests in table}
    for guard in GUARDS:
        assert told[guard.name] == list(guard.tests)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_with_all_guards_the_tests_are_green() -> None:
    """Red without a guard would say nothing of tests that are always red."""
    with guards.copy_of_the_code() as root:
        assert guards.run(root, guards.tests_of(GUARDS)) == 0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@each_guard
def test_without_a_guard_tests_are_red(guard: Guard) -> None:
    """Each is taken away in a copy of the code, and is missed."""
    assert guards.exit_code_without(guard) == RED
