"""Recommending: what fits the wish, led by the claim that suits the customer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from actions.adaptation.model import Lead
from actions.allergens import CERTIFIED, diet_of, free_of, looks_for_diet
from actions.and_the_rest import listed, not_again
from actions.answer import Answer, say, tell
from actions.asked_for import asked_for
from actions.asking import or_the_other
from actions.buttons import yes_no
from actions.by_the_lists import by_the_lists
from actions.candidates import HALF_NAMED, candidates, consumable, fitting, for_now, kind_named, limit_of, title_named
from actions.cheapest_of import of_which
from actions.colleague import dont_know
from actions.desk import Desk
from actions.eat_or_drink import of_that_use
from actions.heard import Wish
from actions.heeding import heeded
from actions.lines import made_to_order, spans, sure_spans
from actions.missing import not_found
from actions.not_ours import has_none_of, other_sort
from actions.of_that_sort import of_that_sort
from actions.offering import claims_of, present, today
from actions.pitching import is_new, is_popular
from actions.purpose import made_for, purpose_of, serving
from actions.shelving import of_that_shelf, shelves
from actions.stated_facts import allergens_stated
from actions.told import long_ago, offer_mark
from actions.verdicts import liked
from actions.wishes_kept import led_by_wish, wished
from shop.complements import complements
from shop.kin import is_a
from shop.model import Match, Product, enough_people

MANY = 20
_NEW = re.compile(r"\b(?:new|newest|latest|arrived|arrivals?|novità|nuov[oaie]|arrivat[oaie])\b", re.IGNORECASE)
# Who does not serve a lead at all, by the shop's data.
_LACKS: Mapping[Lead, Callable[[Product, date], bool]] = {
    "new": lambda p, day: not is_new(p, day),
    "rare": lambda p, day: not p.made_count,
    "proven": lambda p, day: p.guarantee is None and not p.rating,
    "popular": lambda p, day: not is_popular(p),
}
_WHICH = re.compile(
    r"\b(?:which|what would you|what do you (?:prefer|suggest|recommend)|better|best|nicer|tastier|quale|meglio|più buon\w)\b.*\b(?:or|o|oppure|and|e)\b",
    re.IGNORECASE,
)
# What such a question may be taken for.
_MISTAKEN = frozenset(
    [
        "order_item",
        "add_to_cart",
        "change_cart",
        "start_order",
        "out_of_scope",
        "recommend",
        "browse_search",
        "chitchat",
        *("ask_product_info", "ask_price", "ask_stock", "affirm", "deny"),
    ]
)
_LEAST = re.compile(
    r"\b(?:least|less) (?:popular|liked|loved|sold|bought|ordered)|worst[- ]sell\w+|(?:meno|peggio) (?:popolar\w+|vendut\w+|richiest\w+|amat\w+)",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"\b(?:the|your|that|this|il|lo|la|l['’]|quel\w*|quest\w)\s*$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:with|alongside|con|insieme a)\s+(?:(?:the|a|an|my|some|il|lo|la|un|una|l['’]|mi[oa])\s*)?$|\bcol\s+$",
    re.IGNORECASE,
)
_WITH_IT = re.compile(
    r"\b(?:with (?:it|that|this|them|those)|alongside|goes? with|insieme|con quest[oa])\b", re.IGNORECASE
)


def recommend(desk: Desk, wish: Wish) -> Answer:
    """One or two things, the first led by its claim: of what was named, else what goes with it, else what suits."""
    if named_one := asked_of(desk, wish):
        return present(desk, [named_one], "recommend")
    earlier = wished(desk) if not sure_spans(wish.products) and not desk.asked.get("seen") else None
    if earlier and not free_of(wish.text) and not diet_of(wish.text):
        return led_by_wish(desk, present(desk, [earlier[0]], "recommend"), earlier[1], earlier[0])
    every = of_that_use(wish.text, candidates(desk, replace(wish, products=())))
    purpose, free = purpose_of(desk), not sure_spans(wish.products)
    found = with_it(desk, wish, every) or made_for(desk, wish, every, purpose) or _so_called(wish, fitting(desk, wish))
    if found:
        return by_the_lists(desk, present(desk, ranked(desk, found, free=free), "recommend", purpose=purpose))
    guessed = for_now(desk, every)
    return by_the_lists(desk, or_the_other(desk, present(desk, ranked(desk, guessed, free=free), "recommend"), guessed))


def asked_of(desk: Desk, wish: Wish) -> Product | None:
    """ "Do you recommend the lemon cake?": the one thing that is asked about, if it is there."""
    groups = sure_spans(wish.products)
    if len(groups) != 1 or len(groups[0]) != 1 or not title_named(desk, wish) or _beside(wish, groups[0][0]):
        return None
    product = desk.catalogue.get(groups[0][0].product_id)
    asked = _THAT_ONE.search(wish.text[: groups[0][0].start - wish.offset])
    return product if product and asked and product.in_stock and not product.discreet else None


def _beside(wish: Wish, match: Match) -> bool:
    """ "Something with the lemon cake": not the cake, but what goes with it."""
    return _BESIDE.search(wish.text[: match.start - wish.offset]) is not None


def with_it(desk: Desk, wish: Wish, found: Sequence[Product]) -> list[Product]:
    """What goes with the thing that is talked of or named, or with the order so far."""
    named = [g[0].product_id for g in sure_spans(wish.products) if _beside(wish, g[0])]
    if not named and not _WITH_IT.search(wish.text):
        return []
    given = {line.product_id for line in desk.lines if not line.own}
    if not named and (desk.asked.get("recipient") or given & set(desk.shown[:1])):
        return []  # of a present, and of whom it is for, nothing is concluded
    ids = named or [*desk.shown[:1], *(line.product_id for line in desk.lines if line.own)]
    products = [p for i in ids if (p := desk.catalogue.get(i))]
    good = complements(products, desk.catalogue, desk.store.pairs(), limit=MANY) if products else []
    kinds = {line.kind for line in desk.lines}  # never more of the same durable thing
    return [p for i in dict.fromkeys(good) for p in found if p.id == i and (p.kind not in kinds or consumable(p))]


def browse(desk: Desk, wish: Wish) -> Answer:
    """What there is of a kind; a named product is shown as itself."""
    groups = spans(wish.products)
    alone = len(groups) == 1 and len(groups[0]) == 1
    if alone and (groups[0][0].score >= 0.9 or (title_named(desk, wish) and not kind_named(desk, wish))):
        product = desk.catalogue.get(groups[0][0].product_id)
        if product is not None and product.in_stock:
            return present(desk, [product], "recommend")
    fit = fitting(desk, wish)
    of_that = _of_that_name(wish, fit)
    if other_sort(wish, desk.catalogue) and not of_that:
        return not_found(desk, wish)
    every = candidates(desk, wish) if not groups and _NEW.search(wish.text) else []
    if fresh := newest(desk, for_now(desk, every)) or newest(desk, every):
        return present(desk, fresh, "recommend")
    so, nothing = of_that_sort(desk, wish)
    if nothing.says and not so:
        return nothing.asking("start_order")
    found = so or of_that_shelf(desk, wish) or of_that or named_first(wish, fit)
    heeding = looks_for_diet(wish.text) and heeded(desk)  # "he's allergic to milk. what can he eat?"
    asked = free_of(wish.text) or diet_of(wish.text) or looks_for_diet(wish.text) or allergens_stated(desk.heard)
    if not found and (asked or heeding or limit_of(desk)):
        found = for_now(desk, candidates(desk, replace(wish, products=())))
        if not found and diet_of(wish.text) in CERTIFIED:  # nobody says so of anything here, which is no "no"
            return dont_know(desk, desk.terms.name, wish.text)
        if not found:
            return tell("recommend_none").asking("start_order")
    if not found and has_none_of(wish, desk.catalogue):
        return not_found(desk, wish)
    if not found:
        return tell("browse", list=shelves(desk)).asking("start_order")
    found = not_again(desk, wish, found)
    told = listed(desk, found)
    answer = nothing.and_then(by_the_lists(desk, told))
    if len(found) > 1 or not found[0].in_stock or nothing.says:
        return answer.asking("start_order")
    question = Answer(
        (*claims_of(desk, found[0]), say("want_one", choices=yes_no(desk.lang))),
        shown=(found[0].id,),
        focus=found[0].id,
    )
    return answer.and_then(question).asking("offer_product", product=found[0].id)  # a "yes" is to this


def named_first(wish: Wish, found: Sequence[Product]) -> list[Product]:
    """Of a kind that one word led to ("something savoury"), what has the word itself comes before the rest of the kind."""
    own = _having_it(wish)
    return sorted(found, key=lambda p: p.id not in own)


def _of_that_name(wish: Wish, found: Sequence[Product]) -> list[Product]:
    """ "What herbal teas do you have?": of teas, those that go by this name."""
    said = asked_for(wish.text)
    return [p for p in found if said and is_a(p, said)]


def _so_called(wish: Wish, found: list[Product]) -> list[Product]:
    """ "Something savoury": what has the word itself, where some of what it led to has it."""
    own = _having_it(wish)
    return [p for p in found if p.id in own] or found


def _having_it(wish: Wish) -> frozenset[str]:
    """Goods that have a word of the wish themselves."""
    return frozenset(match.product_id for match in wish.products if match.score >= HALF_NAMED)


def ranked(desk: Desk, found: Sequence[Product], *, free: bool) -> list[Product]:
    """By what the plan leads with; the merchant's order breaks ties. True data only: a product without it comes last.

    Where the choice is ``free`` (nothing was asked for by name), what was recommended at earlier visits goes behind what
    serves the lead as well; what costs least and what is quickest stays so.
    """
    day = today(desk)
    lead = desk.plan.pitch.lead
    own = liked(desk)
    serve = {p.id for p in serving(desk, found, purpose_of(desk))} if lead == "purpose" else set()
    keys = {
        "purpose": lambda p: p.id not in serve,
        "new": lambda p: (not is_new(p, day), -(p.arrived_on or date.min).toordinal()),
        "rare": lambda p: p.made_count or 10**9,
        "proven": lambda p: (p.id not in own, p.guarantee is None, -(p.rating or 0), -(p.rating_count or 0)),
        "popular": lambda p: -(p.rating_count or 0),
        "value": lambda p: p.price_from,
        "quickest": lambda p: p.prep_minutes or 10**3,
        "story": lambda p: (p.story is None, -(p.rating or 0)),
    }
    fresh = sorted(found, key=keys[lead]) if lead in keys else list(found)
    ago = long_ago(desk.customer.told if free and desk.customer.allows("recommend") else ())
    lacks = _LACKS.get(lead, lambda p, day: False)
    if lead in ("value", "quickest"):
        return sorted(fresh, key=lambda p: p.id in desk.seen)  # asked again: something else first
    return sorted(fresh, key=lambda p: (p.id in desk.seen, lacks(p, day), ago(offer_mark(p.id))))


def cheapest(desk: Desk, wish: Wish) -> Answer:
    """What costs least, of what was named if anything was."""
    found = sorted(of_which(desk, wish), key=lambda p: p.price_from)[:1]
    if not found:
        return tell("recommend_none").asking("start_order")
    variant = min((v for v in found[0].variants if v.in_stock), key=lambda v: v.price, default=found[0].variants[0])
    offer = say("cheapest", item=desk.one(found[0], variant), price=desk.money(variant.price))
    says = (replace(offer, choices=yes_no(desk.lang), products=(found[0].id,)), say("want_one"))
    return Answer(says, shown=(found[0].id,)).asking("offer_product", variant=variant.id)


def which_of_two(wish: Wish) -> bool:
    """ "Which would you take, the marmalade or the honey?": a question about two things, and no order of both."""
    groups = spans(wish.products)
    asks = wish.text.rstrip().endswith("?") and _WHICH.search(wish.text) is not None
    return asks and len(groups) == 2 and wish.intent in _MISTAKEN


def asks_least(wish: Wish) -> bool:
    """ "Your least popular cake"."""
    return _LEAST.search(wish.text) is not None


def least_popular(desk: Desk, wish: Wish) -> Answer:
    """What fewest customers have rated, of what was named if anything was: a true number, and no more is claimed."""
    rated = [p for p in candidates(desk, wish) if enough_people(p.rating_count)]
    if not rated:
        return tell("recommend_none").asking("start_order")
    found = min(rated, key=lambda p: p.rating_count or 0)
    variant = next((v for v in found.variants if v.in_stock), found.variants[0])
    told = say(
        "least_popular",
        choices=yes_no(desk.lang),
        item=desk.named(found),
        price=desk.money(variant.price),
        count=str(found.rating_count),
    )
    asked = {"variant": variant.id} if made_to_order(found) or len(found.variants) == 1 else {"product": found.id}
    says = (replace(told, products=(found.id,)), say("want_one"))
    return Answer(says, shown=(found.id,), focus=found.id).asking("offer_product", **asked)


def newest(desk: Desk, found: Sequence[Product]) -> list[Product]:
    """What has arrived lately, the latest first; what was shown a moment ago comes last."""
    fresh = [p for p in found if is_new(p, today(desk))]
    return sorted(fresh, key=lambda p: (p.id in desk.shown, -(p.arrived_on or date.min).toordinal()))
