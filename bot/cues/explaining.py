"""What was heard in a message, told in plain words: the message cut at its evidence, and a sentence for each cue.

Neither colours nor HTML: the terminal and the staff page bring their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.cues.scales import figure, in_words, place, two_sided
from profiles.model import Cue, Evidence


@dataclass(frozen=True)
class Segment:
    """A run of the message; ``cues`` names the cues whose evidence covers it, in the order given, none for plain text."""

    text: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A cue that has a value.

    figure     the value as people read it: "+0.4", "−0.62", "12"
    words      what it means: "rather formal"; empty where nobody wrote words for this cue
    place      0 … 1 along the cue's range, beyond its ends at the end; None where the range is not known
    two_sided  the middle of the range is neutral
    evidence   the customer's own words that it rests on
    reason     what else is to be said of it, or None
    """

    name: str
    figure: str
    words: str
    place: float | None
    two_sided: bool
    evidence: tuple[str, ...]
    reason: str | None

    @property
    def sentence(self) -> str:
        """``formality +0.4: rather formal, heard in “please” (please +0.31)``."""
        told = f"{self.name} {self.figure}"
        told += f": {self.words}" if self.words else ""
        told += f", heard in {', '.join(f'“{words}”' for words in self.evidence)}" if self.evidence else ""
        return told + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True)
class Unheard:
    """A cue that could not be measured, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Explanation:
    """A message with everything that was heard in it, and apart what was not. ``segments`` joined are the message."""

    segments: tuple[Segment, ...]
    told: tuple[Told, ...]
    unheard: tuple[Unheard, ...]


def explained(text: str, cues: Iterable[Cue]) -> Explanation:
    """A message and its cues, in their order, ready to be shown."""
    cues = tuple(cues)
    return Explanation(
        segments=segments(text, cues),
        told=tuple(_told(cue, cue.value) for cue in cues if cue.value is not None),
        unheard=tuple(Unheard(cue.name, cue.reason or "no reason given") for cue in cues if cue.value is None),
    )


def segments(text: str, cues: Iterable[Cue]) -> tuple[Segment, ...]:
    """The message cut at both ends of all evidence; joined, the segments are the message again, and none is empty.

    Evidence that does not stand in the text where it says it does covers nothing: it would mark the wrong words.
    """
    spans = [(e.start, e.end, cue.name) for cue in cues for e in cue.evidence if _stands(text, e)]
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    return tuple(
        Segment(text[start:end], tuple(dict.fromkeys(name for s, e, name in spans if s <= start and end <= e)))
        for start, end in pairwise(cuts)
    )


def _stands(text: str, evidence: Evidence) -> bool:
    return 0 <= evidence.start < evidence.end <= len(text) and text[evidence.start : evidence.end] == evidence.text


def _told(cue: Cue, value: float) -> Told:
    return Told(
        name=cue.name,
        figure=figure(cue.name, value),
        words=in_words(cue.name, value),
        place=place(cue.name, value),
        two_sided=two_sided(cue.name),
        evidence=tuple(dict.fromkeys(evidence.text for evidence in cue.evidence)),
        reason=cue.reason,
    )
