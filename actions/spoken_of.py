"""Of which thing a question is: "is it grain free?" is of the one that is talked of, whatever else has those words in its name."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.desk import Desk
from actions.heard import Heard, Wish
from actions.lines import bare, sure_spans
from actions.naming_wishes import names_it
from actions.ways import options_said
from actions.wish_order import ORDERING
from shop.lexicon import is_stopword
from shop.model import Match, Product
from shop.numbered_names import is_of_a_name
from shop.text import words

_BEFORE = r"^\W*(?:(?:and|so|but|ok|okay|oh|hm+|well|also|hi|hello|sorry|please|one more thing)\W+)*"
# "Is it …?", "can I wash it …?": what follows is asked of that thing.
_OF_IT = re.compile(
    rf"{_BEFORE}(?:(?:is|isn['’]?t|are|aren['’]?t|was|does|doesn['’]?t|do|don['’]?t|has|have|will|would|can|could|did) (?:it|they|this|these|those|that)\b"
    r"(?! (?:the|a|an|one|ones|in stock)\b)(?!\W*$)"
    r"|(?:can|could|may|should|do|would) (?:i|we|he|she|you|they|one|somebody|my \w+) (?!have\b|get\b|take\b|order\b|buy\b|add\b|pay\b|collect\b|return\b|cancel\b|change\b|swap\b|put\b|make\b|bring\b|send\b|deliver\b|wrap\b|sell\b|reserve\b|keep\b|hold\b)[a-z]+ (?:it|them|this|these)\b)",
    re.IGNORECASE,
)
# What opens so asks for something to be told, and orders nothing.
_ASKS = re.compile(
    rf"{_BEFORE}(?:who|whose|why|what(?:['’]?s| is| are| does| do| did| was| happens)\b|how (?:long|big|heavy|wide|tall|thick|old|hot|strong|many|far|does|do(?! i)|is|are)\b"
    r"|(?:is|isn['’]?t|are|aren['’]?t) (?:it|this|these|they|those|the)\b|(?:does|doesn['’]?t|has|did)\b)",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    rf"{_BEFORE}which (?:[\w-]+ ){{0,2}}(?:would|do|should|can) (?:you|i|we)\b(?! have\b)", re.IGNORECASE
)
_MISHEARD = frozenset({"complaint", "bot_wrong", "view_cart", "thanks", "out_of_scope", "chitchat"})


def of_what_is_meant(desk: Desk, wish: Wish) -> Wish:
    """The wish with what it is a question of: the thing that was named just before in the message, or is talked of."""
    if wish.intent in ORDERING and _ASKS.match(wish.text) and not _counts(wish):
        wish = replace(wish, intent="ask_product_info")
    pointed = _OF_IT.match(wish.text) is not None and wish.intent not in ORDERING
    shown = desk.shown[0] if pointed and desk.shown else ""
    meant = _before(desk, wish) or desk.catalogue.get(desk.focus or shown)
    if meant is None or not (pointed or (wish.products and _a_part_of(meant, wish))):
        return wish
    beside = wish.intent in ("out_of_scope", "chitchat")  # "is it raining?"
    if beside and not wish.products:
        return wish
    match = Match(meant.id, 1.0, options=options_said(meant, wish.text))
    return replace(wish, intent="ask_product_info" if beside else wish.intent, products=(match,))


def asks_to_be_told(text: str) -> bool:
    """Does it open as what asks for something to be told of a thing, with or without its mark?"""
    return _ASKS.match(text) is not None or _ADVICE.match(text) is not None


def _counts(wish: Wish) -> bool:
    return wish.entity("quantity") not in (None, 1)


def _before(desk: Desk, wish: Wish) -> Product | None:
    """ "The flea collar, can I use it on a cat?": the one thing that an earlier clause of the same message names."""
    earlier = [w for w in desk.heard.wishes if w.offset < wish.offset]
    groups = sure_spans(earlier[-1].products) if earlier else []
    found = desk.catalogue.get(groups[-1][0].product_id) if groups and len(groups[-1]) == 1 else None
    return found if found and found.listed else None


def _a_part_of(product: Product, wish: Wish) -> bool:
    """ "How long does the battery last?", of a phone whose battery life is stated: no batteries are meant."""
    named = [m for m in wish.products if m.end > m.start]
    said = {
        w.stem
        for m in named[:1]
        for w in words(wish.text[m.start - wish.offset : m.end - wish.offset])
        if not is_stopword(w.stem)
    }
    headings = ({w.stem for w in words(name)} for name, _ in product.attributes)
    return bool(said) and any(said <= heading for heading in headings) and _ASKS.match(wish.text) is not None


def as_goods_are_called(desk: Desk) -> Heard:
    """The message with the shop's goods in mind: "iPhone 12" counts nothing, and "scratching post" alone orders one."""
    heard = replace(desk.heard, wishes=tuple(_without_names_numbers(desk, wish) for wish in desk.heard.wishes))
    return _goods_alone(desk, heard)


def _without_names_numbers(desk: Desk, wish: Wish) -> Wish:
    """The number of "iPhone 12", where some thing of the shop's has it so in its name or its columns, is no number of pieces."""
    counts = [e for e in wish.entities if e["entity"] == "quantity"]
    kept = [
        e
        for e in counts
        if not is_of_a_name(wish.text, e["start"] - wish.offset, e["end"] - wish.offset, desk.catalogue)
    ]
    if len(kept) == len(counts):
        return wish
    return replace(wish, entities=tuple(e for e in wish.entities if e["entity"] != "quantity" or e in kept))


def _goods_alone(desk: Desk, heard: Heard) -> Heard:
    """What is nothing but the names of goods and numbers orders them, whatever else it sounds like."""
    if heard.kind != "text" or len(heard.wishes) != 1:
        return heard
    wish = heard.wishes[0]
    real = [m for group in sure_spans(wish.products) for m in group[:1] if names_it(wish, m, desk.catalogue)]
    if wish.intent not in _MISHEARD or not real or not bare(wish):
        return heard
    return replace(heard, wishes=(replace(wish, intent="order_item"),))
