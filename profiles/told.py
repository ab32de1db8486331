"""What a customer was told lately, so that a regular does not hear the same line twice. Pure.

It is kept as marks, never as words: the id of a wording, or ``kind:what`` ("news:1f0c…", "offer:lemon-cake"). What the
marks mean is for the caller to know. What was told in the visit in progress may be used in it by everybody; what was
told before, only with consent to remember (``profiles.closing`` ends a visit, ``ProfileStore.load`` reads).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 80  # of each kind, the newest
MARK_MAX = 200  # characters


@dataclass(frozen=True)
class Told:
    """Marks, oldest first, none twice. ``visit``: of the latest visit; ``before``: of those before it."""

    visit: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    def and_now(self, marks: Sequence[str]) -> Told:
        """With what was told just now, as the newest."""
        return Told(newest((*self.visit, *marks)), self.before) if marks else self

    def ended(self, kept: bool) -> Told:
        """The visit is over; ``kept``: may what was told in it outlive it?"""
        return Told(before=self.usable(True)) if kept else NOTHING

    def usable(self, lasting: bool) -> tuple[str, ...]:
        """What may be used now; ``lasting``: also what was told in earlier visits."""
        return newest((*self.before, *self.visit)) if lasting else self.visit


NOTHING = Told()


def newest(marks: Sequence[str]) -> tuple[str, ...]:
    """The newest of each kind, in their order; a mark that comes again stands where it came last."""
    counted: dict[str, int] = {}
    kept: dict[str, None] = {}
    for mark in reversed(marks):
        kind = mark.partition(":")[0] if ":" in mark else ""
        if mark not in kept and counted.get(kind, 0) < MOST:
            counted[kind] = counted.get(kind, 0) + 1
            kept[mark] = None
    return tuple(reversed(kept))


def told_of(kept: Mapping[str, Any] | None) -> Told:
    """From its row."""
    return Told(tuple(kept.get("visit", ())), tuple(kept.get("before", ()))) if kept else NOTHING


def plain(told: Told) -> dict[str, list[str]] | None:
    """As its row keeps it; None where there is nothing."""
    kept = {name: list(marks) for name, marks in vars(told).items() if marks}
    return kept or None


def check_marks(marks: Sequence[str]) -> None:
    """Raises ValueError for what cannot be a mark."""
    for mark in marks:
        if not isinstance(mark, str) or not 1 <= len(mark) <= MARK_MAX:
            raise ValueError(f"told: a mark must have 1 to {MARK_MAX} characters, got {str(mark)[:80]!r}")
