"""What is not here: sold out, or not sold at all; always with what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.alerts import offer_alert
from actions.answer import Answer, say, tell
from actions.asked_for import asked_for
from actions.buttons import button, yes_no
from actions.desk import Desk
from actions.echo import echoed, slip_of
from actions.heard import Wish
from actions.naming_wishes import extra_words
from actions.nearest import NEAR_MAX, instead_of, like_it, nearest_titles
from actions.not_ours import not_here
from actions.noting import note_place
from actions.shelving import listed_most, shelves
from actions.so_far import noted
from actions.suitable import suits
from actions.unmet import unmet_of
from actions.way_out import failed_again, lost_before
from actions.ways import options_said
from actions.wishes_kept import sought
from shop.entry import entry_of
from shop.kin import is_a
from shop.model import Product, Variant
from shop.text import words

SHORT = 3  # letters; a word so short is no slip
_MILK_OF = re.compile(r"\b[\w-]+ milk\b|\blatte d(?:i |['’])\w+", re.IGNORECASE)


def sold_out(desk: Desk, product: Product, way: Variant | None = None) -> Answer:
    """Say it, and offer the nearest of the same kind that is there; where there is none, to tell when it is back.

    ``way``: the one that was wanted. Then another way of the same product comes first, and the milk is kept.
    """
    found = instead_of(product, way, desk.catalogue, suits=suits(desk))
    if found is None:
        return tell("sold_out", item=desk.named(product, way)).and_then(offer_alert(desk, product))
    other, variant = found
    if any(line.product_id == other.id for line in desk.lines):  # they have the nearest already
        return tell("sold_out", item=desk.named(product, way))
    offer = say(
        "sold_out_instead",
        choices=yes_no(desk.lang),
        item=desk.named(product, way),
        alternative=desk.named(other, variant),
        price=desk.money(variant.price),
    )
    return replace(Answer((offer,)), shown=(other.id,)).asking(
        "offer_product", variant=variant.id, instead_of=product.id
    )


def sold_out_beside(desk: Desk, product: Product, way: Variant) -> Answer:
    """The same of one thing among several, said and not asked: the one question is that of the others."""
    found = instead_of(product, way, desk.catalogue, suits=suits(desk))
    item = desk.named(product, way)
    if found is None:
        return tell("sold_out", item=item)
    other, variant = found
    return tell("sold_out_nearest", item=item, alternative=desk.named(other, variant), price=desk.money(variant.price))


def not_found(desk: Desk, wish: Wish, near: Sequence[Product] = ()) -> Answer:
    """What was asked for is not here: said in the customer's words, with what comes nearest; kept as looked for."""
    answer = _not_here(desk, wish, near)
    said = next((s.slots["said"] for s in answer.says if s.act.startswith("not_found") and "said" in s.slots), "")
    return replace(answer, facts=(*answer.facts, *sought(desk, said)))


def _not_here(desk: Desk, wish: Wish, near: Sequence[Product]) -> Answer:
    asked = asked_for(wish.text)
    said = _all_said(desk, wish) or echoed(desk.heard, asked)
    said = "" if _muddled(desk, said) else said
    near = _worth_asking(wish, near) or (
        [] if _only_an_extra(said) else _worth_asking(wish, nearest_titles(wish, desk.catalogue))
    )
    if said and (such := [p for p in _such(desk, wish) if is_a(p, said)]):  # "herbal tea", of a chamomile tea
        return _perhaps(desk, wish, such[:NEAR_MAX])
    if near and (asked or wish.intent in ("order_item", "add_to_cart")):
        titles = [p.title for p in near]
        if _own_words(said, near[0]) and (beyond := unmet_of(wish, near[:1]).extras):  # "a decaf coffee with soya milk"
            return _perhaps(desk, wish, near[:1], "not_found_near", said=desk.listing(list(beyond), "or"))
        if _own_words(said, near[0]):
            return _perhaps(desk, wish, near)
        plain = not said or slip_of(said, titles) or _part_of(said, titles)  # nothing to repeat, or no other thing
        return _perhaps(desk, wish, near) if plain else _perhaps(desk, wish, near, "not_found_near", said=said)
    like = [] if _asks_beside_an_order(desk, wish) else _not_yet_named(desk, like_it(wish, desk.catalogue, suits(desk)))
    if said and like and not _only_an_extra(said):
        return _perhaps(desk, wish, like, "not_found_instead", said=said)
    if (again := failed_again(desk)) and (not said or lost_before(desk)):
        return again
    if not said:
        return tell("not_understood").asking("start_order")
    return tell("not_found", said=said).and_then(_what_there_is(desk)).asking("start_order")


