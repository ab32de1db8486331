"""Words in a message that are not its writer's own: quoted ones, a pasted mail, a product's title as the shop writes it.

How somebody else writes tells nothing of how this customer talks. Pure: texts and places in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
MAX_CHARACTERS = 2_000  # of a message that are read at most: bounded work on any input

_PASTED_TITLE_WORDS = 3  # a title of one or two words ("flat white") is simply what the thing is called
_QUOTED_WORDS = 3  # fewer stand in quotes for stress: the "large" one
_QUOTES = re.compile(r'"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|„[^“”"\n]{1,1000}[“”"]|«[^»\n]{1,1000}»')
_QUOTED_LINE = re.compile(r"^[ \t]{0,20}>[^\n]*", re.MULTILINE)
# what mail programs put above the message that is answered; all that follows is somebody else's
_MAIL_BELOW = re.compile(
    r"^(?:-{3,40} ?(?:original|forwarded) message ?-{0,40}|on [^\n]{6,120} wrote:|il [^\n]{6,120} ha scritto:)",
    re.MULTILINE | re.IGNORECASE,
)


def quoted(text: str) -> tuple[Span, ...]:
    """Places of quoted words: lines after ">", the mail below an answer, three words or more between double quotes.

    At most ``MAX_CHARACTERS`` are looked at. A message that is nothing but a quotation is taken for its writer's own:
    nobody else is spoken of.
    """
    inline = [m.span() for m in _QUOTES.finditer(text[:MAX_CHARACTERS]) if len(m.group().split()) >= _QUOTED_WORDS]
    return _unless_all(text, (*_blocks(text), *inline))


def quoted_blocks(text: str) -> tuple[Span, ...]:
    """Of these the lines after ">" and the mail below: what the customer does not even wish ("card text" in quotes is)."""
    return _unless_all(text, _blocks(text))


def _blocks(text: str) -> tuple[Span, ...]:
    read = text[:MAX_CHARACTERS]
    lines = tuple(m.span() for m in _QUOTED_LINE.finditer(read))
    below = _MAIL_BELOW.search(read)
    return (*lines, (below.start(), len(text))) if below is not None else lines


def _unless_all(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    joined = tuple(_joined(spans))
    return joined if any(c.isalnum() for c in blanked(text, joined)) else ()


def pasted_titles(text: str, titles: Iterable[str]) -> tuple[Span, ...]:
    """Places where a title of three words or more stands letter for letter, capitals included, as on the shop's page."""
    spans = []
    for title in titles:
        if len(title.split()) >= _PASTED_TITLE_WORDS and title != title.lower():
            spans += [m.span() for m in re.finditer(re.escape(title), text)]
    return tuple(_joined(spans))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in place of the spans; the same length, so that places hold."""
    parts, at = list[str](), 0
    for start, end in _joined(spans):
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans from left to right, those that touch or overlap as one."""
    begun: Span | None = None
    for start, end in sorted(spans):
        if begun is not None and start <= begun[1]:
            begun = (begun[0], max(begun[1], end))
            continue
        if begun is not None:
            yield begun
        begun = (start, end)
    if begun is not None:
        yield begun
