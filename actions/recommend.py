"""Recommending: what fits the wish, led by the claim that suits the customer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from actions.allergens import holds
from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import made_to_order, spans, sure_spans
from actions.offering import present, today
from actions.pitching import is_new, pitch
from shop.complements import complements
from shop.lexicon import is_stopword
from shop.model import Product
from shop.search import search
from shop.text import words

HALF_NAMED = 0.38  # a word of the shelf ("accessories") is enough to look there
SHELVES_MAX = 8
# Cosines between what is said and what a product is for (looked at on our own sentences and the demo's goods).
SUITS, SUITS_NEAR = 0.4, 0.08
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
        *("consigli", "consiglia", "consigliate", "consiglio", "suggerisce", "speciale"),
    ]
)
_NEW = re.compile(r"\b(?:new|newest|latest|arrived|arrivals?|novità|nuov[oaie]|arrivat[oaie])\b", re.IGNORECASE)
_WITH_IT = re.compile(
    r"\b(?:with (?:it|that|this|them|those)|alongside|goes? with|insieme|con quest[oa])\b", re.IGNORECASE
)


def recommend(desk: Desk, wish: Wish) -> Answer:
    """One or two things, the first led by its claim: of what was named, else what goes with it, else what suits."""
    found = candidates(desk, wish)
    if not sure_spans(wish.products):  # a word of the shelf ("warm") names less than the whole sentence means
        every = candidates(desk, replace(wish, products=()))
        rest = found if named(desk, wish) else for_now(desk, found)
        found = with_it(desk, wish, every) or suiting(desk, every) or rest
    return present(desk, ranked(desk, found), "recommend")


def meant(wishes: Iterable[Wish]) -> dict[str, float]:
    """Products that suit what is said, with how well (cosine 0 … 1)."""
    suited: dict[str, float] = {}
    for wish in wishes:
        for product_id, score in wish.suited:
            suited[product_id] = max(suited.get(product_id, 0.0), score)
    return suited


def suiting(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """What clearly suits the words ("something warm for the winter"); nothing when they say too little."""
    if not any(telling(word.stem) for word in words(desk.heard.text)):
        return []
    suited = meant(desk.heard.wishes)
    best = max((suited.get(p.id, 0.0) for p in found), default=0.0)
    return [p for p in found if suited.get(p.id, 0.0) >= max(SUITS, best - SUITS_NEAR)] if best >= SUITS else []


def telling(stem: str) -> bool:
    """Does the word say what is wished for? "What can you recommend today?" has none."""
    return not is_stopword(stem) and stem not in _ASKING


def with_it(desk: Desk, wish: Wish, found: Sequence[Product]) -> list[Product]:
    """What goes with the thing that is talked of, or with the order so far."""
    if not _WITH_IT.search(wish.text):
        return []
    ids = [*desk.shown[:1], *(line.product_id for line in desk.lines)]
    products = [p for i in ids if (p := desk.catalogue.get(i))]
    good = [i for p in products for i in complements(p, desk.catalogue, desk.store.recent_orders())]
    return [p for i in dict.fromkeys(good) for p in found if p.id == i]


def named(desk: Desk, wish: Wish) -> list[Product]:
    """The products that the wish names, if only by a word of their shelf."""
    return [p for m in wish.products if m.score >= HALF_NAMED and (p := desk.catalogue.get(m.product_id))]


def limit_of(desk: Desk) -> Decimal | None:
    """The price limit that was said now, or with the question before."""
    limits = [Decimal(e["value"]) for w in desk.heard.wishes for e in w.entities if e["entity"] == "max_price"]
    before = desk.asked.get("max_price")
    return limits[0] if limits else Decimal(before) if before else None


def browse(desk: Desk, wish: Wish) -> Answer:
    """What there is of a kind; a named product is shown as itself."""
    groups = spans(wish.products)
    if len(groups) == 1 and len(groups[0]) == 1 and groups[0][0].score >= 0.9:
        product = desk.catalogue.get(groups[0][0].product_id)
        if product is not None and product.in_stock:
            return present(desk, [product], "recommend")
    every = candidates(desk, wish) if not groups and _NEW.search(wish.text) else []
    if fresh := newest(desk, for_now(desk, every)) or newest(desk, every):
        return present(desk, fresh, "recommend")
    found = candidates(desk, wish)[:4] if wish.products else suiting(desk, candidates(desk, wish))[:4]
    if not found:
        return tell("browse", list=shelves(desk)).asking("start_order")
    names = desk.listing([f"{desk.named(p)} ({desk.money(p.price_from)})" for p in found])
    return Answer(
        (replace(say("browse", list=names), products=tuple(p.id for p in found[:3])),), shown=tuple(p.id for p in found)
    ).asking("start_order")


def shelves(desk: Desk) -> str:
    """What there is, in a few words: the shop's categories, or its kinds where it has none."""
    names = desk.catalogue.categories() or desk.catalogue.kinds()
    called = [desk.terms.shelves[n].say(desk.lang) if n in desk.terms.shelves else n.lower() for n in names]
    return desk.listing(called[:SHELVES_MAX])


