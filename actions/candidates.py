"""Which products come into question: by what was named, what is meant, a price limit, a diet, and what they have already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from actions.desk import Desk
from actions.eat_or_drink import of_that_use, of_that_warmth
from actions.heard import Wish
from actions.lines import made_to_order, sure_spans
from actions.mourning import MEANT
from actions.suitable import in_some_way, must_suit
from actions.verdicts import disliked
from shop.kin import kin_of
from shop.lexicon import is_stopword, stems
from shop.makers import work_of
from shop.model import Product
from shop.refusing import refused_in, ruled_out
from shop.search import search
from shop.text import words

UNSORTED = "Other"  # where an import puts what has no kind
_FOOD = frozenset({("drink",), ("savoury",), ("sweet",), ("bread",), ("spread",)})
_NUMBER = r"(\d{1,4}(?:[.,]\d{2})?)"
# With a present: "20 euros", "€20", and what stands last: "about 30".
_SUM = re.compile(
    rf"[€$£]\s?{_NUMBER}|(?<![\w.,]){_NUMBER}\s?(?:[€$£]|(?:euros?|eur|pounds?|quid|bucks|dollars?)\b)"
    rf"|\b(?:about|around|roughly|circa)\s{_NUMBER}\W*$",
    re.IGNORECASE,
)
# Alone, as the answer to what it may cost: "around 20", "at most 20, please".
_SUM_ALONE = re.compile(
    r"\W*(?:(?:around|about|roughly|maybe|say|up to|max|at most|under|circa|intorno a(?:i)?|sui|al massimo|fino a|massimo)\W+)+"
    r"(?P<sum>\d{1,5})(?:\W+(?:or so|max|tops|please|più o meno|circa))*\W*",
    re.IGNORECASE,
)
HALF_NAMED = 0.38  # a word of the shelf ("accessories") is enough to look there
# Cosines between what is said and what a product is for (looked at on our own sentences and the demo's goods).
SUITS, SUITS_MOURNER, SUITS_NEAR = 0.4, 0.2, 0.08
_ASKING = frozenset(
    [
        *(
            "recommend",
            "suggest",
            "advise",
            "advice",
            "recommendation",
            "suggestion",
            "special",
            "speciality",
            "surprise",
        ),
        *("fresh", "good", "nice", "tasty", "like", "want", "try", "get", "take", "buy", "eat", "drink", "thing"),
        *("favourite", "choose", "pick", "decide", "idea", "tip", "week", "please", "ooh", "oh", "wow", "treat"),
        *("someone", "somebody", "person", "people", "hate", "dislike", "fan"),
        *("consigli", "consiglia", "consigliate", "consiglio", "suggerisce", "speciale"),
    ]
)


def candidates(desk: Desk, wish: Wish) -> list[Product]:
    """What fits the words: the named kind, a price limit, a diet, in stock, not discreet, not the durable thing they have."""
    suits = in_some_way(desk, desk.asked.get("recipient"))
    every = [p for p in search(desk.catalogue, max_price=limit_of(desk)) if not p.discreet and suits(p)]
    unliked = unliked_of(desk)
    every = [p for p in every if not ruled_out(p, unliked)] if unliked else every
    said = named(desk, wish)
    words_said = {word.stem for word in words(wish.text)}
    kinds = {p.kind for p in said if words_said & set(stems(p.kind))} or {p.kind for p in said}
    if not kinds and must_suit(desk):  # "egg-free cake": the kind is named beside what must not be in it
        kinds = {p.kind for p in desk.catalogue.listed() if words_said & set(stems(p.kind))}
    if kinds == {UNSORTED}:  # no kind at all: only what is named itself
        found = [p for p in every if p.id in {p.id for p in said}]
    else:
        found = [p for p in every if p.kind in kinds] if kinds else every
    found = work_of(every, wish.text) or found  # "anything by …?": of whatever kind
    titled = {group[0].product_id for group in sure_spans(wish.products) if len(group) == 1}
    unwanted = disliked(desk) - titled  # what is named is what they want to hear of
    found = [p for p in found if p.id not in unwanted]
    bought = durable_bought(desk)
    return [p for p in found if p.id not in bought] or [p for p in found if p.id in {p.id for p in said}]


def unliked_of(desk: Desk) -> frozenset[str]:
    """Stems of what is not wanted ("he hates chocolate"), as said now or with the offer before."""
    return refused_in(desk.heard.text, desk.catalogue) | frozenset(desk.asked.get("unliked") or ())


def kind_named(desk: Desk, wish: Wish) -> bool:
    """Is a kind of the shop's named ("what cakes are there?"), and not only a word of some title ("for breakfast")?"""
    said = {word.stem for word in words(wish.text)}
    return any(said & set(stems(p.kind)) for p in named(desk, wish))


