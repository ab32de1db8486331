"""Recommending: what fits the wish, led by the claim that suits the customer. Gifts are not chased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from actions.adaptation.model import Say
from actions.answer import Answer, say, tell
from actions.buttons import button, buttons, yes_no
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import made_to_order, spans
from actions.pitching import is_new, pitch
from shop.model import Product
from shop.search import search

HALF_NAMED = 0.38  # a word of the shelf ("accessories") is enough to look there
GIFT_CATEGORY_WORDS = ("gift", "flower", "regal", "fior")


def recommend(desk: Desk, wish: Wish) -> Answer:
    """One or two things, the first led by its claim."""
    found = candidates(desk, wish)
    return _present(desk, ranked(desk, found if wish.products else for_now(desk, found)), "recommend")


def gift(desk: Desk, wish: Wish) -> Answer:
    """For somebody else: by what it is best for and by budget, never by the customer's own taste."""
    recipient = recipient_of(desk, wish)
    if wish.entity("max_price") is None and not wish.products and desk.asked.get("act") != "gift":
        return tell("gift_ask", recipient=desk.whom(recipient)).asking("gift", recipient=recipient)
    found = [p for p in candidates(desk, wish) if wish.products or is_gift(p)]
    answer = _present(desk, sorted(found, key=lambda p: -(p.rating_count or 0)), "recommend_gift", recipient)
    return answer


def browse(desk: Desk, wish: Wish) -> Answer:
    """What there is of a kind; a named product is shown as itself."""
    groups = spans(wish.products)
    if len(groups) == 1 and len(groups[0]) == 1 and groups[0][0].score >= 0.9:
        product = desk.catalogue.get(groups[0][0].product_id)
        if product is not None and product.in_stock:
            return _present(desk, [product], "recommend")
    found = candidates(desk, wish)[:4] if wish.products else []
    if not found:
        kinds = desk.listing([kind.lower() for kind in desk.catalogue.kinds()[:8]])
        return tell("browse", list=kinds).asking("start_order")
    names = desk.listing([f"{desk.named(p)} ({desk.money(p.price_from)})" for p in found])
    return Answer(
        (replace(say("browse", list=names), products=tuple(p.id for p in found[:3])),), shown=tuple(p.id for p in found)
    ).asking("start_order")


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
    claims = [*pitch(a, desk.plan.pitch.lead, today(desk), slots["first_price"], desk.lang)][:1]
    return Answer((say("compare", **slots), *claims), shown=(a.id, b.id)).asking("which_product", products=[a.id, b.id])


def candidates(desk: Desk, wish: Wish) -> list[Product]:
    """What fits the words: the named kind, a price limit, in stock, not discreet, not the durable thing they have."""
    limit = wish.entity("max_price")
    every = [p for p in search(desk.catalogue, max_price=Decimal(limit) if limit else None) if not p.discreet]
    named = [p for m in wish.products if m.score >= HALF_NAMED and (p := desk.catalogue.get(m.product_id))]
    kinds = {p.kind for p in named}
    found = [p for p in every if p.kind in kinds] if kinds else every
    bought = durable_bought(desk)
    return [p for p in found if p.id not in bought] or [p for p in found if p.id in {n.id for n in named}]


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


def durable_bought(desk: Desk) -> set[str]:
    """Durable things that this customer bought here, for themselves or as a present: never more of the same."""
    bought = {line.product_id for order in desk.orders for line in order.lines}
    kinds = {p.kind for i in bought if (p := desk.catalogue.get(i)) and not _consumable(p)}
    return {p.id for p in desk.catalogue.listed() if p.kind in kinds} if kinds else set()


def is_gift(product: Product) -> bool:
    words = f"{product.category} {product.kind} {product.best_for or ''} {' '.join(product.tags)}".lower()
    return any(word in words for word in GIFT_CATEGORY_WORDS)


def recipient_of(desk: Desk, wish: Wish) -> str | None:
    return wish.entity("recipient") or desk.asked.get("recipient")


def today(desk: Desk) -> date:
    return desk.at.astimezone(desk.terms.timezone).date()


def _consumable(product: Product) -> bool:
    return product.ingredients is not None or made_to_order(product) or "flower" in product.kind.lower()


def _present(desk: Desk, found: Sequence[Product], act: str, recipient: str | None = None) -> Answer:
    if not found:
        return tell("recommend_none").asking("start_order")
    first = found[0]
    variant = next((v for v in first.variants if v.in_stock), first.variants[0])
    price = desk.money(variant.price)
    offer = _offer_words(desk, found, act, recipient, price)
    if made_to_order(first) or len(first.variants) == 1:
        asked, choices = (
            {"act": "offer_product", "variant": variant.id, "recipient": recipient},
            (*yes_no(desk.lang), button(desk.lang, "something_else")),
        )
    else:
        asked, choices = (
            {"act": "offer_product", "product": first.id, "recipient": recipient},
            (button(desk.lang, f"show:{first.id}", first.title), *buttons(desk.lang, "something_else")),
        )
    shown = tuple(p.id for p in found[: desk.plan.length.options])
    claims = pitch(first, desk.plan.pitch.lead if recipient is None else "story", today(desk), price, desk.lang)
    question = (say("want_one"),) if offer.act != "recommend_two" else ()
    says: tuple[Say, ...] = (replace(offer, choices=choices, products=shown), *claims, *question)
    return Answer(says, asked=asked, shown=shown)


def _offer_words(desk: Desk, found: Sequence[Product], act: str, recipient: str | None, price: str) -> Say:
    first = found[0]
    variant = next((v for v in first.variants if v.in_stock), first.variants[0])
    if act == "recommend_gift":
        return say(act, recipient=desk.whom(recipient), item=desk.named(first), price=price)
    if desk.plan.pitch.lead == "value":
        return say("cheapest", item=desk.named(first, variant), price=price)
    if len(found) > 1 and desk.plan.length.options > 1 and desk.plan.length.level == "long":
        return say("recommend_two", first=desk.named(first), second=desk.named(found[1]))
    return say("recommend", item=desk.named(first, variant if made_to_order(first) else None), price=price)
