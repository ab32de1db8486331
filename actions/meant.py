"""Which of the things that were shown a wish means: "the second one", "I'll take it", "one of those and a tea", "the long one"."""

from __future__ import annotations

from dataclasses import replace

from actions.cart import options_said
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans
from actions.naming_wishes import open_wish
from actions.pointing import by_place, described, pointer
from actions.wish_order import ORDERING
from shop.model import Match, Product
from shop.text import stem, words

MANY = frozenset({"those", "these", "them", "quelli", "quelle", "questi", "queste"})


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
    if meant is None:
        return wish
    start, end = place[0] + wish.offset, place[1] + wish.offset
    options = options_said(meant.variants, wish.text)
    return replace(wish, products=(Match(meant.id, 1.0, start, end, options), *wish.products))


def described_one(desk: Desk, wish: Wish) -> Product | None:
    """ "The long one": the only one of those shown of which that is said."""
    word = described(wish.text)
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    named = {match.product_id for group in spans(wish.products) for match in group}
    if not word or len(shown) < 2 or not named <= set(desk.shown):
        return None
    fitting = [p for p in shown if stem(word) in {w.stem for w in words(_told_of(p))}]
    return fitting[0] if len(fitting) == 1 else None


def _told_of(product: Product) -> str:
    ways = " ".join(value for v in product.variants for value in v.options.values())
    return f"{product.title} {' '.join(product.tags)} {product.description} {ways}"
