"""What is in a thing, said to an Italian in Italian: the entries of lists that a shop keeps in English. Pure.

A word for word list (``wordlists/contents_it.txt``) and no translation: what does not stand there is said as the shop wrote it,
for a guess at what is in a thing may harm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from shop.text import LISTS, fold

_PART = re.compile(r"[^,;()]+")
_WITH = re.compile(r"(?P<with>with\s+)?(?P<what>.+?)", re.IGNORECASE)


def contents_in(text: str, lang: str) -> str:
    """A list as this language calls what is in it: "eggs, nuts (almonds)" → "uova, frutta a guscio (mandorle)".

    Each part between commas and brackets is looked up by itself, whole.
    """
    return _PART.sub(_in_italian, text) if lang == "it" else text


def each_in(entries: Sequence[str], lang: str) -> list[str]:
    """The same of each entry of a list."""
    return [contents_in(entry, lang) for entry in entries]


def _in_italian(part: re.Match[str]) -> str:
    said = part.group()
    found = _WITH.fullmatch(said.strip())
    italian = _italian().get(fold(found["what"])) if found else None
    if found is None or italian is None:
        return said
    before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    return f"{before}{'con ' if found['with'] else ''}{italian}{after}"


@lru_cache(maxsize=1)
def _italian() -> Mapping[str, str]:
    lines = (LISTS / "contents_it.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {fold(english.strip()): italian.strip() for english, _, italian in pairs}
