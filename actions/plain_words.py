"""What plain words mean, whatever intent was heard: the menu, the bill, a letter alone, one that is not there, a story told."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import cart, order, smalltalk
from actions.answer import Answer, tell
from actions.beside_the_shop import topic_of
from actions.desk import Desk
from actions.heard import Wish
from actions.lines import spans, sure_spans
from actions.pointing import described
from actions.recommend import browse
from actions.resuming import asked_again
from actions.way_out import not_helped
from actions.which import WHICH, ask_product
from actions.wish_order import ORDERING
from shop.model import Product
from shop.qualities import qualities_said
from shop.text import stem, words

_ASKS_FOR = re.compile(
    r"\W*(?:(?:hi|hello|hey|ok|so|and|yes)\W+)*(?:(?:do|can|could) you (?:do|make|sell|serve|have|get me)|have you got|(?:any|got any)\b|i(?:'|’)?(?:d like| want| need)|avete|fate)\b",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"\b(?:(?:see|show|bring|have|need|want|send|read|look at|got)\b.{0,24}\b(?:the|a|your) menu|(?:the|your) menu(?: card)?\W*(?:please|pls)?\W*$|^\W*menu\W*$"
    r"|(?:il|un) men[uù](?: per favore)?\W*$)",
    re.IGNORECASE,
)
_BILL = re.compile(
    r"\b(?:(?:how much|what) (?:do|must|should|shall) i (?:owe|(?:have to |need to )?pay)|how ?much (?:i|do i) (?:have|need) to pay|(?:the|my) (?:bill|check|total)(?: amount)?\b"
    r"|how much (?:is|does) (?:it|that|this) (?:all|come to|altogether)|how much (?:is |does |it )?(?:cost )?(?:is )?(?:all|everything|in all|in total)\b\W*$|how much (?:i|to) pay\b|what(?:['’]s| is) the damage|quanto (?:le |ti |vi )?devo|il conto|quant['’]è in tutto)",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(
    r".*\b(?:it|that|them|those|one|l[aoei]|quell[aoei]|quest[aoei]|ne) (?:[\w'’]+ ){0,3}?(?:in|di) (?P<what>[^\W\d_]{3,15})(?:\W+(?:please|pls|then|thanks|grazie|per favore|allora))*\W*",
    re.IGNORECASE,
)
_NARRATES = re.compile(
    r"\b(?:used to|(?:he|she|they|we|my \w+) (?:always |really )?(?:adored|loved|liked|had|ate|drank|bought|took|made)|adorava|amava|prendeva|mangiava)\b",
    re.IGNORECASE,
)
_TELLS = ORDERING | {"out_of_scope", "browse_search", "ask_product_info"}
_WANTED = re.compile(
    r"\b(?:please|can|could|i(?:'|’)?(?:ll|d)|i (?:want|need|take)|give|add|vorrei|prendo|mi d[iàa]\w*)\b",
    re.IGNORECASE,
)


def no_order(desk: Desk, wish: Wish) -> Answer | None:
    """ "He adored a good pastry": what is told of somebody orders nothing."""
    if wish.intent not in _TELLS or not _NARRATES.search(wish.text) or _WANTED.search(wish.text):
        return None
    told = smalltalk.chitchat(desk, replace(wish, intent="chitchat"))
    return replace(told, shown=tuple(m.product_id for group in spans(wish.products) for m in group))


def left_in_peace(desk: Desk) -> Answer:
    """ "No", with nothing on the order: once "I'm here"; whoever goes on saying no is let go."""
    last = desk.customer.last_turn
    before = set(last.plan.get("acts") or ()) if last else set()
    return tell("let_go" if before & {"nothing_more", "let_go", "thanks"} else "nothing_more")


def one_letter(desk: Desk, wish: Wish) -> Answer | None:
    """A letter alone that answers nothing is a slip of the hand, not "stop" or "thanks"."""
    letters = [char for char in desk.heard.text if char.isalnum()]
    slip = desk.heard.kind == "text" and len(letters) == 1 and letters[0].isalpha() and not spans(wish.products)
    return not_helped(desk, "not_understood") if slip and wish.intent not in ("affirm", "deny") else None


def menu_and_bill(desk: Desk, wish: Wish) -> Answer | None:
    """ "The menu, please" is no card that we sell; "what do I owe?" wants the sum, not the ways to pay."""
    if _MENU.search(wish.text):
        return browse(desk, replace(wish, intent="browse_search", products=()))
    if topic_of(wish.text) == "oos_premises" and not sure_spans(wish.products):
        return not_helped(desk, "oos_premises")
    if not _BILL.search(wish.text):
        return None
    just = next((o for o in desk.remembered_orders if o.status == "placed"), None)
    if desk.lines and desk.asked.get("act") in WHICH:  # what it comes to so far, and the question stays
        return asked_again(desk, replace(cart.view_cart(desk, wish), asked=None))
    if desk.lines or just is None:
        return order.read_back(desk) if desk.lines else cart.view_cart(desk, wish)
    return tell("owed", number=just.id, total=desk.money(just.total))


def no_such_one(desk: Desk, wish: Wish) -> Answer | None:
    """ "The grey one", and none of those shown is grey: no other thing that happens to be called so (an Earl Grey)."""
    word, shown = described(wish.text) or _in_what(wish.text), [p for i in desk.shown if (p := desk.catalogue.get(i))]
    named = [m for group in spans(wish.products) for m in group]
    if not word or not shown or not named or any(m.product_id in desk.shown for m in named):
        return None
    said = {wish.text[m.start - wish.offset : m.end - wish.offset].lower() for m in named}
    if said != {word}:
        return None
    if any(
        stem(word) in {w.stem for w in words(f"{p.title} {p.description}")} for p in shown
    ):  # it is said of one of them
        return ask_product(desk, shown) if len(shown) > 1 else None
    if len(shown) > 1 and not qualities_said(word):  # nothing tells which is dark, and none is said not to be
        return ask_product(desk, shown)
    said_so = f"in {word}" if _in_what(wish.text) or desk.lang == "it" else f"{word} {called(shown[0])}"
    none = tell("not_found", said=said_so)
    return none.and_then(ask_product(desk, shown) if len(shown) > 1 else Answer())


def called(product: Product) -> str:
    """What it is in a word: its kind, where the title says so, too; else how its title ends ("sofa", filed under Indoor)."""
    title, kind = words(product.title), words(product.kind)
    named = not title or (kind and kind[-1].stem in {word.stem for word in title})
    return product.kind.lower() if named or not title else title[-1].folded


def _in_what(text: str) -> str:
    """ "Red" of "I'll take it in red", "la prendo in rosso": how what was shown is wanted; "" for no quality of a thing."""
    match = _TAKEN_IN.fullmatch(text)
    return match["what"].lower() if match and qualities_said(match["what"]) else ""


def wants(wish: Wish) -> bool:
    """Of small talk only what asks for a thing: "do you do ice cream sundaes?"."""
    return wish.intent != "chitchat" or _ASKS_FOR.match(wish.text) is not None
