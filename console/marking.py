"""Which words of a message a cue was heard in, as pieces that a page can mark. Pure.

The transcript page and ``solito explain --html`` show the same pieces. They carry class names only, no style of their
own, so that they suit a page whose policy forbids inline styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from console.wording import scale_of
from profiles.model import Cue

# What would command a terminal or turn the line round, as a sign that can be seen. Tab and new line stay.
_INERT = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},  # ESC becomes ␛
    **{0x7F: 0x2421, 0x2028: 0xFFFD, 0x2029: 0xFFFD},
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),  # half characters, which no output can encode
}


@dataclass(frozen=True)
class Piece:
    """A run of the message; ``cues`` names what was heard in it, and is empty for plain text.

    In a template ``{{ piece }}`` is HTML: escaped, and marked where something was heard.
    """

    text: str
    cues: tuple[str, ...] = ()

    def __html__(self) -> str:
        """Marked text names its cues twice: in a title for the mouse, and in hidden words, as titles are not read out."""
        text = escape(inert(self.text))
        if not self.cues:
            return text
        names = escape(", ".join(scale_of(cue).label for cue in self.cues))
        return f'<mark title="{names}">{text}</mark><span class="hidden"> ({names})</span>'


def as_html(said: str, cues: Iterable[Cue]) -> str:
    """A message with its evidence marked, as one paragraph of HTML.

    The class ``hidden`` is for words that only a screen reader tells: hide it from the eye, not with display: none.
    """
    heard = {cue.name: {"evidence": [vars(evidence) for evidence in cue.evidence]} for cue in cues}
    marked = "".join(piece.__html__() for piece in pieces(said, spans_of(said, heard)))
    return f'<p class="said" dir="auto">{marked}</p>'


def inert(text: str) -> str:
    """The text with control characters and overrides of direction made visible signs; its length stays."""
    return text.translate(_INERT)


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
