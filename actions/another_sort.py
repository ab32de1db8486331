"""Of a thing that is here, a sort of it that may not be: "do you have it in yellow?", "have you got them for left-handers?"."""

from __future__ import annotations

import re

from actions.answer import Answer, tell
from actions.colleague import dont_know
from actions.desk import Desk
from actions.heard import Wish
from actions.naming_wishes import unknown
from shop.entry import entry_of
from shop.model import Product
from shop.naming import in_sentence
from shop.qualities import family
from shop.text import Word, words

_COLOUR_OPTIONS = frozenset({"colour", "color", "colore", "shade"})
_SORT = re.compile(r"\b(?:in|with|for|per|con)\s+(?P<what>[\w'’ -]+?)\W*$", re.IGNORECASE)


def another_sort(desk: Desk, wish: Wish, product: Product) -> Answer | None:
    """In which colours it comes, where another is asked for; that it is not known, where something unheard of is.

    None where nothing but the thing itself is asked for: a yes says no more than the shop's data do.
    """
    asked = _SORT.search(wish.text)
    said = words(asked["what"]) if asked else []
    entry = entry_of(product)
    own = entry.naming | entry.ways | entry.told
    if any(family("colour", word.folded) and not _ours(word, own) for word in said):
        colours = [
            v.options[n] for v in product.variants for n in v.options if n.lower() in _COLOUR_OPTIONS and v.in_stock
        ]
        if colours:
            return tell(
                "sizes_are",
                item=desk.named(product),
                sizes=desk.listing(list(dict.fromkeys(map(in_sentence, colours)))),
            )
        return dont_know(desk, desk.named(product), wish.text)
    if wish.entity("recipient") or wish.entity("date") or wish.entity("time"):
        return None
    strange = [word for word in said if word.stem not in own and unknown(word.stem, desk.catalogue)]
    return dont_know(desk, desk.named(product), wish.text) if strange else None


def _ours(word: Word, own: frozenset[str]) -> bool:
    return bool({word.stem, *family("colour", word.folded)} & own)
