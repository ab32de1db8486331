"""Which of a message's wishes are answered, and in which order. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.agreeing import takes_it
from actions.beside_the_shop import topic_of
from actions.heard import Wish
from actions.lines import bare, spans, sure_spans

# What may interrupt an open question: rights, a person, a complaint, the shop's facts. Everything else is tried as an answer first.
ALONE = frozenset({"complaint", "forget_me", "dont_track", "handoff", "not_me", "less_personal", "bot_challenge"})
ORDERING = frozenset(
    {"order_item", "add_to_cart", "start_order", "reorder_usual", "change_cart", "remove_from_cart", "checkout"}
)
NEVER_PASSED = frozenset({"forget_me", "handoff"})
BELIEVED = 0.65  # confidence
COMING = frozenset({"start_order", "arriving"})
UNCLEAR = frozenset({"recommend", "browse_search", "gift", "out_of_scope", "chitchat"})
ADVICE = frozenset({"recommend", "browse_search", "gift"})
_FOR_US = re.compile(r"\b(?:for (?:me|myself|us)|per (?:me|noi))\b", re.IGNORECASE)


def in_order(wishes: list[Wish]) -> list[Wish]:
    """Which wishes are answered, and in which order.

    One that stands above selling is answered alone; a clause that was not understood gives way to one that was; the
    same wish in two clauses is answered once; orders come last, so that their question is the open one.
    """
    alone = [wish for wish in wishes if wish.intent in ALONE and not _hardly(wish, wishes)]
    if alone:
        return alone[:1]
    wishes = _without_asides(_about_the_present(_joined(wishes)))
    known = (
        [
            wish
            for wish in wishes
            if wish.intent not in ("out_of_scope", "affirm", "deny")
            or spans(wish.products)
            or takes_it(wish.text)
            or topic_of(wish.text)  # "an espresso, and is there wifi?": that has an answer of its own
        ]
        or wishes[:1]
    )
    once = {(wish.intent, tuple(m.product_id for m in wish.products) or None): wish for wish in reversed(known)}
    merged = [wish for wish in known if wish in once.values() and not (not wish.products and _said_better(wish, known))]
    return sorted(merged, key=lambda wish: wish.intent in ORDERING or bare(wish) or takes_it(wish.text))


def _hardly(wish: Wish, wishes: list[Wish]) -> bool:
    """Is it hardly heard as that, beside a wish that is heard better and names goods ("a latte. don't tell him it's from me")?"""
    others = (w for w in wishes if w is not wish and sure_spans(w.products) and w.intent not in ALONE)
    return (
        wish.intent not in NEVER_PASSED
        and wish.confidence < BELIEVED
        and any(w.confidence > wish.confidence for w in others)
    )


def _joined(wishes: list[Wish]) -> list[Wish]:
    """ "An umbrella, I wonder … I'd like something that lasts": the goods belong to the advice that is asked for."""
    open_ones = [w for w in wishes if w.intent in ADVICE and not spans(w.products)]
    wishes = [w for w in wishes if w not in open_ones[1:]]  # "what's new? I love weird things": one piece of advice
    unclear = [w for w in wishes if w.intent == "out_of_scope" and spans(w.products)]
    advice = next((w for w in wishes if w.intent in ADVICE and not spans(w.products)), None)
    if not unclear or advice is None:
        return wishes
    fuller = replace(advice, products=tuple(m for w in unclear for m in w.products))
    return [fuller if w is advice else w for w in wishes if w not in unclear]


def _about_the_present(wishes: list[Wish]) -> list[Wish]:
    """ "A present for my sister, she loves cooking, around 30 euros" is one wish: what else is said describes it."""
    present = next((w for w in wishes if w.intent == "gift"), None)
    if present is None:
        return wishes
    apart = [w for w in wishes if w.intent in ORDERING or (w.text.rstrip().endswith("?") and not _same_search(w))]
    about = [w for w in wishes if w is not present and w not in apart]
    fuller = replace(present, products=(*present.products, *(m for w in about for m in w.products)))
    return [fuller, *(w for w in apart if w is not present)]


def _same_search(wish: Wish) -> bool:
    """ "Maybe around 40 euros?", "could you suggest something?": a question that asks for the present itself."""
    return _only_a_sum(wish) or (wish.intent in ADVICE and not spans(wish.products) and not _FOR_US.search(wish.text))


def _only_a_sum(wish: Wish) -> bool:
    """ "Maybe around 40 euros?" asks for no price."""
    return wish.entity("max_price") is not None and not spans(wish.products)


def _without_asides(wishes: list[Wish]) -> list[Wish]:
    """ "Something came up, please cancel": no wish for something; "do you deliver, and what does it cost?": one question."""
    if len(wishes) > 1:  # "I only have 5 euros, what can I get?"
        wishes = [w for w in wishes if not _only_a_sum(w)] or wishes
    if any(w.intent in ORDERING and spans(w.products) for w in wishes):  # "I'll pop in on my way", beside an order
        wishes = [w for w in wishes if w.intent not in COMING or spans(w.products)]
    intents = {w.intent for w in wishes}
    if intents - {"help", "out_of_scope"}:  # "I wonder whether you could help me; I am looking for a scarf"
        wishes = [w for w in wishes if w.intent != "help"]
    if "cancel_order" in intents:
        wishes = [w for w in wishes if w.intent not in UNCLEAR or sure_spans(w.products)]
    if intents & {"delivery", "payment"}:
        wishes = [w for w in wishes if w.intent != "ask_price" or spans(w.products)]
    return wishes


def _said_better(wish: Wish, others: list[Wish]) -> bool:
    """Is there another clause with the same wish that names goods, or comes earlier?"""
    same = [other for other in others if other.intent == wish.intent]
    return same[0] is not wish or any(other.products for other in same if other is not wish)
