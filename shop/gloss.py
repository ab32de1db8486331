"""An Italian text in English, word by word, so that it can be compared with goods that are described in English. Pure.

The one encoder reads English only, and a shop's tags and "best for" stand in one language: "qualcosa di dolce" has to meet
"sweet". Read from ``wordlists/gloss_it.txt``; no translation, and never said to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from shop.text import LISTS, fold, word_list

_WORD = re.compile(r"[^\W_]+")
_PHRASE_MAX = 3  # words
_LEFT_OUT = "-"
_ENGLISH_TOO = frozenset({"sole", "mare", "fame", "note", "paste", "golf", "case", "sport", "chic"})


def glossed(text: str) -> str:
    """The text's known words in English, the others as they are: "qualcosa di dolce per la colazione" → "something sweet
    for the breakfast"."""
    said = _cut(text)
    english: list[str] = []
    place = 0
    while place < len(said):
        taken, word = _longest(said, place)
        place += taken
        if word != _LEFT_OUT:
            english.append(word)
    return " ".join(english) + ("?" if english and text.rstrip().endswith("?") else "")


def _longest(said: list[str], place: int) -> tuple[int, str]:
    """How many words the longest known phrase here has, and its English; a word that is not known stands for itself."""
    known = english_of()
    for size in range(min(_PHRASE_MAX, len(said) - place), 0, -1):
        phrase = " ".join(said[place : place + size])
        if phrase in known:
            return size, known[phrase]
    return 1, said[place]


def translated(stem: str) -> str:
    """One English word for an Italian one; "" for none, and for words that may be everyday English ("sale", "come")."""
    english = english_of().get(stem, "")
    doubtful = stem in _ENGLISH_TOO or stem in word_list("stopwords") or stem in word_list("common")
    return "" if doubtful or not english.isalpha() or english in word_list("stopwords") else english


def _cut(text: str) -> list[str]:
    """Its words, folded, save "è", which is no "e"."""
    return ["è" if word in "èÈ" else fold(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1)
def english_of() -> Mapping[str, str]:
    """Each Italian phrase, folded → its English; of a form that stands on several lines the first line."""
    found: dict[str, str] = {}
    for line in (LISTS / "gloss_it.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, _, forms = line.partition(":")
        for form in forms.split(","):
            found.setdefault(" ".join(_cut(form)), english.strip())
    return found
