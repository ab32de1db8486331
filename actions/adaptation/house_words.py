"""The brand's own words in our wordings: what it says instead, and what it never says. Slots are data, and stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from actions.adaptation.template import PART

_ENGLISH, _ITALIAN = "['’]?s|e[sdr]|[dry]|e?st|ing|ly", "oaei"
_WORDED = re.compile(r"(?:warm|plural:\w+|verb:\w+):", re.IGNORECASE)  # helpers whose rest is words of ours


def reworded(source: str, use: Mapping[str, str]) -> str:
    """The wording with the brand's words: whole words only, a capital kept. ``use``: better word by the word it replaces."""
    if not use:
        return source
    any_of = "|".join(sorted(map(re.escape, use), key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)

    def better(match: re.Match[str]) -> str:
        word = use[match.group().casefold()]
        return f"{word[:1].upper()}{word[1:]}" if match.group()[:1].isupper() else word

    return "".join(pattern.sub(better, words) if ours else words for words, ours in _pieces(source))


def said_of(source: str, never: Collection[str]) -> tuple[str, ...]:
    """Which of these words the wording says, in any letter case and with any usual ending: "cheap" is said in
    "cheapest", "hey" is not in "they". Names of slots are not said."""
    said = " ".join(words for words, ours in _pieces(source) if ours).casefold()
    return tuple(word for word in never if _as_said(word.casefold()).search(said))


@lru_cache(maxsize=1_000)
def _as_said(word: str) -> re.Pattern[str]:
    endings = rf"{re.escape(word)}(?:{_ENGLISH})?"
    if word[-1:] in _ITALIAN:  # "economico" is said in "economica", too
        endings += rf"|{re.escape(word[:-1])}h?[{_ITALIAN}](?:mente)?"
    return re.compile(rf"(?<!\w)(?:{endings})(?!\w)")


def _pieces(source: str) -> list[tuple[str, bool]]:
    """The wording cut up: (text, is it words of ours)."""
    found, end = [], 0
    for part in PART.finditer(source):
        found.append((source[end : part.start()], True))
        inside = part.group(1)
        helper = _WORDED.match(inside)
        if helper is None:
            found.append((part.group(), False))
        else:
            found += [("{" + helper.group(), False), (inside[helper.end() :], True), ("}", False)]
        end = part.end()
    return [*found, (source[end:], True)]