def _muddled(desk: Desk, said: str) -> bool:
    """ "Cappucino a flat white": one name of ours beside another mistyped is no other thing, and a slip is not said back."""
    titles = [p.title for p in desk.catalogue.listed()]
    ours = {word.stem for title in titles for word in words(title) if len(word.stem) > 2}
    long = " ".join(word.folded for word in words(said) if len(word.folded) > SHORT)  # "un" is no "bun"
    return len(words(said)) > 2 and any(w.stem in ours for w in words(said)) and slip_of(long, titles)


def _asks_beside_an_order(desk: Desk, wish: Wish) -> bool:
    """A question while an order waits for its yes: no other thing is put forward that the yes might be heard of."""
    return bool(desk.lines) and desk.asked.get("act") == "read_back" and wish.intent in ("ask_stock", "browse_search")


def _all_said(desk: Desk, wish: Wish) -> str:
    """ "Sausages, nuggets or ice cream": where several things are asked for that are not here; "" for one."""
    things = [said for thing in dict.fromkeys(not_here(wish, desk.catalogue)) if (said := echoed(desk.heard, thing))]
    return desk.listing(things, "or") if len(things) > 1 else ""


def _worth_asking(wish: Wish, near: Sequence[Product]) -> list[Product]:
    """Goods of ours that share a word with what was said, at most three: not those that share only a milk or a remark."""
    place = note_place(wish.text)
    aside = [*([place] if place else []), *(m.span() for m in _MILK_OF.finditer(wish.text))]
    shared = {m.product_id for m in wish.products if any(start <= m.start - wish.offset < end for start, end in aside)}
    return list({p.id: p for p in near if p.id not in shared}.values())[:NEAR_MAX]


def _such(desk: Desk, wish: Wish) -> list[Product]:
    return [p for p in like_it(wish, desk.catalogue, suits(desk)) if p.in_stock]


def _own_words(said: str, product: Product) -> bool:
    """ "Decaf coffee", of a decaf espresso: nothing but words of its name and its kind."""
    own = entry_of(product).naming
    return bool(words(said)) and all(word.stem in own for word in words(said))


def _part_of(said: str, titles: Sequence[str]) -> bool:
    """ "The chamomile": a part of a name of ours."""
    ours = {word.stem for title in titles for word in words(title)}
    return all(word.stem in ours for word in words(said))


def _only_an_extra(said: str) -> bool:
    """A syrup, a sauce: nothing on the shelves takes its place."""
    return any(word.stem in extra_words() for word in words(said)[-1:])


def _not_yet_named(desk: Desk, like: Sequence[Product]) -> list[Product]:
    """Each thing is put forward in place of another once a visit: who asks for a fifth thing has heard of it."""
    return [product for product in like if product.id not in (noted(desk, "instead") or ())]


def _what_there_is(desk: Desk) -> Answer:
    """The shelves, once a visit, to who has chosen nothing yet: a shop that has not this has something.

    Nobody asked for them: who writes little hears of a few.
    """
    if noted(desk, "shelves_told") or desk.lines:
        return Answer()
    return tell("browse", list=shelves(desk, listed_most(desk.plan.length.aim)))


def _perhaps(desk: Desk, wish: Wish, products: Sequence[Product], act: str = "perhaps", **slots: str) -> Answer:
    """One of these, perhaps? With a button for each. How many, and in which way, is kept for the yes."""
    ids = [p.id for p in products]
    choices = tuple(button(desk.lang, f"show:{p.id}", p.title) for p in products)
    names = desk.listing([desk.named(p) for p in products], "or")
    question = say(act, choices=choices, nearest=names, **slots)
    number = wish.entity("quantity")
    kept = {"quantity": number} if number and number != 1 else {}
    first, *others = (options_said(product, wish.text) for product in products)
    ways = first if all(way == first for way in others) else {}  # "with oat milk" holds for whichever it becomes
    return Answer((question,), shown=tuple(ids)).asking(
        "which_product", products=ids, **kept, **({"options": ways} if ways else {})
    )
