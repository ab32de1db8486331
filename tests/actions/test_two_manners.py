"""To see whether answering in kind sells more, some are answered in the plain manner, by lot: only who lets it be measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counter import Customer

from profiles import outcomes
from profiles.comparing import group_of

CASUAL = ["hey gimme an espresso lol", "yo what's new", "gonna grab a tea thx"]


@pytest.fixture
def comparing(customer: Customer) -> Customer:
    """The shop compares, half and half; this customer's lot is the plain manner."""
    settings = customer.house.settings.copy(update={"plain_share": 0.5})
    plain = next(name for name in (f"c-{n}" for n in range(99)) if group_of((name,), 0.5) == "plain")
    customer.house, customer.id = replace(customer.house, settings=settings), plain
    return customer


def _register(customer: Customer) -> float:
    for text in CASUAL:
        customer.writes(text, "chitchat")
    return float(customer.plan["tone"]["register"])


def test_the_plain_manner_by_lot(comparing: Customer) -> None:
    """However casually they write, the plan stays neutral; staff see why; the visit is counted in its group."""
    comparing.allows("measure")
    assert _register(comparing) == 0
    assert comparing.plan["compared"] == "plain"
    assert any("by lot" in reason["text"] for reason in comparing.plan["reasons"])
    assert [visit.group for visit in outcomes.compared(comparing.house.profiles.engine)] == ["plain"]


def test_the_other_lot_is_answered_in_kind(comparing: Customer) -> None:
    """The other group hears what everybody hears, and is counted as such."""
    comparing.id = next(name for name in (f"c-{n}" for n in range(99)) if group_of((name,), 0.5) == "adapted")
    comparing.allows("measure")
    assert _register(comparing) < -0.1
    assert comparing.plan["compared"] == "adapted"


def test_nobody_is_compared_unasked(comparing: Customer) -> None:
    """Without consent to measure nobody draws a lot: they are answered in kind, and nothing is counted."""
    assert _register(comparing) < -0.1
    assert "compared" not in comparing.plan
    assert outcomes.summarise(comparing.house.profiles.engine)["no_sale"] == 0


def test_what_they_asked_for_and_how_they_feel_count_in_either_group(comparing: Customer) -> None:
    """ "Keep it short" is a wish, and anger is no matter of manner: nothing is pressed on who is upset."""
    comparing.allows("measure")
    comparing.says("hello", "greet", sentiment=-0.9, politeness=-0.9)
    assert comparing.plan["pitch"]["lead"] == "none"
    comparing.says("keep it short please", "keep_short")
    assert comparing.plan["length"]["level"] == "short"


def test_without_a_share_nobody_is_in_a_group(customer: Customer) -> None:
    """As installed nothing is compared; visits are counted all the same for who agrees."""
    customer.allows("measure")
    assert _register(customer) < -0.1
    assert "compared" not in customer.plan
    engine = customer.house.profiles.engine
    assert outcomes.compared(engine) == []
    assert outcomes.summarise(engine)["no_sale"] == 1
