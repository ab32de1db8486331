"""The arithmetic of the benchmark."""

from __future__ import annotations

import pytest

from benchmarks.figures import Round, ageing, median, over_rounds, p95, paired_ratio


def a_round(*latencies_ms: float, rasa: float = 1.0) -> Round:
    return Round(latencies_ms, {"rasa": rasa, "actions": 2.0})


def test_median_and_tail() -> None:
    """The median is the middle; 95 of 100 evenly spaced values lie below the 95th percentile."""
    assert median([3, 1, 2]) == 2
    assert p95(range(1, 102)) == 96


def test_nothing_measured_gives_no_figure() -> None:
    """No values is an error, never 0 ms."""
    with pytest.raises(ValueError, match="no values"):
        median([])


def test_one_disturbed_round_does_not_decide() -> None:
    """The median over rounds ignores a round in which the machine was busy."""
    figures = over_rounds([a_round(10, 11, 12), a_round(900, 900, 900, rasa=50), a_round(10, 11, 12)])
    assert figures.median_ms == 11
    assert figures.cpu_ms == {"rasa": 1.0, "actions": 2.0}
    assert figures.cpu_total_ms == 3.0


def test_ratio_is_taken_within_each_round() -> None:
    """A machine that slows down for everybody leaves the ratio as it is."""
    ours, theirs = [a_round(20), a_round(200), a_round(20)], [a_round(10), a_round(100), a_round(10)]
    assert paired_ratio(ours, theirs) == pytest.approx(2.0)


def test_rounds_must_pair_up() -> None:
    """A missing round is an error: it would pair the wrong ones."""
    with pytest.raises(ValueError, match="zip"):
        paired_ratio([a_round(1), a_round(1)], [a_round(1)])


def test_ageing_compares_the_windows_counted_from_one() -> None:
    """Early is turns 2 to 4, late 8 to 10; what lies between and around them is not looked at."""
    turns = [500.0, 10, 10, 10, 500, 500, 500, 20, 20, 20, 500]
    aged = ageing([turns], range(2, 5), range(8, 11))
    assert (aged.early_ms, aged.late_ms, aged.ratio) == (10, 20, 2)


def test_a_conversation_too_short_is_an_error() -> None:
    """There is no turn 200 in a conversation of ten turns."""
    with pytest.raises(ValueError, match="10 turns"):
        ageing([[1.0] * 10], range(2, 4), range(198, 203))
