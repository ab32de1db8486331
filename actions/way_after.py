"""A way said in a sentence of its own: "Earl Grey. Pot." orders a pot of it, and nothing that is called so."""

from __future__ import annotations

from dataclasses import replace

from actions.desk import Desk
from actions.heard import Heard, Wish
from actions.lines import sure_spans
from actions.ways import only_ways, options_said, ways_of
from actions.wish_order import ORDERING
from shop.lexicon import is_stopword
from shop.model import Match, Product
from shop.qualities import family
from shop.text import words

_NAMES = ORDERING | {"browse_search", "out_of_scope", "ask_product_info"}


def ways_joined(desk: Desk) -> Heard:
    """The message with such a sentence joined to the one before, which names the thing."""
    wishes: list[Wish] = []
    for wish in desk.heard.wishes:
        before = wishes[-1] if wishes else None
        product = _named(desk, before) if before else None
        if before and product and _only_its_way(product, wish):
            wishes[-1] = _joined(before, wish, product)
        else:
            wishes.append(wish)
    return desk.heard if len(wishes) == len(desk.heard.wishes) else replace(desk.heard, wishes=tuple(wishes))


def _named(desk: Desk, wish: Wish) -> Product | None:
    groups = sure_spans(wish.products) if wish.intent in _NAMES and not wish.text.rstrip().endswith("?") else []
    return desk.catalogue.get(groups[-1][0].product_id) if groups and len(groups[-1]) == 1 else None


def _only_its_way(product: Product, wish: Wish) -> bool:
    asks = wish.text.rstrip().endswith("?")
    so = only_ways(product, wish.text) and bool(ways_of(product, wish))
    return not asks and (so or _only_colours(wish.text))  # a colour that it is not had in is said with it


def _only_colours(text: str) -> bool:
    said = [word for word in words(text) if not is_stopword(word.stem)]
    return bool(said) and all(family("colour", word.folded) for word in said)


def _joined(before: Wish, way: Wish, product: Product) -> Wish:
    options = options_said(product, way.text)

    def so(match: Match) -> Match:
        return replace(match, options={**match.options, **options}) if match.product_id == product.id else match

    text = f"{before.text}{' ' * max(way.offset - before.offset - len(before.text), 0)}{way.text}"
    entities = (*before.entities, *way.entities)
    return replace(before, text=text, entities=entities, products=tuple(map(so, before.products)))