def compare(desk: Desk, wish: Wish) -> Answer:
    """Two named things (or the two last shown), side by side."""
    ids = [m.product_id for group in spans(wish.products) for m in group] + list(desk.shown)
    products = [p for i in dict.fromkeys(ids) if (p := desk.catalogue.get(i))][:2]
    if len(products) < 2:
        return tell("ask_which_product").asking("which_product", products=[])
    a, b = products
    slots = {
        "first": desk.named(a),
        "second": desk.named(b),
        "first_price": desk.money(a.price_from),
        "second_price": desk.money(b.price_from),
    }
    claims = [*pitch(a, desk.plan.pitch.lead, today(desk), slots["first_price"], desk.lang, free_text=desk.own_words)][
        :1
    ]
    return Answer((say("compare", **slots), *claims), shown=(a.id, b.id)).asking("which_product", products=[a.id, b.id])


def candidates(desk: Desk, wish: Wish) -> list[Product]:
    """What fits the words: the named kind, a price limit, in stock, not discreet, not the durable thing they have."""
    every = [p for p in search(desk.catalogue, max_price=limit_of(desk)) if not p.discreet and not _unsafe(desk, p)]
    said = named(desk, wish)
    kinds = {p.kind for p in said}
    found = [p for p in every if p.kind in kinds] if kinds else every
    bought = durable_bought(desk)
    return [p for p in found if p.id not in bought] or [p for p in found if p.id in {p.id for p in said}]


def _unsafe(desk: Desk, product: Product) -> bool:
    """Does it hold what the customer said must not be in anything, in every way that it is made?"""
    allergy = desk.customer.fact("allergy")
    return bool(allergy) and all(holds(product, variant, str(allergy)) for variant in product.variants)


def for_now(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """Nothing was named: in a shop that has things to eat and drink, those; of them the sorts that the customer takes."""
    fresh = [p for p in found if p.ingredients is not None and p.category.lower() != "pantry"] or list(found)
    if desk.plan.pitch.lead in ("new", "rare") or not desk.remembers or not desk.customer.allows("recommend"):
        return fresh
    kinds = {line.kind for order in desk.orders for line in order.lines if not line.gift}
    usual = desk.usual.product_id
    return [p for p in fresh if p.kind in kinds and p.id != usual] or fresh


def ranked(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """By what the plan leads with; the merchant's order breaks ties. True data only: a product without it comes last."""
    day = today(desk)
    lead = desk.plan.pitch.lead
    keys = {
        "new": lambda p: (not is_new(p, day), -(p.arrived_on or date.min).toordinal()),
        "rare": lambda p: p.made_count or 10**9,
        "proven": lambda p: (p.guarantee is None, -(p.rating or 0), -(p.rating_count or 0)),
        "popular": lambda p: -(p.rating_count or 0),
        "value": lambda p: p.price_from,
        "quickest": lambda p: p.prep_minutes or 10**3,
        "story": lambda p: (p.story is None, -(p.rating or 0)),
    }
    shown_before = set(desk.shown)
    fresh = sorted(found, key=keys[lead]) if lead in keys else list(found)
    return sorted(fresh, key=lambda p: p.id in shown_before)  # asked again: something else first


def cheapest(desk: Desk, wish: Wish) -> Answer:
    """What costs least, of what was named if anything was."""
    found = sorted(candidates(desk, wish), key=lambda p: p.price_from)[:1]
    if not found:
        return tell("recommend_none").asking("start_order")
    variant = min((v for v in found[0].variants if v.in_stock), key=lambda v: v.price, default=found[0].variants[0])
    offer = say("cheapest", item=desk.named(found[0], variant), price=desk.money(variant.price))
    says = (replace(offer, choices=yes_no(desk.lang), products=(found[0].id,)), say("want_one"))
    return Answer(says, shown=(found[0].id,)).asking("offer_product", variant=variant.id)


def newest(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """What has arrived lately, the latest first; what was shown a moment ago comes last."""
    fresh = [p for p in found if is_new(p, today(desk))]
    return sorted(fresh, key=lambda p: (p.id in desk.shown, -(p.arrived_on or date.min).toordinal()))


def durable_bought(desk: Desk) -> set[str]:
    """Durable things that this customer bought here, for themselves or as a present: never more of the same."""
    bought = {line.product_id for order in desk.orders for line in order.lines}
    kinds = {p.kind for i in bought if (p := desk.catalogue.get(i)) and not _consumable(p)}
    return {p.id for p in desk.catalogue.listed() if p.kind in kinds} if kinds else set()


def _consumable(product: Product) -> bool:
    return product.ingredients is not None or made_to_order(product) or "flower" in product.kind.lower()
