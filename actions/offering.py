"""Offering one thing: its name and price, the claim that suits the customer, and whether they want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.adaptation.model import Lead, Memory, Say
from actions.allergens import holds
from actions.answer import Answer, say, tell
from actions.buttons import button, buttons, yes_no
from actions.candidates import unliked_of
from actions.desk import Desk
from actions.lines import made_to_order
from actions.pitching import pitch
from actions.purpose import lead_for
from actions.suitable import suited_way, without_what
from actions.verdicts import liked
from shop.model import Product, Variant

SEEN_MAX = 20  # offers in a row that are remembered


def today(desk: Desk) -> date:
    """The date in the shop."""
    return desk.at.astimezone(desk.terms.timezone).date()


def claims_of(desk: Desk, product: Product, lead: Lead | None = None, price: str = "") -> tuple[Say, ...]:
    """What can truly be claimed of a thing, the claim that suits the customer first, or ``lead``.

    ``price`` is for a claim of value; "" where the offer says it.
    """
    return pitch(
        product,
        lead or lead_for(desk, product),
        today(desk),
        price,
        desk.lang,
        free_text=desk.own_words,
        told=desk.customer.told,
    )


def present(desk: Desk, found: Sequence[Product], act: str, recipient: str | None = None, **keep: Any) -> Answer:
    """Offer the first of these, led by its claim. ``keep``: what "something else" must still know."""
    if not found:
        return tell("recommend_none").asking("start_order")
    first = found[0]
    variant = suited_way(desk, first)
    price = desk.money(variant.price)
    claims = claims_of(desk, first, "story" if recipient else None)
    if claims and desk.plan.pitch.lead == "purpose" and desk.plan.length.level != "short":
        claims = (replace(claims[0], essential=True), *claims[1:])  # that it is made for this is half of the answer
    shown = tuple(p.id for p in found[: desk.plan.length.options])
    room = desk.plan.length.level == "long" and desk.plan.pitch.lead != "value"
    if not claims and act == "recommend" and len(shown) > 1 and room:
        return _either(desk, found[:2], shown)
    offer = _offer_words(desk, first, variant, act, recipient, price)
    seen = sorted({*desk.asked.get("seen", ()), *desk.shown, first.id})[:SEEN_MAX]
    about = {
        "act": "offer_product",
        "recipient": recipient,
        "seen": seen,
        **({"unliked": sorted(unliked)} if (unliked := unliked_of(desk)) else {}),
        **{name: value for name, value in keep.items() if value},
    }
    if made_to_order(first) or len(first.variants) == 1:
        asked, choices = (
            {**about, "variant": variant.id},
            (*yes_no(desk.lang), button(desk.lang, "something_else")),
        )
    else:
        asked, choices = (
            {**about, "product": first.id},
            (button(desk.lang, f"show:{first.id}", first.title), *buttons(desk.lang, "something_else")),
        )
    if first.id in liked(desk) and recipient is None:
        told = Memory("said", "you told me that you liked it" if desk.lang == "en" else "mi ha detto che Le è piaciuto")
        claims = (replace(say("liked_before", essential=False), memory=told), *claims)
    says: tuple[Say, ...] = (replace(offer, choices=choices, products=shown), *claims, say("want_one"))
    return Answer(says, asked=asked, shown=shown, focus=first.id)


def named_with_price(desk: Desk, product: Product) -> str:
    """ "Scarf (€39.00)"; in its way where only in some ways it is free of what must not be in it."""
    without = without_what(desk)
    there = [v for v in product.variants if v.in_stock]
    if not without or all(holds(product, v, without) == () for v in there):
        return f"{desk.named(product)} ({desk.money(product.price_from)})"
    way = suited_way(desk, product)
    return f"{desk.named(product, way)} ({desk.money(way.price)})"


def _either(desk: Desk, two: Sequence[Product], shown: tuple[str, ...]) -> Answer:
    """Two of which nothing more can be told: which sounds better?"""
    first, second = two
    choices = tuple(button(desk.lang, f"show:{p.id}", p.title) for p in two)
    question = say("recommend_two", choices=choices, first=desk.one(first), second=desk.one(second))
    asked = {"act": "which_product", "products": [p.id for p in two]}
    return Answer((replace(question, products=shown),), asked=asked, shown=shown)


def _offer_words(desk: Desk, first: Product, variant: Variant, act: str, recipient: str | None, price: str) -> Say:
    if act == "recommend_gift":
        return say(act, recipient=desk.whom(recipient), item=desk.one(first), price=price)
    if act == "recommend" and desk.plan.pitch.lead == "value":
        return say("cheapest", item=desk.one(first, variant), price=price)
    return say(act, item=desk.one(first, variant if made_to_order(first) else None), price=price)
