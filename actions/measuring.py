"""Compared by what can be measured: "which is lighter?", "the bigger one", "your longest book", "something smaller"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import order
from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.candidates import candidates
from actions.comparing import COMPARED_MAX, named_parts
from actions.desk import Desk
from actions.goods import ask_price
from actions.heard import Wish
from actions.lines import spans, sure_spans
from actions.offering import present
from actions.so_far import noted
from actions.ways import options_said
from shop.compared import Scale, figures, ordered, scale_said
from shop.model import Match, Product
from shop.relative import of_its_sort
from shop.text import fold, words

MANY = 5  # so many things are listed where no figure tells
# What is never a comparison, whatever its words.
_NEVER = frozenset({"complaint", "forget_me", "dont_track", "handoff", "not_me", "less_personal", "return_refund", "order_status", "delivery", "opening_hours", "payment"})  # fmt: skip
_ASKS = re.compile(
    r"\b(?:which|what|whats|qual[ei]?)\b|\b(?:is|are|does|do|will|è|sono)\b.*\bthan\b|\?\s*$", re.IGNORECASE
)
_THAN = re.compile(
    r"^\W*(?:and |so )?(?:is|are) (?:it|this|that|this one|that one|they|these) [\w -]*?\bthan\b", re.IGNORECASE
)
_PICKS = re.compile(
    r"\W*(?:(?:ok|okay|well|then|and|yes|just|so|allora|s[iì])\W+)*(?:(?:i['’]?ll|i will|i|let me|we['’]?ll)\s+(?:take|have|get|want|go (?:for|with))\s+|(?:give me|prendo)\s+)?"
    r"(?:the|il|la|quell[oa])\s+(?:più\s+)?(?P<how>[\w-]+)(?:\s+(?:one|of (?:them|the two|those)))?(?: in (?P<way>[\w -]+?))?(?:\W+(?:then|please|pls|thanks|allora|grazie|per favore))*\W*",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:something|anything|any|qualcosa|got one|have one|one that(?:['’]s| is)|too (?:heavy|big|large|small|long|short|weak|thick|thin))\b|^\W*(?:and )?\w+er(?: ones?)?\W*$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:something|anything|any|qualcosa)\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:size|colou?r|format|length|version|pack|taglia|misura|formato)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:your|the|a|il|la|lo|i|le)\b|\b(?:do )?you (?:have|sell|stock)\b", re.IGNORECASE)


def by_measure(desk: Desk, wish: Wish) -> Answer | None:
    """The answer where a clause compares by a measure; None where it does not, and for what only a price decides."""
    scale = scale_said(wish.text) if wish.intent not in _NEVER else None
    if scale is None:
        return None
    if chosen := _picked(desk, wish, scale):
        match = Match(chosen.id, 1.0, options=options_said(chosen, wish.text))
        return order.order_item(desk, Wish("order_item", "", 1.0, (), (match,)))
    superlative = scale.said.split()[0].endswith("st") or re.search(r"\b(?:il|la|i|le) più\b", wish.text) is not None
    of_a_kind = superlative and not scale.part and len(named_parts(desk, wish.text)) < 2 and bool(_of_kind(desk, wish))
    if _ASKS.search(wish.text) and not _OPEN.search(wish.text) and not of_a_kind:
        pair = _pair(desk, wish, scale)
        if len(pair) > 1:
            return side_by_measure(desk, pair, scale)
    if scale.price and _ASKS.search(wish.text) and _WAY.search(wish.text) and (of := _talked_of(desk, wish)):
        return ask_price(desk, Wish("ask_price", "", 1.0, (), (Match(of.id, 1.0),)))
    if scale.price and not (scale.more and superlative):
        return None  # "the cheapest", "something cheaper": found elsewhere
    if superlative and (of_a_kind or _MOST.search(wish.text) or sure_spans(wish.products)):
        return _the_most(desk, wish, scale)
    other = _OTHER.search(wish.text) and wish.intent != "keep_short"
    return _another(desk, wish, scale) if other else None


def _talked_of(desk: Desk, wish: Wish) -> Product | None:
    groups = sure_spans(wish.products)
    return desk.catalogue.get(groups[0][0].product_id if groups else desk.focus or "")


def side_by_measure(desk: Desk, products: Sequence[Product], scale: Scale) -> Answer:
    """Who wins, with both figures; where nobody states them that is said, with what is stated of each."""
    ranked = ordered(products, scale)
    ids = [p.id for p in ([p for p, _ in ranked] if len(ranked) == len(products) else products)]  # as they are told
    ask = Answer((say("which_one"),), shown=tuple(ids)).asking("which_product", products=ids)
    if len(ranked) < len(products):
        return _not_stated(desk, products, scale).and_then(ask)
    values = [desk.money(p.price_from) if scale.price else figure.words for p, figure in ranked]
    if len({figure.amount for _, figure in ranked}) == 1:
        return tell("compare_same", value=values[0]).and_then(ask)
    if len(ranked) > 2:
        listed = desk.listing([f"{desk.named(p)} ({value})" for (p, _), value in zip(ranked, values, strict=True)])
        return tell("compare_more", list=listed).and_then(ask)
    (first, _), (second, _) = ranked
    told = tell(
        "compare_has" if scale.part else "compare_by",
        first=desk.named(first),
        second=desk.named(second),
        quality=_comparative(scale.said),
        first_value=values[0],
        second_value=values[1],
    )
    return told.and_then(ask)


def _not_stated(desk: Desk, products: Sequence[Product], scale: Scale) -> Answer:
    """The figure that is stated of one alone; else what the shop writes of each, so that the customer may judge."""
    known = [(p, f) for p, f in zip(products, figures(products, scale), strict=True) if f is not None]
    answer = tell("compare_unknown", quality=_comparative(scale.said))
    for product, figure in known:
        answer = answer.and_then(tell("figure_is", item=desk.named(product), value=figure.words))
    if known or not desk.own_words or desk.plan.length.level == "short":  # who is terse may still ask for more
        return answer
    for product in products[:2]:
        if product.description:
            answer = answer.and_then(tell("each_is", item=desk.named(product), description=product.description))
    return answer


def _comparative(said: str) -> str:
    """ "Lightest", asked of two, is told as "lighter"; "biggest screen" as "the bigger screen"."""
    first, *rest = said.removeprefix("più ").split()
    irregular = {"most": "more", "least": "less", "best": "better", "fewest": "fewer"}
    first = irregular.get(first, f"{first[:-2]}r" if first.endswith("est") else first)
    the = ["the"] if rest and first not in ("more", "less", "fewer") else []
    return " ".join((*the, first, *rest))


def _picked(desk: Desk, wish: Wish, scale: Scale) -> Product | None:
    """ "The lighter one", of what was put side by side: only where the figures tell which that is."""
    said = _PICKS.fullmatch(wish.text)
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i)) and p.in_stock]
    if said is None or scale.price or len(shown) < 2 or fold(said["how"]) not in fold(scale.said).split():
        return None
    ranked = ordered(shown, scale)
    told_apart = len(ranked) == len(shown) and ranked[0][1].amount != ranked[1][1].amount
    return ranked[0][0] if told_apart else None


def _pair(desk: Desk, wish: Wish, scale: Scale) -> list[Product]:
    """What is compared: two things that are named, the one talked of beside the one named, or those that were shown."""
    named = _named(desk, wish, scale)
    if len(named) > 1:
        return named[:COMPARED_MAX]
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i)) and p.listed and not p.discreet]
    talked_of = desk.catalogue.get(desk.focus or "")
    if _THAN.match(wish.text):
        other = [p for p in named if talked_of is None or p.id != talked_of.id]
        return [talked_of, other[0]] if talked_of and other else shown[:2]
    pair = [p for i in noted(desk, "pair") or () if (p := desk.catalogue.get(i))]
    few = shown if len(shown) > 1 else pair
    return few[:COMPARED_MAX] if not named or {p.id for p in named} <= {p.id for p in few} or not _sure(wish) else []


def _sure(wish: Wish) -> bool:
    return bool(sure_spans(wish.products))


def _named(desk: Desk, wish: Wish, scale: Scale) -> list[Product]:
    """Two things by their names; those of one name that several bear ("which sofa is …") where it is a question of them."""
    parts = named_parts(desk, wish.text)
    if len(parts) > 1:
        found = [part.product or part.nearest for part in parts]
        return list({p.id: p for p in found if p}.values())
    groups = [] if scale.part else spans(wish.products)  # the screen of "the bigger screen" is no screen protector
    every = [p for group in groups for m in group if m.end > m.start and (p := desk.catalogue.get(m.product_id))]
    return list({p.id: p for p in every if p.listed and not p.discreet}.values())


def _the_most(desk: Desk, wish: Wish, scale: Scale) -> Answer | None:
    """ "Your biggest TV": the one of its kind whose figure wins, offered; None where no kind is named or nothing is stated."""
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    pool = [p for p in _of_kind(desk, wish) or shown if p.in_stock]
    if len(pool) < 2:
        return None
    ranked = ordered(pool, scale)
    if not ranked:
        names = desk.listing([f"{desk.named(p)} ({desk.money(p.price_from)})" for p in pool[:MANY]])
        there = Answer((say("browse", list=names),), shown=tuple(p.id for p in pool[:MANY]))
        return tell("compare_unknown", quality=scale.said).and_then(there).asking("start_order")
    best, figure = ranked[0]
    variant = next((v for v in best.variants if v.in_stock), best.variants[0])
    told = say(
        "most_so",
        choices=yes_no(desk.lang),
        item=desk.named(best),
        value=figure.words or desk.money(variant.price),
        price=desk.money(variant.price),
    )
    asked = {"variant": variant.id} if len(best.variants) == 1 else {"product": best.id}
    says = (replace(told, products=(best.id,)), say("want_one"))
    return Answer(says, shown=(best.id,), focus=best.id).asking("offer_product", **asked)


def _of_kind(desk: Desk, wish: Wish) -> list[Product]:
    """All that is called so ("TV"), by title or shelf; [] where nothing is."""
    said = {word.stem for word in words(wish.text)}
    every = [p for p in candidates(desk, replace(wish, products=()))]
    titled = [p for p in every if (title := words(p.title)) and title[-1].stem in said]
    shelved = [p for p in every if said & {w.stem for text in (p.kind, p.category) for w in words(text)}]
    return shelved or titled


def _another(desk: Desk, wish: Wish, scale: Scale) -> Answer | None:
    """ "Something lighter", of what was talked of: the next of its sort; None where nothing is stated of it."""
    ids = (desk.focus, *desk.shown, *(noted(desk, "offered") or ()))
    of = next((p for i in ids if i and (p := desk.catalogue.get(i))), None)
    if of is None or _sure(wish):
        return None
    sort = [of, *(p for p in of_its_sort(of, candidates(desk, replace(wish, products=()))) if p.id != of.id)]
    ranked = ordered(sort, scale)
    place = next((n for n, (p, _) in enumerate(ranked) if p.id == of.id), None)
    if place is None:
        return None
    better = [p for p, f in ranked[:place] if f.amount != ranked[place][1].amount]
    if not better:
        return tell("none_more_so", quality=_comparative(scale.said)).asking("start_order")
    return present(desk, [better[-1]], "recommend")
