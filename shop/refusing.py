"""What a text says that it does not want ("no coffee", "she hates chocolate"), and which goods that rules out. Pure."""

from __future__ import annotations

import re

from shop.catalogue import Catalogue
from shop.entry import entry_of
from shop.lexicon import lexicon_of
from shop.model import Product
from shop.reading import read, refused
from shop.text import stem

_MOST_WORDS = 400
_PART = re.compile(r"[^\W\d_]+")


def refused_in(text: str, catalogue: Catalogue) -> frozenset[str]:
    """Stems of the shop's words that the text refuses and wants nowhere else."""
    return refused(read(lexicon_of(catalogue), text, _MOST_WORDS))


def ruled_out(product: Product, stems: frozenset[str]) -> bool:
    """Is one of these what the product is called, its kind or shelf, or what is in it?"""
    if not stems:
        return False
    entry = entry_of(product)
    if stems & entry.naming:
        return True
    parts = {stem(part.lower()) for part in _PART.findall(product.ingredients or "")}
    return bool(parts & stems)
