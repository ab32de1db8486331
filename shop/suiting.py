"""What a thing is stated to go with or to be for: which phone, which skin, which age. Pure.

"Does it fit the 12 Pro?" is a yes only where that very thing stands in the shop's column; else what stands there is told, and
never a no: a column names what was thought of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from shop.model import Product
from shop.text import fold, words

HEADINGS = (
    *("compatible with", "compatibility", "works with", "fits", "suitable for", "for use with"),
    *("compatibile con", "compatibilità", "skin type", "hair type", "tipo di pelle", "age", "reading age", "age group"),
)
_ASKS = re.compile(
    r"\b(?:fits?|fitting|works?|compatible|goes?|suits?|suitable|charges?|ok|okay|good|right|fine|made|meant|use(?:d)?|adatt\w|compatibil\w|va bene|funziona)\b(?: it| this| them)?"
    r"(?: (?:with|on|in|to|for|into|onto|per|con|su))? (?P<to>[^?.!,]{2,40})[\s?.!]*$",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    [
        "my",
        "the",
        "a",
        "an",
        "his",
        "her",
        "our",
        "your",
        "their",
        "this",
        "that",
        "with",
        "for",
        "on",
        "in",
        "to",
        "of",
        "old",
        "new",
        "as",
        "well",
        "too",
        "il",
        "la",
        "lo",
        "un",
        "una",
        "mio",
        "mia",
        "con",
        "per",
        "people",
        "person",
        "somebody",
        "someone",
    ]
)


class Suits(NamedTuple):
    """What stands there ("Compatible with: …"), and whether the very thing that is asked about does."""

    stated: str
    surely: bool


def asks_what_for(text: str) -> re.Match[str] | None:
    """Where a question says with what a thing is to go, or whom it is to suit."""
    return _ASKS.search(text)


def suits(product: Product, text: str) -> Suits | None:
    """What is stated of that; None where nothing is, or something else is asked."""
    asked = _ASKS.search(text)
    if asked is None:
        return None
    wanted = [word.stem for word in words(asked["to"]) if word.folded not in _LITTLE]
    telling = {word.stem for word in words(asked["to"])}
    # "Ok for oily skin?" is asked of the skin, whatever else stands there.
    spoken_of = sorted(
        product.attributes, key=lambda pair: not telling & {w.stem for text in pair for w in words(text)}
    )
    for name, value in spoken_of:
        if fold(name) not in map(fold, HEADINGS) or not wanted:
            continue
        own = {word.stem for word in words(name)}
        bare = [stem for stem in wanted if stem not in own] or wanted
        if any(stem.isdigit() for stem in bare) and not any(ch.isdigit() for ch in value):
            continue
        if fold(name).startswith(("age", "reading", "skin", "hair", "tipo")) and not _speaks_of(
            own | {"year", "month"}, wanted, value
        ):
            continue
        return Suits(f"{name}: {value}", any(_is(bare, entry) for entry in re.split(r"[,;/]|\band\b|\bor\b", value)))
    return None


def _speaks_of(own: set[str], wanted: list[str], value: str) -> bool:
    """ "Is it ok for oily skin", of a skin type; "for a two-year-old", of an age: not of a cat."""
    return bool(own & set(wanted)) or bool({word.stem for word in words(value)} & set(wanted))


def _is(asked: list[str], entry: str) -> bool:
    """The whole entry, or all of it but its first word: "12 Pro" is "iPhone 12 Pro"."""
    own = [word.stem for word in words(entry)]
    return bool(own) and (asked == own or (len(own) > 1 and asked == own[1:] and any(s.isdigit() for s in asked)))
