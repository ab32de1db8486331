"""Words: cutting a text into them with their places, folding them for comparison, and the word lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# "T-shirt" and "tee shirt" are one word, and no shirt.
_T_SHIRT = r"\b(?:t|tee)[- ]?shirts?\b"
_WORD = re.compile(rf"{_T_SHIRT}|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
_ONE_WORD = re.compile(_T_SHIRT)
_IRREGULAR = {"mice": "mouse", "feet": "foot", "teeth": "tooth", "geese": "goose"}
LISTS = Path(__file__).parent / "wordlists"


@dataclass(frozen=True)
class Word:
    """A word of a text: ``text[start:end]``, folded (small letters, no accents) and as its stem (singular)."""

    folded: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in order. "croissant's" and "l'acqua" give up what is joined to them."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        parts = re.split("['’]", match.group())
        if len(parts) > 1:
            # English joins at the end ("Anna's", "I'm"), Italian at the start ("l'acqua"): the longer part is the word.
            longest = max(range(len(parts)), key=lambda i: len(parts[i]))
            start += sum(len(part) + 1 for part in parts[:longest])
            end = start + len(parts[longest])
        folded = _ONE_WORD.sub(_as_t_shirt, fold(text[start:end]))
        found.append(Word(folded, stem(folded), start, end))
    return found


@lru_cache(maxsize=20_000)
def words_of_goods(text: str) -> tuple[Word, ...]:
    """The same of a title, an option, a tag, which come again with every variant. Never of what a customer wrote."""
    return tuple(words(text))


def _as_t_shirt(said: re.Match[str]) -> str:
    return "tshirts" if said.group().endswith("s") else "tshirt"


def fold(text: str) -> str:
    """Small letters without accents: "Caffè" → "caffe"."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The singular of a folded English plural, roughly: enough to compare two words that went through it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ie") and not word_list("stopwords") | word_list("common") >= {word}:
        return word[:-2] + "y"  # so that "brownie" and "brownies" meet
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ves") and len(word) > 5:
        return word[:-3] + "f"  # scarves, loaves; "gloves" and "glove" meet here too
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """The words of ``wordlists/<name>.txt``, folded; lines with # are remarks."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))
