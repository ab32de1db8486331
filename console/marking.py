"""Which words of a message a cue was heard in, as pieces that a page can mark. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A run of the message; ``cues`` names what was heard in it, and is empty for plain text."""

    text: str
    cues: tuple[str, ...] = ()


def spans_of(said: str, cues: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """(start, end, cue name) of every evidence that truly stands in the message where it says it does."""
    found = []
    for name, cue in cues.items():
        for evidence in _evidence(cue):
            start, end = evidence.get("start"), evidence.get("end")
            if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(said):
                continue
            if said[start:end] == evidence.get("text", said[start:end]):
                found.append((start, end, name))
    return found


def pieces(said: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """Cut the message at every span's ends; joined, the pieces are the message again."""
    spans = list(spans)
    cuts = sorted({0, len(said), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    cut = []
    for start, end in pairwise(cuts):
        names = sorted({name for s, e, name in spans if s <= start and end <= e})
        cut.append(Piece(said[start:end], tuple(names)))
    return tuple(cut)


def _evidence(cue: Any) -> list[Mapping[str, Any]]:
    found = cue.get("evidence") if isinstance(cue, Mapping) else None
    return [item for item in found or () if isinstance(item, Mapping)]
