"""Which family of acts answers what: intents, buttons, and answers to our own open question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import aftersales, cart, consenting, goods, greet, hand_over, order, privacy, recommend, service, tasting
from actions.adaptation.acts import asks
from actions.addressing import first_name
from actions.advising import cheaper
from actions.agreeing import takes_it
from actions.answer import Answer, say, tell
from actions.beside_the_shop import topic_of
from actions.correcting import remarked, wanted_then
from actions.desk import Desk
from actions.families import BY_INTENT
from actions.greet import HOW_ARE_YOU
from actions.heard import Wish
from actions.lines import bare, priced_today, spans, sure_spans
from actions.meant import described_beside, described_one, pointed_at
from actions.mourning import MEANT, mourning_before
from actions.offering import present
from actions.pointing import described
from actions.recommend import asks_least, cheapest, compare, least_popular, which_of_two
from actions.replying import answer_to_question
from actions.resuming import asked_again
from actions.rough import rough_talk
from actions.surely import SURE, doubtful
from actions.tongues import other_tongue
from actions.usual_with import names_usual, usual_with
from actions.way_out import not_helped
from actions.ways import options_said
from actions.wish_order import ALONE, ORDERING, in_order
from shop.model import Match

LOOKING = frozenset({"browse_search", "ask_product_info", "ask_stock", "out_of_scope", "chitchat"})
# Asked in between, these leave the order waiting: it is named again, so that the next yes is to it.
ASIDE = frozenset(
    [
        *(
            "ask_price",
            "ask_stock",
            "ask_size",
            "ask_ingredients",
            "ask_product_info",
            "compare",
            "tell_more",
            "offers",
            "chitchat",
            "bot_challenge",
            "out_of_scope",
        ),
        *("opening_hours", "store_location", "delivery", "payment", "return_refund", "order_status", "gift_message"),
    ]
)
PICKING = frozenset(
    {"compare", "recommend", "browse_search", "ask_product_info", "ask_stock", "order_item", "out_of_scope"}
)
COURTESIES = frozenset({"greet", "thanks", "goodbye", "chitchat"})
RIGHTS = frozenset({"know_about_me", "how_do_you_know", "correct_fact", "personalise_again", "remember_this", "not_me"})
CHANGING = frozenset({"order_item", "add_to_cart", "change_cart", "start_order", "out_of_scope"})
LOST = frozenset({"not_understood", "not_found"})  # what did not help leaves the order where it was, too
WISHES_MAX = 3
CLAUSES_MAX = 6  # no more are heard of one message (bot/components/clauses.py)
_PRAISE = re.compile(r"\b(?:was|were|loved|liked|enjoyed|era|erano|piaciut\w)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:again|same|usual|repeat|another|reorder|more|like last time|solito|stess\w|ancora)\b", re.IGNORECASE
)
_NOTED = re.compile(
    r"\W*(?:ok(?:ay)?|k|alright|all right|right|cool|great|good|fine|perfect|got it|i see|lovely|nice|va bene|bene|capito|perfetto)(?:\W+(?:then|thanks|thank you|cheers|grazie))*\W*",
    re.IGNORECASE,
)


def answer_text(desk: Desk) -> Answer:
    """Every wish of the message, in its order; courtesies give way to wishes."""
    if desk.heard.strength("distress") >= 0.5:
        return hand_over.distress(desk)
    if desk.heard.strength("child") >= 0.5:
        return hand_over.child(desk)
    if apart := other_tongue(desk) or rough_talk(desk):
        return apart
    if plain := privacy.plainly_meant(desk) or first_name(desk):
        return plain
    if desk.heard.strength("grief") >= MEANT and not mourning_before(desk):
        return tell("condolence").and_then(_answered(desk))
    return aftersales.not_forgotten(desk).and_then(_answered(desk)) if _wishes_for_goods(desk) else _answered(desk)


def _wishes_for_goods(desk: Desk) -> bool:
    """Is something wished for that has nothing to do with a right, a complaint or a mere greeting?"""
    return not any(w.intent in ALONE or w.intent in RIGHTS for w in desk.heard.wishes) and not all(
        w.intent in COURTESIES for w in desk.heard.wishes
    )


def _answered(desk: Desk) -> Answer:
    replied = answer_to_question(desk)
    if replied is not None:
        return replied
    if aftersales.says_settled(desk):
        return aftersales.closed(desk)
    wishes = list(desk.heard.wishes)
    real = [wish for wish in wishes if wish.intent not in COURTESIES]
    answer = Answer()
    greeted = all(
        w.intent in ("greet", "chitchat") for w in wishes
    )  # "hello! how are you?": the second wants an answer
    if greeted and HOW_ARE_YOU.search(desk.heard.text):
        wishes = [replace(w, intent="chitchat") for w in wishes if HOW_ARE_YOU.search(w.text)] or wishes
    courtesy = [w for w in wishes if greeted and w.intent == "chitchat"] or wishes
    chosen = in_order(real or courtesy[:1])
    for wish in chosen[:WISHES_MAX]:
        answer = _then(desk, answer, _one(desk, wish))
    if len(chosen) > WISHES_MAX or len(wishes) == CLAUSES_MAX:
        answer = tell("some_missed").and_then(answer)
    return _still_open(desk, answer)


def _still_open(desk: Desk, answer: Answer) -> Answer:
    """A question in between leaves the order, or the thing on offer, where it was: asked again, so that a yes has its question."""
    aside = any(w.intent in ASIDE for w in desk.heard.wishes)
    if answer.says and {s.act for s in answer.says} <= LOST and desk.asked.get("act") == "read_back" and desk.lines:
        return answer.and_then(order.read_back(desk, act="still_open"))
    open_already = answer.asked is not None or any(asks(s.act) == "yes" for s in answer.says)
    if not aside or not answer.says or open_already:
        return answer
    return asked_again(desk, answer)


def _then(desk: Desk, first: Answer, second: Answer) -> Answer:
    """One question at a time. What must be known of the first wish is asked before anything is said to the second; when
    advice follows goods that were ordered, these are only said to be on the list."""
    if second.asked and (first.asked or {}).get("act") in ("which_variant", "which_product"):
        return first
    if second.asked and (first.asked or {}).get("act") == "read_back" and second.asked["act"] != "read_back":
        others = tuple(s for s in first.says if s.act not in ("read_back", "read_back_more"))
        words = say("added", item=desk.lines_words(desk.lines), price=desk.money(desk.total(desk.lines)))
        first = replace(first, says=(*others, words), asked=None)
    return first.and_then(second)


def _one(desk: Desk, wish: Wish) -> Answer:
    if doubtful(wish):
        return not_helped(desk, "not_understood")
    if wish.confidence < SURE and not spans(wish.products) and (topic := topic_of(wish.text)):
        return not_helped(desk, topic)  # "a table for two at 8" asks for no size
    if takes_it(wish.text) and desk.focus and not spans(wish.products):
        wish = replace(wish, intent="order_item")
    if described(wish.text) and wish.intent == "keep_short":  # "the long one": nobody asks for short answers with that
        wish = replace(wish, intent="browse_search")
    if meant := described_one(desk, wish):
        return (
            order.order_item(desk, _about(desk, "order_item", meant.id))
            if wish.intent in ORDERING
            else present(desk, [meant], "recommend")
        )
    if beside := described_beside(desk, wish):
        asked = wish.text.rstrip().endswith("?")
        return BY_INTENT["ask_price" if asked else "order_item"](desk, _about(desk, "order_item", beside.id))
    wish = pointed_at(desk, wish)
    if wish.intent in PICKING and goods.asks_cheapest(desk, wish):
        return cheapest(desk, wish)
    if wish.intent in PICKING | {"ask_price", "ask_stock"} and asks_least(wish):
        return least_popular(desk, wish)
    if wish.intent in PICKING and (less := cheaper(desk, wish)):
        return less
    if which_of_two(wish):
        return compare(desk, wish)
    if wish.intent in CHANGING and cart.changes_line(desk, wish):
        return cart.change_cart(desk, wish)
    if wish.intent == "cancel_order" and cart.named_here(
        desk, wish
    ):  # "cancel one flat white", of what is not ordered yet
        return cart.remove_from_cart(desk, wish)
    if hand_over.only_a_contact(wish):
        return hand_over.note(desk, wish)
    if wish.intent in LOOKING and (bare(wish) or _counted(wish)):
        return order.order_item(desk, replace(wish, intent="order_item"))
    if wish.intent == "arriving" and sure_spans(wish.products):  # "in a hurry, quick espresso"
        return order.order_item(desk, wish)
    if service.asks_another_day(desk, wish):
        return service.opening_hours(desk, wish)
    if noted := remarked(desk, wish.text) or wanted_then(desk, wish):
        return noted
    if wish.intent == "reorder_usual" or (wish.intent in CHANGING and names_usual(wish.text)):
        return reorder_usual(desk, wish)
    if wish.intent == "affirm":
        return _bare_yes(desk)
    if wish.intent == "deny":
        return tell("nothing_more") if not desk.lines else order.read_back(desk)
    talked_of = desk.catalogue.get(desk.focus or "")
    if wish.intent == "out_of_scope" and talked_of and (ways := options_said(talked_of, wish.text)):
        return order.order_item(
            desk, replace(wish, intent="order_item", products=(Match(talked_of.id, 1.0, 0, 0, ways),))
        )
    if wish.intent == "out_of_scope" and spans(wish.products):  # not understood, but it names goods: most likely wanted
        return order.order_item(desk, wish)
    return BY_INTENT[wish.intent](desk, wish) if wish.intent in BY_INTENT else tell("not_understood")


def _counted(wish: Wish) -> bool:
    """A number before goods, and no question: "-3 croissants" is an order, if an odd one."""
    return (
        bool(spans(wish.products))
        and not wish.text.rstrip().endswith("?")
        and (wish.entity("quantity") not in (None, 1) or any(ch.isdigit() for ch in wish.text))
        and wish.entity("quantity") is not None
    )


def reorder_usual(desk: Desk, wish: Wish | None = None) -> Answer:
    """ "The usual": theirs if it may be known, else the last order, else one honest question. Praise orders nothing.

    "The usual but large", "my usual and a bun": what is said besides is read back with it."""
    if _PRAISE.search(desk.heard.text) and not _AGAIN.search(desk.heard.text):
        return tell("chitchat").asking("start_order")
    offer = greet.offer_usual(desk, asked_for=True)
    if offer.says and greet.confirmed_now(desk):
        return usual_with(desk, wish, offer) or offer
    if greet.must_confirm(desk):
        return greet.welcome(desk)
    own = [[line for line in o.lines if line.own] for o in desk.remembered_orders] if desk.remembers else []
    if last := next((lines for lines in own if lines), None):
        desk.put(priced_today(last, desk.catalogue))
        return order.read_back(desk)
    if wish is not None and spans(
        wish.products
    ):  # "the usual and a bun", from somebody who has none: the bun, at least
        return order.order_item(desk, replace(wish, intent="order_item"))
    return tell("usual_which").asking("usual_which")


def answer_choice(desk: Desk) -> Answer:
    """A pressed button. The channel let through only what we offered."""
    verb, argument = desk.heard.verb, desk.heard.argument
    if verb in ("yes", "no", "allergy_yes", "allergy_no", "something_else", "way"):
        replied = answer_to_question(desk)
        return replied if replied is not None else _bare_yes(desk)
    if verb in ("pick", "show"):
        return _picked(desk, verb, argument)
    return BY_BUTTON[verb](desk) if verb in BY_BUTTON else tell("not_understood")


def _picked(desk: Desk, verb: str, argument: str) -> Answer:
    quantity = int(desk.asked.get("quantity") or 1) if desk.asked.get("act") == "which_variant" else 1
    if verb == "pick":
        return order.pick(desk, argument, quantity)
    product = desk.catalogue.get(argument)
    if product is None:
        return tell("nothing_to_confirm").asking("start_order")
    available = tuple(v for v in product.variants if v.in_stock)
    if not available:
        return order.sold_out(desk, product)
    intent = desk.asked.get("intent")
    if intent in BY_INTENT and desk.asked.get("act") == "which_product":  # "is it in stock?" – "which?" – this one
        return BY_INTENT[intent](desk, _about(desk, intent, product.id))
    return order.order_item(desk, _about(desk, "order_item", product.id))


def _about(desk: Desk, intent: str, product_id: str) -> Wish:
    return Wish(intent, "", 1.0, (), (Match(product_id, 1.0),))


def _bare_yes(desk: Desk) -> Answer:
    if desk.lines:
        return order.read_back(desk)
    if _NOTED.fullmatch(desk.heard.text):  # "ok" to something that was only told
        return tell("nothing_more")
    return tell("nothing_to_confirm").asking("start_order")


BY_BUTTON: Mapping[str, Callable[[Desk], Answer]] = {
    "consent_yes": lambda desk: consenting.give(desk, "chip"),
    "consent_no": consenting.refuse,
    "consent_later": consenting.later,
    "consent_what": consenting.explain,
    "me": greet.confirm_me,
    "not_me": lambda desk: privacy.not_me(desk, Wish("not_me", "")),
    "keep": privacy.keep,
    "forget": privacy.forget_claim,
    "browse": lambda desk: recommend.browse(desk, Wish("browse_search", "")),
    "hours": lambda desk: service.opening_hours(desk, Wish("opening_hours", "")),
    "person": lambda desk: hand_over.ask_for_person(desk, Wish("handoff", "")),
    "more": lambda desk: goods.tell_more(desk, Wish("tell_more", "")),
    "checkout": lambda desk: cart.checkout(desk, Wish("checkout", "")),
    "usual": reorder_usual,
    "taste": lambda desk: tasting.answered(desk) or tell("not_understood"),
}
