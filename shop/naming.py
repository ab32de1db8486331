"""How a product is called in a sentence: "flat white, large, oat milk"."""

from __future__ import annotations

import re

from shop.italian import agreeing
from shop.lexicon import NAMED_IT
from shop.model import Product, Variant
from shop.text import fold, word_list

# Options whose value alone says too little: "oat" is said "oat milk", "38" is said "size 38".
_SAID_AFTER = frozenset({"milk", "latte", "syrup", "sciroppo", "grind"})
# Small in every heading, hence no sign of one.
_LITTLE = frozenset({"and", "of", "with", "in", "the", "for", "a", "e", "di", "con", "al", "alla", "del", "della"})
# The option values that nearly every shop has; any other is said as the shop wrote it.
_ITALIAN = {
    "size": "taglia",
    "colour": "colore",
    "color": "colore",
    "milk": "latte",
    "small": "piccolo",
    "medium": "medio",
    "large": "grande",
    "single": "singolo",
    "double": "doppio",
    "cup": "tazza",
    "pot": "teiera",
    "whole": "intero",
    "oat": "d'avena",
    "soy": "di soia",
    "almond": "di mandorla",
    "skimmed": "scremato",
    "white": "bianco",
    "black": "nero",
    "red": "rosso",
    "green": "verde",
    "blue": "blu",
    "grey": "grigio",
    "gray": "grigio",
    "navy": "blu scuro",
    "deep green": "verde scuro",
    "moss green": "verde muschio",
    "rust": "ruggine",
}
_UNITS = frozenset({"x", "mm", "cm", "m", "ml", "cl", "l", "g", "kg", "oz", "v", "w", "inch", "ft"})
_ARTICLES = frozenset({"The", "A", "An"})
_COUNTED = re.compile(r"\d+-[A-Z][a-z]{2,}\W*")
_QUOTED = re.compile(r"(?<!\w)(?:'[^']+'(?!\w)|‘[^’]+’|\"[^\"]+\"|“[^”]+”)")
_SIZE = re.compile(r"\d+([.,/]\d+)?|x{0,3}[sl]|m", re.IGNORECASE)


def spoken(product: Product, variant: Variant | None = None, lang: str = "en") -> str:
    """The product's name for the middle of a sentence, with what was chosen, in the order of its options."""
    parts = [_first_small(title) if (title := _italian(product, lang)) else in_sentence(product.title, product.vendor)]
    if variant is not None and len(product.variants) > 1:
        chosen = [spoken_option(name, value, lang) for name, value in variant.options.items()]
        chosen = [agreeing(said, parts[0]) for said in chosen] if lang == "it" else chosen
        parts += chosen if chosen else [in_sentence(variant.title)]
    return ", ".join(part for part in parts if part)


def spoken_variant(variant: Variant, lang: str = "en") -> str:
    """Only what was chosen: "large, oat milk"; "" for a product's only variant."""
    return ", ".join(spoken_option(name, value, lang) for name, value in variant.options.items())


def title_in(product: Product, lang: str) -> str:
    """The product's title in this language, where the shop has given it one; else its title."""
    return _italian(product, lang) or product.title


def _italian(product: Product, lang: str) -> str:
    """The title that the shop has given it for an Italian customer; "" for none, and for everybody else."""
    named = (tag.removeprefix(NAMED_IT) for tag in product.tags if tag.startswith(NAMED_IT))
    return next(named, "") if lang == "it" else ""


def _first_small(title: str) -> str:
    """An Italian heading has one capital of its own, the first: any other is a name's ("Tè Earl Grey")."""
    first, _, rest = title.strip().partition(" ")
    first = first.lower() if _is_capital(first) and not _is_name(first) else first
    return f"{first} {rest}" if rest else first


def in_sentence(title: str, vendor: str = "") -> str:
    """Take off the capitals of a heading ("Flat White", "Ocean blue shirt"), leave names and shorthands alone
    ("Earl Grey tea", "LED lamp"): a capital inside an otherwise small title is a name's.

    Names are the ``vendor``'s, too, what stands in quotes, and a title of a work ("The Salt Road").
    """
    words = title.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        return title.strip()
    makers = {fold(word) for word in vendor.split()}
    quoted = {word for match in _QUOTED.finditer(title) for word in match.group().split()}
    rest = [word for word in words[1:] if word[:1].isalpha() and word.lower() not in _LITTLE | _UNITS]
    if any(_is_capital(word) for word in rest) and not all(_is_capital(word) for word in rest):
        return title.strip()
    return " ".join(
        word if fold(word) in makers or word in quoted or _is_name(word) else _small(word) for word in words
    )


def _small(word: str) -> str:
    """A heading's word as it stands inside a sentence: "18V", "A5" and the letter of "T-shirt" stay as they are, and
    "4-Piece" is "4-piece"."""
    if _COUNTED.fullmatch(word):
        return word.lower()
    if any(letter.isdigit() for letter in word) or not (_is_capital(word) or word.istitle()):
        return word
    return word[0] + word[1:].lower() if word[1:2] == "-" else word.lower()


def _is_name(word: str) -> bool:
    """A nation's or a place's word keeps its capital: "English breakfast tea"."""
    return fold(word) in word_list("names")


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def spoken_option(name: str, value: str, lang: str = "en") -> str:
    """One option as it is said: "oat milk", "size 38", "large"."""
    label, said = name.strip().lower(), in_sentence(value)
    if label == "title":  # Shopify's name for "there is no option"
        return ""
    if lang == "it":
        said = _ITALIAN.get(said, said)
        label = _ITALIAN.get(label, label)
        if label == "latte" and "latte" not in said:
            return f"latte {said}"
    if _SIZE.fullmatch(value.strip()) and label in ("size", "taglia", "numero", "misura"):
        return f"{label} {value.strip()}"
    if label in _SAID_AFTER and label not in said.split():
        return f"{said} {label}"
    return said
