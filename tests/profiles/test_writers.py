"""Many processes write one customer at once, and some are killed: nothing is lost, nothing counts twice."""

from __future__ import annotations

import random

import pytest
import telling
from points import Point, points
from running_writers import deaths, kill_at, writers
from writing import acknowledged

EVERYWHERE = points("claim", "turn", "answer")


def test_eight_processes_write_one_customer(store, url, tmp_path):
    """40 messages each, a tenth of them sent twice: all there once, and the profile is the one told in order."""
    telling.begin(store)
    with writers(tmp_path / "writers", url, 8, 320):
        pass
    telling.check(store, 320, acknowledged(tmp_path / "writers"))


def test_writers_are_killed_before_and_after_each_commit(store, url, tmp_path):
    """Two processes; one of them dies at every point in turn and comes back: what was acknowledged is there, once."""
    check_killed(store, url, tmp_path / "writers", EVERYWHERE, 60)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_writers_are_killed_sixty_times(store, url, tmp_path):
    """The same at points drawn by lot, four processes at a time."""
    draw = random.Random(6)
    where = [Point(p.commit, p.when, draw.randrange(6)) for p in draw.choices(EVERYWHERE, k=60)]
    check_killed(store, url, tmp_path / "writers", where, 3_000, 4)


def check_killed(store, url, folder, where, messages, count=2) -> None:
    telling.begin(store)
    with writers(folder, url, count, messages) as process:
        for point in where:
            kill_at(folder, point, process)
    assert deaths(folder) == len(where)
    telling.check(store, messages, acknowledged(folder))
