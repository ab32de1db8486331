"""PostgreSQL falls under load and comes back: what was acknowledged is there, once."""

from __future__ import annotations

import time

import pytest
import telling
from mortal_postgres import Postgres
from running_writers import writers
from writing import acknowledged

from profiles.engines import open_engine
from profiles.migrate import upgrade
from profiles.store import ProfileStore


@pytest.fixture
def doomed(postgres_installed):
    """A server of its own, for it will not have a good day."""
    server = Postgres()
    server.start()
    yield server
    server.stop()


def test_postgresql_falls_six_times_under_load(doomed, tmp_path):
    """Three times without a checkpoint, three times by kill -9, four processes writing: 0 lost, 0 doubled."""
    url, folder = doomed.new_database("doomed"), tmp_path / "writers"
    upgrade(url)
    store = ProfileStore(open_engine(url))
    telling.begin(store)
    falls = [doomed.stop_at_once, doomed.kill] * 3
    with writers(folder, url, 4, 240) as process:
        for number, fall in enumerate(falls, start=1):
            _wait_for(lambda number=number: len(acknowledged(folder)) > number * 30, process)
            fall()
            doomed.start_again()
    telling.check(store, 240, acknowledged(folder))
    store.engine.dispose()


def _wait_for(true, process) -> None:
    while not true():
        assert process.poll() is None, "the writers ended too early"
        time.sleep(0.005)
