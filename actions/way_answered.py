"""The answer to "which way?": a size, a colour, a part of its words, a number; what it is not had in is said."""

from __future__ import annotations

from actions import order
from actions.advising import another_of
from actions.agreeing import NEITHER, NO
from actions.answer import Answer, tell
from actions.desk import Desk
from actions.lines import QUANTITY_MAX, Choosing, fits, made_to_order, spans
from actions.offer_answered import asks_for_another
from actions.plain_words import called
from actions.ways import only_ways, options_said, ways_of
from actions.which import ask_variant
from actions.which_answered import not_those
from shop.lexicon import is_stopword
from shop.model import Product
from shop.qualities import family
from shop.relative import size_by_rank
from shop.text import words

COUNTS_MAX = 4  # words that only say how many


def way_answered(desk: Desk, said: str) -> Answer | None:
    """A way of it, or as many; the question once more where that leaves it open; None for anything else."""
    product = desk.catalogue.get(str(desk.asked.get("product")))
    if product is None:
        return None
    if asks_for_another(desk):
        return another_of(desk, product)
    ways = only_ways(product, desk.heard.text) or ways_of(product, desk.heard.first)
    ways = ways or bool(_by_a_word(product, desk.heard.text))
    if not ways and (so := _not_had_so(desk, product)):
        return so
    if spans(desk.heard.first.products) and not ways:  # "white" is no flat white
        return None
    said_now = desk.heard.argument if desk.heard.verb == "way" else desk.heard.text
    now = (
        options_said(product, said_now)
        or _by_a_word(product, said_now)
        or ({} if said_now.endswith("?") else size_by_rank(product, said_now))
    )
    options = {**dict(desk.asked.get("options") or {}), **now}
    before = {
        **options,
        **dict(desk.asked.get("said") or {}),
        **now,
    }  # the L is gone in black: "M, then" is a black one
    fitting = [v for v in fits(product, before if now else options) if v.in_stock] or [
        v for v in fits(product, options) if v.in_stock
    ]
    quantity = _so_many(desk)
    if options and (len(fitting) == 1 or (fitting and made_to_order(product))):
        return order.pick(desk, fitting[0].id, quantity)
    if said == NO:
        return not_those(desk)
    if desk.heard.kind == "text" and said == NEITHER and not now and not _only_counts(desk):
        return None
    return ask_variant(desk, Choosing(product, tuple(fitting) or product.variants, quantity))


def _only_counts(desk: Desk) -> bool:
    """ "Two pairs", "two of those", to the question which size: as many, and which is still to be said."""
    number = desk.heard.first.entity("quantity")
    return number is not None and number > 1 and len(desk.heard.text.split()) <= COUNTS_MAX


def _by_a_word(product: Product, text: str) -> dict[str, str]:
    """ "For a moka", of "ground for moka": the only value that has all the words that are said; {} where several have them."""
    said = {word.stem for word in words(text) if not is_stopword(word.stem)}
    pairs = {pair for variant in product.variants for pair in variant.options.items()}
    having = [(name, value) for name, value in pairs if said and said <= {word.stem for word in words(value)}]
    return dict(having) if len(having) == 1 and not text.rstrip().endswith("?") else {}


def _not_had_so(desk: Desk, product: Product) -> Answer | None:
    """ "Grey", of a hat in navy and rust: it is not had so, and no other thing that is called so is meant."""
    said = [word for word in words(desk.heard.text) if not is_stopword(word.stem)]
    if desk.heard.kind != "text" or len(said) != 1 or not family("colour", said[0].folded):
        return None
    left = tuple(v for v in fits(product, dict(desk.asked.get("options") or {})) if v.in_stock)
    none = tell("not_found", said=f"{said[0].folded} {called(product)}")
    return none.and_then(ask_variant(desk, Choosing(product, left or product.variants, _so_many(desk))))


def _so_many(desk: Desk) -> int:
    """As many as were said with the thing, or with its way: "the black ones, three"."""
    before, now = int(desk.asked.get("quantity") or 1), desk.heard.first.entity("quantity")
    return int(now) if before == 1 and now and now == int(now) and 1 < now <= QUANTITY_MAX else before
