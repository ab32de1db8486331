"""Visits with a goal over HTTP, with Rasa and the action server up; all thirty are played by ``python -m benchmarks.goals``."""

from __future__ import annotations

import pytest
from stack import Stack, Visitor

from benchmarks.goal_scripts import Script, read_scripts
from benchmarks.goal_shop import observed
from benchmarks.goal_visits import Heard, play
from house import open_house

pytestmark = pytest.mark.stack
NAMES = ("one of each kind", "corrections all the way", "no, the other one", "due, con latte d'avena")
SCRIPTS = {script.name: script for script in read_scripts()}


class RunningShop:
    """The shop as a visitor of its page meets it; what was asked and ordered is read from its databases."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.house = stack, open_house(stack.settings)

    def opens(self, script: Script) -> None:
        self.visitor: Visitor = self.stack.visitor()
        self.lang = script.lang

    def hears(self, text: str) -> Heard:
        self.visitor.says(text)
        assert not self.visitor.degraded, (text, self.stack.logs())
        return observed(self.house, self.visitor.customer, self.lang, frozenset(), self.visitor.replies)


@pytest.mark.parametrize("name", NAMES)
def test_visit_with_a_goal(stack: Stack, name: str) -> None:
    """The goal is reached, with no wrong order, no empty answer, and none twice running."""
    visit = play(SCRIPTS[name], RunningShop(stack))
    assert (visit.reached, visit.wrong, visit.empty, visit.repeated) == (True, (), 0, 0), visit.turns
