"""Which of a few things that were shown a text means: "the blue one", "not the folding one", "the cheaper one". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shop.catalogue import catalogue_of
from shop.evidence import evidence_for
from shop.lexicon import lexicon_of
from shop.model import Product
from shop.reading import read, refused
from shop.relative import step_said

_MOST_WORDS = 60
_AS_WELL = 0.85  # of the best one's share of the text: then both are meant


def narrowed(text: str, shown: Sequence[Product], limit: Decimal | None = None) -> tuple[Product, ...]:
    """The products of those shown that the text leaves, in their order; all of them when it tells none apart.

    Words of titles, tags, options and descriptions count, refusals, "cheaper" and "more expensive" among them, and a
    price ``limit``.
    """
    left = tuple(p for p in shown if limit is None or p.price_from <= limit) or tuple(shown)
    step = step_said(text)
    if step in ("cheaper", "dearer") and left:
        extreme = (min if step == "cheaper" else max)(p.price_from for p in left)
        return tuple(p for p in left if p.price_from == extreme)
    return _by_words(text, left) if len(left) > 1 else left


def _by_words(text: str, shown: tuple[Product, ...]) -> tuple[Product, ...]:
    few = catalogue_of({product.id: product for product in shown if product.listed}.values())
    lexicon = lexicon_of(few)
    reading = read(lexicon, text, _MOST_WORDS)
    barred = refused(reading)
    entries = [entry for entry in lexicon.entries if not barred & (entry.naming | entry.told)] or list(lexicon.entries)
    fitting = {entry.id: evidence_for(lexicon, entry, reading).explained for entry in entries}
    best = max(fitting.values(), default=0.0)
    meant = {key for key, explained in fitting.items() if explained >= _AS_WELL * best}
    return tuple(product for product in shown if product.id in meant) or shown
