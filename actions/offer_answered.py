"""What is said to one thing that we offered: a yes, a no, another way, "something else", "wrap it, please"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart, gifts, order, service, tasting
from actions.advising import something_else
from actions.agreeing import NO, YES
from actions.alerts import offer_alert
from actions.allergens import free_of
from actions.answer import Answer, say, tell
from actions.buttons import yes_no
from actions.desk import Desk
from actions.goods import ask_size
from actions.heard import Wish
from actions.lines import line_of, merged, spans, sure_spans
from actions.pointing import described
from actions.way_alone import only_a_way, options_only
from actions.ways import options_said, relative
from actions.which_answered import ELSE, not_those
from shop.model import Match
from shop.refusing import refused_in
from shop.relative import resized
from shop.text import stem, words

_WRAP_IT = re.compile(
    r"\W*(?:(?:yes|yeah|yep|ok|okay|great|perfect|lovely|good|sure|fine|then|and|please|could you|can you|s[iì]|va bene|perfetto|allora|me l[oa]|lo|la|può|puoi)\W+)+"
    r"(?:gift[- ]?)?(?:wrap|incart\w+|confezion\w+)(?:\W+(?:it|that|this|them|up|as a (?:gift|present)|please|pls|thanks|too|for me|per favore|grazie|come regalo))*\W*"
    r"|\W*(?:gift[- ]?)?wrapped(?: up)?(?:\W+(?:please|pls|thanks|thank you))*\W*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\W*(?:(?:hm+|mm+|no|nope|not that|ok|okay|well|and|maybe|perhaps|please|have you|do you have|show me|got|e|beh|no grazie)\W+)*"
    r"(?:something|anything|what|any(?: other)? ideas?|qualcos['’]?a?\W?)\s*(?:else|different|d['’]?\s?altro|di diverso)?(?:\W+(?:then|please|maybe|perhaps|per favore))*\W*",
    re.IGNORECASE,
)

_THAT_IS_ALL = re.compile(
    r"\W*(?:(?:no|yes|ok|okay|sì)\W+)*(?:(?:nothing|nope, nothing) (?:more|else)|that(?:['’]s| is| will be|['’]ll be) (?:all|it)|(?:nient['’ ]?\s?altro|basta così|è tutto))(?:\W+(?:thanks|thank you|please|grazie|for me))*\W*",
    re.IGNORECASE,
)
_HAS_IT = re.compile(
    r"\balready (?:has|have|got|gets|owns?|read|bought|seen|tried)\b|\b(?:has|have|got|owns?|read|'s|’s) (?:(?:that|this|it|one|those)(?: one)? )?already\b|\b(?:ce l['’]ha|ce l['’]ho) già\b|\bgià (?:ce l['’]h[ao]|letto|comprato)\b",
    re.IGNORECASE,
)


def offer_answered(desk: Desk, said: str) -> Answer | None:
    """We offered one product: yes puts it in the cart, no or "something else" looks further."""
    if sort := tasting.answered(desk):
        return sort
    if said != YES and _taken_and_wrapped(desk) and (taken := offer_answered(desk, YES)):
        return service.wrapping(desk).and_then(taken)
    if said != YES and desk.asked.get("swaps") and _named_itself(desk):  # "the black one", in place of the dearer one
        said = YES
    # "Nothing more", after a yes to "this or that?": this one, and no more than it.
    if desk.asked.get("agreed") and _THAT_IS_ALL.fullmatch(desk.heard.text):
        said = YES
    if said == YES and desk.asked.get("swaps"):  # something cheaper than what is on the order comes in its place
        desk.put([line for line in desk.lines if line.product_id != desk.asked["swaps"]])
    if said == YES and desk.asked.get("variant"):
        return order.pick(desk, str(desk.asked["variant"]))
    if said == YES and (product := desk.catalogue.get(str(desk.asked.get("product")))):
        return order.order_item(desk, Wish("order_item", "", 1.0, (), (Match(product.id, 1.0),)))
    variant = desk.catalogue.by_variant(str(desk.asked.get("variant")))
    if said != NO and (sized := _another_size(desk)):
        return sized
    if said != NO and (so := _in_that_way(desk)):
        return so
    if variant and options_only(desk):  # "a large one, then"
        desk.put(merged(desk.lines, [line_of(*variant)]))
        return cart.change_cart(desk, desk.heard.first)
    if (desk.asked.get("recipient") or _for_somebody(desk)) and (told := gifts.told_more(desk)):
        return told
    if desk.heard.verb == "something_else" or ELSE.search(desk.heard.text) or asks_for_another(desk):
        return something_else(desk)
    barred = desk.heard.kind == "text" and (free_of(desk.heard.text) or refused_in(desk.heard.text, desk.catalogue))
    if barred and not _orders_another(desk):
        return something_else(desk)  # "no meat please", of a toastie: the next one that suits
    gone = desk.catalogue.get(str(desk.asked.get("instead_of")))
    if said == NO and gone is not None and not gone.in_stock:
        return offer_alert(desk, gone)
    if said == NO:
        kept = {
            name: desk.asked[name]
            for name in ("recipient", "likes", "max_price", "unliked", "named")
            if desk.asked.get(name)
        }
        return not_those(desk).asking("start_order", **kept)
    return None


def _for_somebody(desk: Desk) -> bool:
    """Was it put forward as a present, or for a funeral, of whom nobody said who it is for?"""
    last = desk.customer.last_turn
    return bool(last and "recommend_gift" in (last.plan.get("acts") or ()))


def _named_itself(desk: Desk) -> bool:
    """Is it the thing on offer that is named, or told by a word of its name, and nothing else?"""
    found = desk.catalogue.by_variant(str(desk.asked.get("variant")))
    product = found[0] if found else desk.catalogue.get(str(desk.asked.get("product")))
    if product is None or desk.heard.kind != "text" or desk.heard.asks:
        return False
    named = {m.product_id for wish in desk.heard.wishes for group in spans(wish.products) for m in group}
    told = described(desk.heard.text)
    return named == {product.id} or bool(told and stem(told) in {word.stem for word in words(product.title)})


def _orders_another(desk: Desk) -> bool:
    """ "A flat white without sugar", of a brownie that was offered: another thing is ordered, and how it is to be."""
    found, first = desk.catalogue.by_variant(str(desk.asked.get("variant"))), desk.heard.first
    offered = found[0].id if found else desk.asked.get("product")
    named = {group[0].product_id for group in sure_spans(first.products)}
    return first.intent in ("order_item", "add_to_cart") and bool(named - {offered})


def _in_that_way(desk: Desk) -> Answer | None:
    """ "30 ml", of a perfume that was offered: a way of it and nothing else, whatever else bears such a word."""
    product = desk.catalogue.get(str(desk.asked.get("product")))
    if product is None or desk.heard.asks or not only_a_way(desk):
        return None
    match = Match(product.id, 1.0, options=options_said(product, desk.heard.text))
    return order.order_item(desk, Wish("order_item", "", 1.0, (), (match,)))


def _another_size(desk: Desk) -> Answer | None:
    """ "Something bigger", of what was offered: its next size, read back; else that there is one size, and the offer stands."""
    found = desk.catalogue.by_variant(str(desk.asked.get("variant")))
    product = found[0] if found else desk.catalogue.get(str(desk.asked.get("product")))
    named = any(spans(wish.products) for wish in desk.heard.wishes)
    if product is None or named or desk.heard.kind != "text" or not relative(desk.heard.text):
        return None
    here = [v for v in product.variants if v.in_stock]
    if (options := resized(product, found[1] if found else here[0], desk.heard.text)) if here else {}:
        return order.order_item(desk, Wish("order_item", "", 1.0, (), (Match(product.id, 1.0, options=options),)))
    only = (
        tell("one_size", item=desk.named(product))
        if len(here) < 2
        else ask_size(desk, Wish("ask_size", "", 1.0, (), (Match(product.id, 1.0),)))
    )
    question = Answer((say("want_one", choices=yes_no(desk.lang)),), shown=(product.id,), focus=product.id)
    return only.and_then(question).asking(**desk.asked)


def asks_for_another(desk: Desk) -> bool:
    """ "Something else?", "she has that one already": another thing is looked for."""
    text = desk.heard.text
    return desk.heard.kind == "text" and (_ANOTHER.fullmatch(text) is not None or _HAS_IT.search(text) is not None)


def heard_of_offer(desk: Desk) -> Desk:
    """ "Hmm, something else?", of what was offered, tells us of no mistake, whatever it was heard as: it looks for more."""
    heard = desk.heard
    if desk.asked.get("act") != "offer_product" or heard.kind != "text" or not _ANOTHER.fullmatch(heard.text):
        return desk
    return replace(desk, heard=replace(heard, wishes=tuple(replace(wish, intent="recommend") for wish in heard.wishes)))


def _taken_and_wrapped(desk: Desk) -> bool:
    """ "Ok great, wrap it please", of what was offered."""
    named = any(spans(wish.products) for wish in desk.heard.wishes)
    return not named and desk.heard.kind == "text" and _WRAP_IT.fullmatch(desk.heard.text) is not None
