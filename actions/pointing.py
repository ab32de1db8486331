"""Pointing with words: "the second one", "one of those", "I'll take it". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from shop.qualities import qualities_said

Shown = TypeVar("Shown")
_PLACES = (("first", "primo", "prima"), ("second", "latter", "secondo", "seconda"), ("third", "terzo", "terza"))
_THE_ONE = re.compile(
    r"\b(?:the|that|this) (?P<which>[a-zà-ù-]{3,20}) (?:one|ones)\b|\bquell[oa] (?P<quale>[a-zà-ù-]{3,20})\b",
    re.IGNORECASE,
)
# "La grigia quanto costa?": in Italian a colour with an article, and no thing after it, points as "the grey one" does.
_THE_SO = re.compile(
    r"\b(?:il|lo|la|i|gli|le|l['’]|quell[aoei])\s*(?P<so>[a-zà-ù]{3,12})\b"
    r"(?=\s*(?:$|[?.!,;:]|(?:quant|cost|vien|che|è|ce|c['’]|ha|va|mi|me|la|lo|l['’]|prend|per|grazie|invece|come|non)\b|(?:quant|cost|vien|prend)\w+))",
    re.IGNORECASE,
)
_NO_QUALITY = frozenset(
    ["first", "second", "third", "last", "other", "same", "only", "cheapest", "next", "right", "wrong", "big", "one"]
)
_OTHER = re.compile(r"\bthe other(?: one)?\b|\bl'altr[oa]\b", re.IGNORECASE)
_LAST = ("last one", "l'ultimo", "l'ultima")
# Points at something even where goods are named beside it: "one of those and a tea".
_SURELY = re.compile(
    r"\b(?:of (?P<of>those|these|them)|(?P<one>(?:that|this) one)|(?:and|plus|with|have|take|add|get|want) (?P<those>those|these)"
    r"|di (?P<di>quelli|quelle|questi|queste))\b",
    re.IGNORECASE,
)
# Points at something where nothing else is named: "I'll take it", "I'd love one".
_MAYBE = re.compile(
    r"(?<!\bto )(?<!\bin )(?<!\bon )(?<!\bof )(?<!\bfor )(?<!\bwith )(?<!\babout )\b(?P<it>it|that|this|those|these|them|one|quello|quella|questo|questa|uno|una|ne(?= (?:prend|vorre|vogli|mett|di[ao]|aggiung|facci))"
    r"|l[oaie](?= (?:prend|vorre|vogli|mett|aggiung)))\b|(?:da|fa|di)m(?P<mene>mene)\b|(?:metti|porta|prepara|segna|aggiungi|prendi)m?e?(?P<ne>ne)\b",
    re.IGNORECASE,
)


def by_place(text: str, shown: Sequence[Shown]) -> Shown | None:
    """Which of the things that were shown, in their order, the text points at; None when it does not."""
    words = text.lower()
    for place, names in enumerate(_PLACES[: len(shown)]):
        if any(name in words for name in names):
            return shown[place]
    if len(shown) == 2 and _OTHER.search(text):  # the first was just spoken of
        return shown[1]
    return shown[-1] if shown and any(name in words for name in _LAST) else None


def described(text: str) -> str:
    """The word that tells which one is meant: "the long one" → "long"; "" when the text does not point so."""
    match = _THE_ONE.search(text)
    word = (match["which"] or match["quale"]).lower() if match else _colour_in(text)
    return "" if word in _NO_QUALITY else word


def _colour_in(text: str) -> str:
    said = (match["so"].lower() for match in _THE_SO.finditer(text))
    return next((word for word in said if any(quality.sort == "colour" for quality in qualities_said(word))), "")


def pointer(text: str, *, surely: bool) -> tuple[int, int] | None:
    """Where the text points at something that was talked of: start and end of the pronoun, or None.

    ``surely`` asks for forms that point even beside named goods.
    """
    match = (_SURELY if surely else _MAYBE).search(text)
    if match is None:
        return None
    said = next(name for name, value in match.groupdict().items() if value)
    return match.span(said)
