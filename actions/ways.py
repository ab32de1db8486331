"""Which way of a thing is said: "large", "oat", "bigger", "the next size up", in English and Italian. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from actions.heard import Wish
from shop.lexicon import is_stopword
from shop.linking import SHARED_LEAST, options_in
from shop.measured import measure_of
from shop.model import Product
from shop.qualities import family
from shop.relative import resized, step_said
from shop.text import Word, fold, words

_WITHOUT = re.compile(r"\b(?:no|not|without|senza|non)\s+(?:(?:the|any|con)\s+)?(?P<what>\w+)", re.IGNORECASE)
_ONLY_WITHOUT = re.compile(r"\b(?:without|senza)\b", re.IGNORECASE)
_COLOURS = frozenset({"colour", "color", "colore"})
_PLURAL = re.compile(r"\b((?:pot|cup|large|medium|small|double|single|bottle|pack)(?=s\b))s\b", re.IGNORECASE)
# Beside a way of a thing these say nothing.
FILLERS = frozenset(
    [
        *("one", "ones", "with", "and", "a", "an", "of", "the", "please", "pls", "thanks", "milk", "size"),
        *("for", "in", "e", "con", "di", "latte", "per", "favore", "grazie", "uno", "una", "un", "others"),
        *("other", "plain", "normal", "regular", "normale", "as", "it", "is", "just", "i'd", "like", "then", "quello"),
        *("all", "both", "each", "every", "tutti", "tutte", "please", "make", "them"),
        *("quella", "without", "senza", "no", "not", "w"),
    ]
)


def options_said(product: Product, text: str) -> dict[str, str]:
    """Option values of this product that stand in the text: {"Size": "Large"}; "avena" says oat, and so does "oatt"."""
    exact = {}
    text = _PLURAL.sub(r"\1", text)  # "pots", of a tea by the cup or the pot
    plain = f" {' '.join(''.join(c if c.isalnum() or c in '-&' else ' ' for c in text.lower()).split())} "
    for variant in product.variants:
        for name, value in variant.options.items():
            if f" {value.lower()} " in plain and not measure_of(value):
                exact[name] = value
    return {**_partly_said(product, plain), **options_in(text, product), **exact}


def _partly_said(product: Product, plain: str) -> dict[str, str]:
    """ "Green", of the only one of its colours that has the word: deep green."""
    found: dict[str, set[str]] = {}
    for value in {value for v in product.variants for name, value in v.options.items() if fold(name) in _COLOURS}:
        for word in words(value):
            if family("colour", word.folded) and f" {word.folded} " in plain:
                found.setdefault(word.folded, set()).add(value)
    names = {value: name for v in product.variants for name, value in v.options.items()}
    return {names[value]: value for values in found.values() if len(values) == 1 for value in values}


def only_ways(product: Product, text: str) -> bool:
    """Does the text say a way of this product and nothing else ("large, with oat milk please")?"""
    options = options_said(product, text)
    return bool(options) and not left_over(product, text, options)


def ways_of(product: Product, wish: Wish) -> dict[str, str]:
    """The ways of this product that are said, when the clause names no goods but by their words: in "a pot, please" after
    "cup or pot?" the pot is no potted plant."""
    said = options_said(product, wish.text)
    own = {word.stem for value in said.values() for word in words(value)}
    named = [m for m in wish.products if m.end > m.start and m.product_id != product.id and m.score >= SHARED_LEAST]
    places = (wish.text[m.start - wish.offset : m.end - wish.offset] for m in named)
    return said if said and all({w.stem for w in words(t) if not is_stopword(w.stem)} <= own for t in places) else {}


def left_over(product: Product, text: str, options: Mapping[str, str]) -> list[Word]:
    """The words that are no part of a way: neither these options, nor "with", "please" and the like."""
    said = {word for value in options.values() for word in re.findall(r"\w+", value.lower())}
    rest = [word for word in words(text) if word.folded not in said | FILLERS]
    return [word for word in rest if not options_said(product, word.folded)]


def relative(text: str) -> int:
    """1 when something bigger is asked for, -1 for something smaller, else 0."""
    return {"bigger": 1, "smaller": -1}.get(step_said(text) or "", 0)


def ways_said(product: Product, before: Mapping[str, str], text: str) -> dict[str, str]:
    """The options that the text asks for, of a thing that was taken in the way ``before``.

    "Bigger" is the next size in the merchant's order; {} when there is none, or nothing is said.
    """
    refused = [said for match in _WITHOUT.finditer(text) if (said := options_said(product, match["what"]))]
    if any(before.get(name) == value for said in refused for name, value in said.items()) or _ONLY_WITHOUT.search(text):
        return _plainly(product, before, refused)
    taken = next((v for v in product.variants if dict(v.options) == dict(before)), None)
    return {**(resized(product, taken, text) if taken else {}), **options_said(product, text)}


def _plainly(product: Product, before: Mapping[str, str], refused: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """ "Without soy", of a thing with soy: as it is made plainly, by the merchant's first variant."""
    plain = product.variants[0].options
    return {n: plain[n] for said in refused for n, value in said.items() if before.get(n) == value and n in plain}
