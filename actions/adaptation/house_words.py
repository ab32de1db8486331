"""The brand's own words in our wordings: what it says instead, and what it never says. Slots are data, and stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from actions.adaptation.template import PART

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


def says_any(source: str, never: Collection[str]) -> bool:
    """Does the wording say one of these (any letter case, also inside a longer word)? Names of slots are not said."""
    said = " ".join(words for words, ours in _pieces(source) if ours).casefold()
    return any(word.casefold() in said for word in never)


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
