"""Whole conversations to be read: what is drawn and counted. No model, no public data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.talks import Exchange, drawn, figures, own_visits, written


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight dialogues of one line each."""
    rows = [{"id": f"d{n}", "source": "s", "turns": [{"speaker": "customer", "text": f"tea {n}"}]} for n in range(8)]
    (tmp_path / "dialogues").mkdir()
    (tmp_path / "dialogues" / "dev_dialogues.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def test_drawn_by_chance_and_always_the_same(data: Path) -> None:
    """The same seed draws the same dialogues, another one others; the next ones are none of the first."""
    first = [plan.name for plan in drawn(data, 4)]
    assert first == [plan.name for plan in drawn(data, 4)]
    assert first != [plan.name for plan in drawn(data, 4, seed=8)]
    assert not set(first) & {plan.name for plan in drawn(data, 4, skip=4)}


def test_visits_of_ones_own() -> None:
    """A blank line parts two visits, "@" names a customer of the demo shop, "#" is a remark."""
    visits = own_visits("# mine\nhello\na tea\n\n@ demo-marco\nusual\n")
    assert [(visit.who, visit.says) for visit in visits] == [("new", ("hello", "a tea")), ("demo-marco", ("usual",))]


def test_what_went_wrong_is_counted() -> None:
    """Empty and repeated answers, what was not understood, and orders that followed no yes."""
    talk = [Exchange("a", "x", ("lost",)), Exchange("b", "x"), Exchange("c", "", ordered=True, agreed=False)]
    found = figures([talk, [Exchange("d", "", ordered=True, agreed=True)]], frozenset({"lost"}))
    assert (found.turns, found.empty, found.repeated, found.lost, found.unasked) == (4, 2, 1, 1, 1)
    assert "> a" in written("one", talk)
