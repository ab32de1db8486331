"""How a product is called in a sentence: "flat white, large, oat milk"."""

from __future__ import annotations

import re

from shop.model import Product, Variant

# Options whose value alone says too little: "oat" is said "oat milk", "38" is said "size 38".
_SAID_AFTER = frozenset({"milk", "latte", "syrup", "sciroppo", "grind"})
# Small in every heading, hence no sign of one.
_LITTLE = frozenset({"and", "of", "with", "in", "the", "for", "a", "e", "di", "con", "al", "alla", "del", "della"})
_SIZE = re.compile(r"\d+([.,/]\d+)?|x{0,3}[sl]|m", re.IGNORECASE)


def spoken(product: Product, variant: Variant | None = None) -> str:
    """The product's name for the middle of a sentence, with what was chosen, in the order of its options."""
    parts = [in_sentence(product.title)]
    if variant is not None and len(product.variants) > 1:
        chosen = [_spoken_option(name, value) for name, value in variant.options.items()]
        parts += chosen if chosen else [in_sentence(variant.title)]
    return ", ".join(part for part in parts if part)


def spoken_variant(variant: Variant) -> str:
    """Only what was chosen: "large, oat milk"; "" for a product's only variant."""
    return ", ".join(_spoken_option(name, value) for name, value in variant.options.items())


def in_sentence(title: str) -> str:
    """Take off the capitals of a heading ("Flat White", "Ocean blue shirt"), leave names and shorthands alone
    ("Earl Grey tea", "LED lamp"): a capital inside an otherwise small title is a name's."""
    words = title.split()
    rest = [word for word in words[1:] if word[:1].isalpha() and word.lower() not in _LITTLE]
    if any(_is_capital(word) for word in rest) and not all(_is_capital(word) for word in rest):
        return title.strip()
    return " ".join(word.lower() if _is_capital(word) or word.istitle() else word for word in words)


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _spoken_option(name: str, value: str) -> str:
    label, said = name.strip().lower(), in_sentence(value)
    if label == "title":  # Shopify's name for "there is no option"
        return ""
    if _SIZE.fullmatch(value.strip()) and label in ("size", "taglia", "numero", "misura"):
        return f"{label} {value.strip()}"
    if label in _SAID_AFTER and label not in said.split():
        return f"{said} {label}"
    return said
