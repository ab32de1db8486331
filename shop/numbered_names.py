"""Names that end in a number: "iPhone 12" in a title or a column counts no pieces."""

from __future__ import annotations

from itertools import pairwise
from weakref import WeakKeyDictionary

from shop.catalogue import Catalogue, Wording
from shop.text import words

_BEFORE = 40  # characters looked at for the word before a number: the longest word has fewer
_NAMES: WeakKeyDictionary[Wording, frozenset[tuple[str, str]]] = WeakKeyDictionary()


def is_of_a_name(text: str, start: int, end: int, catalogue: Catalogue) -> bool:
    """Is the number at these places of the text part of a name that some thing here has in its title or its columns?"""
    number = text[start:end].strip()
    if not number.isdigit():
        return False
    first = max(start - _BEFORE, 0)
    before = words(text[first:start])
    return bool(before) and start - first - before[-1].end == 1 and (before[-1].folded, number) in _names(catalogue)


def _names(catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    found = _NAMES.get(catalogue.wording)
    if found is None:
        texts = (t for p in catalogue.listed() for t in (p.title, *(value for _, value in p.attributes)))
        pairs = (pair for text in texts for pair in pairwise(word.folded for word in words(text)))
        found = _NAMES[catalogue.wording] = frozenset((word, number) for word, number in pairs if number.isdigit())
    return found
