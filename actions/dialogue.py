"""Which family of acts answers what: intents, buttons, and answers to our own open question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions import aftersales, cart, consenting, goods, greet, hand_over, order, privacy, recommend, service, tasting
from actions.adaptation.acts import asks
from actions.adaptation.model import Say
from actions.addressing import first_name
from actions.allergens import looks_for_diet
from actions.and_the_rest import rest
from actions.answer import Answer, say, tell
from actions.asides import aside
from actions.asked import asked_before
from actions.circumstance_alone import circumstance_alone
from actions.desk import Desk
from actions.eat_or_drink import asks_what_there_is
from actions.families import BY_INTENT
from actions.greet import HOW_ARE_YOU
from actions.heard import Wish
from actions.lines import spans, sure_spans
from actions.linking_chats import how_to_link
from actions.missing import sold_out
from actions.mourning import MEANT, mourning_before
from actions.must_not_have import must_not_have
from actions.named_usuals import named_usual
from actions.never_mind import only_that
from actions.one_wish import about, answer_wish, bare_yes
from actions.other_way import another_way_of_it
from actions.questions_left import next_question
from actions.reordering import reorder_usual
from actions.replying import answer_to_question
from actions.resuming import asked_again
from actions.rough import rough_talk
from actions.spoken_of import as_goods_are_called
from actions.story import word_to_story
from actions.the_same import the_same
from actions.tongues import other_tongue
from actions.way_after import ways_joined
from actions.which import WHICH
from actions.which_answered import wish_for
from actions.wish_order import ALONE, in_order
from shop.refusing import refused_in

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
COURTESIES = frozenset({"greet", "thanks", "goodbye", "chitchat"})
RIGHTS = frozenset({"know_about_me", "how_do_you_know", "correct_fact", "personalise_again", "remember_this", "not_me"})
STATING = frozenset({"correct_fact", "remember_this", "ask_ingredients", "chitchat", "out_of_scope"})
LOST = frozenset({"not_understood", "not_found"})  # what did not help leaves the order where it was, too
OFFERED = frozenset({"not_found_near", "not_found_instead"})  # with what comes nearest to a thing that is not here
NO_QUESTION = frozenset({"address_given", "contact_kept"})  # "shall I add it?" would be heard of the address
WISHES_MAX = 3
CLAUSES_MAX = 12  # no more are heard of one message (bot/components/clauses.py)


def answer_text(desk: Desk) -> Answer:
    """Every wish of the message, in its order; courtesies give way to wishes."""
    desk.heard = as_goods_are_called(desk)
    desk.heard = ways_joined(desk)
    return next_question(desk, _answer_text(desk))


def _answer_text(desk: Desk) -> Answer:
    if desk.heard.strength("distress") >= 0.5:
        return hand_over.distress(desk)
    if desk.heard.strength("child") >= 0.5:
        return hand_over.child(desk)
    if apart := other_tongue(desk) or rough_talk(desk):
        return apart
    if plain := privacy.plainly_meant(desk) or first_name(desk) or named_usual(desk) or how_to_link(desk):
        return plain
    if talk := aside(desk):
        return talk
    if desk.heard.strength("grief") >= MEANT and not mourning_before(desk):
        return tell("condolence").and_then(_answered(desk))
    return aftersales.not_forgotten(desk).and_then(_answered(desk)) if _wishes_for_goods(desk) else _answered(desk)


def _wishes_for_goods(desk: Desk) -> bool:
    """Is something wished for that has nothing to do with a right, a complaint or a mere greeting?"""
    return not any(w.intent in ALONE or w.intent in RIGHTS for w in desk.heard.wishes) and not all(
        w.intent in COURTESIES for w in desk.heard.wishes
    )


def _answered(desk: Desk) -> Answer:
    if alone := circumstance_alone(desk):
        return alone
    if len(desk.heard.wishes) == 1 and (
        again := the_same(desk, desk.heard.first) or another_way_of_it(desk, desk.heard.first)
    ):
        return again
    replied = answer_to_question(desk)
    if replied is not None:
        return replied
    if aftersales.says_settled(desk):
        return aftersales.closed(desk)
    if aftersales.chooses_late(desk):
        return aftersales.complaint_answer(desk)
    wishes = [
        replace(w, intent="browse_search", products=())
        if (asks_what_there_is(w.text) and not spans(w.products))
        or (looks_for_diet(w.text) and not desk.focus and not sure_spans(w.products))
        else w
        for w in desk.heard.wishes
    ]  # "I'm coeliac, what can I eat?": the second is a wish of its own
    wishes = [w for w in wishes if not only_that(w.text)] or wishes  # "no forget it, just a flat white"
    real = [wish for wish in wishes if wish.intent not in COURTESIES]
    real = [wish for wish in real if not _only_states(desk, wish)] or real  # it is heeded and answered beside
    asking = [wish for wish in wishes if wish.intent == "chitchat" and wish.text.rstrip().endswith("?")]
    if asking and real and all(wish.intent in ("affirm", "deny") for wish in real):
        real = asking  # "right, fair enough. busy this morning?"
    answer = word_to_story(desk.heard)
    greeted = all(
        w.intent in ("greet", "chitchat") for w in wishes
    )  # "hello! how are you?": the second wants an answer
    if greeted and HOW_ARE_YOU.search(desk.heard.text):
        wishes = [replace(w, intent="chitchat") for w in wishes if HOW_ARE_YOU.search(w.text)] or wishes
    courtesy = [w for w in wishes if greeted and w.intent == "chitchat"] or wishes
    chosen = in_order(real or courtesy[:1])
    for wish in chosen[:WISHES_MAX]:
        answer = _then(desk, answer, answer_wish(desk, wish))
    if len(chosen) > WISHES_MAX or len(desk.heard.wishes) == CLAUSES_MAX:
        answer = tell("some_missed").and_then(answer)
    return _still_open(desk, answer)


def _only_states(desk: Desk, wish: Wish) -> bool:
    """ "I'm lactose intolerant", beside "what can I have?": nothing is asked with that."""
    if spans(wish.products) or wish.text.rstrip().endswith("?"):
        return False
    unliked = wish.intent in STATING and refused_in(wish.text, desk.catalogue)
    return bool(must_not_have(desk, wish) or unliked)


def _still_open(desk: Desk, answer: Answer) -> Answer:
    """A question in between leaves the order, or the thing on offer, where it was: asked again, so that a yes has its question."""
    aside = any(w.intent in ASIDE for w in desk.heard.wishes)
    if answer.says and {s.act for s in answer.says} <= LOST and desk.asked.get("act") == "read_back" and desk.lines:
        return answer.and_then(order.read_back(desk, act="still_open"))
    if answer.says and {s.act for s in answer.says} <= {"not_understood"} and desk.asked.get("act") in WHICH:
        return asked_again(desk, answer)
    open_already = answer.asked is not None or any(asks(s.act) == "yes" for s in answer.says)
    if not aside or not answer.says or open_already or {s.act for s in answer.says} <= NO_QUESTION:
        return answer
    return asked_again(desk, answer)


def _then(desk: Desk, first: Answer, second: Answer) -> Answer:
    """One question at a time, and one read-back.

    What must be known of the first wish is asked before anything is said to the second; when advice follows goods that
    were ordered, these are only said to be on the list.
    """
    if any(s.act == "placed_already" for s in first.says):  # "can I change it? I want a large one": no second order
        return first
    if first.says and {s.act for s in second.says} == {"not_understood"}:
        return first
    if second.says and {s.act for s in first.says} == {"not_understood"}:
        return second
    if second.asked and any(s.act in OFFERED for s in first.says):  # what is not here waits for nobody's answer
        first = replace(first, says=tuple(_without_offer(s) for s in first.says), asked=None)
    if second.asked and (first.asked or {}).get("act") in WHICH:
        return first
    if second.asked and (first.asked or {}).get("act") == "offer_product":  # put forward, and not asked of
        first = replace(first, says=tuple(s for s in first.says if asks(s.act) == "no"), asked=None)
    if second.asked and (first.asked or {}).get("act") == "read_back":
        others = tuple(s for s in first.says if s.act not in ("read_back", "read_back_more"))
        if second.asked["act"] == "read_back":  # "with oat milk": the order is read back once, as it is in the end
            return replace(first, says=others, asked=None).and_then(second)
        words = say("added", item=desk.lines_words(desk.lines), price=desk.money(desk.total(desk.lines)))
        first = replace(first, says=(*others, words), asked=None)
    return first.and_then(second)


def _without_offer(said: Say) -> Say:
    """ "No donuts here", without what comes nearest: the question is that of what was ordered beside them."""
    return say("not_found", said=said.slots["said"]) if said.act in OFFERED else said


def answer_choice(desk: Desk) -> Answer:
    """A pressed button. The channel let through only what we offered."""
    return next_question(desk, _answer_choice(desk))


def _answer_choice(desk: Desk) -> Answer:
    verb, argument = desk.heard.verb, desk.heard.argument
    if verb in ("yes", "no", "allergy_yes", "allergy_no", "something_else", "way"):
        replied = answer_to_question(desk)
        return replied if replied is not None else bare_yes(desk)
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
    if waiting := asked_before(desk, product.id):
        return waiting
    available = tuple(v for v in product.variants if v.in_stock)
    if not available:
        return sold_out(desk, product)
    if (
        desk.asked.get("act") == "which_product"
    ):  # "is it in stock?", "two of them": what was said before "which?" holds
        intent = desk.asked.get("intent") or "order_item"
        if intent in BY_INTENT and (desk.asked.get("intent") or product.id in desk.asked.get("products", ())):
            return BY_INTENT[intent](desk, wish_for(desk, product, intent))
    return order.order_item(desk, about("order_item", product.id))


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
    "rest": rest,
    "more": lambda desk: goods.tell_more(desk, Wish("tell_more", "")),
    "checkout": lambda desk: cart.checkout(desk, Wish("checkout", "")),
    "usual": reorder_usual,
    "taste": lambda desk: tasting.answered(desk) or tell("not_understood"),
}
