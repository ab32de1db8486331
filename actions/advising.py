"""Advice that was not taken: another thing, and after two of them several at once, so that nobody has to go on saying no."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import gifts, recommend
from actions.allergens import free_of
from actions.answer import Answer, say
from actions.buttons import button
from actions.candidates import candidates, for_now, unliked_of
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import sure_spans
from actions.offering import named_with_price, present
from actions.purpose import purpose_of, serving
from actions.so_far import noted
from shop.model import Product
from shop.relative import of_its_sort

_CHEAPER = re.compile(
    r"\b(?:cheaper|less (?:expensive|pricey|dear)|not (?:so|that|as) (?:expensive|dear|much)|(?:too|bit) (?:expensive|dear|pricey)"
    r"|meno car\w|più economic\w|costa(?:no)? meno|troppo car\w)\b",
    re.IGNORECASE,
)
_THE_CHEAPER = re.compile(
    r"\W*(?:(?:ok|okay|well|then|and|just|i['’]?ll (?:take|have)|prendo|allora)\W+)*(?:(?:the|il|la|quell[oa])\W+)?"
    r"(?:cheaper|cheapest|less expensive|least expensive|meno car[oa]|più economic[oa])(?: (?:one|of (?:them|the two|those)))?(?:\W+(?:then|please|pls|per favore|grazie))*\W*",
    re.IGNORECASE,
)
_GOES_WITH = re.compile(
    r"\b(?:what|which|anything|something|cosa|qualcosa)\b[^?]*\b(?:go(?:es)?|match(?:es|ing)?|suits?|pairs?|fits?|sta|abbina\w*)(?: well| nicely| bene)? (?:with|to|con)\b",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\b(?:something|anything|one|more|others?|qualcosa)\b(?: \w+)? (?:like|similar(?: to)?|along the lines of|(?:di )?simile(?: a)?)\b(?! (?:you|me|to|your)\b)",
    re.IGNORECASE,
)
DECLINED_MAX = 2  # so many single offers in a row; then the choice is the customer's
SEVERAL = 4


def cheaper(desk: Desk, wish: Wish) -> Answer | None:
    """ "Something cheaper", "too expensive", of what was offered or talked of: of the same sort, what costs less.

    None when nothing was.
    """
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i)) and p.in_stock]
    ids = (desk.focus, *(noted(desk, "offered") or ()))
    offered = next((p for i in ids if i and (p := desk.catalogue.get(i))), None)
    offered = offered or min(shown, key=lambda p: p.price_from, default=None)
    if offered is None or sure_spans(wish.products) or not _CHEAPER.search(wish.text):
        return None
    recipient = desk.asked.get("recipient")
    every = candidates(desk, replace(wish, products=()))
    same = of_its_sort(offered, every)
    pool = gifts.fitting_gifts(desk, replace(wish, products=())) if recipient else same
    less = sorted((p for p in pool if p.price_from < offered.price_from), key=lambda p: -p.price_from)
    if not less and offered in shown and len(shown) > 1:  # of those that were compared it is the cheapest
        return present(desk, [offered], "recommend")
    swaps = offered.id if any(line.product_id == offered.id for line in desk.lines) else None
    return present(desk, less, "recommend_gift" if recipient else "recommend", recipient, swaps=swaps)


def cheaper_of_shown(desk: Desk, wish: Wish) -> Product | None:
    """ "The cheaper one", of two or more that were shown; None where nothing is so pointed at."""
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i)) and p.in_stock]
    if len(shown) < 2 or not _THE_CHEAPER.fullmatch(wish.text):
        return None
    return min(shown, key=lambda product: product.price_from)


def goes_with(desk: Desk, wish: Wish) -> Answer | None:
    """ "What goes with it?": what the shop says goes with the thing named or talked of; None where that is nothing."""
    if not _GOES_WITH.search(wish.text):
        return None
    found = recommend.with_it(desk, wish, candidates(desk, replace(wish, products=())))
    return present(desk, found, "recommend") if found else None


def something_like(desk: Desk, wish: Wish) -> Answer | None:
    """ "Something like The Salt Road", "anything similar?": another of its sort, never the thing itself."""
    if not _LIKE.search(wish.text):
        return None
    groups = sure_spans(wish.products)
    of = desk.catalogue.get(groups[0][0].product_id if groups else desk.focus or next(iter(desk.shown), ""))
    return another_of(desk, of) if of else None


def another_of(desk: Desk, of: Product) -> Answer:
    """Another of the same kind than this one, what was offered before last."""
    every = [p for p in candidates(desk, Wish("recommend", "")) if p.id != of.id]
    sort = [p for p in every if p.kind and p.kind == of.kind] or of_its_sort(of, every)
    ranked = sorted(sort or [p for p in every if p.category == of.category], key=lambda p: p.id in desk.seen)
    recipient = desk.asked.get("recipient")
    return present(desk, ranked, "recommend_gift" if recipient else "recommend", recipient)


def something_else(desk: Desk) -> Answer:
    """ "Something else?", said to an offer of ours: the next one, or what else there is."""
    gift = bool(desk.asked.get("recipient"))
    wish = Wish("gift" if gift else "recommend", "")
    offer = gifts.gift(desk, wish) if gift else recommend.recommend(desk, wish)
    if len(desk.asked.get("seen") or ()) < DECLINED_MAX:
        return offer
    found = gifts.fitting_gifts(desk, wish) if gift else for_now(desk, candidates(desk, wish))
    found = serving(desk, found, purpose_of(desk)) or found
    offered = desk.catalogue.get(desk.focus or "")
    refuses = bool(free_of(desk.heard.text) or unliked_of(desk))
    if offered and not gift and refuses:  # "no meat, please": first of the same kind
        found = sorted(found, key=lambda p: p.kind != offered.kind)
    fresh = [p for p in found if p.id not in desk.seen]
    ranked = fresh if gift else recommend.ranked(desk, fresh, free=True)
    if len(ranked) < 2:
        return offer
    some = ranked[:SEVERAL]
    names = desk.listing([named_with_price(desk, p) for p in some])
    told = replace(say("browse", list=names), products=tuple(p.id for p in some[:3]))
    choices = tuple(button(desk.lang, f"show:{p.id}", p.title) for p in some)
    return Answer((told, say("which_one", choices=choices)), shown=tuple(p.id for p in some)).asking(
        "which_product",
        products=[p.id for p in some],
        recipient=desk.asked.get("recipient"),
        seen=sorted({*desk.seen, *(p.id for p in some)}),
        max_price=desk.asked.get("max_price"),
        unliked=sorted(unliked_of(desk)) or None,
    )
