"""Values that wait on disk between two looks at them, so that the memory holds one batch at a time."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Spool(Generic[Value]):
    """A list on disk, in a file without a name that goes with it. ``len`` counts its values."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - __exit__ closes it
        self._count = 0

    def add(self, batch: list[Value]) -> None:
        if batch:
            pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
            self._count += len(batch)

    def batches(self) -> Iterator[list[Value]]:
        """The batches as they were added."""
        self._file.seek(0)
        left = self._count
        while left:
            batch = pickle.load(self._file)
            left -= len(batch)
            yield batch
        self._file.seek(0, 2)

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> Spool[Value]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def batched(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """The values in lists of at most ``size``."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch
