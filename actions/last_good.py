"""The wordings that are served: read again when a file has changed, and the last good ones as long as it has a slip."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import structlog

from actions.adaptation.phrasings import PhrasingError, Phrasings
from actions.adaptation.voices import FOLDER
from shop.terms import Terms

log = structlog.get_logger()
LOOK_EVERY_S = 1.0
SLIPS_TOLD = 5
Stamp = tuple[tuple[str, int, int, int], ...]


def phrasings_for(terms: Terms, folder: Path = FOLDER) -> Phrasings:
    """The shop's wordings: ours in its own words, less those with a word that its brand never says. Raises PhrasingError."""
    return Phrasings.load(folder, never=terms.voice.never, use=terms.voice.use)


class LastGood:
    """The wordings of a folder, ``never`` left out and ``use`` said instead. Safe to share between threads; ``monotonic`` is for looking only."""

    def __init__(
        self,
        folder: Path,
        never: Collection[str] = (),
        use: Mapping[str, str] = MappingProxyType({}),
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Reads the files. Raises PhrasingError: a shop does not open with a slip in its wordings."""
        self._folder, self._never, self._use, self._monotonic = folder, tuple(never), use, monotonic
        self._lock = threading.Lock()
        self._stamp, self._looked_s = _stamp(folder), monotonic()
        self._phrasings = Phrasings.load(folder, self._never, use)

    def now(self) -> Phrasings:
        """The wordings as last saved without a slip. Looks at the files once a second at most.

        They change as a whole, so a turn that asks once speaks with one set. While one turn reads them, others go on
        with those that it had.
        """
        if self._monotonic() - self._looked_s >= LOOK_EVERY_S and self._lock.acquire(blocking=False):
            try:
                self._looked_s = self._monotonic()
                self._look()
            finally:
                self._lock.release()
        return self._phrasings

    def _look(self) -> None:
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return
        self._stamp = stamp  # taken before reading: what is saved meanwhile is seen the next time
        try:
            read = Phrasings.load(self._folder, self._never, self._use)
            if gone := sorted(set(self._phrasings.by_language) - set(read.by_language)):
                raise PhrasingError("\n".join(f"{lang}.yml: is not there any more" for lang in gone))
        except PhrasingError as error:
            slips = str(error).splitlines()
            log.error("phrasings_refused", slips=len(slips), first=slips[:SLIPS_TOLD], served="the last good ones")
            return
        self._phrasings = read
        log.info("phrasings_read", wordings=sum(1 for _ in read.all()))


def _stamp(folder: Path) -> Stamp:
    """Name, time of change, size and inode of each file: another stamp is another content."""
    return tuple(sorted(_stamps(folder)))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for file in folder.glob("*.yml"):
        try:
            status = file.stat()
        except OSError:  # replaced at this very moment, or a link that leads nowhere: that is a change, too
            yield file.name, 0, 0, 0
        else:
            yield file.name, status.st_mtime_ns, status.st_size, status.st_ino
