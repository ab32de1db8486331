"""Which of the things that were shown a wish means: "the second one", "I'll take it", "one of those and a tea", "the long one"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions.asked_for import open_wish
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans, sure_spans
from actions.pointing import by_place, described, pointer
from actions.ways import only_ways, options_said, ways_of
from actions.wish_order import ORDERING
from shop.model import Match, Product
from shop.qualities import family, qualities_said
from shop.relative import of_its_sort
from shop.text import stem, words

MANY = frozenset({"those", "these", "them", "quelli", "quelle", "questi", "queste"})


_THE_OTHER = re.compile(r"\b(?:the other one|l['’]altr[oa])\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:with|in|under|over|on|con|di)\b", re.IGNORECASE)
_PRONOUNS = frozenset({"lo", "la", "li", "le"})


def pointed_at(desk: Desk, wish: Wish) -> Wish:
    """ "The second one", "that one, please", "one of those and a tea": what we showed last, beside what is named."""
    if wish.intent not in ORDERING | {"ask_price", "ask_product_info", "tell_more"} or open_wish(wish.text):
        return wish
    products = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    named = bool(spans(wish.products))
    chosen = None if named else by_place(wish.text, products)
    if chosen is not None:
        return replace(wish, products=(Match(chosen.id, 1.0),))
    place = pointer(wish.text, surely=True) or (None if named else pointer(wish.text, surely=False))
    if place is None:
        return wish
    several = wish.text[slice(*place)].lower() in MANY
    meant = desk.catalogue.get(desk.focus or "") if not several else (products[0] if len(products) == 1 else None)
    if meant and _THE_OTHER.search(wish.text):  # of one that was talked of: the only other of its sort, or none
        others = of_its_sort(meant, [p for p in desk.catalogue.listed() if p.in_stock and not p.discreet])
        return replace(wish, products=(Match(others[0].id, 1.0),)) if len(others) == 1 and not named else wish
    if meant is None:
        return wish
    start, end = (at + wish.offset for at in place)
    counts = [e for e in wish.entities if e["entity"] == "quantity"]
    if not named and len(counts) > 1:  # "one to eat here and one to take away": of which is not said
        return wish
    if not named and counts:  # "ne prendo due", "I'd like two of it": the number is its own
        start = end = max(counts[0]["end"], start)
    if (
        wish.text[slice(*place)].lower() in _PRONOUNS
        and not options_said(meant, wish.text)
        and qualities_said(wish.text)
    ):
        return wish  # "la prendo blu", of what is not had in blue: said so, and not ordered in another way
    options = {**way_before(desk, meant), **options_said(meant, wish.text)}
    return replace(wish, products=(Match(meant.id, 1.0, start, end, options), *wish.products))


def way_before(desk: Desk, product: Product) -> dict[str, str]:
    """The way in which it was asked about last ("do you have it in a medium?"); {} where that was another thing."""
    last = desk.customer.last_turn
    way = dict((last.heard or {}).get("way") or {}) if last else {}
    return dict(way["options"]) if way.get("product") == product.id else {}


def in_its_way(desk: Desk, wish: Wish) -> Wish:
    """ "Do you have it in grey?", of the scarf that is talked of: a way of that, and no Earl Grey.

    Where the clause points at something or says nothing but a way, and every product in it is there only by the words of
    that way.
    """
    if not wish.products:
        return wish
    ids = dict.fromkeys(i for i in (desk.focus, *desk.shown) if i)
    for product in (p for i in ids if (p := desk.catalogue.get(i))):
        options = ways_of(product, wish)
        points = pointer(wish.text, surely=False) is not None or described(wish.text) != ""
        if options and (points or only_ways(product, wish.text)) and product.id not in _surely(wish):
            return replace(wish, products=(Match(product.id, 1.0, options=options),))
    return wish


def _surely(wish: Wish) -> frozenset[str]:
    return frozenset(match.product_id for group in sure_spans(wish.products) for match in group)


def described_one(desk: Desk, wish: Wish) -> Product | None:
    """ "The long one": the only one of those shown of which that is said."""
    word = described(wish.text)
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    named = {match.product_id for group in spans(wish.products) for match in group}
    if not word or len(shown) < 2 or not (named <= set(desk.shown) or _only_by(word, wish)):
        return None
    # a loaf that is dark itself before one with a dark crust
    for told in (_title, _told_of_itself, _told_of):
        if fitting := [p for p in shown if _is_called(p, word, told)]:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _only_by(word: str, wish: Wish) -> bool:
    """Is all that is named here only so called: a dark chocolate bar by "the dark one"?"""
    named = (m for group in spans(wish.products) for m in group)
    return all(wish.text[m.start - wish.offset : m.end - wish.offset].lower() == word for m in named)


def described_beside(desk: Desk, wish: Wish) -> Product | None:
    """ "And the black one?", after the red handbag: the only other one of its kind of which that is said; or the
    one just talked of, by a word of its name."""
    word, focus = described(wish.text), desk.catalogue.get(desk.focus or "")
    if not word or focus is None:
        return None
    if stem(word) in {w.stem for w in words(focus.title)} and focus.id not in {line.product_id for line in desk.lines}:
        return focus
    if _is_called(focus, word):
        return None
    same = [p for p in desk.catalogue.listed() if p.kind == focus.kind and p.id != focus.id]
    head = words(focus.title)[-1:]
    titled = [p for p in same if head and head[0].stem == words(p.title)[-1].stem and stem(word) in _stems(p.title)]
    if len(titled) == 1:  # "the yellow one", of sofas: no yellow watering can, though that is named as well
        return titled[0]
    fitting = [p for p in same if _is_called(p, word)]
    named = {match.product_id for group in spans(wish.products) for match in group}
    return fitting[0] if len(fitting) == 1 and named <= {fitting[0].id, focus.id} else None


def _is_called(product: Product, word: str, told: Callable[[Product], str] | None = None) -> bool:
    """Is the word said of the product, or in another language one for the same colour?"""
    meant = {stem(word), *(stem(other) for other in family("colour", word))}
    return bool(meant & _stems((told or _told_of)(product)))


def _stems(text: str) -> set[str]:
    return {w.stem for w in words(text)}


def _title(product: Product) -> str:
    return product.title


def _told_of_itself(product: Product) -> str:
    """What is said of the thing, and of no part of it: "a round loaf", of one "with a dark crust"."""
    ways = " ".join(value for v in product.variants for value in v.options.values())
    return f"{product.title} {' '.join(product.tags)} {_PART.split(product.description)[0]} {ways}"


def _told_of(product: Product) -> str:
    ways = " ".join(value for v in product.variants for value in v.options.values())
    return f"{product.title} {' '.join(product.tags)} {product.description} {ways}"
