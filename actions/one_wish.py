"""One wish, answered: the first rule that has an answer gives it, else the family of its intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions import cart, gifts, goods, hand_over, last_gift, order, service
from actions.advising import cheaper, cheaper_of_shown, goes_with, something_like
from actions.after_ordering import just_ordered, of_the_order
from actions.agreed_to import agreed_to
from actions.agreeing import takes_it
from actions.and_the_rest import and_the_rest
from actions.answer import Answer, tell
from actions.as_meant import CHANGING, as_meant
from actions.asides import small_talk
from actions.asked import asked
from actions.beside_the_shop import topic_of
from actions.best_of_shown import best_of_shown
from actions.comparing import compare
from actions.correcting import remarked, wanted_then
from actions.delivering import fee_asked
from actions.desk import Desk
from actions.families import BY_INTENT
from actions.gift_cards import gift_card
from actions.heard import Wish
from actions.lines import bare, spans, sure_spans
from actions.meant import described_beside, described_one, in_its_way, pointed_at
from actions.measuring import by_measure
from actions.not_ours import counted_alone, names_unknown
from actions.of_that_sort import asks_which_are_so
from actions.offering import present
from actions.plain_words import left_in_peace, menu_and_bill, no_order, no_such_one, one_letter, wants
from actions.pointing import by_place
from actions.ready import ready_at
from actions.recommend import asked_of, asks_least, browse, cheapest, least_popular, recommend, which_of_two
from actions.reordering import reorder_usual
from actions.resuming import question_kept
from actions.services import service_asked
from actions.spoken_of import of_what_is_meant
from actions.surely import SURE, doubtful
from actions.the_same import the_same
from actions.usual_with import names_usual
from actions.way_among import of_those_shown
from actions.way_out import not_helped
from actions.ways import options_said
from actions.wish_order import ORDERING
from shop.model import Match

LOOKING = frozenset({"browse_search", "ask_product_info", "ask_stock", "out_of_scope", "chitchat"})
PICKING = frozenset(
    {"compare", "recommend", "browse_search", "ask_product_info", "ask_stock", "order_item", "out_of_scope"}
)
SERVED = frozenset({"remove_from_cart", "change_cart", "complaint", "return_refund", "cancel_order"})
POINTED_MAX = 3  # words
_OPINION = re.compile(
    r"\b(?:recommend|suggest|worth (?:it|having|trying)|any good|consigl\w+|vale la pena)\b", re.IGNORECASE
)
_INTO_IT = re.compile(
    r"\b(?:(?:to|in|into|on) (?:it|that|them|the|my)|with|make (?:it|that|them|one)|con|nel(?:la)?|al(?:la)?)\b|^\W*(?:and )?(?:some|add)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\W*(?:no (?:problem|worries)|not at all|you too|same to you|likewise|di niente|figurati|altrettanto|ok(?:ay)?|k|alright|all right|right|cool|great|good|fine|perfect|got it|i see|lovely|nice|va bene|bene|capito|perfetto)(?:\W+(?:then|thanks|thank you|cheers|grazie))*\W*",
    re.IGNORECASE,
)
_GIVE_ME = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:give me|get me|mi (?:d[aà]i?|dia|fa|fai|faccia|port[ai]|prepar[ai])|dammi|fammi|posso avere) (?:an?|some|un['’]|una?|uno|due|tre|del\w*|dei) ?",
    re.IGNORECASE,
)
_FOR_ME = re.compile(r"\b(?:for (?:me|myself|us)|per (?:me|noi))\b", re.IGNORECASE)
Rule = Callable[[Desk, Wish], Answer | None]


def answer_wish(desk: Desk, wish: Wish) -> Answer:
    """What is said to one wish of a message."""
    if (
        answer := the_same(desk, wish)
        or by_measure(desk, wish)
        or of_those_shown(desk, wish)
        or and_the_rest(desk, wish)
    ):
        return answer
    wish = of_what_is_meant(desk, in_its_way(desk, wish))
    if answer := fee_asked(desk, wish) or of_the_order(desk, wish) or asked(desk, wish):
        return answer
    if counted_alone(wish) and wish.intent not in ORDERING:
        return order.order_item(desk, replace(wish, intent="order_item"))
    if answer := _unsure(desk, wish):
        return answer
    wish = as_meant(desk, wish)
    if answer := _described(desk, wish):
        return answer
    wish = pointed_at(desk, wish)
    for rule in RULES:
        if (answer := rule(desk, wish)) is not None:
            return answer
    return BY_INTENT[wish.intent](desk, wish) if wish.intent in BY_INTENT else tell("not_understood")


def about(intent: str, product_id: str, options: dict[str, str] | None = None) -> Wish:
    """A wish for a product that is known for certain."""
    return Wish(intent, "", 1.0, (), (Match(product_id, 1.0, 0, 0, options or {}),))


def bare_yes(desk: Desk) -> Answer:
    """A yes to nothing that was asked."""
    if desk.lines:
        return order.read_back(desk)
    if _NOTED.fullmatch(desk.heard.text):  # "ok" to something that was only told
        return tell("nothing_more")
    if just := just_ordered(desk):  # "yes, that's right", after the number was told
        return tell("order_ready", number=just.id, ready=ready_at(desk, just), lines=desk.basket_words(just.lines))
    if desk.asked.get("act") == "start_order":  # "anything else?" – "yes please"
        return tell("start_order").asking("start_order")
    return tell("nothing_to_confirm").asking("start_order")


def _unsure(desk: Desk, wish: Wish) -> Answer | None:
    """Too doubtful for what it would do, or beside the shop."""
    if doubtful(wish) and not takes_it(wish.text):
        return not_helped(desk, "not_understood")
    topic = None if spans(wish.products) else topic_of(wish.text)
    # "A table for two at 8" asks for no size, "something for a headache" for no drink.
    if topic and (wish.confidence < SURE or (topic == "oos_medical" and wish.intent in LOOKING)):
        return not_helped(desk, topic)
    return None


def _described(desk: Desk, wish: Wish) -> Answer | None:
    """One of what was shown, told by how it looks."""
    if meant := described_one(desk, wish):
        ordering = wish.intent in ORDERING
        return (
            order.order_item(desk, about("order_item", meant.id, options_said(meant, wish.text)))
            if ordering
            else present(desk, [meant], "recommend")
        )
    if beside := described_beside(desk, wish):
        asked = wish.text.rstrip().endswith("?")
        return BY_INTENT["ask_price" if asked else "order_item"](desk, about("order_item", beside.id))
    return no_order(desk, wish) or no_such_one(desk, wish)


def _picking(desk: Desk, wish: Wish) -> Answer | None:
    """The cheapest, the least popular, something cheaper, which of two."""
    if (pick := cheaper_of_shown(desk, wish)) is not None:
        return order.order_item(desk, about("order_item", pick.id))
    if wish.intent in PICKING and goods.asks_cheapest(desk, wish):
        return cheapest(desk, wish)
    if wish.intent in PICKING | {"ask_price", "ask_stock"} and asks_least(wish):
        return least_popular(desk, wish)
    if wish.intent in PICKING | {"ask_price", "offers", "deny", "chitchat", "complaint"} and (
        less := cheaper(desk, wish)
    ):
        return less
    if wish.intent in PICKING | {"chitchat"} and _OPINION.search(wish.text) and asked_of(desk, wish):
        return recommend(desk, replace(wish, intent="recommend"))
    if which_of_two(wish):
        return compare(desk, wish)
    return best_of_shown(desk, wish) if wish.intent in PICKING | {"chitchat", "start_order"} else None


def _for_them(desk: Desk, wish: Wish) -> Answer | None:
    """ "What's the nicest you've got?", while a present is looked for: still for them."""
    looking = wish.intent in ("recommend", "browse_search") and not spans(wish.products)
    if not looking or not desk.asked.get("recipient") or _FOR_ME.search(wish.text):
        return None
    return gifts.gift(desk, replace(wish, intent="gift"))


def _in_so_many_words(desk: Desk, wish: Wish) -> Answer | None:
    """ "Take the focaccia off", "a tea instead of the latte", of what is in the cart: whatever intent was heard."""
    if not cart.named_here(desk, wish) or wish.intent in SERVED:
        return None
    if cart.takes_off(wish.text):
        return cart.remove_from_cart(desk, wish)
    return cart.change_cart(desk, wish) if cart.swaps(wish) else None


def _changing(desk: Desk, wish: Wish) -> Answer | None:
    """What is in the cart, in another way, or no longer."""
    if wish.intent in CHANGING and _INTO_IT.search(wish.text) and (in_vain := cart.added_in_vain(desk, wish)):
        return in_vain
    if wish.intent in CHANGING and cart.changes_line(desk, wish):
        return cart.change_cart(desk, wish)
    if wish.intent == "cancel_order" and cart.named_here(desk, wish):  # "cancel one flat white", not ordered yet
        return cart.remove_from_cart(desk, wish)
    return None


def _only_a_contact(desk: Desk, wish: Wish) -> Answer | None:
    if hand_over.only_an_address(wish):
        return question_kept(desk, hand_over.address(desk))
    return question_kept(desk, hand_over.note(desk, wish)) if hand_over.only_a_contact(wish) else None


def _named(desk: Desk, wish: Wish) -> Answer | None:
    """Goods and numbers alone are an order, whatever intent was heard; so is "in a hurry, quick espresso"."""
    if wish.intent in LOOKING | {"greet", "ask_size"} and (bare(wish) or _counted(wish)):
        return order.order_item(desk, replace(wish, intent="order_item"))
    if wish.intent in LOOKING and _GIVE_ME.match(wish.text) and spans(wish.products):
        return order.order_item(desk, replace(wish, intent="order_item"))
    return order.order_item(desk, wish) if wish.intent == "arriving" and sure_spans(wish.products) else None


def _times_and_notes(desk: Desk, wish: Wish) -> Answer | None:
    if service.asks_another_day(desk, wish):
        return service.opening_hours(desk, wish)
    return remarked(desk, wish.text) or wanted_then(desk, wish)


def _usual(desk: Desk, wish: Wish) -> Answer | None:
    named = wish.intent == "reorder_usual" or (wish.intent in CHANGING and names_usual(wish.text))
    return reorder_usual(desk, wish) if named else None


def _yes_and_no(desk: Desk, wish: Wish) -> Answer | None:
    if wish.intent in ("affirm", "deny", "chitchat") and names_unknown(wish, desk.catalogue) and wants(wish):
        return order.order_item(desk, replace(wish, intent="order_item"))
    if not desk.lines and (chosen := agreed_to(desk, wish)):
        return order.order_item(desk, chosen)
    if wish.intent == "affirm":
        return bare_yes(desk)
    if wish.intent == "deny" and not desk.lines:
        return left_in_peace(desk)
    if wish.intent == "deny":
        return order.read_back(desk)
    return None


def _not_understood(desk: Desk, wish: Wish) -> Answer | None:
    """Not understood, but it says a way of what is talked of, or names goods: most likely wanted."""
    if wish.intent != "out_of_scope":
        return None
    shown = [p for i in desk.shown if (p := desk.catalogue.get(i))]
    if len(wish.text.split()) <= POINTED_MAX and len(shown) > 1 and (pointed := by_place(wish.text, shown)):
        return order.order_item(desk, about("order_item", pointed.id))  # "the first", of what was listed
    talked_of = desk.catalogue.get(desk.focus or "")
    if talked_of and (ways := options_said(talked_of, wish.text)):
        return order.order_item(
            desk, replace(wish, intent="order_item", products=about("", talked_of.id, ways).products)
        )
    return order.order_item(desk, wish) if spans(wish.products) else None


def _counted(wish: Wish) -> bool:
    """A number before goods, and no question: "-3 croissants" is an order, if an odd one."""
    return (
        bool(spans(wish.products))
        and not wish.text.rstrip().endswith("?")
        and (wish.entity("quantity") not in (None, 1) or any(ch.isdigit() for ch in wish.text))
        and wish.entity("quantity") is not None
    )


def _beside_it(desk: Desk, wish: Wish) -> Answer | None:
    """ "What goes with it?", "something like it": whatever intent was heard."""
    return None if wish.intent in SERVED else goes_with(desk, wish) or something_like(desk, wish)


def _so(desk: Desk, wish: Wish) -> Answer | None:
    """What is of that colour, material or size, whatever intent was heard."""
    return browse(desk, wish) if wish.intent in OF_GOODS and asks_which_are_so(desk, wish) else None


def _last_year(desk: Desk, wish: Wish) -> Answer | None:
    """ "The same as last year for my sister", whatever intent was heard."""
    return last_gift.same_again(desk, gifts.recipient_of(desk, wish))


OF_GOODS = frozenset(
    [
        "browse_search",
        "recommend",
        "compare",
        *("ask_size", "ask_stock", "ask_price", "ask_product_info", "out_of_scope"),
    ]
)
RULES: tuple[Rule, ...] = (
    one_letter,
    small_talk,
    menu_and_bill,
    gift_card,
    service_asked,
    _last_year,
    _beside_it,
    _so,
    _in_so_many_words,
    _picking,
    _for_them,
    _changing,
    _only_a_contact,
    _named,
    _times_and_notes,
    _usual,
    _yes_and_no,
    _not_understood,
)