def title_named(desk: Desk, wish: Wish) -> bool:
    """Is the head of some product's title said ("lilies"), and not only its kind ("flowers") or something near in meaning?"""
    said = {word.stem for word in words(wish.text)}
    return any((title := words(p.title)) and title[-1].stem in said for p in named(desk, wish))


def fitting(desk: Desk, wish: Wish) -> list[Product]:
    """What was named for sure or by its kind; else what the sentence means; else what its words came near to."""
    found = candidates(desk, wish)
    if sure_spans(wish.products):
        return found
    if warm := of_that_warmth(wish.text, candidates(desk, replace(wish, products=()))):
        return warm  # "something warm to drink" is of no shelf of cold drinks
    if kind_named(desk, wish):
        return found
    every = of_that_use(wish.text, candidates(desk, replace(wish, products=())))
    return suiting(desk, every) or (found if named(desk, wish) else [])


def named(desk: Desk, wish: Wish) -> list[Product]:
    """The products that the wish names, if only by a word of their shelf."""
    found = [p for m in wish.products if m.score >= HALF_NAMED and (p := desk.catalogue.get(m.product_id))]
    said = {word.stem for word in words(wish.text)}
    # "nothing too personal" names no pregnancy test, though it lies under personal care
    return [p for p in found if not p.discreet or said & {word.stem for word in words(p.title)}]


def limit_of(desk: Desk) -> Decimal | None:
    """The price limit that was said now, or with the question before; of a present a sum is one, however it is put."""
    limits = [Decimal(e["value"]) for w in desk.heard.wishes for e in w.entities if e["entity"] == "max_price"]
    before = desk.asked.get("max_price")
    if not limits and (said := _sum_said(desk)):
        return said
    return limits[0] if limits else Decimal(before) if before else None


def _sum_said(desk: Desk) -> Decimal | None:
    """A sum with a present, or alone as the answer to what it may cost."""
    text = desk.heard.text
    if desk.asked.get("act") in ("gift", "offer_product") and (alone := _SUM_ALONE.fullmatch(text)):
        return Decimal(alone["sum"])
    if desk.heard.heard_intent("gift") and (said := _SUM.search(text)):
        return Decimal(next(number for number in said.groups() if number).replace(",", "."))
    return None


def meant(wishes: Iterable[Wish]) -> dict[str, float]:
    """Products that suit what is said, with how well (cosine 0 … 1)."""
    suited: dict[str, float] = {}
    for wish in wishes:
        for product_id, score in wish.suited:
            suited[product_id] = max(suited.get(product_id, 0.0), score)
    return suited


def suiting(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """What clearly suits the words ("something warm for the winter"); nothing when they say too little.

    For somebody who mourns what suits best is shown, however weakly: nothing else will do.
    """
    unliked = refused_in(desk.heard.text, desk.catalogue)
    if not any(telling(word.stem) and word.stem not in unliked for word in words(desk.heard.text)):
        return []
    suited = meant(desk.heard.wishes)
    best = max((suited.get(p.id, 0.0) for p in found), default=0.0)
    least = SUITS_MOURNER if desk.heard.strength("grief") >= MEANT else SUITS
    return [p for p in found if suited.get(p.id, 0.0) >= max(least, best - SUITS_NEAR)] if best >= least else []


def telling(stem: str) -> bool:
    """Does the word say what is wished for? "What can you recommend today?" has none."""
    return not is_stopword(stem) and stem not in _ASKING


def for_now(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """Nothing was named: in a shop that has things to eat and drink, those; of them the sorts that the customer takes."""
    found = of_that_use(desk.heard.text, found)
    fresh = [p for p in found if p.ingredients is not None and p.category.lower() != "pantry"]
    fresh = fresh if any(map(_served, fresh)) else list(found)
    if desk.plan.pitch.lead in ("new", "rare"):
        return fresh
    kinds = {line.kind for order in desk.advising_orders for line in order.lines if line.own}
    usual = desk.usual.product_id
    return [p for p in fresh if p.kind in kinds and p.id != usual] or fresh


def _served(product: Product) -> bool:
    """Something to eat or drink, and no glue or soap whose ingredients are stated, too."""
    kind = kin_of(product.title) or kin_of(product.kind)
    return product.ingredients is not None and (product.prep_minutes is not None or kind[:1] in _FOOD)


def durable_bought(desk: Desk) -> set[str]:
    """Durable things that this customer bought here, for themselves or as a present: never more of the same."""
    bought = {line.product_id for order in desk.advising_orders for line in order.lines}
    kinds = {p.kind for i in bought if (p := desk.catalogue.get(i)) and not consumable(p)}
    return {p.id for p in desk.catalogue.listed() if p.kind in kinds} if kinds else set()


def consumable(product: Product) -> bool:
    """Is it used up, so that more of it may be wanted?"""
    return product.ingredients is not None or made_to_order(product) or "flower" in product.kind.lower()
