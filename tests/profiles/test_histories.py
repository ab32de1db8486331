"""Ten thousand histories, each told in order and as networks tell it: the same tables, to the byte."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_folding import assert_same_however_it_arrives, empty_database

HISTORIES = 10_000
MEMORY = Path("/dev/shm")


class Folders:
    """Gives new folders as pytest's factory does; in memory where the machine has such files."""

    def __init__(self, root: str) -> None:
        self.root = root

    def mktemp(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=name, dir=self.root))


@contextmanager
def folders() -> Iterator[Folders]:
    root = tempfile.mkdtemp(prefix="solito-histories-", dir=MEMORY if MEMORY.is_dir() else None)
    try:
        yield Folders(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def difference(seed: int) -> int | None:
    """The seed, if its history came to something else in another order."""
    with folders() as factory:
        try:
            assert_same_however_it_arrives(factory, seed)
        except AssertionError:
            return seed
    return None


@pytest.mark.nightly
@pytest.mark.timeout(4 * 3600)
def test_ten_thousand_histories_come_to_the_same():
    """Each message one to five times, in any order, up to a day late: 0 differences."""
    empty_database()  # made before the others part from this process
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        found = [seed for seed in pool.map(difference, range(HISTORIES), chunksize=25) if seed is not None]
    print(f"{HISTORIES} histories, {len(found)} differences")
    assert not found
