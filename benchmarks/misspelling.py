"""Messages misspelt as people misspell: words exchanged for misspellings that were really seen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

DICTIONARY = Path("nlu") / "codespell_dictionary.tsv"
_WORD = re.compile(r"[^\W\d_]{2,}")


class NoMisspellings(Exception):
    """The list is not there; the message says which file."""


def read_misspellings(data: Path) -> dict[str, tuple[str, ...]]:
    """Word → how it was misspelt, those that can mean that word only. Raises NoMisspellings."""
    path = data / DICTIONARY
    if not path.is_file():
        raise NoMisspellings(f"{path} is not there: it holds a misspelling and its word a line, with a tab between")
    found: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        wrong, _, right = line.partition("\t")
        if right and "," not in right:
            found[right.strip().lower()].append(wrong.strip().lower())
    return {word: tuple(sorted(ways)) for word, ways in found.items()}


def misspelt(text: str, ways: Mapping[str, Sequence[str]], share: float, chance: np.random.Generator) -> str:
    """The text with about ``share`` of its words misspelt, as far as it has words whose misspellings are known."""
    words = list(_WORD.finditer(text))
    known = [word for word in words if word.group().lower() in ways]
    many = min(int(chance.binomial(len(words), share)), len(known))
    chosen = sorted(chance.choice(len(known), many, replace=False)) if many else []
    for place in reversed(chosen):
        word = known[place]
        options = ways[word.group().lower()]
        text = text[: word.start()] + options[int(chance.integers(len(options)))] + text[word.end() :]
    return text
