"""What is wanted of a thing that the shop does not do: almond milk, a caramel syrup, a cappuccino without caffeine. Pure.

Left out in silence it would come as a surprise at the counter, and a milk that was not asked for may do harm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from actions.eat_or_drink import drunk
from actions.heard import Wish
from actions.lines import fits
from actions.naming_wishes import QUALITIES, SURE, extra_words
from actions.noting import note_place
from actions.ways import options_said
from shop.lexicon import is_stopword
from shop.model import Product, Variant
from shop.qualities import family
from shop.text import Word, fold, words

EXTRA_MAX = 3  # words of an extra: "salted caramel sauce"
_SPOKEN_OF = ("milk", "latte")  # the option whose values are named before, or after, its own name
# Milk that is as it comes, or only more or less of it.
_AS_IT_COMES = frozenset(
    [
        "normal",
        "regular",
        "plain",
        "full",
        "whole",
        "cow",
        "cows",
        "dairy",
        "fresh",
        "hot",
        "cold",
        "warm",
        "steamed",
        "foamed",
        "frothed",
        "more",
        "less",
        "extra",
        "little",
        "much",
        "some",
        "any",
        "my",
        "your",
        "the",
        "same",
        "other",
        "usual",
        "that",
        "this",
        "caldo",
        "calda",
        "freddo",
        "intero",
        "poco",
        "tanto",
    ]
)
_COLOURS = frozenset({"colour", "color", "colore"})
_TO_SHARE = frozenset(
    [
        "with",
        "and",
        "plus",
        "add",
        "adding",
        "put",
        "a",
        "an",
        "some",
        "of",
        "bit",
        "splash",
        "dash",
        "con",
        "e",
        "aggiunga",
        "aggiungi",
        "un",
        "una",
        "po",
    ]
)
_MILK = re.compile(
    r"\b(?P<way>(?:[\w%'’-]+\s+){1,3})milk\b"
    # an Italian "latte" may be the drink: only what can be nothing but a milk counts
    r"|\b(?P<latte>latte\s+(?:(?:di\s+|d['’]\s?)(?:mandorl\w*|riso|cocco|capra|pecora|nocciol\w*|avena|soia)"
    r"|parzialmente\s+scremato|scremato|senza\s+lattosio|vegetale))",
    re.IGNORECASE,
)


_FILLED = re.compile(r"\b[\w'’-]+\s+(?:al|allo|alla|all['’]|ai|alle)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Unmet:
    """``extras``: what is not put in, as it was said; ``milk``: the milk that is not kept, "" when none was asked for."""

    extras: tuple[str, ...] = ()
    milk: str = ""

    def __bool__(self) -> bool:
        return bool(self.extras or self.milk)


def unmet_of(wish: Wish, products: Sequence[Product]) -> Unmet:
    """What the clause asks of these products beyond how they are sold; nothing where it asks for no more than that."""
    milk = next((said for p in products if _has_milk(p) and (said := _other_milk(wish, p))), "")
    other = "" if milk or any(map(_has_milk, products)) else _milk_of_none(wish, products)
    taken = [*_named(wish, products), *_places(wish.text, milk), *_places(wish.text, other)]
    place = note_place(wish.text)
    own = {word.stem for product in products for word in words(_told_of(product))}
    free = [w for w in words(wish.text) if not _within(w, [*taken, *([place] if place else [])])]
    extras = [_with_its_head(wish.text, said, taken) for said in _extras(wish, free, own)]
    with_milk = [f"{products[0].title.lower()} with {other}"] if other else []
    return Unmet((*with_milk, *extras, *_qualities(free, products, own)), milk)


def milks_left(product: Product) -> tuple[Variant, ...]:
    """The ways of it that can be had, for the question which milk it is to be."""
    return tuple(variant for variant in fits(product, {}) if variant.in_stock)


def _milk_of_none(wish: Wish, products: Sequence[Product]) -> str:
    """The milk that is asked for with the one thing to drink, which is sold with none: "an americano with soya milk"."""
    alone = products[0] if len(products) == 1 and drunk(products[0]) else None
    return _other_milk(wish, alone) if alone else ""


def _has_milk(product: Product) -> bool:
    return any(name.lower() in _SPOKEN_OF for variant in product.variants for name in variant.options)


def _other_milk(wish: Wish, product: Product) -> str:
    """The milk that is said and that the product is not sold with."""
    titles = {word.folded for word in words(product.title)}
    for match in _MILK.finditer(wish.text):
        way = match["latte"] or " ".join(_last_run(match["way"].split(), titles))
        usual = all(word in _AS_IT_COMES or is_stopword(word) for word in way.lower().split())
        if way and not usual and not options_said(product, way):
            return (match["latte"] or f"{way} milk").lower()
    return ""


def _last_run(said: Sequence[str], titles: Collection[str]) -> list[str]:
    """ "with almond" → ["almond"]; "latte non fat" → ["non", "fat"]: what stands after the last word that says something else."""
    kept: list[str] = []
    for word in reversed(said):
        plain = word.lower().strip(",.")
        if (
            plain in titles
            or plain in _TO_SHARE
            or (plain in _AS_IT_COMES and not kept)
            or (is_stopword(plain) and plain not in ("non", "no"))
        ):
            break
        kept.insert(0, word.strip(",."))
    return [] if kept and kept[0].lower() in ("no", "without") else kept


def _extras(wish: Wish, free: Sequence[Word], own: Collection[str]) -> Iterable[str]:
    """Runs of words that end in, or hold, the name of an extra: "hazelnut syrup", "whipped cream"."""
    run: list[Word] = []
    found: list[list[Word]] = []
    for word in free:
        follows = run and word.start - run[-1].end <= 1
        if run and not follows:
            found.append(run)
            run = []
        if word.folded in _TO_SHARE or is_stopword(word.folded):
            found.append(run)
            run = []
        else:
            run = [*run, word]
    found.append(run)
    for run in found:
        places = [n for n, word in enumerate(run) if word.stem in extra_words() and word.stem not in own]
        if places:
            last = places[-1]
            said = run[max(last + 1 - EXTRA_MAX, 0) : last + 1]
            yield wish.text[said[0].start : said[-1].end].lower()


def _with_its_head(text: str, said: str, taken: Iterable[tuple[int, int]]) -> str:
    """ "Chocolate cappuccino" of the chocolate that stands right before it: chocolate alone may well be on a shelf;
    "cornetto alla crema", for the shop may well put cream into other things."""
    start = text.lower().find(said)
    end = start + len(said)
    filled = _FILLED.search(text[:start])
    if filled and any(a <= filled.start() < b for a, b in taken):
        return f"{filled.group()}{said}".lower()
    head = next((text[a:b] for a, b in taken if 0 <= a - end <= 1), "")
    return f"{said} {head.lower()}".strip()


def _qualities(free: Sequence[Word], products: Sequence[Product], own: Collection[str]) -> Iterable[str]:
    """ "Decaf", of a cappuccino that is not sold so; "black", of a shirt in white and navy: said with the thing's name."""
    coloured = len(products) == 1 and any(fold(n) in _COLOURS for v in products[0].variants for n in v.options)
    for word in free:
        if coloured and family("colour", word.folded) and word.stem not in own:
            yield f"{word.folded} {products[0].title.lower()}"
        asked = len(products) == 1 and word.folded in QUALITIES and word.stem not in own
        if asked and not options_said(products[0], word.folded):
            yield f"{word.folded} {products[0].title.lower()}"


def _told_of(product: Product) -> str:
    ways = " ".join(value for v in product.variants for value in v.options.values())
    return f"{product.title} {product.kind} {' '.join(product.tags)} {product.description} {product.ingredients or ''} {ways}"


def _named(wish: Wish, products: Sequence[Product]) -> list[tuple[int, int]]:
    """Where goods of ours are named: these, and others that were named as well."""
    ids = {product.id for product in products}
    spans = [m for m in wish.products if m.end > m.start and (m.product_id in ids or m.score >= SURE)]
    places = [(m.start - wish.offset, m.end - wish.offset, m.product_id in ids) for m in spans]
    said = [(start, end, ours, wish.text[start:end].lower()) for start, end, ours in places]
    return [(a, b) for a, b, ours, text in said if text not in QUALITIES and (ours or not family("colour", text))]


def _places(text: str, phrase: str) -> list[tuple[int, int]]:
    start = text.lower().find(phrase) if phrase else -1
    return [(start, start + len(phrase))] if start >= 0 else []


def _within(word: Word, places: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in places)
