"""What a wish is meant as, whatever intent it was heard as: its words, and what was said before, tell more than the classifier."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart
from actions.agreeing import takes_it
from actions.allergens import diet_of, free_of
from actions.asked_for import open_wish
from actions.correcting import refuses
from actions.desk import Desk
from actions.eat_or_drink import hungry, says_use
from actions.heard import Wish
from actions.lines import bare, spans, sure_spans
from actions.never_mind import lets_go
from actions.pointing import described
from actions.purpose import meal_said, only_a_meal
from actions.wish_order import ADVICE, ORDERING
from shop.circumstances import DELIVERED
from shop.model import Match
from shop.refusing import refused_in, ruled_out
from shop.relative import asks_how_big

ASKING = frozenset({"ask_ingredients", "ask_product_info", "ask_stock", "out_of_scope"})
CHANGING = frozenset({"order_item", "add_to_cart", "change_cart", "start_order", "out_of_scope"})
_CAME_WRONG = re.compile(
    r"\b(?:is|was|are|were|came|arrived|got)\b\W+(?:\w+\W+){0,2}?(?:wrong|missing|cold|broken|damaged|stale|burnt|spil(?:t|led)|incomplete|leaking|squashed|mouldy|moldy)\b"
    r"|\byou(?:['’]ve| have)? forg[eo]t|\bleft (?:\w+\W+){0,2}?out\b|\b(?:è|era|sono|erano|arrivat\w)\b\W+(?:\w+\W+){0,2}?(?:sbagliat\w|fredd\w|rott\w|incomplet\w|mancant\w)\b"
    r"|\b(?:manca|mancava|mancavano|(?:avete|hai|ha) dimenticato)\b",
    re.IGNORECASE,
)
# How many are coming names no goods and is no goodbye.
_SO_MANY_OF_US = re.compile(
    r"\W*(?:(?:and|e|allora|so)\W+)*(?:(?:we(?:['’]re| are| will be|['’]ll be)|there (?:are|will be)) (?:\w+ ){1,3}?(?:of us|people)?"
    r"|(?:noi )?(?:siamo|saremo|sono|saranno) (?:in |circa |una |un )*(?:\d+|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|venti|trenta|\w+ina|tanti|parecchi)(?: persone| di noi| in tutto)?)\W*",
    re.IGNORECASE,
)
_IN_THAT_LANGUAGE = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:speak|talk|answer|write|parl\w+|rispond\w+|scriv\w+|continu\w+)(?: \w+)?(?: in)? (?:english|italian|italiano|inglese)"
    r"(?:\W+(?:please|per favore|grazie|ora|now))*\W*",
    re.IGNORECASE,
)
_HAS_THEM = re.compile(r"\bce (?:l['’]ha|l['’]hanno|l[aei] ha|li ha|li hanno|le hanno)\b", re.IGNORECASE)
_DISLIKES = re.compile(
    r"\b(?:(?:do not|don['’]?t|never) (?:really |much )?(?:like|drink|eat|care for)|can['’]?t stand|i (?:hate|dislike)"
    r"|n(?:o)?n (?:mi piac\w+|bevo|mangio|sopporto|amo)|odio|detesto)\b",
    re.IGNORECASE,
)
# "Any brownies?", "brownies?": is it there. What goes on about it ("any nuts in it?") is no such question.
_IS_THERE = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|yo|and|ok|so|sorry|please|ciao|e|scusi)\W+)*(?:(?:do )?(?:you|u|ya)(?: guys)? (?:got|have) |got |have (?:you|u)(?: got)? )?"
    r"any (?P<any>(?:(?!(?:in|on|of|with|without|for|from|idea\w*|chance|news)\b)[\w'’-]+\W*){1,4}?)(?: (?:left|today|in|going|around))?\W*",
    re.IGNORECASE,
)
# "A hot drink, please", "a little snack": no thing is named yet.
_SOME_USE = re.compile(
    r"\b(?:an?|some|una?|qualche)\s+(?:(?:nice|little|small|quick|light|sweet|savoury|salty|hot|warm|cold|cool|fresh|refreshing|proper|good)\s+)*"
    r"(?:drinks?|snacks?|bites?|treat|nibble|bevanda|bibita|spuntino)(?:\s+(?:cald|fredd|fresc)\w+)?(?:\W+(?:please|pls|thanks|to go|for me|per favore|grazie))*\W*$",
    re.IGNORECASE,
)
PAYING = frozenset({"ask_stock", "ask_product_info", "ask_price", "out_of_scope", "chitchat", "browse_search"})
_TAKES_MEANS = re.compile(
    r"\b(?:do|can|could) (?:you|u|ya|i|we) (?:guys )?(?:take|accept|pay (?:with|by|in|using|via))\b(?! (?:orders?|bookings?|reservations?|returns?|requests?|away|out|it|them|that)\b)|\b(?:accettate|si può pagare|posso pagare|prendete (?:la |le )?cart\w)\b",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(
    r"\b(?:gave|given|got|charged|paid|took|owe|billed)\b.{0,40}\b(?:too (?:little|much|few|many)|twice|double|wrong change|the wrong)\b|\b(?:short[- ]?changed|overcharged|wrong change|double[- ]charged)\b|\b(?:resto sbagliato|troppo poco resto|addebitat\w due volte)\b",
    re.IGNORECASE,
)
_AND_FOR = re.compile(
    r"\W*(?:(?:and|ok|so|e)\W+)*(?:(?:what|how) about\W+)?(?:something )?(?:for|per) (?!me\b|us\b)[^\W\d]+(?: [^\W\d]+){0,2}\W*\?\W*",
    re.IGNORECASE,
)


_RATHER = re.compile(
    r"\W*(?:(?:oh|um+|er+|hm+|ah|sorry)\W+)*(?:no(?:pe)?|wait|actually|scratch that|sorry|anzi|scusi|aspetti)\b",
    re.IGNORECASE,
)
_FOR_GOODS = ORDERING | {"browse_search", "recommend", "out_of_scope", "chitchat", "ask_stock"}


def as_meant(desk: Desk, wish: Wish) -> Wish:
    """The wish with the intent that its words have, in this place of the conversation."""
    if _SO_MANY_OF_US.fullmatch(wish.text) and not spans(wish.products):
        return replace(wish, intent="chitchat")
    if _IN_THAT_LANGUAGE.fullmatch(wish.text):  # it is answered in it already
        return replace(wish, intent="start_order")
    if wish.intent in ("ask_ingredients", "add_to_cart", "order_item") and _is_there(wish):
        return replace(wish, intent="ask_stock")
    if wish.intent in CHANGING and _SOME_USE.search(wish.text) and not sure_spans(wish.products):
        return replace(wish, intent="recommend")
    if wish.intent == "delivery" and desk.pending.get("where") == DELIVERED and sure_spans(wish.products):
        return replace(wish, intent="order_item")  # "can you deliver a bouquet tomorrow?"
    if wish.intent == "ask_size" and _HAS_THEM.search(wish.text):
        return replace(wish, intent="ask_ingredients")
    if takes_it(wish.text) and desk.focus and not spans(wish.products):
        return replace(wish, intent="order_item")
    if wish.intent in CHANGING and asks_how_big(wish.text):
        return replace(wish, intent="ask_size")
    if wish.intent == "browse_search" and open_wish(wish.text) and says_use(wish.text) and not free_of(wish.text):
        return replace(wish, intent="recommend")  # "anything small to munch on?"
    if wish.intent == "ask_stock" and (free_of(wish.text) or diet_of(wish.text)):
        return replace(wish, intent="browse_search")  # "is eggless cake available?": one that suits, and no other
    if (
        wish.intent in ASKING
        and (open_wish(wish.text) or not (spans(wish.products) or desk.focus))
        and (free_of(wish.text) or diet_of(wish.text))
    ):
        return replace(wish, intent="browse_search")  # "anything gluten free?"
    if wish.intent in PAYING and _TAKES_MEANS.search(wish.text) and not sure_spans(wish.products):
        return replace(wish, intent="payment")  # "do you take venmo?"
    if wish.intent in ("return_refund", "payment", "order_status", "chitchat") and _TOO_MUCH.search(wish.text):
        return replace(wish, intent="complaint")  # "you gave me five euros too little back"
    if wish.intent == "order_status" and _CAME_WRONG.search(wish.text):
        return replace(wish, intent="complaint")  # "my order A-1001 is wrong, there was no sugar"
    if wish.intent == "stop_talking" and spans(wish.products):  # "mi parli della sciarpa": nobody hushes a thing
        return replace(wish, intent="ask_product_info")
    if wish.intent in ("remember_this", "forget_me") and lets_go(wish.text) and sure_spans(wish.products):
        return replace(wish, intent="order_item")  # "no forget it, just give me a flat white"
    if (
        wish.intent in ORDERING
        and desk.cart_changed
        and wish.offset
        and _RATHER.match(wish.text)
        and spans(wish.products)
    ):
        return replace(wish, intent="change_cart")  # "a flat white. no wait, a cappuccino": in its place
    if wish.intent == "deny" and sure_spans(wish.products) and not refuses(wish):  # "no make it 4 espressos"
        return replace(wish, intent="change_cart" if cart.named_here(desk, wish) else "order_item")
    if _AND_FOR.fullmatch(wish.text) and not sure_spans(wish.products):
        return replace(wish, intent="recommend")
    if wish.intent == "gift_message" and bare(wish):  # "ok the wrap", where wraps are sold
        return replace(wish, intent="order_item")
    if wish.intent == "correct_fact" and wish.text.rstrip().endswith("?") and refused_in(wish.text, desk.catalogue):
        wish = replace(wish, intent="browse_search")  # "I don't drink coffee, any tea?"
    if _only_dislikes(desk, wish):
        wish = replace(wish, intent="recommend")
    if wish.intent in ("chitchat", "out_of_scope") and hungry(wish.text):
        return replace(wish, intent="recommend")
    odd = (wish.entity("quantity") or 0) < 0  # "minus two croissants" counts, if oddly
    if wish.intent in ADVICE and not odd and (unliked := refused_in(wish.text, desk.catalogue)):
        wish = replace(wish, products=tuple(m for m in wish.products if not _unliked(desk, m, unliked)))
    if described(wish.text) and wish.intent == "keep_short":  # "the long one": nobody asks for short answers with that
        return replace(wish, intent="browse_search")
    # "breakfast, quick", "lunch please": a meal is no thing; the haste is heard, and so is the wish
    if meal_said(wish) and (wish.intent == "keep_short" or (wish.intent in _FOR_GOODS and only_a_meal(wish))):
        return replace(wish, intent="recommend", products=())
    if wish.intent == "keep_short" and spans(wish.products):
        return replace(wish, intent="order_item" if sure_spans(wish.products) else "recommend")
    return wish


def _is_there(wish: Wish) -> bool:
    """ "Any brownies?", or a name of goods alone with a question mark."""
    asks = wish.text.rstrip().endswith("?")
    if not spans(wish.products) or wish.entity("quantity") not in (None, 1):
        return False
    if _IS_THERE.fullmatch(wish.text):
        return True
    return asks and bare(replace(wish, text=wish.text.rstrip(" ?")))


def _only_dislikes(desk: Desk, wish: Wish) -> bool:
    """ "I don't like coffee": said while something is looked for; nothing is ordered, and nothing known of them is wrong."""
    if wish.text.rstrip().endswith("?") or not _DISLIKES.search(wish.text):
        return False
    unliked = refused_in(wish.text, desk.catalogue)
    return bool(unliked) and all(
        _unliked(desk, match, unliked) for group in sure_spans(wish.products) for match in group
    )


def _unliked(desk: Desk, match: Match, unliked: frozenset[str]) -> bool:
    """ "For someone who doesn't like coffee" names no coffee."""
    product = desk.catalogue.get(match.product_id)
    return product is not None and ruled_out(product, unliked)
