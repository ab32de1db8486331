"""A long text told as a shopkeeper tells it: the first sentences, and the next when more is asked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

PART_MAX = 320  # letters: what one reads in a chat before one skips
_ENDS = re.compile(r"(?<=[.!?…])\s+(?=\S)|\n+")


def parts(text: str) -> tuple[str, ...]:
    """The text in whole sentences, as many at once as fit; a sentence that is longer by itself stays whole."""
    text = text.strip()
    if len(text) <= PART_MAX:
        return (text,) if text else ()
    found: list[str] = []
    for sentence in (part.strip() for part in _ENDS.split(text)):
        if found and len(found[-1]) + 1 + len(sentence) <= PART_MAX:
            found[-1] += f" {sentence}"
        elif sentence:
            found.append(sentence)
    return tuple(found)


def next_of(texts: Iterable[str], said: str) -> str | None:
    """What follows the last of these that stands in what was said; at their end the first that does not; None for none."""
    told = [(text, text.rstrip(".") in said) for text in dict.fromkeys(texts) if text]
    after = max((place for place, (_, known) in enumerate(told) if known), default=-1)
    return next((text for text, known in (*told[after + 1 :], *told[: after + 1]) if not known), None)
